"""What is in hand in 石板镇 when the demo begins: one need past its day, one nearly due, one just told."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.calendar.working_days import WorkingDays
from domain.needs.needs import Act, NeedStatus
from domain.people.people import Rung
from domain.policy.needs import Needs
from domain.register.needs import NeedEntry, NeedStepEntry
from sandbox.township_households import HOMES, code_of
from sandbox.township_people import PHONES

FIRST_NUMBER = 228
"""So that the first need told in the demo is N-0231, as on the pictures."""
_MORNING = time(10, 20)


@dataclass(frozen=True, slots=True)
class _Told:
    """A need, told so many working days ago, by the responsible person, who follows it up."""

    head: str
    category: str
    words: str
    working_days_ago: int
    is_begun: bool = False


_TOLD = (
    _Told("张兴发", "food_clothes", "家里缺过冬的被子", 6),
    _Told("何长林", "water", "水管漏水，水压不够", 4, is_begun=True),
    _Told("陈二妹", "health", "降压药快吃完了", 1),
)


def sample_needs(today: date) -> tuple[NeedEntry, ...]:
    """The three, told before `today`."""
    return tuple(_need(FIRST_NUMBER + at, one, today) for at, one in enumerate(_TOLD))


def _need(number: int, told: _Told, today: date) -> NeedEntry:
    home = next(one for one in HOMES if one.head == told.head)
    category, calendar = Needs().category(told.category), WorkingDays()
    day = _working_days_before(today, told.working_days_ago, calendar)
    phone, due_on = PHONES[home.responsible], calendar.plus(day, category.working_days)

    def step(act: Act, on: date, status: NeedStatus, words: str = "") -> NeedStepEntry:
        return NeedStepEntry(act, datetime.combine(on, _MORNING), phone, status, phone, due_on, words=words)

    steps = [step(Act.REPORT, day, NeedStatus.REPORTED, told.words)]
    if told.is_begun:
        begun = calendar.plus(day, 1)
        steps.append(step(Act.PROGRESS, begun, NeedStatus.IN_PROGRESS, "已联系水管站"))
    return NeedEntry(
        number, code_of(home), told.category, category.department, False, Rung.RESPONSIBLE, tuple(steps)
    )


def _working_days_before(today: date, n: int, calendar: WorkingDays) -> date:
    day = today
    while n:
        day -= timedelta(days=1)
        n -= calendar.is_working(day)
    return day
