"""Needs as lists tell them: the late ones first, and counted by village and category."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from domain.needs.needs import NeedStatus, numbered


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One need on a list; `working_days_late` is 0 unless it is late (domain.needs.deadlines)."""

    id: int
    number: int
    household_id: int
    head: str
    village_code: str
    village: str
    category: str
    urgent: bool
    status: NeedStatus
    due_on: date
    working_days_late: int = 0

    @property
    def label(self) -> str:
        """The number as people know it."""
        return numbered(self.number)


@dataclass(frozen=True, slots=True)
class NeedCount:
    """How many needs there are in a village or of a category; `late` are some of the `open` ones."""

    key: str
    open: int
    late: int


def in_order(lines: Iterable[NeedLine]) -> tuple[NeedLine, ...]:
    """The late ones first, then by date, then by number."""
    return tuple(sorted(lines, key=lambda one: (not one.working_days_late, one.due_on, one.number)))


def by_village(lines: Iterable[NeedLine]) -> tuple[NeedCount, ...]:
    """A count for each village (its code), in the order in which they come."""
    return _counted(lines, lambda one: one.village_code)


def by_category(lines: Iterable[NeedLine], codes: Iterable[str] = ()) -> tuple[NeedCount, ...]:
    """A count for each category, in the order of `codes` and then as they come; none that has no need."""
    order = {code: at for at, code in enumerate(codes)}
    counted = _counted(lines, lambda one: one.category)
    return tuple(sorted(counted, key=lambda one: order.get(one.key, len(order))))


def _counted(lines: Iterable[NeedLine], key: Callable[[NeedLine], str]) -> tuple[NeedCount, ...]:
    groups: dict[str, list[NeedLine]] = defaultdict(list)
    for one in lines:
        groups[key(one)].append(one)
    return tuple(
        NeedCount(name, len(group), sum(one.working_days_late > 0 for one in group))
        for name, group in groups.items()
    )
