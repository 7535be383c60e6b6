"""The view of a township in memory: what storage will have to give by counting."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from domain.calendar.month import Month
from domain.duties.cadence import cadence
from domain.duties.leave import addressee, excuse_for, excuses_of
from domain.duties.obligations import Obligation, Status, obligation
from domain.duties.pace import Coverage
from domain.needs.deadlines import deadline
from domain.notices.escalation import Climbed, DueNeed, OpenDuty
from domain.notices.owed import Marked
from domain.notices.reminders import Standing, reminder_in
from domain.notices.sweep import View
from domain.people.ladder import Ladder
from domain.people.people import Duty, Pairing, Rung

if TYPE_CHECKING:
    from tests.calendars.valley import Paired, Valley


@dataclass(frozen=True)
class Look:
    """The valley on a day."""

    valley: "Valley"
    today: date

    @property
    def month(self) -> Month:
        """The month of the day."""
        return Month.of(self.today)

    def view(self) -> View:
        """What a sweep needs to know."""
        standing = {one: self._standing(one) for one in range(1, len(self.valley.names))}
        stalled = []
        for paired, owed in self._owed(self.month):
            who = self._addressee(owed.pairing)
            if not owed.pairing.holds_on(self.today) or who is None or self._stands(owed) is Status.EXCUSED:
                continue
            is_open = self._stands(owed) is Status.OPEN
            duty = self._open_duty(paired, who)
            before = standing[who]
            since = min(before.since, duty.since) if is_open else before.since
            coverage = before.coverage + Coverage(1, int(not is_open))
            standing[who] = replace(before, coverage=coverage, since=since)
            stalled += [duty] if is_open else []
        return View(
            tuple(standing.values()),
            tuple(stalled),
            tuple(self._due_need(one) for one in self.valley.needs.values() if self._is_near(one)),
            {one: self._ladder(one) for one in range(1, len(self.valley.heads))},
            tuple(self.valley.leaves),
            tuple(self.valley.office("clerk")),
            (*self.valley.office("leader"), *self.valley.office("head")),
            self.valley.starts_on,
            frozenset(one for one in self.valley.marks if one.what is Marked.PERSON),
        )

    def _addressee(self, pairing: Pairing) -> int | None:
        return addressee(pairing.person_id, self.valley.leaves, self.today)

    def _stands(self, owed: Obligation) -> Status:
        return owed.status(min(self.today, owed.month.last))

    def _owed(self, month: Month) -> list[tuple["Paired", Obligation]]:
        found = ((one, self._obligation(one.pairing, month)) for one in self.valley.pairings)
        return [(one, owed) for one, owed in found if owed]

    def _obligation(self, pairing: Pairing, month: Month) -> Obligation | None:
        valley, duties = self.valley, self.valley.policy.duties
        key = pairing.household_id, pairing.duty
        excuses = excuses_of(pairing.person_id, valley.leaves)
        calendar = valley.policy.working_days()
        return obligation(
            pairing,
            month,
            [past for where, duty, past in valley.visits if (where, duty) == key],
            cadence=cadence(pairing.duty, (), duties.cadences, away=pairing.household_id in valley.away),
            starts_on=valley.starts_on,
            leaves=valley.leaves,
            excuse=excuse_for(month, excuses, calendar, duties.excused_from_working_days),
        )

    def _standing(self, who: int) -> Standing:
        valley, month = self.valley, self.month
        mine = [one for one in valley.sent if one.person_id == who]
        reminded = [reminder_in(one.marks, one.day) for one in mine if one.day in month]
        last = [owed for _, owed in self._owed(month.previous) if self._stands(owed) is Status.OPEN]
        return Standing(
            who,
            valley.joined[who],
            reminded=tuple(one for one in reminded if one),
            answers=tuple(one for person, one in valley.answers if person == who and one.on in month),
            leaves=tuple(one for one in valley.leaves if one.person_id == who),
            heard_on=max((one.day for one in mine), default=date.min),
            open_last_month=sum(self._addressee(one.pairing) == who for one in last),
            overseen=len(last) if who in valley.office("leader") else 0,
        )

    def _open_duty(self, paired: "Paired", who: int) -> OpenDuty:
        valley, pairing, period = self.valley, paired.pairing, str(self.month)
        stood = [one.since for one in valley.leaves if one.stand_in_id == who and one.covers(self.today)]
        climbed = [
            Climbed(one.name, on)
            for one, on in valley.marks.items()
            if (one.what, one.id, one.period) == (Marked.PAIRING, paired.id, period)
        ]
        return OpenDuty(
            paired.id,
            pairing.household_id,
            pairing.duty,
            who,
            pairing.since if who == pairing.person_id else max(pairing.since, *stood),
            tuple(climbed),
            tuple(one for where, one in valley.about if where == paired.id and one.on in self.month),
        )

    def _is_near(self, need: DueNeed) -> bool:
        policy = self.valley.policy
        stands = deadline(need.due_on, self.today, policy.working_days())
        return stands.working_days_left <= policy.reminders.need_days_left

    def _due_need(self, need: DueNeed) -> DueNeed:
        bears = Marked.NEED, need.need_id, need.due_on.isoformat()
        marks = self.valley.marks.items()
        mine = {one.name: on for one, on in marks if (one.what, one.id, one.period) == bears}
        rungs = [on for name, on in mine.items() if name in list(Rung)]
        return replace(need, told=frozenset(mine), climbed_on=max(rungs, default=date.min))

    def _ladder(self, household: int) -> Ladder:
        held = [one.pairing for one in self.valley.pairings if one.pairing.holds_on(self.today)]
        rungs = {
            duty: tuple(one.person_id for one in held if one.household_id == household and one.duty is duty)
            for duty in Duty
        }
        offices = tuple(self.valley.office("head")), tuple(self.valley.office("leader"))
        return Ladder(rungs[Duty.RESPONSIBLE], rungs[Duty.CONTACT], *offices)
