"""The one authorisation rule: role × area × pairing × date decide what may be seen and done (R17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from domain.people.people import TOWNSHIP, Pairing, Person, Role, RoleKind


class Action(StrEnum):
    """Everything that anybody can see or do."""

    TALK = auto()
    RECORD_VISIT = auto()
    SEE_HOUSEHOLD = auto()
    """Head, group, members without numbers, who is paired, visits with notes."""
    SEE_NUMBERS = auto()
    """Phones and ID numbers in full; everybody else sees them masked."""
    CALL_HELPER = auto()
    """See the phone number of who is to visit the household, in a message that asks to see to it."""
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
    REPORT_NEED = auto()
    SEE_NEED = auto()
    HEAR_NEED = auto()
    """Play the voice in which a need was told."""
    FOLLOW_NEED = auto()
    """Accept it, tell of progress, ask for more time, say that one cannot."""
    PASS_NEED = auto()
    SOLVE_NEED = auto()
    CONFIRM_NEED = auto()
    """Say for the household that it is solved."""
    REOPEN_NEED = auto()
    """Say for the household that it is not."""
    WITHDRAW_NEED = auto()
    READ_DIGEST = auto()
    """The week and the month in numbers, with the lists behind them."""
    TAKE_DIGEST_BOOK = auto()
    ASK_VILLAGES = auto()
    """Ask the heads of villages to see to it that everybody is visited."""


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
    REPORTER = auto()
    """Reported the need, and is still paired with the household or an official above it."""
    HOLDER = auto()
    """Follows the need up; paired or an official as well."""
    CONFIRMER = auto()
    """May say for the household whether it is solved: not whoever solved it."""


_OFFICE = frozenset({Relation.CLERK})
_VILLAGE = _OFFICE | {Relation.VILLAGE_HEAD}
_OVERSIGHT = _VILLAGE | {Relation.LEADER}
_FOLLOWING_UP = frozenset({Relation.PAIRED, Relation.VILLAGE_HEAD, Relation.LEADER})
RULES: Mapping[Action, frozenset[Relation]] = {
    Action.TALK: frozenset({Relation.SOMEBODY}),
    Action.RECORD_VISIT: frozenset({Relation.PAIRED}),
    Action.SEE_HOUSEHOLD: _OVERSIGHT | {Relation.PAIRED},
    Action.SEE_NUMBERS: _OFFICE,
    Action.CALL_HELPER: _OVERSIGHT | {Relation.PAIRED},
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
    Action.REPORT_NEED: frozenset({Relation.PAIRED, Relation.VILLAGE_HEAD}),
    Action.SEE_NEED: _OVERSIGHT | {Relation.PAIRED},
    Action.HEAR_NEED: _FOLLOWING_UP,
    Action.FOLLOW_NEED: frozenset({Relation.HOLDER}),
    Action.PASS_NEED: _OVERSIGHT | {Relation.HOLDER},
    Action.SOLVE_NEED: frozenset({Relation.HOLDER, Relation.PAIRED}),
    Action.CONFIRM_NEED: frozenset({Relation.CONFIRMER}),
    Action.REOPEN_NEED: frozenset({Relation.CONFIRMER, Relation.PAIRED}),
    Action.WITHDRAW_NEED: frozenset({Relation.REPORTER}),
    Action.READ_DIGEST: _OVERSIGHT,
    Action.TAKE_DIGEST_BOOK: _OVERSIGHT,
    Action.ASK_VILLAGES: frozenset({Relation.LEADER}),
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
    """What is acted on: a household, a village, or (both None) the township as a whole.

    The people of a need, by their ids, where it is about one (domain.needs.rights).
    """

    household_id: int | None = None
    village_code: str | None = None
    reporter_id: int | None = None
    holders: frozenset[int] = frozenset()
    confirmers: frozenset[int] = frozenset()


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
    is_around = is_paired or bool(offices)
    return frozenset(
        offices
        | ({Relation.PAIRED} if is_paired else set())
        | ({Relation.SOMEBODY} if is_somebody else set())
        | (_parts_in_need(actor.person.id, subject) if is_around else set())
    )


def _parts_in_need(person_id: int, subject: Subject) -> set[Relation]:
    parts = {
        Relation.REPORTER: person_id == subject.reporter_id,
        Relation.HOLDER: person_id in subject.holders,
        Relation.CONFIRMER: person_id in subject.confirmers,
    }
    return {relation for relation, has in parts.items() if has}


def may(actor: Actor, action: Action, subject: Subject, today: date) -> bool:
    """Whether the actor may do that to the subject on that day."""
    return bool(RULES[action] & relations(actor, subject, today))
