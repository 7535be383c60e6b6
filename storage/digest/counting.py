"""Counts of a digest put together: groups of rows, as the database counted them, added up by village."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from domain.calendar.month import Month
from domain.digest.counts import Counts, DutyCount, ExcusedCount, GivenReason, MetOn
from domain.digest.days import Issue
from domain.duties.obligations import Status
from domain.duties.pace import Coverage
from domain.people.people import Duty, Rung
from domain.policy.policy import Policy
from storage.base.repository import Work
from storage.digest.doubts import Doubts
from storage.digest.duties import Again, CountedDuties, Line
from storage.digest.needs import CountedNeeds
from storage.digest.places import Places
from storage.digest.reasons import reasons_of


class Counting:
    """All counts of an issue in some places."""

    def __init__(self, work: Work, policy: Policy, places: Places, issue: Issue) -> None:
        self._work = work
        self._places, self._issue = places, issue
        self._duties = CountedDuties(work, policy, places)
        self._needs = CountedNeeds(work, policy, places)
        self._doubts = Doubts(work, policy, places, issue)

    def counts(self, rung: Rung, months: Sequence[Month]) -> Counts:
        """Everything; of the further months only the duties."""
        issue = self._issue
        lines = self._duties.lines(issue.month, issue.as_of)
        again = self._duties.again(issue.month, issue.as_of)
        solved_after, solved_by = self._needs.solved(issue)
        return Counts(
            villages=self._places.villages,
            duties=(*self._months(months), *self._stand(lines, issue.month, again)),
            met=self._met(lines),
            excused=self._excused(lines),
            reasons=self._reasons(),
            needs=self._needs.tallies(issue),
            solved_after=solved_after,
            solved_by=solved_by,
            decisions=self._needs.decisions(rung),
            doubts=self._doubts.counts(),
        )

    def _months(self, months: Iterable[Month]) -> list[DutyCount]:
        return [
            count
            for month in sorted(set(months) - {self._issue.month})
            for count in self._stand(self._duties.lines(month, self._issue.as_of), month)
        ]

    def _stand(self, lines: Iterable[Line], month: Month, again: Again | None = None) -> list[DutyCount]:
        grouped: dict[tuple[int, str, str], Counter[str]] = defaultdict(Counter)
        for standing, count in lines:
            home = self._places.of[standing.area_id]
            grouped[home.nth, home.village_code, standing.duty][standing.status] += count
        for (area_id, duty, status), count in (again or {}).items():
            home = self._places.of[area_id]
            grouped[home.nth, home.village_code, duty][f"{status} again"] += count
        return [_count(code, Duty(duty), month, found) for (_, code, duty), found in sorted(grouped.items())]

    def _met(self, lines: Iterable[Line]) -> tuple[MetOn, ...]:
        sums: Counter[tuple[int, str, str, date]] = Counter()
        for standing, count in lines:
            if standing.met_on:
                home = self._places.of[standing.area_id]
                sums[home.nth, home.village_code, standing.duty, standing.met_on] += count
        return tuple(MetOn(key[1], Duty(key[2]), key[3], sums[key]) for key in sorted(sums))

    def _excused(self, lines: Iterable[Line]) -> tuple[ExcusedCount, ...]:
        sums: Counter[tuple[int, str, str]] = Counter()
        for standing, count in lines:
            if standing.excuse:
                home = self._places.of[standing.area_id]
                sums[home.nth, home.village_code, standing.excuse] += count
        return tuple(ExcusedCount(key[1], key[2], sums[key]) for key in sorted(sums))

    def _reasons(self) -> tuple[GivenReason, ...]:
        month, as_of = self._issue.month, self._issue.as_of
        said = reasons_of(self._work, month, as_of)
        sums: Counter[tuple[int, str, str]] = Counter()
        for (area_id, reason), count in self._duties.given(month, as_of, said).items():
            home = self._places.of[area_id]
            sums[home.nth, home.village_code, reason] += count
        return tuple(GivenReason(key[1], key[2], sums[key]) for key in sorted(sums))


def _count(code: str, duty: Duty, month: Month, found: Counter[str]) -> DutyCount:
    met, excused = found[Status.MET], found[Status.EXCUSED]
    coverage = Coverage(found[Status.OPEN] + met, met, excused)
    return DutyCount(code, duty, month, coverage, found[f"{Status.OPEN} again"], found[f"{Status.MET} again"])
