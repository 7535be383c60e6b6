"""A look back: the view of a sweep as of an instant of the past, made plainly, one duty after the other."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from domain.calendar.month import Month
from domain.duties.leave import Leave, addressee
from domain.duties.obligations import Obligation, Status, obligation
from domain.duties.pace import Coverage
from domain.needs.deadlines import deadline
from domain.notices.escalation import Climbed, DueNeed, OpenDuty
from domain.notices.owed import Mark, Marked
from domain.notices.reminders import Standing, reminder_in
from domain.notices.sweep import View
from domain.people.ladder import Ladder
from domain.people.people import TOWNSHIP, Pairing, Rung
from domain.policy.policy import Policy
from storage.duties.facts import cadence_of
from storage.duties.rules import Ruling
from storage.notices.hindsight import Memory, Told
from storage.notices.people import UNTOLD

Offices = Mapping[int, Mapping[int, str]]


@dataclass(frozen=True)
class LookBack:
    """What was known at an instant, by the policy of today."""

    memory: Memory
    at: datetime
    policy: Policy
    ruling: Ruling
    ladders: Mapping[int, Ladder]
    villages: Mapping[int, str]
    """The village code of each household."""
    clerks: Offices
    leaders: Offices
    heads: Offices

    @cached_property
    def today(self) -> date:
        """The local day of the instant."""
        return self._day(self.at)

    @cached_property
    def month(self) -> Month:
        """Its month."""
        return Month.of(self.today)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.policy.township.time_zone).date()

    @cached_property
    def _leaves(self) -> tuple[Leave, ...]:
        return self.memory.away(self.at)

    @cached_property
    def _told(self) -> tuple[Told, ...]:
        """Notices that had been written, on the days on which they were to be said by then."""
        known = (one for one in self.memory.told if one.made_at < self.at)
        return tuple(
            one if one.day <= self.today else replace(one, day=self._day(one.made_at)) for one in known
        )

    @cached_property
    def _marks(self) -> dict[Mark, date]:
        return {each: self._day(one.made_at) for one in self._told for each in one.marks}

    def _owed(self, month: Month) -> dict[int, Obligation]:
        seen = self.memory.seen(self.at)
        found = {}
        for one, (row, pairing) in self.memory.pairings(self.at).items():
            mine = tuple(each for each in self._leaves if each.person_id == pairing.person_id)
            owed = obligation(
                pairing,
                month,
                seen.get((pairing.household_id, row["duty"]), ()),
                cadence=cadence_of(row, self.ruling),
                starts_on=self.ruling.starts_on,
                leaves=mine,
                excuse=self.ruling.excuse(pairing.person_id, mine, month),
            )
            if owed:
                found[one] = owed
        return found

    def view(self) -> View:
        """Everybody there is."""
        return View(
            people=tuple(self._standing(who) for who in sorted(self.memory.people)),
            stalled=self._open,
            needs=self._needs(),
            ladders=self.ladders,
            leaves=self._leaves,
            clerks=tuple(self.clerks),
            readers=(*self.leaders, *(one for one in self.heads if one not in self.leaders)),
            starts_on=self.ruling.starts_on,
            told=frozenset(one for one in self._marks if one.what is Marked.PERSON),
        )

    @cached_property
    def _duties(self) -> dict[int, list[tuple[int, Obligation]]]:
        """For each person: the duties to do today, and those done."""
        theirs: dict[int, list[tuple[int, Obligation]]] = defaultdict(list)
        for one, owed in sorted(self._owed(self.month).items()):
            who = addressee(owed.pairing.person_id, self._leaves, self.today)
            is_owed = owed.pairing.holds_on(self.today) and owed.status(self.today) is not Status.EXCUSED
            if who is not None and is_owed:
                theirs[who].append((one, owed))
        return theirs

    @cached_property
    def _open(self) -> tuple[OpenDuty, ...]:
        return tuple(
            self._open_duty(one, who, owed)
            for who, several in self._duties.items()
            for one, owed in several
            if owed.status(self.today) is Status.OPEN
        )

    @cached_property
    def _gaps(self) -> tuple[Pairing, ...]:
        last = self.month.previous
        return tuple(one.pairing for one in self._owed(last).values() if one.status(last.last) is Status.OPEN)

    @cached_property
    def _gaps_of(self) -> Counter[int | None]:
        return Counter(addressee(one.person_id, self._leaves, self.today) for one in self._gaps)

    @cached_property
    def _since(self) -> dict[int, date]:
        since: dict[int, date] = {}
        for one in self._open:
            since[one.addressee_id] = min(one.since, since.get(one.addressee_id, date.max))
        return since

    @cached_property
    def _told_to(self) -> dict[int, list[Told]]:
        told: dict[int, list[Told]] = defaultdict(list)
        for one in self._told:
            told[one.person_id].append(one)
        return told

    def _standing(self, who: int) -> Standing:
        mine, told = [owed for _, owed in self._duties.get(who, ())], self._told_to.get(who, [])
        reminded = [
            reminder_in(one.marks, one.day, was_told=one.status not in UNTOLD)
            for one in told
            if one.day in self.month
        ]
        joined_at = self.memory.joined(who, self.at)
        return Standing(
            who,
            self._day(joined_at) if joined_at else None,
            Coverage(len(mine), sum(one.status(self.today) is Status.MET for one in mine)),
            self._since.get(who, date.max),
            tuple(one for one in reminded if one),
            self._said(lambda row: row.person_id == who and row.pairing_id is None),
            tuple(one for one in self._leaves if one.person_id == who),
            max((one.day for one in told), default=date.min),
            self._gaps_of[who],
            self._overseen(self.leaders[who]) if who in self.leaders else 0,
        )

    def _overseen(self, areas: Mapping[int, str]) -> int:
        whole = TOWNSHIP in areas.values()
        return sum(whole or self.villages.get(one.household_id) in areas.values() for one in self._gaps)

    def _said(self, is_meant: Any) -> Any:
        said = self.memory.said(self.at)
        return tuple(one for row, one in said if is_meant(row) and one.on in self.month)

    def _open_duty(self, one: int, who: int, owed: Obligation) -> OpenDuty:
        pairing, period = owed.pairing, str(self.month)
        stood = [
            each.since
            for each in self._leaves
            if (each.person_id, each.agreed_stand_in) == (pairing.person_id, who) and each.covers(self.today)
        ]
        climbed = [
            Climbed(each.name, on)
            for each, on in self._marks.items()
            if (each.what, each.id, each.period) == (Marked.PAIRING, one, period)
        ]
        return OpenDuty(
            one,
            pairing.household_id,
            pairing.duty,
            who,
            max([pairing.since, *stood]),
            tuple(sorted(climbed, key=lambda each: (each.on, each.name))),
            self._said(lambda row: row.pairing_id == one),
        )

    def _needs(self) -> tuple[DueNeed, ...]:
        found = (self._need(row, step) for row, step in self.memory.open_needs(self.at))
        return tuple(one for one in found if one)

    def _need(self, row: Any, step: Any) -> DueNeed | None:
        stands = deadline(step.due_on, self.today, self.policy.working_days())
        if stands.working_days_left > self.policy.reminders.need_days_left:
            return None
        ladder, level = self.ladders[row.household_id], Rung(row.level)
        heir = None if step.holder_id in ladder.everybody else ladder.at(level)
        bears: dict[str, date] = defaultdict(lambda: date.min)
        for one, on in self._marks.items():
            if (one.what, one.id, one.period) == (Marked.NEED, row.id, step.due_on.isoformat()):
                bears[one.name] = on
        rungs = [on for name, on in bears.items() if name in list(Rung)]
        holder = heir[1] if heir else step.holder_id
        climbed_on = max(rungs, default=date.min)
        return DueNeed(
            row.id, row.household_id, holder, level, step.due_on, row.urgent, frozenset(bears), climbed_on
        )
