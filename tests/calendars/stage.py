"""Plays a calendar over any stage: runs at some hours of each day, facts in the evening, and a text."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import ndiff
from itertools import groupby
from typing import Protocol

from tests.calendars.script import RULE, Days, Said

DAILY = (time(9),)
TWICE = (time(9), time(15, 20))


@dataclass(frozen=True, order=True)
class Heard:
    """What somebody heard on a day."""

    on: date
    who: str
    what: str

    def __str__(self) -> str:
        return f"> {self.on} {self.on:%a} {self.who}: {self.what}"


class Stage(Protocol):
    """A township that can be acted on and swept: in memory, or in a database."""

    def take(self, said: Said) -> None:
        """Let a fact become true."""
        ...

    def run(self, local_now: datetime) -> Iterable[Heard]:
        """Reconcile as of a local instant, keep what is owed, and tell what that was."""
        ...


def play(days: Days, stage: Stage, hours: Sequence[time] = DAILY, down: Container[date] = ()) -> list[Heard]:
    """Everything that was heard, in the order of days and names."""
    heard: list[Heard] = []
    for day in _days(*days.span("days")):
        for hour in () if day in down else hours:
            heard += stage.run(datetime.combine(day, hour))
        for one in days.said:
            if one.on == day:
                stage.take(one)
    return sorted(heard)


def written(days: Days, heard: list[Heard], after_downtime: list[Heard]) -> str:
    """The file as it should stand."""
    lines = [*((one.on, 0, str(one)) for one in heard), *((one.on, 1, str(one)) for one in days.said)]
    body = [text for _, _, text in sorted(lines, key=lambda one: one[:2])]
    changed = [one for one in ndiff([*map(str, heard)], [*map(str, after_downtime)]) if one[0] in "-+"]
    parts = ["\n".join(days.header), "\n".join(body), "\n".join([RULE, *changed])]
    return "\n\n".join(parts) + "\n"


def twice_on_a_day(heard: list[Heard]) -> list[Heard]:
    """Messages that came second to somebody on a day."""
    by_day = groupby(heard, key=lambda one: (one.on, one.who))
    return [one for _, several in by_day for one in list(several)[1:]]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))
