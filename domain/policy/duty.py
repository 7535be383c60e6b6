"""What the township decides about the duty: cadences, reminders, the ladder of gaps (docs/domain.md)."""

from datetime import time
from itertools import pairwise
from typing import Annotated

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from domain.people.people import Duty, Rung
from domain.policy.needs import TimeOfDay
from domain.policy.section import Code, Section, WorkingDayCount
from domain.writing.characters import key

Times = Annotated[int, Field(ge=1, le=31)]


class CadenceRule(Section):
    """So many visits in so many months, for these duties and household classes; none named: for all."""

    duties: tuple[Duty, ...] = ()
    classes: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    visits: Times = 1
    months: Times = 1
    phone_counts: bool = False

    @model_validator(mode="after")
    def _divides_the_year(self) -> "CadenceRule":
        if 12 % self.months:
            raise PydanticCustomError(
                "no_part_of_a_year",
                "months must divide the year (1, 2, 3, 4, 6 or 12), not {months}",
                {"months": self.months},
            )
        return self

    def fits(self, duty: Duty, classes: frozenset[str]) -> bool:
        """Whether the rule is about that duty to a household of these classes."""
        return (not self.duties or duty in self.duties) and (
            not self.classes or not frozenset(map(key, classes)).isdisjoint(map(key, self.classes))
        )


class Duties(Section):
    """What a duty asks for; the first rule that fits a household holds, and where none does, once a month."""

    cadences: tuple[CadenceRule, ...] = ()
    excused_from_working_days: WorkingDayCount = 3


class Window(Section):
    """When messages that nobody asked for may leave, on working days."""

    opens: TimeOfDay
    closes: TimeOfDay

    @model_validator(mode="after")
    def _is_open_a_while(self) -> "Window":
        if self.opens >= self.closes:
            raise PydanticCustomError("window_turned_round", "a window must open before it closes")
        return self


WINDOWS = (
    Window(opens=time(8, 30), closes=time(11, 30)),
    Window(opens=time(14, 30), closes=time(18)),
)


class Reminders(Section):
    """When and how often people are reminded (docs/conversations.md)."""

    windows: Annotated[tuple[Window, ...], Field(min_length=1, max_length=6)] = WINDOWS
    mid_month_day: Annotated[int, Field(ge=2, le=28)] = 15
    days_left: Annotated[tuple[WorkingDayCount, ...], Field(max_length=10)] = (7, 3, 1)
    most_a_month: Annotated[int, Field(ge=1, le=31)] = 6
    help_holds_working_days: WorkingDayCount = 3
    need_days_left: WorkingDayCount = 2

    @field_validator("windows")
    @classmethod
    def _windows_follow_each_other(cls, windows: tuple[Window, ...]) -> tuple[Window, ...]:
        if any(one.closes > other.opens for one, other in pairwise(windows)):
            raise PydanticCustomError("windows_overlap", "each window must close before the next one opens")
        return windows

    @field_validator("days_left")
    @classmethod
    def _days_run_down(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        if any(one <= other for one, other in pairwise(days)):
            raise PydanticCustomError("days_run_up", "the days left must run down, as 7, 3, 1 do")
        return days


class LadderStep(Section):
    """A rung: who hears when so many working days and unanswered reminders have passed, and in which words.

    The days count from the rung below; on the first step from the last of the unanswered reminders.
    """

    rung: Rung
    working_days: WorkingDayCount = 2
    unanswered: Annotated[int, Field(ge=0, le=31)] = 0
    in_digest: bool = False
    words: Code


LADDER = (
    LadderStep(rung=Rung.CONTACT, unanswered=2, words="contact"),
    LadderStep(rung=Rung.VILLAGE, words="village"),
    LadderStep(rung=Rung.TOWNSHIP, in_digest=True, words="township"),
)


class Escalation(Section):
    """How a gap goes up (docs/decisions/0023-nobody-is-forgotten.md)."""

    ladder: tuple[LadderStep, ...] = LADDER
    hold_working_days: WorkingDayCount = 3
    rectify_working_days: WorkingDayCount = 5

    @field_validator("ladder")
    @classmethod
    def _rises(cls, ladder: tuple[LadderStep, ...]) -> tuple[LadderStep, ...]:
        order = [list(Rung).index(one.rung) for one in ladder]
        if order != sorted(set(order)) or (order and order[0] == 0):
            raise PydanticCustomError(
                "rungs_fall", "the rungs must rise: contact, village, township, each at most once"
            )
        return ladder


class Digests(Section):
    """When the weekly digest is sent: on Monday or the next working day, not before `at` (T7)."""

    at: TimeOfDay = time(8, 40)
