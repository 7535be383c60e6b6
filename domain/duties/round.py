"""A duty holder's round: the households paired with one person, as that person stands to them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from math import cos, hypot, radians

from domain.calendar.month import Month
from domain.duties.cadence import cadence
from domain.duties.obligations import PastVisit, Status
from domain.people.names import alike, matching, twice
from domain.people.people import Pairing
from domain.policy.duty import CadenceRule
from domain.visits.captions import Caption, read_caption, resembling
from domain.visits.visits import Mode

NEAREST = 3
COMES_BACK_AFTER = timedelta(days=7)
"""A household where nobody was home is offered first again after a week."""


@dataclass(frozen=True, slots=True)
class Place:
    """Degrees north and east (WGS 84)."""

    latitude: float
    longitude: float

    def metres_to(self, other: "Place") -> float:
        """Distance over the ground, good enough within a township."""
        north = (self.latitude - other.latitude) * 111_320
        east = (self.longitude - other.longitude) * 111_320 * cos(radians(self.latitude))
        return hypot(north, east)


@dataclass(frozen=True, slots=True)
class PairedHousehold:
    """A household on somebody's round; `visits` count for its pairing, since the first of last month.

    `stands_in_for`: who is on leave, if the pairing is somebody else's and this person only stands in.
    """

    id: int
    code: str
    head: str
    village: str
    group: str
    away: bool
    pairing: Pairing
    last_home_on: date | None = None
    visits: tuple[PastVisit, ...] = ()
    place: Place | None = None
    stands_in_for: str = ""
    classes: tuple[str, ...] = ()

    def status_in(
        self, month: Month, *, phone_counts: bool, cadences: Iterable[CadenceRule] = ()
    ) -> Status | None:
        """How this month's duty stands, or last month's; None: it is not met, but falls due later."""
        duty, classes = self.pairing.duty, filter(None, self.classes)
        asked = cadence(duty, classes, cadences, away=self.away, phone_counts=phone_counts)
        first, last = asked.period(asked.due_in(month))
        counted = (one for one in self.visits if asked.counts(one.mode))
        if len({one.visited_on for one in counted if first <= one.visited_on <= last}) >= asked.visits:
            return Status.MET
        return Status.OPEN if asked.falls_due_in(month) else None

    def days_since_home(self, today: date) -> int | None:
        """Days since this person was last at the house; None: never."""
        return None if self.last_home_on is None else (today - self.last_home_on).days

    def nobody_home_lately(self, today: date) -> bool:
        """Whether the last thing tried, within a week, found nobody home."""
        newest = max(self.visits, key=lambda one: (one.visited_on, one.visit_id), default=None)
        return (
            newest is not None and newest.mode is Mode.NOBODY and today - newest.visited_on < COMES_BACK_AFTER
        )


@dataclass(frozen=True)
class Round:
    """All households of one duty holder, and what a day looks like from there."""

    households: tuple[PairedHousehold, ...] = ()
    today: date = date.min
    phone_counts: bool = False
    cadences: tuple[CadenceRule, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.households)

    def get(self, household_id: int) -> PairedHousehold | None:
        """The household, if it is on this round."""
        return next((one for one in self.households if one.id == household_id), None)

    @cached_property
    def _namesakes(self) -> frozenset[tuple[str, str]]:
        return twice((one.head, one.group or one.village) for one in self.households)

    def has_namesake(self, household: PairedHousehold) -> bool:
        """Whether another household of that name is in the same place."""
        return alike(household.head, household.group or household.village) in self._namesakes

    def status_in(self, household: PairedHousehold, month: Month) -> Status | None:
        """How the duty to a household stands in that month, by the township's cadences."""
        return household.status_in(month, phone_counts=self.phone_counts, cadences=self.cadences)

    @cached_property
    def _done(self) -> frozenset[int]:
        month = Month.of(self.today)
        return frozenset(one.id for one in self.households if self.status_in(one, month) is Status.MET)

    def is_done(self, household: PairedHousehold) -> bool:
        """Whether the household has been visited as often as this month asks for."""
        return household.id in self._done

    @cached_property
    def open(self) -> tuple[PairedHousehold, ...]:
        """Those still to be visited this month."""
        return self.open_in(Month.of(self.today))

    def open_in(self, month: Month) -> tuple[PairedHousehold, ...]:
        """Those to whom a visit of that month (this one or the last) is still to be made."""
        return tuple(one for one in self.households if self.status_in(one, month) is Status.OPEN)

    def offered(self, *, near: Place | None = None, named: str = "") -> tuple[PairedHousehold, ...]:
        """All of them in the order of rule R7: named in a caption, nearest three, then longest unvisited."""
        nearest = {one.id for one in self._nearest(near)} if near else set()
        meant = self.meant_by(named) if named else {}

        def order(one: PairedHousehold) -> tuple[int, bool, float, bool, bool, date, str]:
            return (
                meant.get(one.id, len(meant)),
                one.id not in nearest,
                near.metres_to(one.place) if near and one.place and one.id in nearest else 0,
                self.is_done(one),
                one.nobody_home_lately(self.today),
                one.last_home_on or date.min,
                one.code,
            )

        return tuple(sorted(self.households, key=order))

    @cached_property
    def _read(self) -> dict[str, Caption[PairedHousehold]]:
        return {}

    def caption(self, words: str) -> Caption[PairedHousehold]:
        """What the words say of these households; read once, however often it is asked."""
        if words not in self._read:
            self._read[words] = read_caption(words, self.households, self.today)
        return self._read[words]

    def meant_by(self, words: str) -> dict[int, int]:
        """The households that these lines name or come near, each with its place among the guesses."""
        lines = words.splitlines()
        guesses = [one for line in lines for one in self.caption(line).matches]
        guesses += [one for line in lines for one in resembling(line, self.households)]
        return {one: at for at, one in enumerate(dict.fromkeys(home.id for home in guesses))}

    def with_visit(self, household_id: int, visit: PastVisit) -> "Round":
        """The same round after one more visit, or after the same visit was moved to another day."""

        def visited(one: PairedHousehold) -> PairedHousehold:
            others = tuple(past for past in one.visits if past.visit_id != visit.visit_id)
            return replace(one, visits=(*others, visit)) if one.id == household_id else one

        return replace(self, households=tuple(visited(one) for one in self.households))

    def with_mode(self, visit_id: int, mode: Mode) -> "Round":
        """The same round once it is known better how a visit was."""
        known = (
            (home.id, one) for home in self.households for one in home.visits if one.visit_id == visit_id
        )
        found = next(known, None)
        return self.with_visit(found[0], replace(found[1], mode=mode)) if found else self

    def _nearest(self, near: Place) -> list[PairedHousehold]:
        placed = [one for one in self.households if one.place]
        return sorted(placed, key=lambda one: near.metres_to(one.place or near))[:NEAREST]

    def matching(self, words: str) -> tuple[PairedHousehold, ...]:
        """Those whose head, group, village or pinyin initials fit; an exact head wins over all others."""
        return matching(self.offered(), words)


def villages_of(households: Iterable[PairedHousehold]) -> tuple[str, ...]:
    """The villages of these households, each once, in the order met."""
    return tuple(dict.fromkeys(one.village for one in households))
