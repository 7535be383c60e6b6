"""Needs of the register: one line of 诉求台账 each, with every step on the way as 诉求经过 tells it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from domain.needs.needs import Act, NeedStatus, numbered
from domain.people.people import Rung
from domain.policy.needs import Needs

_LAST_WORD = (Act.CONFIRM, Act.RETRACT, Act.REOPEN, Act.SOLVE)
_SOLVED = (NeedStatus.SOLVED, NeedStatus.CONFIRMED)
_CLOSED = (NeedStatus.CONFIRMED, NeedStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class NeedStepEntry:
    """One step; `at` is on the township's clocks, to the second. No phone: time did it.

    `status`, `holder_phone` and `due_on` are what holds after it.
    """

    act: Act
    at: datetime
    phone: str
    status: NeedStatus
    holder_phone: str
    due_on: date
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class NeedEntry:
    """A need and its steps, the report first.

    `visited_on` is the day of the visit that it came from; its reporter made it.
    """

    number: int
    household_code: str
    category: str
    department: str
    urgent: bool
    level: Rung
    steps: tuple[NeedStepEntry, ...]
    confirm_by: date | None = None
    visited_on: date | None = None
    head: str = field(default="", compare=False)
    """The household's head, where whoever reads the need knows it anyway."""
    category_name: str = field(default="", compare=False)
    """What the office calls the category, where that is known."""
    row: int | None = field(default=None, compare=False)
    """The row of the workbook that says so, for telling what is wrong with it."""

    @property
    def label(self) -> str:
        """The number as people know it."""
        return numbered(self.number)

    @property
    def reported_on(self) -> date:
        """The township's day of the report."""
        return self.steps[0].at.date()

    @property
    def status(self) -> NeedStatus:
        """How it stands."""
        return self.steps[-1].status

    @property
    def solved_at(self) -> datetime | None:
        """When it was solved; None: it is not."""
        if self.status not in _SOLVED:
            return None
        return next((one.at for one in reversed(self.steps) if one.act is Act.SOLVE), None)

    @property
    def due_on(self) -> date:
        """When it is due."""
        return self.steps[-1].due_on

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.status in _CLOSED

    @property
    def is_confirmed(self) -> bool | None:
        """What the household said last: solved, not solved after all, or nothing."""
        spoken = next((one.act for one in reversed(self.steps) if one.act in _LAST_WORD), None)
        return {Act.CONFIRM: True, Act.REOPEN: False}.get(spoken) if spoken else None

    @property
    def last_words(self) -> str:
        """What was last said about how it goes."""
        return next((one.words for one in reversed(self.steps[1:]) if one.words), "")


Meaning = TypeVar("Meaning", bound=Hashable)


def words_both_ways(table: dict[str, Meaning]) -> dict[Meaning, str]:
    """The word that is written for each meaning: the first of those that are read."""
    return {meaning: word for word, meaning in reversed(table.items())}


CATEGORIES = {
    "看病吃药": "health",
    "住房": "housing",
    "饮水": "water",
    "上学": "school",
    "吃穿": "food_clothes",
    "务工收入": "work_income",
    "其他": "other",
}


CATEGORY_WORDS = words_both_ways(CATEGORIES)


def category_words(policy: Needs) -> Mapping[str, str]:
    """Code -> what the office calls the category; no word stands for two codes."""
    named = [(one.code, one.zh or CATEGORY_WORDS.get(one.code, one.code)) for one in policy.categories]
    words: dict[str, str] = {}
    for code, word in (*named, *CATEGORY_WORDS.items()):
        words.setdefault(code, word if word not in words.values() else code)
    return words
