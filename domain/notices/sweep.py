"""A sweep: one look at everybody on one day, with all that it is decided on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.duties.leave import Leave
from domain.notices.escalation import DueNeed, OpenDuty, Receiver, climb
from domain.notices.notices import NoticeKind
from domain.notices.owed import Mark, Reason
from domain.notices.reminders import Schedule, Standing
from domain.people.ladder import Ladder
from domain.people.people import Rung
from domain.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class View:
    """What storage knows when it is decided who is to hear what; its size goes with what is due.

    `people` are counts, of everybody who may be concerned: with open duties or gaps, standing on a ladder
    below, holding a need below, clerks, leaders. The others are lists: `stalled` has the open duties whose
    addressee left as many reminders unanswered as the ladder's first step asks for, and those that climb;
    `needs` those due within the policy's days, or late; `ladders` are by household, of both lists; `leaves`
    are of the people who hold these needs, as far as they touch today. `told` are the marks on people of
    this month and of the last one; those on pairings and needs are in their lists.
    """

    people: tuple[Standing, ...] = ()
    stalled: tuple[OpenDuty, ...] = ()
    needs: tuple[DueNeed, ...] = ()
    ladders: Mapping[int, Ladder] = field(default_factory=dict)
    leaves: tuple[Leave, ...] = ()
    clerks: tuple[int, ...] = ()
    readers: tuple[int, ...] = ()
    starts_on: date = date.min
    told: frozenset[Mark] = frozenset()


@dataclass(frozen=True)
class Sweep:
    """The view on a day, by the policy and the calendar of the township."""

    view: View
    today: date
    policy: Policy
    calendar: WorkingDays

    @cached_property
    def month(self) -> Month:
        """The month of the day."""
        return Month.of(self.today)

    @cached_property
    def schedule(self) -> Schedule:
        """The month's days for reminders."""
        return Schedule(self.today, self.policy.reminders, self.calendar)

    @cached_property
    def people(self) -> Mapping[int, Standing]:
        """Everybody by id."""
        return {one.person_id: one for one in self.view.people}

    @cached_property
    def hearing(self) -> frozenset[int]:
        """Who can be told something today; whoever has heard today is among them, and hears tomorrow."""
        return frozenset(one.person_id for one in self.view.people if one.can_hear(self.today))

    @property
    def told(self) -> frozenset[Mark]:
        """What people have been told once for ever."""
        return self.view.told

    def is_lost(self, person_id: int) -> bool:
        """Whether nobody can reach the person: never joined, blocked or suspended."""
        standing = self.people.get(person_id)
        return standing is None or standing.joined_on is None

    def climb(self, household_id: int, rungs: Iterable[Rung], but: int) -> tuple[Receiver, ...]:
        """The rungs that are climbed at once above somebody, and who hears there."""
        return climb(self.view.ladders.get(household_id, Ladder()), rungs, but, self.hearing)

    def passed_over(self, household_id: int, climbed: Iterable[Receiver]) -> Iterator[Reason]:
        """A reason without marks for each person on these rungs whom nobody can reach."""
        rungs = [one.rung for one in climbed if one.person_id is None]
        ladder = self.view.ladders.get(household_id, Ladder()) if rungs else Ladder()
        lost = (one for rung in rungs for one in ladder.on(rung) if self.is_lost(one))
        return (Reason(one, NoticeKind.ESCALATION, (), {}) for one in lost)
