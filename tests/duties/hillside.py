"""A township of four people and five households in a database, whose facts can be changed one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.calendar.month import Month
from domain.duties.leave import LeaveEnded, LeaveTaken, StandInAnswered
from domain.people.hand_over import PairingHandedOver
from domain.people.joining import PersonJoined
from domain.people.people import Duty, RoleKind
from domain.policy.policy import Policy
from domain.register.register import HouseholdEntry, PairingEntry, PersonEntry, Register, VillageEntry
from domain.visits.visits import Mode, VisitRecorded, VisitRedated, VisitUndone
from scheduler.reconciling import Reconciling
from storage.database import Database
from storage.duties.duties import status_of
from storage.duties.facts import DutyFacts, pairing_of
from storage.duties.rules import DutyRules
from storage.register.ledger import Ledger
from storage.register.writing import write
from storage.state import State

ZONE = ZoneInfo("Asia/Shanghai")
STARTS = date(2026, 9, 1)
LI, ZHOU, HE, SHI, GAO, QIAN = PHONES = tuple(f"1000000000{n}" for n in range(1, 7))
CODES = tuple(f"000101000{n}" for n in range(1, 6))
POLICY = Policy.model_validate(
    {
        "township": {"starts_on": STARTS},
        "duties": {
            "cadences": [
                {"duties": ["contact"], "classes": ["监测户"], "visits": 2},
                {"duties": ["contact"], "classes": ["脱贫户"], "months": 2, "phone_counts": True},
            ]
        },
    }
)


def at(day: date, hour: int = 18) -> datetime:
    """An hour of a local day."""
    return datetime.combine(day, time(hour), ZONE).astimezone(UTC)


def register() -> Register:
    """李国强 and 何梅 are responsible, 周敏 is everybody's contact; 石磊 heads the village, 高远 leads."""
    roles = (RoleKind.RESPONSIBLE, RoleKind.CONTACT, RoleKind.RESPONSIBLE, RoleKind.VILLAGE_HEAD)
    names = ("李国强", "周敏", "何梅", "石磊")
    classes = ("监测户", "监测户", "脱贫户", "脱贫户", "")
    return Register(
        villages=(VillageEntry("000101", "石板村", ("一组",)),),
        people=(
            *(
                PersonEntry(name, phone, (role,), area_codes=("000101",))
                for name, phone, role in zip(names, PHONES, roles, strict=False)
            ),
            PersonEntry("高远", GAO, (RoleKind.TOWNSHIP_LEADER,)),
            PersonEntry("钱进", QIAN, (RoleKind.CLERK,)),
        ),
        households=tuple(
            HouseholdEntry(code, f"户主{code[-1]}", "000101", "一组", kind, away=code == CODES[4])
            for code, kind in zip(CODES, classes, strict=True)
        ),
        members=(),
        pairings=tuple(
            PairingEntry(code, phone, duty, date(2026, 1, 1))
            for nth, code in enumerate(CODES)
            for phone, duty in ((LI if nth < 3 else HE, Duty.RESPONSIBLE), (ZHOU, Duty.CONTACT))
        ),
    )


@dataclass
class Stopped:
    """A clock that shows one instant."""

    at: datetime

    def now(self) -> datetime:
        """That instant."""
        return self.at


@dataclass
class Hillside:
    """The township as of a day, and what happens there."""

    database: Database
    today: date = STARTS
    policy: Policy = POLICY

    def enter(self, entries: Register) -> None:
        """Import a workbook's register."""
        with self.database.write() as unit:
            write(Ledger(unit, self.today, at(self.today), ZONE, duties=DutyRules.of(self.policy)), entries)

    def open(self, entries: Register | None = None) -> "Hillside":
        """Let everybody in, and let them have joined long ago."""
        self.enter(entries or register())
        with self.database.write() as unit:
            joined = [
                PersonJoined(1, one.id, 1000 + nth, at(date(2026, 1, 1)))
                for nth, one in enumerate(unit.people.all(), 1)
            ]
            unit.people.join(joined)
        return self

    def person(self, phone: str) -> int:
        """The id of the person with that number."""
        with self.database.read() as unit:
            found = unit.people.by_phone(phone)
        assert found
        return found.id

    def pairings(self) -> list[Any]:
        """Every pairing, by id."""
        with self.database.read() as unit:
            return DutyFacts(unit).paired()

    def take(self, *facts: object) -> None:
        """Let facts become true."""
        with self.database.write() as unit:
            unit.records.write(facts)

    def new_id(self) -> int:
        """The id of something new."""
        return self.database.ids.at(at(self.today))

    def visit(self, paired: Any, on: date, mode: Mode = Mode.HOME, by: int | None = None) -> VisitRecorded:
        """Somebody goes where a pairing is held; unless said otherwise, whoever holds it."""
        who, duty = by or paired["person_id"], Duty(paired["duty"])
        made = VisitRecorded(
            self.new_id(), paired["household_id"], who, duty, mode, on, at(self.today), on < self.today
        )
        self.take(made)
        return made

    def redate(self, visit: VisitRecorded, on: date) -> None:
        """It was on another day."""
        self.take(VisitRedated(visit.visit_id, visit.person_id, on, True, at(self.today)))

    def undo(self, visit: VisitRecorded) -> None:
        """It is taken back."""
        self.take(VisitUndone(visit.visit_id, visit.person_id, at(self.today)))

    def hand_over(self, paired: Any, receiver: int, starts_on: date) -> None:
        """Somebody else has the duty from a day on."""
        held = pairing_of(paired)
        self.take(PairingHandedOver(held.person_id, held, receiver, starts_on, at(self.today)))

    def leave(self, who: int, since: date, until: date, stand_in: int | None = None) -> LeaveTaken:
        """Somebody will be away."""
        taken = LeaveTaken(self.new_id(), who, since, until, stand_in, "病假", at(self.today))
        self.take(taken)
        return taken

    def agree(self, leave: LeaveTaken) -> None:
        """Whoever was asked stands in."""
        assert leave.stand_in_id
        self.take(StandInAnswered(leave.leave_id, leave.stand_in_id, True, at(self.today)))

    def come_back(self, leave: LeaveTaken, until: date) -> None:
        """Earlier than said."""
        self.take(LeaveEnded(leave.leave_id, leave.person_id, until, at(self.today)))

    def reclass(self, code: str, kind: str, *, away: bool) -> None:
        """The workbook says something else of a household."""
        entries = register()
        changed = tuple(
            replace(one, household_class=kind, away=away) if one.code == code else one
            for one in entries.households
        )
        self.enter(replace(entries, households=changed, pairings=()))

    def keep_up(self, policy: Policy | None = None) -> None:
        """What the first tick of a month, or of another policy, does."""
        self.policy = policy or self.policy
        with self.database.write() as unit:
            unit.keeping.begin(Month.of(self.today), DutyRules.of(self.policy))
        while self._go_on():
            pass

    def _go_on(self) -> bool:
        with self.database.write() as unit:
            return unit.keeping.go_on()

    def sweep(self, local: str) -> int:
        """One tick at an instant, written as 2026-11-02T09:00 in the township's time."""
        at = datetime.fromisoformat(local).replace(tzinfo=ZONE)
        self.today = at.date()
        return Reconciling(self.database, Stopped(at.astimezone(UTC)), self.policy).run()

    def notices(self) -> list[dict[str, Any]]:
        """Every notice as `state --json` tells it, by the day on which it is to be said."""
        with self.database.read() as unit:
            return State(unit).notices()

    def pass_days(self, days: int) -> None:
        """Time goes by; a new month is kept as of its first day."""
        before = Month.of(self.today)
        self.today += timedelta(days=days)
        if Month.of(self.today) != before:
            self.keep_up()

    def differences(self) -> list[str]:
        """What is kept otherwise than the one definition has it."""
        with self.database.read() as unit:
            kept = unit.keeping.kept()
            assert kept
            assert kept.under_way is None
            facts = DutyFacts(unit)
            found: list[str] = []
            for month in kept.ruling.first_month.until(kept.newest):
                derived = {
                    one.pairing_id: (
                        one.owed.made,
                        one.owed.stood_in,
                        one.owed.met_on,
                        one.owed.status(self.today),
                        one.owed.excuse.since if one.owed.excuse else None,
                    )
                    for one in facts.derived(facts.paired(), month, kept.ruling)
                    if one.owed
                }
                rows = {
                    row["pairing_id"]: (
                        row["made"],
                        row["stood_in"],
                        row["met_on"],
                        status_of(row, self.today),
                        row["excused_from"],
                    )
                    for row in unit.duties.owed(month)
                }  # fmt: skip
                found += [
                    f"{month} {one}: kept {rows.get(one)}, derived {derived.get(one)}"
                    for one in rows.keys() | derived.keys()
                    if rows.get(one) != derived.get(one)
                ]
            return found


def days(first: date, last: date) -> Iterator[date]:
    """Every day from one to another."""
    return (first + timedelta(days=step) for step in range((last - first).days + 1))
