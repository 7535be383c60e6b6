"""A digest counted again by hand, out of `state --json` and the needs' histories: nothing of ours in SQL."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from domain.digest.counts import (
    Counts,
    Decision,
    DoubtCount,
    DutyCount,
    ExcusedCount,
    NeedTally,
    SolvedAfter,
    SolvedBy,
)
from domain.digest.doubts import DoubtKind
from domain.duties.pace import Coverage
from domain.needs.needs import Act, Need
from domain.people.people import Duty, Rung
from tests.digests.town import Town
from tests.duties.hillside import ZONE

OPEN = ("reported", "accepted", "in_progress")


def plain(counts: Counts) -> Counts:
    """What can be counted by hand, without zeros and in an order of its own."""
    return replace(
        counts,
        villages=(),
        met=(),
        reasons=(),
        duties=_sorted(counts.duties),
        excused=_sorted(counts.excused),
        needs=_sorted(counts.needs),
        solved_by=_sorted(counts.solved_by),
        decisions=_sorted(counts.decisions),
        doubts=_sorted(one for one in counts.doubts if one.kind is not DoubtKind.PHOTO),
    )


def recount(town: Town, villages: tuple[str, ...] | None = None, rung: Rung = Rung.TOWNSHIP) -> Counts:
    """The same by hand."""
    return _Hand(town, town.order if villages is None else villages).counts(rung)


def _sorted(some: Any) -> tuple[Any, ...]:
    return tuple(sorted(some, key=repr))


class _Hand:
    def __init__(self, town: Town, villages: tuple[str, ...]) -> None:
        self.town, self.issue = town, town.issue
        self.villages = villages
        self.now = town.state(self.issue.month)
        self.then = town.state(self.issue.month.previous)

    def village(self, code: str) -> str:
        return self.town.villages[code]

    def mine(self, rows: Any) -> list[Any]:
        return [one for one in rows if self.village(one["household_code"]) in self.villages]

    def counts(self, rung: Rung) -> Counts:
        owed = self.mine(self.now["obligations"])
        excused = Counter(self.village(one["household_code"]) for one in owed if one["status"] == "excused")
        needs = [one for one in self.town.needs() if one.village_code in self.villages]
        solved = [one for one in needs if one.solution and self.day(one.solution.at) in self.issue.span]
        after = Counter(
            (self.day(one.solution.at) - self.day(one.reported_at)).days for one in solved if one.solution
        )
        return Counts(
            duties=_sorted(self.duties(owed)),
            excused=_sorted(ExcusedCount(code, "leave", count) for code, count in excused.items()),
            needs=_sorted(self.tallies(needs)),
            solved_after=tuple(SolvedAfter(days, count) for days, count in sorted(after.items())),
            solved_by=_sorted(self.solvers(solved)),
            decisions=_sorted(self.decisions(needs, rung)),
            doubts=_sorted(self.doubts(needs)),
        )

    def day(self, at: Any) -> date:
        found: date = at.astimezone(ZONE).date()
        return found

    def duties(self, owed: list[Any]) -> list[DutyCount]:
        def key(one: Any) -> tuple[str, str]:
            return one["household_code"], one["duty"]

        before = {key(one) for one in self.then["obligations"] if one["status"] == "open"}
        found = []
        for code in self.villages:
            for duty in Duty:
                some = [
                    one for one in owed if (self.village(one["household_code"]), one["duty"]) == (code, duty)
                ]
                if not some:
                    continue
                stands = Counter(one["status"] for one in some)
                again = Counter(one["status"] for one in some if key(one) in before)
                coverage = Coverage(stands["open"] + stands["met"], stands["met"], stands["excused"])
                month = self.issue.month
                found.append(DutyCount(code, duty, month, coverage, again["open"], again["met"]))
        return found

    def tallies(self, needs: list[Need]) -> list[NeedTally]:
        told = {one["number"]: one for one in self.now["needs"]}
        calendar, span, today = self.town.here.policy.working_days(), self.issue.span, self.issue.as_of
        found: dict[tuple[str, str], Any] = {}
        for one in needs:
            line = told[one.label]
            due = date.fromisoformat(line["due_on"])
            is_open = line["status"] in OPEN
            marks = {
                "new": self.day(one.reported_at) in span,
                "solved": one.solution is not None and self.day(one.solution.at) in span,
                "open": is_open,
                "late": is_open and due < today and bool(calendar.between(due, today)),
            }
            if any(marks.values()):
                key = one.village_code, line["category"]
                found.setdefault(key, Counter()).update({name: int(mark) for name, mark in marks.items()})
        return [NeedTally(*key, **dict(sums)) for key, sums in found.items()]

    def solvers(self, solved: list[Need]) -> list[SolvedBy]:
        names = {self.town.here.person(one["phone"]): one["name"] for one in self.now["people"]}
        by = Counter((one.village_code, names[one.solver_id or 0], one.category) for one in solved)
        return [SolvedBy(*key, count) for key, count in by.items() if count > 1]

    def decisions(self, needs: list[Need], rung: Rung) -> list[Decision]:
        waiting = [
            (one.village_code, one.category, one.history[-1].reason)
            for one in needs
            if one.is_open and one.level is rung and one.history[-1].act is Act.CANNOT
        ]
        return [Decision(*key, count) for key, count in Counter(waiting).items()]

    def doubts(self, needs: list[Need]) -> list[DoubtCount]:
        today = self.issue.as_of.isoformat()
        held = {
            (one["household_code"], one["duty"])
            for one in self.now["pairings"]
            if one["since"] <= today and (one["until"] is None or one["until"] >= today)
        }
        found = Counter(
            (village, DoubtKind.UNPAIRED)
            for code, village in self.town.villages.items()
            for duty in Duty
            if village in self.villages and (code, duty) not in held
        )
        ends = ((one.village_code, one.history[-1]) for one in needs)
        lapsed = (
            (village, DoubtKind.LAPSED)
            for village, last in ends
            if last.act is Act.LAPSE and self.day(last.at) in self.issue.span
        )
        return [DoubtCount(*key, count) for key, count in (found + Counter(lapsed)).items()]
