"""Reminders: the days of a month on which people hear of their households, and which of them is due."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import count

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.duties.answers import Answer, Answered, quiet_until, remind_on
from domain.duties.leave import Leave, is_away
from domain.duties.pace import Coverage
from domain.notices.owed import SOON, Mark, Marked
from domain.policy.duty import Reminders, Window

PLAN = "plan"
MID = "mid"
LEFT = "left_"
LATER = "later_"


@dataclass(frozen=True, slots=True, order=True)
class Occasion:
    """A day on which a reminder falls due, and its name; a name comes once a person and month."""

    on: date
    name: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder of this month. `occasion` is empty if it was about needs only.

    `was_told`: it is on its way or arrived; not dropped, failed or held.
    """

    occasion: str
    on: date
    was_told: bool = True


def reminder_in(marks: Iterable[Mark], on: date, *, was_told: bool = True) -> Reminded | None:
    """What a message with these marks was as a reminder to its receiver; None: none, but something else."""
    known = tuple(marks)
    names = (one.name for one in known if one.what is Marked.PERSON)
    occasion = next((one for one in names if one in (PLAN, MID) or one.startswith((LEFT, LATER))), "")
    is_one = occasion or any(one.what is Marked.NEED and one.name == SOON for one in known)
    return Reminded(occasion, on, was_told) if is_one else None


@dataclass(frozen=True, slots=True)
class Standing:
    """One person who may hear something, as counts and short lists: households are not among them.

    `coverage` and `since` are about the duties of this month that are the person's to do today, as duty
    holder or as stand-in: how many, and from which day on the longest held of the open ones was theirs.
    `reminded` and `answers` are those of this month; `joined_on` is None for those who cannot be reached
    (never joined, blocked, suspended). `heard_on` is the day of the newest proactive notice.
    `open_last_month` counts last month's gaps of which this person is to hear today, as duty holder or as
    stand-in, `overseen` all those of the area that the person leads.
    """

    person_id: int
    joined_on: date | None
    coverage: Coverage = field(default_factory=Coverage)
    since: date = date.max
    reminded: tuple[Reminded, ...] = ()
    answers: tuple[Answered, ...] = ()
    leaves: tuple[Leave, ...] = ()
    heard_on: date = date.min
    open_last_month: int = 0
    overseen: int = 0

    def can_hear(self, day: date) -> bool:
        """Whether a message may go to that person on that day."""
        return self.joined_on is not None and not (self.leaves and self.is_away(day))

    def is_away(self, day: date) -> bool:
        """Whether the person is on leave on that day."""
        return is_away(self.person_id, self.leaves, day)


def opening(now: datetime, windows: Iterable[Window], calendar: WorkingDays) -> datetime | None:
    """When today's window opened, or the next of today opens; None: no message leaves today any more.

    `now` is local. The same for every instant of a window, so that a late run owes the same as a timely one.
    """
    if not calendar.is_working(now.date()):
        return None
    ahead = (one for one in windows if now.time() < one.closes)
    window = next(ahead, None)
    return datetime.combine(now.date(), window.opens, now.tzinfo) if window else None


def next_opening(now: datetime, windows: Iterable[Window], calendar: WorkingDays) -> datetime:
    """`now` itself if it lies in a window, else when the next one opens; local."""
    known = tuple(windows)
    midnight = datetime.combine(now.date(), datetime.min.time(), now.tzinfo)
    starts = (now if not days else midnight + timedelta(days=days) for days in count())
    opens = (opening(start, known, calendar) for start in starts)
    return max(now, next(one for one in opens if one is not None))


@dataclass(frozen=True)
class Schedule:
    """The days for reminders of the month of a day."""

    today: date
    policy: Reminders
    calendar: WorkingDays

    @cached_property
    def occasions(self) -> tuple[Occasion, ...]:
        """In order: the plan, mid-month, and so many working days before the end, counting that day."""
        month = Month.of(self.today)
        days = self.calendar.within(month.first, month.last)
        mid = [day for day in days if day.day <= self.policy.mid_month_day][-1:]
        left = [one for one in self.policy.days_left if one <= len(days)]
        found = [Occasion(day, PLAN) for day in days[:1]] + [Occasion(day, MID) for day in mid]
        found += [Occasion(days[-one], f"{LEFT}{one}") for one in left]
        return tuple(sorted(found, key=lambda one: one.on))

    @cached_property
    def _come(self) -> tuple[Occasion, ...]:
        return tuple(one for one in self.occasions if one.on <= self.today)

    def is_quiet(self, standing: Standing) -> bool:
        """Whether the person asked for some days of quiet, today among them."""
        if not standing.answers:
            return False
        return self.today <= quiet_until(standing.answers, self.policy, self.calendar)

    def due(self, standing: Standing) -> Occasion | None:
        """The newest occasion that the person has not heard of: after an outage one catch-up, not three."""
        if not standing.coverage.open or self.is_quiet(standing):
            return None
        newest = max(self._calling(standing), key=lambda one: one.on, default=None)
        if newest is None or any(_satisfies(one, newest) for one in standing.reminded):
            return None
        return newest

    def has_room(self, standing: Standing) -> bool:
        """Whether a message about needs alone leaves room for the reminders that are still to come."""
        ahead = [one for one in self.occasions if one.on > self.today and one.name.startswith(LEFT)]
        to_come = len(ahead) if standing.coverage.open else 0
        return len(standing.reminded) + to_come < self.policy.most_a_month

    def unanswered(self, standing: Standing, since: date) -> tuple[date, ...]:
        """The days, from one on, of this month's reminders that the person has not answered; not the plan's.

        For somebody who cannot be reached, those on which there would have been one. A reason given and a
        leave are answers; to put a reminder off is none.
        """
        called = (
            [one.on for one in self._calling(standing) if one.name != PLAN]
            if standing.joined_on is None
            else [one.on for one in standing.reminded if one.was_told and one.occasion not in ("", PLAN)]
        )
        said = [one.on for one in standing.answers if one.answer is Answer.NEED_HELP]
        away = [one.until for one in standing.leaves if one.since <= self.today]
        after = max([*said, *away, date.min])
        return tuple(sorted(on for on in called if on > after and on >= since))

    def _calling(self, standing: Standing) -> list[Occasion]:
        """Occasions up to today that were the person's: who held open duties then and was not on leave.

        The plan is still made after a leave. Whoever has joined hears from the next day on what came before.
        """
        put_off = [one.on for one in standing.answers if one.answer is Answer.REMIND_FRIDAY]
        later = (remind_on(one, self.calendar) for one in put_off)
        since = max(standing.since, self.today if standing.joined_on == self.today else date.min)
        come = (*self._come, *(Occasion(day, f"{LATER}{day}") for day in later if day <= self.today))
        return [
            one
            for one in come
            if since <= one.on
            and (one.name != MID or standing.coverage.is_under_half)
            # A sweep asks this of thousands of people, and few of them have a leave at all.
            and (not standing.leaves or one.name == PLAN or not standing.is_away(one.on))
        ]


def _satisfies(reminded: Reminded, occasion: Occasion) -> bool:
    return bool(reminded.occasion) and (reminded.occasion == occasion.name or reminded.on >= occasion.on)
