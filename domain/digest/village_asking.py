"""Asking villages to go round: whose households are left, who heads them, and who has been asked already."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.calendar.month import Month
from domain.digest.digest import AreaStanding, Digest
from domain.people.access import Action, Actor, Subject, may
from domain.people.people import TOWNSHIP

TOPIC = "village_asked"
"""The flow that tells it."""


@dataclass(frozen=True, slots=True)
class VillageHead:
    """Somebody who heads a village; `hears`: has joined, and has not blocked the bot."""

    person_id: int
    name: str
    village_code: str
    hears: bool = True


@dataclass(frozen=True, slots=True)
class VillageHeads:
    """The heads of the villages that a leader reads of, and which of them were asked in the month."""

    heads: tuple[VillageHead, ...] = ()
    asked: frozenset[int] = frozenset()

    def with_asked(self, people: Iterable[int]) -> "VillageHeads":
        """The same once these have been asked, too."""
        return replace(self, asked=self.asked | frozenset(people))


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask, whom somebody has asked, and the villages of which nobody can be asked."""

    to: tuple[VillageHead, ...] = ()
    asked: tuple[VillageHead, ...] = ()
    headless: tuple[AreaStanding, ...] = ()

    @property
    def people(self) -> tuple[int, ...]:
        """Each once, though somebody may head several villages."""
        return tuple(dict.fromkeys(one.person_id for one in self.to))


def missed(digest: Digest) -> tuple[AreaStanding, ...]:
    """The villages in which a responsible person still has somewhere to go."""
    return tuple(one for one in digest.villages if one.responsible.coverage.open)


def asking(digest: Digest, known: VillageHeads) -> Asking:
    """Of all villages with somebody left to visit; nobody is asked twice about a month."""
    by_village = _by_village(known.heads)
    villages = missed(digest)
    heads = [head for one in villages for head in by_village(one.code)]
    return Asking(
        tuple(one for one in heads if one.person_id not in known.asked),
        tuple(one for one in heads if one.person_id in known.asked),
        tuple(one for one in villages if not by_village(one.code)),
    )


def may_ask(actor: Actor, digest: Digest, today: date) -> bool:
    """Whether the actor leads all of these villages."""
    subjects = [Subject(village_code=one.code) for one in missed(digest)]
    return bool(subjects) and all(may(actor, Action.ASK_VILLAGES, one, today) for one in subjects)


def key_of(month: Month, person_id: int) -> str:
    """Of the one notice about a month."""
    return f"{TOPIC} {month} {person_id}"


def _by_village(heads: Iterable[VillageHead]) -> Callable[[str], tuple[VillageHead, ...]]:
    """Each with the village of which it is asked: one's own, or any for whoever heads them all."""
    found: defaultdict[str, list[VillageHead]] = defaultdict(list)
    for one in heads:
        found[one.village_code].append(one)

    def of(code: str) -> tuple[VillageHead, ...]:
        return tuple(replace(one, village_code=code) for one in (*found[code], *found[TOWNSHIP]))

    return of
