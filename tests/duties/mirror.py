"""A township in memory and the same one in a database: whatever is owed in the one is owed in the other."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select, update

from domain.duties.answers import Answer, EscalationAnswered, ReminderAnswered
from domain.needs.needs import Act, NeedMoved, NeedReported, NeedStatus, NeedStep
from domain.notices.owed import Mark, Marked, Owed
from domain.people.joining import PersonBlocked, PersonJoined, PersonReturned
from domain.people.people import Duty, Pairing, RoleKind, Rung
from domain.policy.policy import Policy
from domain.register.register import HouseholdEntry, PairingEntry, PersonEntry, Register, VillageEntry
from domain.visits.visits import VisitRecorded
from scheduler.reconciling import Reconciling
from storage.database import Database
from storage.tables import household, mark, notice
from tests.calendars.script import Days, Said
from tests.calendars.stage import Heard
from tests.calendars.valley import MODES, SINCE, Valley, open_valley
from tests.duties.hillside import Hillside, Stopped

OFFICES = {
    "clerk": RoleKind.CLERK,
    "leader": RoleKind.TOWNSHIP_LEADER,
    "head": RoleKind.VILLAGE_HEAD,
    "": RoleKind.RESPONSIBLE,
}


@dataclass
class Mirror:
    """Both of them; ids of the one are translated into ids of the other."""

    valley: Valley
    town: Hillside
    people: dict[str, int]
    homes: dict[str, int]
    needs: dict[int, int]

    def take(self, said: Said) -> None:
        """Let a fact become true in both."""
        self.town.today = said.on
        if said.verb in (*MODES, "answers", "needs"):
            # Whose visit it is, and which needs there are, is plain from the one in memory.
            self.valley.take(said)
        getattr(self, f"_{MODES.get(said.verb, said.verb)}")(said)
        if said.verb not in (*MODES, "answers", "needs"):
            self.valley.take(said)

    def _visit(self, said: Said) -> None:
        where, duty, made = self.valley.visits[-1]
        home, who = self.homes[self.valley.heads[where]], self.people[said.who]
        at = datetime.combine(said.on, time(10), UTC)
        self.town.take(VisitRecorded(self.town.new_id(), home, who, duty, made.mode, said.on, at, False))

    _home = _phone = _nobody = _visit

    def _passes(self, said: Said) -> None:
        held = next(
            row
            for row in self.town.pairings()
            if row["household_id"] == self.homes[said.who]
            and row["duty"] == Duty.RESPONSIBLE
            and row["until"] is None
        )
        self.town.hand_over(held, self.people[said.after("to")], said.on + timedelta(days=1))

    def _answers(self, said: Said) -> None:
        answer, who, about = Answer(said.words[0]), self.people[said.who], said.after("about")
        at = datetime.combine(said.on, time(10), UTC)
        if not about:
            self.town.take(ReminderAnswered(who, answer, said.on, at))
            return
        asked = [
            row["id"]
            for row in self.town.pairings()
            if row["household_id"] == self.homes[about] and row["person_id"] != who
        ]
        self.town.take(EscalationAnswered(who, tuple(asked), answer, said.on, at))

    def _leaves(self, said: Said) -> None:
        stand_in = self.people[said.after("to")] if said.after("to") else None
        taken = self.town.leave(self.people[said.who], said.day("from"), said.day("until"), stand_in)
        if stand_in:
            self.town.agree(taken)

    def _needs(self, said: Said) -> None:
        number, at = int(said.words[0]), datetime.combine(said.on, time(10), UTC)
        due = self.valley.needs[number]
        holder = self.people[self.valley.names[due.holder_id]]
        self.needs[number] = self.town.new_id()
        self.town.take(
            NeedReported(
                self.needs[number], number, self.homes[said.who], "water", "", False, holder, at, holder,
                Rung.RESPONSIBLE, due.due_on,
            )
        )  # fmt: skip

    def _solved(self, said: Said) -> None:
        number, at = int(said.who), datetime.combine(said.on, time(10), UTC)
        due = self.valley.needs[number]
        holder = self.people[self.valley.names[due.holder_id]]
        step = NeedStep(Act.SOLVE, holder, at, NeedStatus.SOLVED, holder, due.due_on)
        self.town.take(NeedMoved(self.needs[number], 1, step, due.level, 0, at, said.on))

    def _blocks(self, said: Said) -> None:
        self.town.take(PersonBlocked(self.people[said.who], datetime.combine(said.on, time(10), UTC)))

    def _returns(self, said: Said) -> None:
        self.town.take(PersonReturned(self.people[said.who], datetime.combine(said.on, time(10), UTC)))

    def _joins(self, said: Said) -> None:
        join(self.town.database, self.people[said.who], said.on)

    def _moves(self, said: Said) -> None:
        with self.town.database.write() as unit:
            where = self.homes[said.who]
            unit.connection.execute(update(household).where(household.c.id == where).values(away=True))
            unit.keeping.households([where])

    def run(self, local_now: datetime) -> Iterable[Heard]:
        """Reconcile both; whatever is owed then is sent at once."""
        heard = list(self.valley.run(local_now))
        now = local_now.replace(tzinfo=self.valley.policy.township.time_zone).astimezone(UTC)
        self.town.today = local_now.date()
        Reconciling(self.town.database, Stopped(now), self.town.policy).run()
        expected = [one for one in self.valley.sent if one.day == local_now.date()]
        assert self._written(local_now.date()) == sorted(self._plain(one) for one in expected)
        self._send()
        assert self.town.differences() == []
        return heard

    def _plain(self, owed: Owed) -> tuple[Any, ...]:
        named = {name: self._translated(name, values) for name, values in owed.terms.items()}
        marks = sorted(str(self._mark(one)) for one in owed.marks)
        who = self.people[self.valley.names[owed.person_id]]
        return (
            who,
            owed.kind.value,
            owed.period,
            owed.rung,
            owed.due_at,
            json.dumps(named, sort_keys=True),
            marks,
        )

    def _translated(self, name: str, values: Iterable[Any]) -> list[Any]:
        if name == "needs":
            return [self.needs[one] for one in values]
        if name == "late_needs":
            return [[self.needs[one], rung] for one, rung in values]
        if name == "escalated":
            return [[self._pairing(one), rung] for one, rung in values]
        if name == "unreachable":
            return [self.people[self.valley.names[one]] for one in values]
        return [list(one) if isinstance(one, tuple) else one for one in values]

    def _mark(self, one: Mark) -> Mark:
        if one.what is Marked.NEED:
            return replace(one, id=self.needs[one.id])
        if one.what is Marked.PAIRING:
            return replace(one, id=self._pairing(one.id))
        return replace(one, id=self.people[self.valley.names[one.id]])

    def _pairing(self, one: int) -> int:
        wanted = next(paired.pairing for paired in self.valley.pairings if paired.id == one)
        return next(int(row["id"]) for row in self.town.pairings() if self._is(row, wanted))

    def _is(self, row: Any, pairing: Pairing) -> bool:
        home = self.homes[self.valley.heads[pairing.household_id]]
        who = self.people[self.valley.names[pairing.person_id]]
        theirs = row["household_id"], row["person_id"], row["duty"], row["since"]
        return theirs == (home, who, pairing.duty, pairing.since)

    def _written(self, day: date) -> list[tuple[Any, ...]]:
        with self.town.database.read() as unit:
            ids = unit.connection.scalars(select(notice.c.id).where(notice.c.day == day)).all()
            found = []
            for one in unit.notices.of(ids).values():
                marks = unit.connection.execute(select(mark).where(mark.c.notice_id == one.id))
                told = sorted(
                    str(Mark(Marked(row.what), row.about_id, row.period, row.name)) for row in marks
                )
                terms = json.dumps(one.terms, sort_keys=True)
                found.append((one.person_id, one.kind.value, one.period, one.rung, one.due_at, terms, told))
            return sorted(found)

    def _send(self) -> None:
        with self.town.database.write() as unit:
            unit.connection.execute(update(notice).values(status="sent"))


def join(database: Database, person_id: int, on: date) -> None:
    """Let somebody in on a day."""
    with database.write() as unit:
        at = datetime.combine(on, time(10), UTC)
        unit.people.join([PersonJoined(1, person_id, 1 + person_id % 10**9, at)])


def open_mirror(days: Days, database: Database) -> Mirror:
    """The township of a file's header, twice."""
    valley = open_valley(days)
    for one in days.said:
        for name in filter(None, [one.after("to")]):
            valley.id(name)
    first, _ = days.span("days")
    township = valley.policy.township.model_copy(update={"starts_on": first})
    policy = Policy.model_validate(valley.policy.model_dump() | {"township": township.model_dump()})
    town = Hillside(database, first, policy)
    phones = {name: f"1{nth:010}" for nth, name in enumerate(valley.names) if name}
    codes = {head: f"{nth:010}" for nth, head in enumerate(valley.heads) if head}
    town.today = first - timedelta(days=1)
    town.enter(_register(valley, phones, codes))
    with database.read() as unit:
        homes = dict(unit.connection.execute(select(household.c.code, household.c.id)).all())
        by_phone = {one.phone: one.id for one in unit.people.all()}
    people = {name: by_phone[phone] for name, phone in phones.items()}
    for name, person_id in people.items():
        if (on := valley.joined[valley.id(name)]) is not None:
            join(database, person_id, on)
    return Mirror(valley, town, people, {head: homes[code] for head, code in codes.items()}, {})


def _register(valley: Valley, phones: dict[str, str], codes: dict[str, str]) -> Register:
    return Register(
        villages=(VillageEntry("000101", "石板村", ("一组",)),),
        people=tuple(
            PersonEntry(name, phone, (OFFICES[valley.offices.get(name, "")],))
            for name, phone in phones.items()
        ),
        households=tuple(
            HouseholdEntry(code, head, "000101", "一组", away=valley.heads.index(head) in valley.away)
            for head, code in codes.items()
        ),
        members=(),
        pairings=tuple(
            PairingEntry(
                codes[valley.heads[one.pairing.household_id]],
                phones[valley.names[one.pairing.person_id]],
                one.pairing.duty,
                SINCE,
            )
            for one in valley.pairings
        ),
    )
