"""What a digest says: T7 word for word, kind words where there is little to tell, and never too much."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.desk.loading.digests import newest
from bot.desk.messages import card_text
from bot.flows.digest.cards import ask_late, ask_twice, ask_villages, digest_rows, tell
from bot.flows.digest.turns import pictures
from bot.flows.digest.words import digest_words
from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Card, Event, Kind
from bot.flows.reminder.sections import sections
from domain.digest.counts import Counts, Decision, DutyCount, ExcusedCount, GivenReason, SolvedBy, VillageName
from domain.digest.days import of_month
from domain.digest.digest import Digest
from domain.digest.lists import LateNeeds, OpenDuties, UnvisitedLine
from domain.digest.pages import DigestBook
from domain.digest.reader import Reader
from domain.digest.rows import UnvisitedRow
from domain.duties.pace import Coverage
from domain.needs.lists import NeedLine
from domain.needs.needs import NeedStatus
from domain.paperwork import Paper
from domain.people.people import TOWNSHIP, Duty, Person, Rung
from domain.policy.policy import Policy
from locales.fit import width
from locales.render import render, rows_of_labels
from tests.digests.counted import MONDAY, NOVEMBER, T7, VILLAGES, digest, duties, township

LANGUAGES = ("zh_CN", "en")
HOSTILE = "<b>&_*`{head}%s王\u202e龘ابج😀" + "𠮷" * 10
TOLD = """\
石板镇 走访周报 11月16–22日
责任人走访：328/412 户（80%），按进度应到 76%，正常。联系人 301/412。
没去过：本月 84 户；连续两月没去 3 户
已说明：请假2 路不通4（不算没去）
诉求：新增 17，办结 21，超期 4（看病吃药1 住房2 饮水1），办结中位数 6 天
村情：石板村 绿·正常 / 柳坪村 绿·正常 / 高岩村 黄·偏慢（联系人 60/96；在县里培训，已说明） / \
云顶村 黄·偏慢（联系人 26/48；请假、路不通，已说明）
建议核实：照片和以前相像 1 销号前没回访 2
值得表扬：石板村补上了上月没去的 5 户；石板村帮扶队办结 9 件；何梅办好看病吃药 2 件；高岩村帮扶队办结 4 件
请您拍板：云顶村 2 件饮水诉求（没钱）"""


def facts(*digests: Digest, locale: str = "zh_CN", day: date = MONDAY) -> Facts:
    now = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    person = Person(1, "罗建华", "", locale)
    book = DigestBook(Reader(None, Rung.TOWNSHIP), digests)
    return Facts(now, ZoneInfo("Asia/Shanghai"), Policy(), 1, person=person, digest=book)


def moment(known: Facts, **answers: object) -> Moment:
    return Moment(answers, Event(Kind.NOTICE, 1, 1, 1, known.now), known)


def text(*digests: Digest, locale: str = "zh_CN", day: date = MONDAY) -> str:
    known = facts(*digests, locale=locale, day=day)
    return "\n".join(render(locale, one) for one in digest_words(known, digests[0]))


def rows(card: Card, locale: str = "zh_CN") -> list[list[str]]:
    return rows_of_labels(locale, [[one.label for one in row] for row in card.rows])


def test_it_says_what_the_transcript_says() -> None:
    assert text(digest()) == TOLD
    assert rows(Card((), digest_rows(digest()))) == [
        ["超期 4 件", "84 户没去"],
        ["连续两月 3 户"],
        ["下载台账"],
    ]
    assert rows(Card((), digest_rows(digest())), "en") == [
        ["4 late needs", "84 not visited"],
        ["3 two months running"],
        ["Download ledger"],
    ]


def test_small_numbers_are_told_as_counts() -> None:
    few = Counts(VILLAGES[:1], duties(VILLAGES[0].code, (3, 2), 4))
    assert "责任人走访：3/4 户，按进度应到 3/4，正常。联系人 2/4，偏慢。" in text(digest(few))
    assert "%" not in text(digest(few))


def test_at_the_beginning_of_a_month_nobody_is_behind_and_nobody_has_missed_anything() -> None:
    early = digest(on=date(2026, 11, 2))
    told = text(early, day=date(2026, 11, 2))
    assert "月初，先不看进度" in told
    assert "村情：月初，各村先不看进度" in told
    assert "没去过" not in told
    assert "digest_twice" not in [one.name for row in digest_rows(early) for one in row]


def excused() -> Counts:
    all_of_it = tuple(
        DutyCount(one.code, duty, NOVEMBER, Coverage(0, 0, 5)) for one in VILLAGES for duty in Duty
    )
    return Counts(VILLAGES, all_of_it, excused=tuple(ExcusedCount(one.code, "road", 10) for one in VILLAGES))


def test_all_excused_is_told_kindly() -> None:
    told = text(digest(excused()))
    assert "走访：责任人的走访都已说明情况。" in told
    assert "已说明：路不通40（不算没去）" in told
    assert "石板村 灰·已说明（路不通，已说明）" in told


def test_nothing_done_and_nobody_to_visit_have_words_of_their_own() -> None:
    idle = Counts(VILLAGES[:1], duties(VILLAGES[0].code, (0, 0), 40))
    assert text(digest(idle)).splitlines()[1].startswith("还没有收到走访和诉求的记录。山里信号不好")
    assert text(digest(Counts())).splitlines()[1:] == ["现在没有要走访的户，也没有在办的诉求。"]
    assert digest_rows(digest(Counts())) == ()


def test_a_complete_month_is_told_as_done() -> None:
    done = Counts(VILLAGES[:1], duties(VILLAGES[0].code, (40, 40), 40))
    told = text(digest(done, of_month(NOVEMBER)), day=date(2026, 12, 1))
    assert "石板镇 走访月报 11月\n责任人走访：40/40 户（100%），正常。联系人 40/40。" in told
    assert "没去过：没有，11月每户都去过了，大家辛苦了" in told


def test_several_villages_are_named_in_the_title() -> None:
    assert text(digest(area="V1+V2")).startswith("石板村、柳坪村、高岩村等 4 个村 走访周报")
    two = replace(T7, villages=VILLAGES[:2])
    assert text(digest(two, area="V1+V2")).startswith("石板村、柳坪村 走访周报")


def crowded(villages: int = 60) -> Counts:
    """Everything that there can be, with names of thirty characters."""
    counts = township(villages)
    names = tuple(VillageName(one.code, one.code + HOSTILE, 90) for one in counts.villages)
    codes = [one.code for one in names]
    return replace(
        counts,
        villages=names,
        excused=tuple(ExcusedCount(one, kind, 9) for one in codes for kind in ("leave", "road", "away")),
        reasons=tuple(GivenReason(one, HOSTILE + str(at), 3) for one in codes for at in range(9)),
        solved_by=tuple(SolvedBy(one, HOSTILE, "housing", 3) for one in codes),
        decisions=tuple(Decision(one, HOSTILE, HOSTILE, 3) for one in codes),
        needs=T7.needs,
    )


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("villages", [1, 15, 60])
def test_however_much_there_is_it_fits_a_message_with_month_week_and_gap(locale: str, villages: int) -> None:
    week, month = digest(crowded(villages)), digest(crowded(villages), of_month(NOVEMBER))
    known = facts(month, week, locale=locale)
    told = sections(moment(known, digest=[["month", "2026-11-01"], ["week", "2026-11-16"]]))
    whole = "\n".join(render(locale, one) for section in told for one in section.says)
    assert 400 < len(whole.encode("utf-16-le")) // 2 < 3000
    assert whole.count(render(locale, digest_words(known, week)[0])) == 1


def test_of_many_villages_the_first_eight_that_need_support_are_named_shortly() -> None:
    (line,) = (one for one in text(digest(crowded())).splitlines() if one.startswith("需要支持的村"))
    assert line.count(" / ") == 7
    assert HOSTILE[:6] in line
    assert HOSTILE[:10] not in line


@pytest.mark.parametrize("locale", LANGUAGES)
def test_sixty_villages_are_counted_and_leafed_through(locale: str) -> None:
    many = digest(crowded())
    known = facts(many, locale=locale)
    assert "digest_more" in [one.name for row in tell(moment(known)).rows for one in row]
    pages = [ask_villages(moment(known, issue=["so_far"], page=page)) for page in range(4)]
    assert [len(one.says) for one in pages] == [16] * 4
    assert len({card_text(one, locale) for one in pages}) == 4
    assert all(len(card_text(one, locale).encode("utf-16-le")) // 2 < 4096 for one in pages)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_lists_have_five_a_page_whatever_the_names(locale: str) -> None:
    known = facts(digest(), locale=locale)
    late = tuple(
        NeedLine(
            2**62 + n, n, 7, HOSTILE, "V1", HOSTILE, HOSTILE, True, NeedStatus.REPORTED, date(2026, 11, 2)
        )
        for n in range(1, 13)
    )
    row = UnvisitedRow(HOSTILE, HOSTILE, "H1", HOSTILE, Duty.RESPONSIBLE, HOSTILE)
    homes = tuple(UnvisitedLine(2**62 + n, n, row) for n in range(12))
    assert known.digest
    book = replace(known.digest, late=LateNeeds(12, late), twice=OpenDuties(12, homes))
    for ask, trigger in ((ask_late, "open"), (ask_twice, "pick")):
        pages = [ask(moment(replace(known, digest=book), page=page)) for page in range(3)]
        named = [
            [one.name for row in page.rows for one in row if one.name.startswith(trigger)] for page in pages
        ]
        assert [len(one) for one in named] == [5, 5, 2]
        assert len({one for some in named for one in some}) == 12
        for page in pages:
            assert len(page.rows) <= 8
            assert [one.name for one in page.rows[-1]] == ["back", "cancel"]
            for labels in rows(page, locale):
                assert all(width(one) <= (32 if len(labels) == 1 else 16) for one in labels)


def test_of_what_waited_for_a_week_only_the_newest_is_told() -> None:
    told = [["week", "2026-11-09"], ["week", "2026-11-16"], ["month", "2026-10-01"]]
    assert newest(told) == (("month", "2026-10-01"), ("week", "2026-11-16"))


def test_the_picture_is_asked_for_unless_there_is_nothing_on_it() -> None:
    (asked,) = pictures(moment(facts(digest())))
    assert asked.paper is Paper.WALL_CHART
    assert asked.terms == {
        "edition": "week",
        "first": "2026-11-16",
        "last": "2026-11-22",
        "as_of": "2026-11-23",
        "villages": None,
    }
    assert pictures(moment(facts(digest(Counts())))) == ()
    assert pictures(moment(replace(facts(), digest=None))) == ()


def test_an_empty_digest_is_no_reason_for_a_message() -> None:
    answers = {"digest": [["week", "2026-11-16"]]}
    assert sections(moment(facts(digest(Counts())), **answers)) == []
    assert len(sections(moment(facts(digest()), **answers))) == 1


def test_who_may_not_read_it_is_told_politely() -> None:
    nobody = replace(facts(), digest=None)
    for ask in (tell, ask_late, ask_twice, ask_villages):
        card = ask(moment(nobody, issue=["so_far"]))
        assert [one.key for one in card.says] == ["digest.not_yours"]
    assert TOWNSHIP not in card_text(tell(moment(nobody)), "zh_CN")
