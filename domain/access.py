"""The one authorisation rule: role × area × pairing × date decide what may be seen and done (R17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from domain.obligations import Pairing
from domain.people import Person, Role, RoleKind
from domain.register import TOWNSHIP


class Action(StrEnum):
    """Everything that anybody can see or do."""

    TALK = auto()
    RECORD_VISIT = auto()
    SEE_HOUSEHOLD = auto()
    """Head, group, members without numbers, who is paired, visits with notes."""
    SEE_NUMBERS = auto()
    """Phones and ID numbers in full; everybody else sees them masked."""
    TAKE_HOUSEHOLD_CARD = auto()
    TAKE_VILLAGE_BOOK = auto()
    SEE_PEOPLE = auto()
    INVITE = auto()
    HAND_OVER = auto()
    SUSPEND = auto()
    CHANGE_PHONE = auto()
    CHANGE_HEAD = auto()
    MOVE_HOUSEHOLD = auto()
    IMPORT = auto()
    EXPORT = auto()


class Relation(StrEnum):
    """How an actor stands to what the action is about, on a day."""

    SOMEBODY = auto()
    """Holds any role or pairing."""
    PAIRED = auto()
    """Holds a pairing with the household."""
    VILLAGE_HEAD = auto()
    """Heads the village."""
    LEADER = auto()
    """Leads the township, or the part of it that the village lies in."""
    CLERK = auto()
    """Keeps the ledger."""


_OFFICE = frozenset({Relation.CLERK})
_VILLAGE = _OFFICE | {Relation.VILLAGE_HEAD}
_OVERSIGHT = _VILLAGE | {Relation.LEADER}
RULES: Mapping[Action, frozenset[Relation]] = {
    Action.TALK: frozenset({Relation.SOMEBODY}),
    Action.RECORD_VISIT: frozenset({Relation.PAIRED}),
    Action.SEE_HOUSEHOLD: _OVERSIGHT | {Relation.PAIRED},
    Action.SEE_NUMBERS: _OFFICE,
    Action.TAKE_HOUSEHOLD_CARD: _OVERSIGHT | {Relation.PAIRED},
    Action.TAKE_VILLAGE_BOOK: _OVERSIGHT,
    Action.SEE_PEOPLE: _VILLAGE,
    Action.INVITE: _VILLAGE,
    Action.HAND_OVER: _VILLAGE,
    Action.SUSPEND: _VILLAGE,
    Action.CHANGE_PHONE: _VILLAGE,
    Action.CHANGE_HEAD: _VILLAGE,
    Action.MOVE_HOUSEHOLD: _OFFICE,
    Action.IMPORT: _OFFICE,
    Action.EXPORT: _OFFICE,
}
_OFFICES = {
    RoleKind.VILLAGE_HEAD: Relation.VILLAGE_HEAD,
    RoleKind.TOWNSHIP_LEADER: Relation.LEADER,
    RoleKind.CLERK: Relation.CLERK,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person with all roles and pairings, past ones too; None is a stranger."""

    person: Person | None
    roles: tuple[Role, ...] = ()
    pairings: tuple[Pairing, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What is acted on: a household, a village, or (both None) the township as a whole."""

    household_id: int | None = None
    village_code: str | None = None


def relations(actor: Actor, subject: Subject, today: date) -> frozenset[Relation]:
    """How the actor stands to the subject on that day; strangers and suspended people stand nowhere."""
    if actor.person is None or actor.person.suspended_at is not None:
        return frozenset()
    held = [one for one in actor.pairings if one.holds_on(today)]
    offices = {
        _OFFICES[role.kind]
        for role in actor.roles
        if role.kind in _OFFICES
        and role.holds_on(today)
        and role.area_code in (TOWNSHIP, subject.village_code)
    }
    is_paired = any(one.household_id == subject.household_id for one in held)
    is_somebody = bool(held) or any(role.holds_on(today) for role in actor.roles)
    return frozenset(
        offices
        | ({Relation.PAIRED} if is_paired else set())
        | ({Relation.SOMEBODY} if is_somebody else set())
    )


def may(actor: Actor, action: Action, subject: Subject, today: date) -> bool:
    """Whether the actor may do that to the subject on that day."""
    return bool(RULES[action] & relations(actor, subject, today))
