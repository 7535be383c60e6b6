"""The past of the sample township: pairings, and the visits of five months up to yesterday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from domain.people.people import Duty
from domain.register.register import PairingEntry, VisitEntry
from domain.visits.visits import Mode
from sandbox.township_households import HOMES, Home, code_of
from sandbox.township_people import PHONES

MONTHS = 5
"""Months of visits before the one of today."""

LONGEST_WAITING = {"王福生": 31, "赵桂兰": 24, "孙有才": 22}
"""The three whom nobody has visited this month, with the days since somebody did."""

_BUSY = "李国强"
_MOVED = "龙永福"
_GAP, _ATTEMPT, _LATE, _ISSUE = 0.06, 0.06, 0.05, 0.06
_ISSUES = (
    (4, "屋顶漏雨，想修"),
    (5, "天旱时水不够用"),
    (3, "慢性病买药报销不清楚"),
    (2, "孩子学费有困难"),
)
_CAPACITIES = {"吴勇": "驻村工作队", "郑秋菊": "驻村工作队"}


@dataclass(frozen=True, slots=True)
class _Turn:
    """One household, one duty, one month of visiting, as `today` looks back on it."""

    home: Home
    duty: Duty
    month: date
    today: date

    @property
    def draw(self) -> Random:
        """The same month turns out the same whatever day it is looked back on from."""
        return Random(f"{self.home.head} {self.duty} {self.month:%Y-%m}")


def month_before(day: date, months: int = 1) -> date:
    """First day of the month that lies `months` before that of `day`."""
    first = day.replace(day=1)
    return first if months == 0 else month_before(first - timedelta(days=1), months - 1)


def last_seen(head: str, today: date) -> date:
    """When one of the three was last visited: never this month, and in the order of their waiting."""
    waited = LONGEST_WAITING[head]
    last_month_ends = today.replace(day=1) - timedelta(days=1)
    return min(today - timedelta(days=waited), last_month_ends - timedelta(days=(waited - 22) // 2))


def pairings(today: date) -> tuple[PairingEntry, ...]:
    """Everybody's pairing since before the first visit; one household changed hands three months ago."""
    return tuple(pairing for home in HOMES for pairing in _pairings(home, today))


def _pairings(home: Home, today: date) -> Iterator[PairingEntry]:
    code, since, moved = code_of(home), month_before(today, MONTHS + 3), month_before(today, 3)
    capacity = _CAPACITIES.get(home.contact, "村两委")
    contact = PairingEntry(code, PHONES[home.contact], Duty.CONTACT, since, capacity=capacity)
    if home.head == _MOVED:
        ended = moved - timedelta(days=1)
        yield PairingEntry(code, PHONES["刘晓东"], Duty.RESPONSIBLE, since, ended)
        yield contact
        yield PairingEntry(code, PHONES[home.responsible], Duty.RESPONSIBLE, moved)
    else:
        yield PairingEntry(code, PHONES[home.responsible], Duty.RESPONSIBLE, since)
        yield contact


def visits(today: date) -> tuple[VisitEntry, ...]:
    """All visits before `today`, by day."""
    months = [month_before(today, back) for back in range(MONTHS, -1, -1)]
    turns = (_Turn(home, duty, month, today) for home in HOMES for month in months for duty in Duty)
    told = [visit for turn in turns for visit in _told(turn)]
    return tuple(sorted(told, key=lambda visit: (visit.visited_on, visit.household_code, visit.duty)))


def _told(turn: _Turn) -> Iterator[VisitEntry]:
    day = _planned_day(turn)
    if day is None or day >= turn.today:
        return
    draw = turn.draw
    waiting = turn.home.head in LONGEST_WAITING
    if draw.random() < _ATTEMPT and not waiting and day.day > 4:
        yield _visit(turn, day - timedelta(days=3), Mode.NOBODY)
    yield _visit(turn, day, Mode.PHONE if turn.home.away and draw.random() < 0.7 else Mode.HOME)


def _planned_day(turn: _Turn) -> date | None:
    head = turn.home.head
    usual = turn.month.replace(day=turn.draw.randint(2, 27))
    this_month = turn.month == turn.today.replace(day=1)
    if head in LONGEST_WAITING:
        return _day_of_the_three(turn, usual)
    if turn.home.responsible == _BUSY and turn.duty is Duty.RESPONSIBLE:
        if this_month:
            return _day_this_month(head, turn.today)
        if turn.month == month_before(turn.today):
            return _day_last_month(turn)
    return None if turn.draw.random() < _GAP else usual


def _day_of_the_three(turn: _Turn, usual: date) -> date | None:
    last = last_seen(turn.home.head, turn.today)
    if turn.month < last.replace(day=1):
        return usual
    if turn.month > last:
        return None
    return last if turn.duty is Duty.RESPONSIBLE else min(usual, last)


def _day_this_month(head: str, today: date) -> date | None:
    """The nine others of 李国强's twelve, spread over the days of this month before today."""
    nine = [home.head for home in HOMES if home.responsible == _BUSY and home.head not in LONGEST_WAITING]
    days = today.day - 1
    visited = min(len(nine), days)
    # the last ones of the list first, so that the first five names are those still open in mid-month
    place = len(nine) - 1 - nine.index(head)
    return today.replace(day=1 + place * days // visited) if place < visited else None


def _day_last_month(turn: _Turn) -> date:
    """Early in a month these nine are open too: seen after the three, so that the three stand first."""
    ends = turn.today.replace(day=1) - timedelta(days=1)
    after_the_three = turn.today - timedelta(days=21)
    first = turn.month if turn.today.day > 9 else max(turn.month, after_the_three)
    return first + timedelta(days=turn.draw.randint(0, (ends - first).days))


def _visit(turn: _Turn, day: date, mode: Mode) -> VisitEntry:
    draw = Random(f"{turn.home.head} {turn.duty} {day}")
    met = mode is not Mode.NOBODY
    place, issue = draw.choice(_ISSUES) if met and draw.random() < _ISSUE else (-1, "")
    checks = tuple((index != place) if met else None for index in range(6))
    return VisitEntry(
        household_code=code_of(turn.home),
        phone=_holder(turn, day),
        duty=turn.duty,
        mode=mode,
        visited_on=day,
        met=turn.home.head if met else "",
        checks=checks,
        issues=issue,
        photos=draw.choice((0, 1, 2, 2, 3)) if mode is Mode.HOME else 0,
        late=draw.random() < _LATE,
    )


def _holder(turn: _Turn, day: date) -> str:
    if turn.duty is Duty.CONTACT:
        return PHONES[turn.home.contact]
    if turn.home.head == _MOVED and day < month_before(turn.today, 3):
        return PHONES["刘晓东"]
    return PHONES[turn.home.responsible]
