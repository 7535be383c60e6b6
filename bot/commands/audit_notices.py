"""`audit-notices`: what should have been told in a month, found in the facts anew, beside what was told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.office import Office
from domain.calendar.month import Month
from domain.notices.notices import EXEMPT, Notice, NoticeKind
from domain.notices.owed import Owed, joined_terms
from domain.notices.reconciling import reconcile
from domain.people.people import Person
from storage.duties.duties import status_of
from storage.duties.rules import DutyRules, Ruling
from storage.notices.hindsight import Memory, Told
from storage.notices.look_back import LookBack
from storage.unit import Unit

FOUND = frozenset(NoticeKind) - EXEMPT
"""What a sweep owes."""


def audit_notices(office: Office, month: Month) -> list[str]:
    """Every difference, a line each; none if all is as it should be."""
    with office.database.read() as unit:
        audit = NoticeAudit(office, unit, month)
        return [*audit.kept_otherwise(), *audit.told_otherwise()]


class NoticeAudit:
    """One month, up to now, by the policy that is in force today."""

    def __init__(self, office: Office, unit: Unit, month: Month) -> None:
        self._office, self._unit, self._month = office, unit, month
        self._rules = DutyRules.of(office.policy)
        self._ruling = Ruling.by(self._rules, unit.settings.starts_on() or office.today)
        self._calendar = office.policy.working_days()
        self._villages = unit.hindsight.villages()
        self._people: dict[int, Person] = {one.id: one for one in unit.people.all()}

    def kept_otherwise(self) -> Iterator[str]:
        """Results that are kept otherwise than the facts have it; nothing if the month is not kept."""
        kept, today = self._unit.keeping.kept(), self._office.today
        if kept is None or not kept.has(self._month, self._rules):
            yield f"{self._month}: results are not kept for this month, or not by the policy in force"
            return
        facts = self._unit.duty_facts
        stand = {row["pairing_id"]: row for row in self._unit.duties.owed(self._month)}
        derived = {
            one.pairing_id: one.owed
            for one in facts.derived(facts.paired(), self._month, self._ruling)
            if one.owed
        }
        for pairing_id in sorted(stand.keys() | derived.keys()):
            row, owed = stand.get(pairing_id), derived.get(pairing_id)
            is_kept = f"{status_of(row, today)} {row['made']}" if row else "nothing"
            is_derived = f"{owed.status(today)} {owed.made}" if owed else "nothing"
            if is_kept != is_derived:
                yield f"{self._month} pairing {pairing_id}: kept {is_kept}, the facts say {is_derived}"

    def told_otherwise(self) -> Iterator[str]:
        """Messages that were owed without a reason, and those that should have been and were not."""
        memory = self._unit.hindsight.memory(self._month.first, self._month.last)
        zone = self._office.policy.township.time_zone
        written: dict[datetime, list[Told]] = {}
        for one in memory.told:
            if (one.marks or one.kind in FOUND) and one.made_at.astimezone(zone).date() in self._month:
                written.setdefault(one.made_at.replace(microsecond=0), []).append(one)
        for at, several in sorted(written.items()):
            yield from self._without_reason(memory, at, several)
        for end in self._ends():
            yield from self._untold(memory, end)

    def _without_reason(self, memory: Memory, at: datetime, several: list[Told]) -> Iterator[str]:
        owed = {one.key: one for one in self._owed(memory, min(one.made_at for one in several))}
        written = self._unit.notices.of([one.id for one in several])
        for one in several:
            if one.key not in owed:
                yield self._line(at, one.person_id, f"was told without a reason: {one.kind} {one.key}")
            elif frozenset(owed[one.key].marks) != one.marks or self._differs(owed[one.key], written[one.id]):
                yield self._line(
                    at, one.person_id, f"was told something else than was due: {one.kind} {one.key}"
                )

    def _differs(self, owed: Owed, written: Notice) -> bool:
        """Whether it says something else, or on another day; what waited is said later, with more in it."""
        wanted = owed.person_id, owed.kind, owed.topic, owed.period, owed.rung
        is_other = wanted != (written.person_id, written.kind, written.topic, written.period, written.rung)
        on = written.due_at.astimezone(self._office.policy.township.time_zone).date()
        said = joined_terms([written.terms])
        lacks = any(not set(values) <= set(said.get(name, ())) for name, values in owed.terms.items())
        return is_other or lacks or on != written.day or written.due_at < owed.due_at

    def _untold(self, memory: Memory, end: datetime) -> Iterator[str]:
        for one in self._owed(memory, end):
            names = ", ".join(sorted({mark.name for mark in one.marks}))
            yield self._line(end, one.person_id, f"was not told: {one.kind} ({names})")

    def _owed(self, memory: Memory, at: datetime) -> tuple[Owed, ...]:
        return reconcile(self._look(memory, at).view(), at, self._office.policy, self._calendar)

    def _look(self, memory: Memory, at: datetime) -> LookBack:
        policy, today = self._office.policy, at.astimezone(self._office.policy.township.time_zone).date()
        ladders = self._unit.ladders.of(sorted(self._villages), today)
        offices = self._unit.sweeps.offices.held(today)
        return LookBack(memory, at, policy, self._ruling, ladders, self._villages, *offices)

    def _line(self, at: datetime, who: int, what: str) -> str:
        day = at.astimezone(self._office.policy.township.time_zone).date()
        return f"{day} {self._people[who].phone} {self._people[who].name} {what}"

    def _ends(self) -> Iterator[datetime]:
        """The last moment of each day's last window, up to now."""
        policy, now = self._office.policy, self._office.clock.now()
        closes = policy.reminders.windows[-1].closes
        for day in self._calendar.within(self._month.first, self._month.last):
            end = datetime.combine(day, closes, policy.township.time_zone) - timedelta(seconds=1)
            if end <= now:
                yield end.astimezone(UTC)
