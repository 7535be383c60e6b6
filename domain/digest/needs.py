"""The needs of a digest: what came, what was solved, what is late, by category."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from domain.digest.counts import NeedTally, SolvedAfter


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of a kind: a category, a reason, a kind of doubt."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class NeedsTold:
    """Needs as numbers: `new` and `solved` within the span, `open` and `late` now; no list holds a zero."""

    new: int = 0
    solved: int = 0
    open: int = 0
    late: int = 0
    new_by: tuple[Tally, ...] = ()
    solved_by: tuple[Tally, ...] = ()
    late_by: tuple[Tally, ...] = ()
    median_days: int | None = None
    """Calendar days from report to solution; None: nothing was solved."""


def needs_told(
    tallies: Iterable[NeedTally], solved_after: Iterable[SolvedAfter] = (), categories: Sequence[str] = ()
) -> NeedsTold:
    """All of them together, categories in the policy's order, then as they come."""
    rows = tuple(tallies)
    return NeedsTold(
        new=sum(one.new for one in rows),
        solved=sum(one.solved for one in rows),
        open=sum(one.open for one in rows),
        late=sum(one.late for one in rows),
        new_by=_by_category(rows, categories, lambda one: one.new),
        solved_by=_by_category(rows, categories, lambda one: one.solved),
        late_by=_by_category(rows, categories, lambda one: one.late),
        median_days=median(solved_after),
    )


def median(solved_after: Iterable[SolvedAfter]) -> int | None:
    """The days of the middle one; of two in the middle the longer, so that it is a number of whole days."""
    rows = sorted(solved_after, key=lambda one: one.days)
    left = sum(one.count for one in rows) // 2
    for one in rows:
        left -= one.count
        if left < 0:
            return one.days
    return None


def tallied(pairs: Iterable[tuple[str, int]], order: Sequence[str] = ()) -> tuple[Tally, ...]:
    """The counts added up by key, in the order of `order` and then as they come; none that is nothing."""
    sums: dict[str, int] = dict.fromkeys(order, 0)
    for key, count in pairs:
        sums[key] = sums.get(key, 0) + count
    return tuple(Tally(key, count) for key, count in sums.items() if count)


def _by_category(
    rows: Iterable[NeedTally], categories: Sequence[str], count: Callable[[NeedTally], int]
) -> tuple[Tally, ...]:
    return tallied(((one.category, count(one)) for one in rows), categories)
