"""What the wall chart shows: villages by the weeks of a month or the months of a year, counts and paces."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.digest.counts import Counts, MetOn
from domain.digest.days import Issue, Span, weeks_of, year_until
from domain.digest.pace import Pace, Share, overall
from domain.digest.progress import pace
from domain.duties.pace import Coverage, elapsed
from domain.people.people import Duty


@dataclass(frozen=True, slots=True)
class GridCell:
    """How both duties stood in a village at the end of a week or month, or stand today within it."""

    responsible: Share
    contact: Share
    paces: tuple[Pace, Pace]
    """Of the one duty and of the other."""

    @property
    def pace(self) -> Pace:
        """The worse pace of the two duties."""
        return overall(self.paces)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A village, or all of them (`is_whole`), one cell a column; None: still to come, or nothing is known."""

    code: str
    name: str
    cells: tuple[GridCell | None, ...]
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows in ledger order, the whole last, by the columns."""

    columns: tuple[Span, ...]
    rows: tuple[GridRow, ...]


Stands = Callable[[str, Duty, Span], Coverage | None]
"""How one kind of duty stood in a village at the end of a column; None: nothing is known."""


def month_grid(issue: Issue, counts: Counts, whole: str, calendar: WorkingDays) -> Grid:
    """The weeks of the issue's month. Visits add up from week to week; what is owed is what is owed now.

    `whole` is what all villages together are called; a single village has no row for the whole.
    """
    now = {(one.village_code, one.duty): one.coverage for one in counts.duties if one.month == issue.month}
    met: dict[tuple[str, Duty], list[MetOn]] = defaultdict(list)
    for one in counts.met:
        met[one.village_code, one.duty].append(one)

    def stands(code: str, duty: Duty, week: Span) -> Coverage | None:
        coverage = now.get((code, duty), Coverage())
        if issue.as_of <= week.last:
            return coverage
        return replace(coverage, met=sum(one.count for one in met[code, duty] if one.on <= week.last))

    return _grid(weeks_of(issue.month), stands, issue, counts, whole, calendar)


def year_grid(issue: Issue, counts: Counts, whole: str, calendar: WorkingDays) -> Grid:
    """The twelve months that end with the issue's, each as it stands by now."""
    known = {(one.village_code, one.duty, one.month): one.coverage for one in counts.duties}
    months = (Span(one.first, one.last) for one in year_until(issue.month))

    def stands(code: str, duty: Duty, month: Span) -> Coverage | None:
        return known.get((code, duty, Month.of(month.first)))

    return _grid(tuple(months), stands, issue, counts, whole, calendar)


def _grid(
    columns: tuple[Span, ...], stands: Stands, issue: Issue, counts: Counts, whole: str, calendar: WorkingDays
) -> Grid:
    columns_of = [_column(column, stands, issue, calendar) for column in columns]
    codes = [one.code for one in counts.villages]
    rows = [
        GridRow(one.code, one.name, tuple(cell([one.code]) for cell in columns_of)) for one in counts.villages
    ]
    if len(rows) > 1:
        rows.append(GridRow("", whole, tuple(cell(codes) for cell in columns_of), is_whole=True))
    return Grid(columns, tuple(rows))


def _column(
    column: Span, stands: Stands, issue: Issue, calendar: WorkingDays
) -> Callable[[Iterable[str]], GridCell | None]:
    day = min(column.last, issue.as_of)
    passed = elapsed(Month.of(column.first), day, calendar)

    def cell(codes: Iterable[str]) -> GridCell | None:
        known = tuple(codes)
        both = [_sum(stands(code, duty, column) for code in known) for duty in Duty]
        if column.first > issue.as_of or both == [None, None]:
            return None
        responsible, contact = (one or Coverage() for one in both)
        paces = pace(responsible, passed), pace(contact, passed)
        return GridCell(_share(responsible), _share(contact), paces)

    return cell


def _sum(coverages: Iterable[Coverage | None]) -> Coverage | None:
    found = [one for one in coverages if one is not None]
    return sum(found, Coverage()) if found else None


def _share(coverage: Coverage) -> Share:
    return Share(coverage.met, coverage.owed)
