"""Needs and the six checks on the household page and on 户卡."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from openpyxl import load_workbook
from sqlalchemy import event, select

from bot.desk.messages import card_text
from bot.flows.household.needs import NEEDS_TOLD
from bot.transport.telegram.post import CAPS
from domain.households.page import HouseholdPage
from domain.needs.needs import Act, Need, NeedMoved, NeedReported, NeedStatus, NeedStep
from domain.needs.six_checks import ToldVisit
from domain.people.people import Duty, Rung
from domain.policy.needs import Needs
from domain.visits.visits import Mode, Picture, VisitRecorded, Voice
from ledger.cards.household_card import household_card
from storage.database import Database
from storage.tables import household
from tests.pages.conftest import LI, TODAY, WANG, ZHOU, Enter, household_ids, small_register
from tests.pages.test_page_words import HOSTILE, PAGE, shown

ZONE = ZoneInfo("Asia/Shanghai")
CHECKS_OF = Needs().checks_of
# An hour before midnight in UTC is the next morning in the township.
LATE = datetime(2026, 11, 9, 23, tzinfo=UTC)
REPORT = NeedStep(Act.REPORT, 1, LATE, NeedStatus.REPORTED, 1, date(2026, 11, 25), "屋顶漏雨")
ROOF = Need(
    1, 231, 7, "000101", "housing", "村镇建设办", False, 1, LATE, 1, Rung.RESPONSIBLE,
    NeedStatus.REPORTED, REPORT.due_on, (REPORT,),
)  # fmt: skip
FINE = ToldVisit(date(2026, 11, 12), "yyyyyy")


def moved(need: Need, act: Act, status: NeedStatus, at: datetime) -> Need:
    step = replace(need.history[-1], act=act, status=status, at=at, words="")
    solved_at = at if act is Act.SOLVE else need.solved_at
    return replace(need, status=status, history=(*need.history, step), solved_at=solved_at)


SOLVED = moved(ROOF, Act.SOLVE, NeedStatus.SOLVED, LATE + timedelta(days=4))
CONFIRMED = moved(SOLVED, Act.CONFIRM, NeedStatus.CONFIRMED, LATE + timedelta(days=5))
LAPSED = moved(SOLVED, Act.LAPSE, NeedStatus.CONFIRMED, LATE + timedelta(days=5))
WITHDRAWN = moved(ROOF, Act.WITHDRAW, NeedStatus.WITHDRAWN, LATE)


def checks(*needs: Need, told: tuple[ToldVisit, ...] = (), today: date = TODAY) -> str:
    return replace(PAGE, needs=needs, told=told).checks(today, ZONE, CHECKS_OF)


def test_a_visit_where_all_was_fine_answers_all_six_for_its_month() -> None:
    assert checks() == "------"
    assert checks(told=(FINE,)) == "yyyyyy"
    assert checks(told=(FINE,), today=date(2026, 12, 1)) == "------"


def test_a_need_answers_its_check_with_no_until_it_is_confirmed() -> None:
    assert checks(ROOF, told=(FINE,)) == "yyyyny"
    assert checks(SOLVED, told=(FINE,)) == "yyyyny"
    assert checks(SOLVED, today=date(2027, 1, 5)) == "----n-"
    assert checks(CONFIRMED) == "----y-"
    assert checks(LAPSED) == "------"
    assert checks(WITHDRAWN, told=(FINE,)) == "yyyyyy"


def test_a_day_is_that_of_the_township() -> None:
    assert checks(ROOF, today=date(2026, 11, 9)) == "------"
    assert checks(ROOF, today=date(2026, 11, 10)) == "----n-"


def test_the_page_tells_what_is_not_closed_and_how_the_six_stand() -> None:
    spoken = replace(REPORT, words="", voice=Voice("v", "f", 12), pictures=(Picture("p", "f"),))
    water = replace(ROOF, number=7, category="water", status=NeedStatus.IN_PROGRESS, history=(spoken,))
    page = replace(PAGE, needs=(ROOF, SOLVED, water, WITHDRAWN, CONFIRMED), told=(FINE,))

    chinese, english = (card_text(shown(page), locale).splitlines() for locale in ("zh_CN", "en"))

    at = chinese.index("两不愁三保障（本月）：住房安全、饮水安全还没解决。吃、穿、义务教育、基本医疗有保障。")
    assert chinese[at + 1 : at + 6] == [
        "正在跟进的诉求：",
        "N-0231 住房，已上报，还剩 3 个工作日：屋顶漏雨",
        "N-0231 住房，已办结，等回访：屋顶漏雨",
        "N-0007 饮水，办理中，还剩 3 个工作日：语音 12 秒、照片 1 张",
        "最近走访：",
    ]
    at = english.index(
        "Six checks this month: Not yet: housing, water. Fine: food, clothing, schooling, medical care."
    )
    assert english[at + 2] == "N-0231 Housing, reported, 3 working days left: 屋顶漏雨"


def test_a_page_without_needs_says_nothing_of_them() -> None:
    told = card_text(shown(PAGE), "zh_CN")
    assert "诉求" not in told
    assert "两不愁" not in told
    assert "两不愁三保障（本月）：六项都有保障" in card_text(shown(replace(PAGE, told=(FINE,))), "zh_CN")


def test_many_needs_with_hostile_words_fit_into_a_message() -> None:
    needs = tuple(
        replace(ROOF, number=at + 1, history=(replace(REPORT, words=words * 50),))
        for at, words in enumerate(HOSTILE * 4)
    )
    told = card_text(shown(replace(PAGE, needs=needs)), "zh_CN")
    assert f"N-{NEEDS_TOLD:04}" in told
    assert f"N-{NEEDS_TOLD + 1:04}" not in told
    assert f"共 {len(needs)} 件" in told
    assert len(told) <= CAPS.text_length


def lines(page: HouseholdPage) -> list[list[object]]:
    card = household_card(page, "石板镇", TODAY, ZONE, Needs(), is_masked=True)
    sheet = load_workbook(BytesIO(card)).active
    assert sheet is not None
    return [[one for one in row if one is not None] for row in sheet.iter_rows(values_only=True)]


def test_the_card_tells_needs_and_checks_in_the_words_of_the_ledger() -> None:
    old = replace(CONFIRMED, number=3, category="roads")
    told = lines(replace(PAGE, needs=(CONFIRMED, ROOF, old), told=(FINE,)))
    at = told.index(["两不愁三保障和饮水（2026 年 11 月）"])
    assert told[at + 1] == ["不愁吃", "不愁穿", "义务教育", "基本医疗", "住房安全", "饮水安全"]
    assert told[at + 2] == ["是", "是", "是", "是", "否", "是"]
    at = told.index(["诉求"])
    assert told[at + 1 : at + 5] == [
        ["编号", "类别", "描述", "提出日期", "完成时限", "进展"],
        ["N-0231", "住房", "屋顶漏雨", "2026-11-10", "2026-11-25", "已上报"],
        ["N-0231", "住房", "屋顶漏雨", "2026-11-10", "2026-11-25", "已销号"],
        ["N-0003", "roads", "屋顶漏雨", "2026-11-10", "2026-11-25", "已销号"],
    ]


def test_a_card_without_needs_has_no_table_of_them() -> None:
    assert ["诉求"] not in lines(PAGE)


def test_a_page_is_loaded_with_needs_and_with_what_visits_said(database: Database, enter: Enter) -> None:
    enter(small_register())
    home, at = household_ids(database)[WANG], datetime(2026, 11, 20, 4, tzinfo=UTC)
    with database.write() as unit:
        li, zhou = (unit.people.by_phone(phone) for phone in (LI, ZHOU))
        assert li
        assert zhou
        made = [
            VisitRecorded(
                unit.ids.at(at), home, li.id, Duty.RESPONSIBLE, Mode.HOME, day, at, False, all_fine=fine
            )
            for day, fine in ((date(2026, 11, 18), False), (date(2026, 11, 19), True))
        ]
        reported = NeedReported(
            unit.ids.at(at), 1, home, "water", "水务站", False, li.id, at, li.id,
            Rung.RESPONSIBLE, date(2026, 11, 27), "井干了",
        )  # fmt: skip
        solve = replace(reported.step, act=Act.SOLVE, status=NeedStatus.SOLVED, person_id=zhou.id)
        unit.records.write([*made, reported])
        unit.records.write(
            [NeedMoved(reported.need_id, 1, solve, Rung.RESPONSIBLE, 0, at, date(2026, 12, 4))]
        )
    with database.read() as unit:
        page = unit.pages.of([home])[home]
    assert [(one.number, one.status, one.words) for one in page.needs] == [(1, NeedStatus.SOLVED, "井干了")]
    assert page.told[-2:] == (
        ToldVisit(date(2026, 11, 18), "------"),
        ToldVisit(date(2026, 11, 19), "yyyyyy"),
    )
    assert page.checks(TODAY, ZONE, CHECKS_OF) == "yyyyyn"


def test_pages_with_needs_take_as_many_statements_however_many_they_are(
    database: Database, enter: Enter
) -> None:
    enter(small_register())
    at = datetime(2026, 11, 20, 4, tzinfo=UTC)
    with database.write() as unit:
        li = unit.people.by_phone(LI)
        assert li
        homes = unit.connection.scalars(select(household.c.id)).all()
        unit.records.write(
            NeedReported(
                unit.ids.at(at), number, home, "water", "水务站", False, li.id, at, li.id,
                Rung.RESPONSIBLE, date(2026, 11, 27),
            )
            for number, home in enumerate(homes, 1)
        )  # fmt: skip
    counted: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    with database.read() as unit:
        counted.clear()
        unit.pages.of(homes[:1])
        alone = len(counted)
        unit.pages.of(homes)
    assert len(counted) == 2 * alone
