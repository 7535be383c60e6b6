"""Composes a digest from counted rows: arithmetic over villages and categories, never over households."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from domain.calendar.working_days import WorkingDays
from domain.digest.counts import Counts, DutyCount, VillageName
from domain.digest.days import Issue
from domain.digest.digest import AreaStanding, Digest
from domain.digest.doubts import DoubtKind
from domain.digest.needs import needs_told, tallied
from domain.digest.praise import Praise, praise_of_people, praise_of_village
from domain.digest.progress import Progress, progress
from domain.duties.leave import ExcuseKind
from domain.duties.pace import Coverage, Elapsed, elapsed
from domain.people.people import Duty


class _InVillage(Protocol):
    @property
    def village_code(self) -> str: ...


Row = TypeVar("Row", bound=_InVillage)


def digest_of(
    issue: Issue,
    area: VillageName,
    counts: Counts,
    calendar: WorkingDays,
    categories: Sequence[str] = (),
) -> Digest:
    """The digest of an area: the township (code TOWNSHIP) or one village; its households are added up here.

    `counts` are of its villages, `categories` the codes in the policy's order.
    """
    passed = elapsed(issue.month, issue.as_of, calendar)
    of_village = _split(counts)
    villages = tuple(
        _standing(one, of_village(one.code), issue, passed, categories) for one in counts.villages
    )
    total = VillageName(area.code, area.name, sum(one.households for one in counts.villages))
    return Digest(
        issue=issue,
        area_code=area.code,
        elapsed=passed,
        whole=_standing(total, counts, issue, passed, categories),
        villages=villages,
        praise=_praise(villages, counts),
        decisions=_in_order(counts.decisions, counts.villages),
    )


def _standing(
    area: VillageName, counts: Counts, issue: Issue, passed: Elapsed, categories: Sequence[str]
) -> AreaStanding:
    return AreaStanding(
        code=area.code,
        name=area.name,
        households=area.households,
        responsible=_progress(counts.duties, Duty.RESPONSIBLE, issue, passed),
        contact=_progress(counts.duties, Duty.CONTACT, issue, passed),
        excused=tallied(((one.kind, one.count) for one in counts.excused), tuple(ExcuseKind)),
        reasons=tuple(dict.fromkeys(one.reason for one in counts.reasons if one.count and one.reason)),
        needs=needs_told(counts.needs, counts.solved_after, categories),
        doubts=tallied(((one.kind, one.count) for one in counts.doubts), tuple(DoubtKind)),
    )


def _progress(duties: Iterable[DutyCount], duty: Duty, issue: Issue, passed: Elapsed) -> Progress:
    rows = [one for one in duties if one.duty is duty and one.month == issue.month]
    total = sum((one.coverage for one in rows), Coverage())
    two_months, recovered = sum(one.two_months for one in rows), sum(one.recovered for one in rows)
    return progress(total, passed, two_months, recovered)


def _praise(villages: Iterable[AreaStanding], counts: Counts) -> tuple[Praise, ...]:
    found = [
        praise
        for one in villages
        for praise in praise_of_village(one.code, one.name, one.responsible, one.contact, one.needs)
    ]
    return _in_order([*found, *praise_of_people(counts.solved_by)], counts.villages)


def _in_order(rows: Iterable[Row], villages: Iterable[VillageName]) -> tuple[Row, ...]:
    place = {one.code: at for at, one in enumerate(villages)}
    return tuple(sorted(rows, key=lambda one: place.get(one.village_code, len(place))))


def _split(counts: Counts) -> Callable[[str], Counts]:
    """The rows of each village; what names no village belongs to none of them."""
    duties, excused, reasons = _grouped(counts.duties), _grouped(counts.excused), _grouped(counts.reasons)
    needs, doubts = _grouped(counts.needs), _grouped(counts.doubts)

    def of_village(code: str) -> Counts:
        return Counts(
            duties=duties.get(code, ()),
            excused=excused.get(code, ()),
            reasons=reasons.get(code, ()),
            needs=needs.get(code, ()),
            doubts=doubts.get(code, ()),
        )

    return of_village


def _grouped(rows: Iterable[Row]) -> Mapping[str, tuple[Row, ...]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for one in rows:
        groups[one.village_code].append(one)
    return {code: tuple(some) for code, some in groups.items()}
