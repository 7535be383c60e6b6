"""A message with every reason at once, in both languages and with hostile names; and all its answers."""

from dataclasses import replace

import pytest

from bot.desk.messages import card_text, keyboard
from bot.flows.engine.port import Kind
from domain.duties.answers import Answer, Answered, EscalationAnswered, GapExplained, ReminderAnswered
from domain.duties.pages import DutyBook
from domain.notices.notices import Notice, NoticeKind
from locales.fit import width
from tests.duties_chat.told import EVERYTHING, TODAY, book, event_of, facts, press, tell
from tests.flows.valley import CHAT, ENGINE, HOSTILE, a_morning

ALONE, SHARED = 32, 16
ONE = {"escalated": [[1, "contact"]]}


@pytest.mark.parametrize("hostile", [False, True])
@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_a_message_with_every_reason_fits_a_phone(locale: str, hostile: bool) -> None:
    turn = tell(book(hostile=hostile), EVERYTHING, locale=locale, hostile=hostile)
    text = card_text(turn.card, locale)
    assert len(text.encode("utf-16-le")) // 2 <= 4096
    rows = keyboard(turn.card, turn.draft, locale, CHAT, lambda words: f"{hash(words) % 10**12:012}")
    assert len(rows) <= 8
    for row in rows:
        assert 1 <= len(row) <= 2
        for button in row:
            assert 0 < width(button["label"]) <= (ALONE if len(row) == 1 else SHARED)
            assert len(button["data"].encode()) <= 64
    labels = [button["label"] for row in rows for button in row]
    assert len(set(labels)) == len(labels)


def test_only_the_first_reason_greets() -> None:
    text = card_text(tell(book(), EVERYTHING).card, "zh_CN")
    assert text.count("您好，") == 1
    assert text.startswith("李国强您好，")


def test_a_hostile_name_is_shown_as_it_is() -> None:
    duties = replace(book(hostile=True), gaps=())
    text = card_text(tell(duties, {"escalated": [[1, "contact"]]}).card, "zh_CN")
    assert HOSTILE[0][:29] in text


def test_one_household_is_told_with_its_history_and_a_number_that_can_be_read() -> None:
    text = card_text(tell(book(), ONE).card, "zh_CN")
    assert "王福生家本月还没人去过，上次是 10月21日（王福生）。" in text
    assert "已提醒 3 次，昨天回复“在县里培训”。他的电话：138 0000 0000" in text


def test_a_number_that_may_not_be_seen_is_not_mentioned() -> None:
    duties = book()
    asked = tuple(replace(one, phone="") for one in duties.asked)
    assert "电话" not in card_text(tell(replace(duties, asked=asked), ONE).card, "zh_CN")


def test_words_of_ones_own_are_quoted() -> None:
    said = Answered(Answer.NEED_HELP, TODAY, "other", "车坏了")
    duties = book()
    asked = tuple(replace(one, answer=said) for one in duties.asked)
    assert "今天回复“车坏了”" in card_text(tell(replace(duties, asked=asked), ONE).card, "zh_CN")


def test_a_message_of_which_nothing_is_left_is_moot() -> None:
    valley = a_morning()
    event, left = event_of(valley, Kind.NOTICE), {name: EVERYTHING[name] for name in ("gap", "escalated")}
    assert ENGINE.tell(None, event, facts(valley, book(), left)) is not None
    assert ENGINE.tell(None, event, facts(valley, DutyBook(), left)) is None


def test_an_answer_is_about_every_open_duty_that_is_told() -> None:
    duties = book()
    turn = press(tell(duties, EVERYTHING), "called", duties, EVERYTHING)
    (fact,) = turn.facts
    assert isinstance(fact, EscalationAnswered)
    assert fact.answer is Answer.CALLED
    assert fact.pairing_ids == (1, 2, 3, 4, 5, 6, 7, 50)
    assert turn.draft.state == "answered"


def test_the_same_answer_on_the_same_day_is_written_once() -> None:
    duties = book()
    said = frozenset({(Answer.WILL_GO, TODAY)})
    again = replace(duties, asked=tuple(replace(one, answered=said) for one in duties.asked))
    turn = press(tell(duties, EVERYTHING), "will_go", again, EVERYTHING)
    assert (turn.facts, turn.draft.state) == ((), "answered")
    before = (Answered(Answer.REMIND_FRIDAY, TODAY),)
    turn = press(tell(duties, EVERYTHING), "friday", replace(duties, said=before), EVERYTHING)
    assert (turn.facts, turn.draft.state) == ((), "later")


def test_need_help_goes_to_who_is_above_as_a_request() -> None:
    duties = book()
    asked = press(tell(duties, EVERYTHING), "need_help", duties, EVERYTHING)
    turn = press(asked, "why-0", duties, EVERYTHING, asked.draft)
    answered, notice = turn.facts
    assert isinstance(answered, ReminderAnswered)
    assert (answered.answer, answered.reason) == (Answer.NEED_HELP, "training")
    assert isinstance(notice, Notice)
    assert (notice.person_id, notice.kind, notice.topic) == (8, NoticeKind.REQUEST, "help_asked")
    assert notice.terms == {"help": [answered.person_id]}


def test_a_reason_is_given_for_all_gaps_that_are_still_ones_own() -> None:
    duties = book()
    left = replace(duties, explained={61: Answered(Answer.EXPLAINED, TODAY, "road")})
    asked = press(tell(left, EVERYTHING), "explain", left, EVERYTHING)
    (fact,) = press(asked, "why-1", left, EVERYTHING, asked.draft).facts
    assert isinstance(fact, GapExplained)
    assert (fact.period, fact.reason) == ("2026-11", "road")
    assert fact.pairing_ids == (62, 63, 64, 65, 66, 67)


def test_the_leader_sees_villages_in_the_order_of_the_ledger() -> None:
    duties = book()
    odd = tuple(replace(one, village="乙村" if one.pairing_id == 61 else "甲村") for one in duties.gaps)
    text = card_text(tell(replace(duties, gaps=odd), {"gap": EVERYTHING["gap"]}).card, "zh_CN")
    assert "乙村 1 户、甲村 6 户" in text, "nobody is ranked"
