"""How a notice steps into a conversation; and conversations that go on by themselves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from bot.flows.engine.engine import Engine
from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Enter, Flow, Moment, Move, Outcome, State, begin
from bot.flows.engine.port import Card, Event, Kind, Showing, Turn, choice, say
from domain.conversation import NO_ANSWERS, Draft
from domain.notices.notices import BUSY_FOR, READING_FOR, Notice, NoticeKind
from domain.people.people import Person
from domain.policy.policy import Policy

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
NOTICE = Notice(36 * 36, 7, NoticeKind.REQUEST, "asking", "asking:1", NOW, {"about": 1})


class Asking(Flow):
    """Tells a notice."""

    name = "asking"

    QUESTION = State(lambda moment: Card((say("asked"),), ((choice("yes"),),)))
    THANKS = State(lambda moment: Card((say("thanks"),), ((choice("home"),),)))

    @staticmethod
    def is_moot(moment: Moment) -> bool:
        return bool(moment.facts.answer)

    moves: ClassVar = (
        Move(QUESTION, "yes", THANKS, do=lambda moment: Outcome(moment.answers, (moment.answers["about"],))),
        Move(THANKS, "home", Enter("writing")),
    )


class Writing(Flow):
    """Keeps words, and files them if it is left or forgotten."""

    name = "writing"

    EMPTY = State(lambda moment: Card((say("empty"),), ((choice("go"),),)))
    KEPT = State(lambda moment: Card((say("kept"),), ((choice("go"),),)), keeps=lambda answers: True)
    FILING = State(
        lambda moment: Card((say("filing"),), ((choice("go"),),)),
        elapses=timedelta(hours=24),
        leaves=lambda moment: Outcome(NO_ANSWERS, ("filed",), note=say("filed")),
    )
    FILED = State(lambda moment: Card((say("filed"),), ((choice("go"),),)), closes=True)

    moves: ClassVar = (
        Move(FILING, "elapsed", FILED, do=lambda moment: Outcome(NO_ANSWERS, ("filed",))),
        Move((EMPTY, KEPT, FILING), "go", FILING),
    )


BEGIN = begin("writing")
ENGINE = Engine((Writing, Asking), {"start": BEGIN, "": BEGIN, "restarted": BEGIN}, BEGIN, {})


def _draft(state: str, answers: Mapping[str, Any] = NO_ANSWERS) -> Draft:
    return Draft("abc", "writing", state, answers, version=3, touched_at=NOW, card_message_id="50")


def _facts(now: datetime = NOW, notice: Notice | None = NOTICE) -> Facts:
    person = Person(7, "李国强", "10000000001", "zh_CN")
    return Facts(now=now, zone=ZONE, policy=Policy(), fresh_id=10**6, person=person, notice=notice)


def _event(kind: Kind, button: str = "") -> Event:
    return Event(kind, 7, 7, 1, NOW, choice=button, message="40" if button else None)


def _told(draft: Draft | None) -> Turn:
    turn = ENGINE.tell(draft, _event(Kind.NOTICE), _facts())
    assert turn is not None
    return turn


def _pressed(turn: Turn, name: str, draft: Draft, facts: Facts) -> Turn:
    button = f"{turn.draft.id}.{turn.draft.state}.{name}"
    return ENGINE.advance(draft, _event(Kind.CHOICE, button), facts, lambda _choices, _words: None)


def test_a_notice_becomes_the_one_card_of_the_chat() -> None:
    turn = _told(_draft("empty"))
    assert (turn.draft.flow, turn.draft.version, turn.showing) == ("asking", 3, Showing.POST)
    assert turn.draft.answers == {"about": 1}
    assert turn.closes, "no later card may swallow it"


def test_a_notice_reaches_a_chat_in_which_nothing_was_ever_said() -> None:
    assert _told(None).draft.flow == "asking"


def test_what_is_half_said_is_laid_aside_and_offered_again() -> None:
    shelved = _told(_draft("kept", {"note": "x"})).draft.shelved
    assert shelved is not None
    assert (shelved.flow, shelved.answers) == ("writing", {"note": "x"})


def test_what_files_itself_is_filed_before_the_notice_is_told() -> None:
    assert _told(_draft("filing")).facts == ("filed",)


def test_a_notice_without_a_reason_is_not_told() -> None:
    facts = replace(_facts(), answer={"done": True})
    assert ENGINE.tell(_draft("empty"), _event(Kind.NOTICE), facts) is None


def test_who_is_in_the_middle_of_something_is_busy_for_half_an_hour() -> None:
    soon, later = _facts(NOW + BUSY_FOR - timedelta(seconds=1)), _facts(NOW + BUSY_FOR)
    assert ENGINE.is_busy(_draft("kept"), soon)
    assert ENGINE.is_busy(_draft("filing"), soon)
    assert not ENGINE.is_busy(_draft("empty"), soon)
    assert not ENGINE.is_busy(_draft("kept"), later)
    assert not ENGINE.is_busy(None, soon)


def test_what_is_owed_unasked_waits_for_any_open_question_and_leaves_time_to_read() -> None:
    reminder = replace(NOTICE, kind=NoticeKind.REMINDER)

    def is_busy(state: str, idle: timedelta) -> bool:
        return ENGINE.is_busy(_draft(state), _facts(NOW + idle, reminder))

    assert is_busy("empty", BUSY_FOR - timedelta(seconds=1))
    assert not is_busy("empty", BUSY_FOR)
    assert is_busy("filed", READING_FOR - timedelta(seconds=1))
    assert not is_busy("filed", READING_FOR)


def test_a_notices_button_works_though_another_conversation_has_begun() -> None:
    turn = _pressed(_told(_draft("empty")), "yes", _draft("empty"), _facts())
    assert (turn.draft.flow, turn.draft.state, turn.facts) == ("asking", "thanks", (1,))
    assert turn.showing is Showing.EDIT


def test_a_notices_button_pressed_late_files_what_files_itself() -> None:
    turn = _pressed(_told(None), "yes", _draft("filing"), _facts())
    assert turn.facts == ("filed", 1)


def test_a_notices_button_is_stale_once_its_reason_is_gone() -> None:
    answered = replace(_facts(), answer={"done": True})
    turn = _pressed(_told(_draft("empty")), "yes", _draft("empty"), answered)
    assert (turn.draft.flow, turn.toast, turn.facts) == ("writing", say("stale"), ())


def test_a_button_of_somebody_elses_notice_does_nothing() -> None:
    turn = _pressed(_told(_draft("empty")), "yes", _draft("empty"), _facts(notice=None))
    assert (turn.draft.flow, turn.facts) == ("writing", ())


def test_a_later_card_of_a_notice_is_as_stale_as_any_other() -> None:
    thanks = _pressed(_told(_draft("empty")), "yes", _draft("empty"), _facts())
    turn = _pressed(thanks, "home", _draft("empty"), _facts())
    assert (turn.draft.flow, turn.toast) == ("writing", say("stale"))


def test_a_state_that_elapses_says_when() -> None:
    press = _event(Kind.CHOICE, "abc.empty.go")
    turn = ENGINE.advance(_draft("empty"), press, _facts(), lambda _choices, _words: None)
    assert turn.draft.elapses_at == NOW + timedelta(hours=24)


def test_what_nobody_touched_goes_on_in_silence() -> None:
    turn = ENGINE.resume(_draft("filing"), _event(Kind.ELAPSED), _facts())
    assert turn is not None
    assert (turn.draft.state, turn.facts, turn.showing) == ("filed", ("filed",), Showing.EDIT)
    assert turn.draft.elapses_at is None


def test_what_was_touched_meanwhile_does_not_go_on_by_itself() -> None:
    assert ENGINE.resume(_draft("empty"), _event(Kind.ELAPSED), _facts()) is None
