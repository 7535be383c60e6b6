"""What the cards about people show, wherever they lead: with hostile names, in both languages (R2, R13)."""

from collections import deque
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial

import pytest

from bot.desk.buttons import LONGEST_DATA
from bot.desk.messages import card_text, keyboard
from bot.desk.slices import FLOWS, open_book
from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Card, Event, Kind, Turn
from domain.conversation import Draft
from domain.people.access import Actor
from domain.people.people import TOWNSHIP, Duty, Pairing, Person, Role, RoleKind
from domain.people.staff import Colleague, HeldHousehold, Staff, Village
from domain.policy.policy import Policy
from locales.fit import ALONE, SHARED, width
from locales.read import reads
from tests.flows.valley import HOSTILE, LARGEST_ID, PLAIN, ZONE

NOW = datetime(2026, 11, 21, 1, tzinfo=UTC)
SINCE = date(2026, 1, 1)
CHAT = 2**52
MINE = ("people", "hand_over", "homestead")
TYPED = ("没有这个人", "13900001111", "12-01", "12-31", "王小明", "村", "组", "/people", "/invite")
ENGINE = open_book()


def town(names: tuple[str, ...]) -> tuple[Person, Actor, Staff]:
    """A clerk, seven people of whom the first has seven households twice over, and long places."""
    people = [Person(LARGEST_ID - at, name, f"1390000{at:04d}", "", NOW) for at, name in enumerate(names)]
    clerk = Role(RoleKind.CLERK, TOWNSHIP, SINCE)
    every = tuple(Role(kind, TOWNSHIP, SINCE) for kind in RoleKind)
    villages = tuple(Village(f"{at}", name, (("a", name), ("b", "二组"))) for at, name in enumerate(names))
    homes = tuple(
        HeldHousehold(
            LARGEST_ID - at,
            f"H{at}",
            name,
            "0",
            name,
            "三组",
            Pairing(LARGEST_ID - at, people[0].id, duty, SINCE),
        )
        for at, name in enumerate(names)
        for duty in Duty
    )
    colleagues = tuple(
        Colleague(one, every if at else (clerk,), frozenset(Duty), frozenset("0"), 14)
        for at, one in enumerate(people)
    )
    suspended = replace(colleagues[2], person=replace(people[2], suspended_at=NOW))
    staff = Staff((*colleagues[:2], suspended, *colleagues[3:]), homes, (), villages)
    return people[1], Actor(people[1], (clerk,)), staff


@dataclass(frozen=True)
class Stop:
    """A turn that a walk came to, in one language."""

    turn: Turn
    facts: Facts
    locale: str


def walk(names: tuple[str, ...], locale: str) -> list[Stop]:
    """Every button and many words from every kind of card; nothing that is done takes effect."""
    person, actor, staff = town(names)
    facts = Facts(NOW, ZONE, Policy(), 2**62, person, actor, actor.roles, staff=staff, answer={"ok": True})
    first = _go(None, facts, locale, Kind.TEXT, text="/people")
    waiting, seen, stops = deque([first]), set(), list[Stop]()
    while waiting:
        turn = waiting.popleft()
        card = tuple(one.name.partition("-")[0] for one in turn.card.choices)
        key = (turn.draft.flow, turn.draft.state, card, tuple(one.key for one in turn.card.says))
        if key in seen or turn.draft.flow not in MINE:
            continue
        seen.add(key)
        stops.append(Stop(turn, facts, locale))
        tapped = [_tap(turn.draft, one.name, facts, locale) for one in turn.card.choices]
        typed = [_go(turn.draft, facts, locale, Kind.TEXT, text=words) for words in TYPED]
        paper = Event(Kind.PAPERWORK, 1, 1, 1, NOW, paper=turn.draft.answers.get("paper", 0))
        told = ENGINE.resume(turn.draft, paper, facts)
        waiting.extend([*tapped, *typed, *([told] if told else [])])
    return stops


def _go(draft: Draft | None, facts: Facts, locale: str, kind: Kind, **given: str) -> Turn:
    event = Event(kind, CHAT, CHAT, 1, NOW, **given)  # type: ignore[arg-type]
    return ENGINE.advance(draft, event, facts, partial(reads, locale))


def _tap(draft: Draft, name: str, facts: Facts, locale: str) -> Turn:
    return _go(draft, facts, locale, Kind.CHOICE, choice=f"{draft.id}.{draft.state}.{name}")


WALKS = [(locale, hostile) for locale in ("zh_CN", "en") for hostile in (False, True)]


def stops(locale: str, hostile: bool) -> list[Stop]:
    return walk(HOSTILE if hostile else PLAIN, locale)


def test_the_walk_comes_to_every_state() -> None:
    states = {(flow.name, state) for flow in FLOWS if flow.name in MINE for state in flow.states}
    assert {(one.turn.draft.flow, one.turn.draft.state) for one in stops("zh_CN", False)} == states


@pytest.mark.parametrize(("locale", "hostile"), WALKS)
def test_every_card_fits_a_phone(locale: str, hostile: bool) -> None:
    for stop in stops(locale, hostile):
        turn = stop.turn
        rows = keyboard(turn.card, turn.draft, locale, CHAT, lambda text: f"{abs(hash(text)) % 10**12:012}")
        assert 1 <= len(rows) <= 8, turn.draft.state
        for row in rows:
            assert 1 <= len(row) <= 2
            for button in row:
                assert 0 < width(button["label"]) <= (ALONE if len(row) == 1 else SHARED), button["label"]
                assert len(button["data"].encode()) <= LONGEST_DATA
        text = card_text(turn.card, locale)
        assert text.strip()
        assert len(text.encode("utf-16-le")) // 2 <= 4096
        assert text.count("\n") < 7 or hostile


def test_prompts_are_short() -> None:
    for stop in stops("zh_CN", False):
        for said in stop.turn.card.says:
            assert len(card_text(Card((said,)), "zh_CN")) <= 120, said.key


def test_every_question_offers_back_and_cancel() -> None:
    for stop in stops("zh_CN", False):
        names = {one.name for one in stop.turn.card.choices}
        assert {"back", "cancel"} <= names or stop.turn.draft.state == "done", stop.turn.draft


def test_every_button_does_what_its_table_says() -> None:
    for stop in stops("zh_CN", False):
        for one in stop.turn.card.choices:
            moved = _tap(stop.turn.draft, one.name, stop.facts, "zh_CN")
            assert moved.toast is None, (stop.turn.draft.state, one.name)


def test_drafts_survive_being_written_down() -> None:
    for stop in stops("zh_CN", True):
        assert Draft.from_json(stop.turn.draft.to_json()) == stop.turn.draft


def test_hostile_names_are_shown_verbatim() -> None:
    cards = [
        card_text(one.turn.card, "zh_CN") for one in stops("zh_CN", True) if one.turn.draft.state == "card"
    ]
    assert any(HOSTILE[0] in text for text in cards)


def test_without_the_office_every_card_is_empty_of_names() -> None:
    for stop in stops("zh_CN", False):
        facts = replace(stop.facts, staff=None, actor=Actor(stop.facts.person))
        draft = replace(stop.turn.draft, answers=dict(stop.turn.draft.answers))
        for one in stop.turn.card.choices:
            turn = _tap(draft, one.name, facts, "zh_CN")
            text = card_text(turn.card, "zh_CN") + str(turn.card.choices)
            assert not [name for name in PLAIN if name in text], (draft.flow, draft.state, one.name)
