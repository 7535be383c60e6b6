"""A chronicle: what happened in a township, as plain lists that nothing of ours has worked on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
# The State Council's notice for 2026; these days are typed, so that no library is taken at its word.
OFF = (
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
    (date(2026, 9, 25), date(2026, 9, 27)),
    (date(2026, 10, 1), date(2026, 10, 7)),
    (date(2027, 1, 1), date(2027, 1, 1)),
)
MADE_UP = ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))


def is_working(day: date) -> bool:
    """Whether offices work, from December 2025 to the first days of 2027."""
    if day.year == 2026 and (day.month, day.day) in MADE_UP:
        return True
    return day.weekday() < 5 and not any(first <= day <= last for first, last in OFF)


def working_days(first: date, last: date) -> list[date]:
    """All of them, both ends included."""
    return [day for day in days(first, last) if is_working(day)]


def days(first: date, last: date) -> Iterator[date]:
    """Every day from one to another."""
    return (first + step * DAY for step in range((last - first).days + 1))


def last_of(day: date) -> date:
    """The last day of that day's month."""
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


@dataclass(frozen=True)
class Pair:
    """One person's duty towards one household."""

    id: int
    home: int
    village: str
    who: int
    duty: str
    since: date
    until: date

    def holds(self, day: date) -> bool:
        """Whether it is held on that day."""
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Went:
    """A visit, told in the evening of `told`."""

    home: int
    who: int
    duty: str
    mode: str
    on: date
    told: date


@dataclass
class Chronicle:
    """Everything that bears on who is to hear what; evenings count from the next morning on."""

    clerk: int
    leader: int
    heads: dict[str, int]
    away: frozenset[int]
    pairs: list[Pair] = field(default_factory=list)
    went: list[Went] = field(default_factory=list)
    lost: dict[int, date] = field(default_factory=dict)
    """Who cannot be reached now, since which evening."""
    leaves: list[tuple[int, date, date]] = field(default_factory=list)
    helped: list[tuple[int, date]] = field(default_factory=list)
    """Who pressed 需要帮忙, on which day."""

    def met(self, pair: Pair, month: date) -> bool:
        """Whether the duty was done in that month."""
        first, last = month.replace(day=1), last_of(month)
        modes = {"home", "phone"} if pair.home in self.away else {"home"}
        return any(
            (one.home, one.who, one.duty) == (pair.home, pair.who, pair.duty)
            and one.mode in modes
            and first <= one.on <= last
            and pair.holds(one.on)
            for one in self.went
        )

    def excused(self, pair: Pair, month: date, today: date) -> bool:
        """Whether a leave that has begun takes up the rest of the month, three working days or more."""
        first, last = month.replace(day=1), last_of(month)
        return any(
            who == pair.who
            and since <= today
            and until >= last
            and len(working_days(max(since, first), last)) >= 3
            for who, since, until in self.leaves
        )

    def on_leave(self, who: int, day: date) -> bool:
        """Whether somebody is away."""
        return any(one == who and since <= day <= until for one, since, until in self.leaves)
