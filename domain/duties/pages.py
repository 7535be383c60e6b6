"""Duties as conversations tell them: open ones with their households, leaves with names, who may stand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.calendar.month import Month
from domain.duties.answers import Answer, Answered
from domain.duties.leave import Leave
from domain.people.people import Duty


@dataclass(frozen=True, slots=True)
class DutyPage:
    """An obligation of a month as it stands now, with its household and whoever is to make the visit.

    `person_id` is the duty holder, or the stand-in; `phone` is empty if the reader may not see it. The last
    visit is anybody's at the house; `reminders` are those of the month that were sent to the person;
    `answer` is the newest that this person gave, `answered` what the reader said about it on which day.
    `months`: for how many months running it was not met.
    """

    pairing_id: int
    month: Month
    duty: Duty
    household_id: int
    head: str
    village_code: str
    village: str
    group: str
    person_id: int
    name: str
    is_open: bool = True
    phone: str = ""
    has_joined: bool = True
    last_visit_on: date | None = None
    last_visitor: str = ""
    reminders: int = 0
    answer: Answered | None = None
    answered: frozenset[tuple[Answer, date]] = frozenset()
    months: int = 1

    @property
    def was_visited(self) -> bool:
        """Whether anybody at all was at the house in that month."""
        return self.last_visit_on is not None and self.last_visit_on >= self.month.first

    @property
    def made_good_on(self) -> date | None:
        """When somebody was there after the month was over."""
        late = self.last_visit_on is not None and self.last_visit_on > self.month.last
        return self.last_visit_on if late else None


@dataclass(frozen=True, slots=True)
class Above:
    """Somebody who may be asked for help with these households."""

    person_id: int
    name: str
    households: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyBook:
    """What a notice about duties tells, as far as its reader may see it.

    `asked` are the open duties of others that it names, `gaps` those that were not met last month: all of the
    area led, or one's own. `above` are those to whom a request for help goes; `said` are the reader's own
    answers of this month, `explained` those given for the gaps, by pairing. `lost` are names of people whom
    nobody can reach.
    """

    asked: tuple[DutyPage, ...] = ()
    gaps: tuple[DutyPage, ...] = ()
    above: tuple[Above, ...] = ()
    said: tuple[Answered, ...] = ()
    explained: Mapping[int, Answered] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeavePage:
    """A leave with names; `households`: how many are to be looked after meanwhile."""

    leave: Leave
    name: str
    stand_in: str = ""
    households: int = 0


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody of the same villages who may be asked to stand in."""

    person_id: int
    name: str
    words: tuple[str, ...] = ()
    leaves: tuple[Leave, ...] = ()


@dataclass(frozen=True, slots=True)
class LeaveBook:
    """One's own leaves from today on, the one of which the notice asks, and who may be asked to stand in."""

    own: tuple[LeavePage, ...] = ()
    asked: LeavePage | None = None
    mates: tuple[Mate, ...] = ()

    def get(self, leave_id: object) -> LeavePage | None:
        """That leave, if it is one's own."""
        return next((one for one in self.own if one.leave.id == leave_id), None)
