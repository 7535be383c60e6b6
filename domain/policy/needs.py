"""What the township decides about needs: categories, departments, deadlines, windows, reasons."""

from collections import Counter
from collections.abc import Iterable
from datetime import time
from typing import Annotated

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from domain.policy.section import Code, Label, Section, WorkingDayCount
from domain.visits.visits import Check, ChecksOf

# Strict: a 7 would be seven seconds past midnight.
TimeOfDay = Annotated[time, Field(strict=True)]


class Category(Section):
    """A kind of need; without a name of its own it is called as the locale calls its code."""

    code: Code
    department: Annotated[str, Field(min_length=1, max_length=30)]
    working_days: WorkingDayCount = 10
    urgent: bool = False
    checks: tuple[Check, ...] = ()
    zh: Label = ""
    en: Label = ""

    def name(self, locale: str) -> str:
        """What the township calls it in that language; empty: as everybody does."""
        return self.en if locale == "en" else self.zh


class LateLadder(Section):
    """After how many working days past its date who hears of a need."""

    contact: WorkingDayCount = 1
    village: WorkingDayCount = 3
    township: WorkingDayCount = 5

    @model_validator(mode="after")
    def _rises(self) -> "LateLadder":
        if not self.contact <= self.village <= self.township:
            raise PydanticCustomError(
                "ladder_turned_round", "contact, village and township must come one after another"
            )
        return self


CATEGORIES = (
    Category(code="health", department="镇卫生院", working_days=5, checks=(Check.MEDICAL,)),
    Category(code="housing", department="村镇建设办", checks=(Check.HOUSING,)),
    Category(code="water", department="农业农村办", working_days=5, checks=(Check.WATER,)),
    Category(code="school", department="中心学校", working_days=5, checks=(Check.EDUCATION,)),
    Category(code="food_clothes", department="民政办", working_days=3, checks=(Check.FOOD, Check.CLOTHING)),
    Category(code="work_income", department="劳动保障所", working_days=15),
    Category(code="other", department="便民服务中心"),
)


def _check_unique(what: str, values: Iterable[object]) -> None:
    twice = [value for value, times in Counter(values).items() if times > 1]
    if twice:
        raise PydanticCustomError(
            "is_there_twice", "{what} {value} is there twice", {"what": what, "value": str(twice[0])}
        )


class Needs(Section):
    """All about needs (docs/decisions/0021-needs.md)."""

    urgent_from: TimeOfDay = time(7)
    urgent_until: TimeOfDay = time(21)
    confirm_working_days: WorkingDayCount = 10
    reopened_working_days: WorkingDayCount = 5
    more_time_at_most: Annotated[int, Field(ge=0, le=9)] = 2
    more_time_working_days: Annotated[tuple[WorkingDayCount, ...], Field(min_length=1, max_length=6)] = (
        3,
        5,
        10,
    )
    more_time_reasons: Annotated[tuple[Label, ...], Field(min_length=1, max_length=10)] = (
        "materials",
        "approval",
        "weather",
        "other",
    )
    cannot_reasons: Annotated[tuple[Label, ...], Field(min_length=1, max_length=10)] = (
        "no_money",
        "not_mine",
        "unreachable",
        "other",
    )
    ladder: LateLadder = LateLadder()
    categories: Annotated[tuple[Category, ...], Field(min_length=1, max_length=12)] = CATEGORIES

    @field_validator("more_time_working_days", "more_time_reasons", "cannot_reasons")
    @classmethod
    def _has_no_choice_twice(cls, choices: tuple[object, ...]) -> tuple[object, ...]:
        _check_unique("the choice", choices)
        if "" in choices:
            raise PydanticCustomError("empty_choice", "a choice is empty")
        return choices

    @field_validator("categories")
    @classmethod
    def _has_no_code_twice(cls, categories: tuple[Category, ...]) -> tuple[Category, ...]:
        _check_unique("the category code", (one.code for one in categories))
        return categories

    @model_validator(mode="after")
    def _has_a_window(self) -> "Needs":
        if self.urgent_from >= self.urgent_until:
            raise PydanticCustomError(
                "urgent_turned_round", "urgent_from must be earlier in the day than urgent_until"
            )
        return self

    def category(self, code: str) -> Category:
        """The category of that code; one that is no longer there is followed up like the last of them."""
        found = next((one for one in self.categories if one.code == code), None)
        return found or self.categories[-1].model_copy(
            update={"code": code, "checks": (), "zh": "", "en": ""}
        )

    @property
    def checks_of(self) -> ChecksOf:
        """Which of the six checks a need of a category answers."""
        return {one.code: one.checks for one in self.categories}
