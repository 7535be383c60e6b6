"""The one authorisation rule, cell by cell, against the table that people read."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from domain.people.access import Action, Actor, Subject, may
from domain.people.people import TOWNSHIP, Duty, Pairing, Person, Role, RoleKind
from tests.access.town import NOW

TODAY = date(2026, 11, 21)
TABLE = Path(__file__).parents[2] / "docs" / "access.md"
HOUSEHOLD, VILLAGE, OTHER_VILLAGE = 7, "V1", "V2"
PERSON = Person(1, "", "", "")
REPORTER, HOLDER, CONFIRMER = (Person(number, "", "", "") for number in (2, 3, 4))
ABOUT = Subject(HOUSEHOLD, VILLAGE, REPORTER.id, frozenset({HOLDER.id}), frozenset({CONFIRMER.id}))
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LONG_AGO = date(2020, 1, 1)


def paired(until: date | None = None, since: date = LONG_AGO) -> Actor:
    kind = Role(RoleKind.RESPONSIBLE, TOWNSHIP, LONG_AGO)
    return Actor(PERSON, (kind,), (Pairing(HOUSEHOLD, 1, Duty.RESPONSIBLE, since, until),))


def official(kind: RoleKind, area: str, until: date | None = None) -> Actor:
    return Actor(PERSON, (Role(kind, area, LONG_AGO, until),))


ACTORS = {
    "stranger": Actor(None),
    "suspended": Actor(Person(1, "", "", "", suspended_at=NOW), paired().roles, paired().pairings),
    "paired now": paired(),
    "paired until yesterday": paired(until=YESTERDAY),
    "paired from tomorrow": paired(since=TOMORROW),
    "head of the village": official(RoleKind.VILLAGE_HEAD, VILLAGE),
    "head of another village": official(RoleKind.VILLAGE_HEAD, OTHER_VILLAGE),
    "head until yesterday": official(RoleKind.VILLAGE_HEAD, VILLAGE, YESTERDAY),
    "leader": official(RoleKind.TOWNSHIP_LEADER, TOWNSHIP),
    "leader of another village": official(RoleKind.TOWNSHIP_LEADER, OTHER_VILLAGE),
    "clerk": official(RoleKind.CLERK, TOWNSHIP),
    "clerk until yesterday": official(RoleKind.CLERK, TOWNSHIP, YESTERDAY),
    "reporter, paired": replace(paired(), person=REPORTER),
    "reporter, paired until yesterday": replace(paired(until=YESTERDAY), person=REPORTER),
    "holder, paired": replace(paired(), person=HOLDER),
    "holder, head of the village": replace(official(RoleKind.VILLAGE_HEAD, VILLAGE), person=HOLDER),
    "holder, head until yesterday": replace(
        official(RoleKind.VILLAGE_HEAD, VILLAGE, YESTERDAY), person=HOLDER
    ),
    "asked to confirm, paired": replace(paired(), person=CONFIRMER),
    "asked to confirm, suspended": replace(paired(), person=replace(CONFIRMER, suspended_at=NOW)),
}


def table() -> dict[tuple[str, str], bool]:
    """The cells of docs/access.md: action × actor."""
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    actors = rows[0][1:]
    return {
        (row[0].strip("`"), actor): cell == "yes"
        for row in rows[2:]
        for actor, cell in zip(actors, row[1:], strict=True)
    }


def test_the_table_has_every_cell() -> None:
    assert set(table()) == {(action.value, actor) for action, actor in product(Action, ACTORS)}


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("action", list(Action))
def test_each_cell_of_the_table_is_the_rule(action: Action, actor: str) -> None:
    allowed = may(ACTORS[actor], action, ABOUT, TODAY)
    assert allowed is table()[action.value, actor]


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("action", list(Action))
def test_another_household_in_another_village_is_out_of_reach_but_for_the_township(
    action: Action, actor: str
) -> None:
    allowed = may(ACTORS[actor], action, Subject(8, "V3"), TODAY)
    own = table()[action.value, actor]
    reaches_far = actor in ("leader", "clerk") or action is Action.TALK
    assert allowed is (own and reaches_far)
