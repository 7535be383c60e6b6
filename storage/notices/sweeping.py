"""Sweeping: everything on which it is decided who is to hear what, in a fixed number of queries."""

from datetime import date

from domain.calendar.month import Month
from domain.notices.sweep import View
from domain.policy.policy import Policy
from storage.base.repository import Repository, Work
from storage.duties.leaves import Leaves
from storage.notices.candidates import Candidates
from storage.notices.days import SweepDay
from storage.notices.duties import StalledDuties
from storage.notices.needs import DueNeeds
from storage.notices.offices import SweptOffices
from storage.notices.people import Known, SweptPeople
from storage.people.ladders import NeedLadders
from storage.settings import SettingsTable


class Sweeps(Repository):
    """The view of domain.notices.sweep as the database has it."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.offices = SweptOffices(work)
        self._people = SweptPeople(work)
        self._duties = StalledDuties(work)
        self._needs = DueNeeds(work)
        self._candidates = Candidates(work)
        self._ladders = NeedLadders(work)

    def view(self, today: date, policy: Policy) -> View:
        """What is known on a local day of all who may have to hear something; results must be kept for it."""
        month = Month.of(today)
        day = SweepDay(today, policy, Leaves(self._work).touching(month.first, month.last))
        stalled, near = self._duties.on(day), self._needs.rows(day)
        households = {one.household_id for one in (*stalled, *near)}
        ladders = self._ladders.of(sorted(households), today)
        needs = self._needs.told(near, ladders)
        clerks, leaders, heads = self.offices.held(today)
        people = {*clerks, *leaders, *heads, *(one.addressee_id for one in stalled)}
        people |= {day.heirs.get(one.holder_id) or one.holder_id for one in needs}
        people |= {one for ladder in ladders.values() for one in ladder.everybody}
        reminded, open_now = self._candidates.of_reminders(day)
        gapped, open_then = self._candidates.of_gaps(day)
        people |= reminded | gapped
        told = self.offices.told(people, day)
        overseen = self.offices.overseen(leaders, told, day)
        return View(
            people=tuple(self._people.standing(people, day, Known(open_now, open_then, overseen))),
            stalled=stalled,
            needs=needs,
            ladders=ladders,
            leaves=tuple(one for one in day.leaves if one.covers(today)),
            clerks=tuple(clerks),
            readers=(*leaders, *(one for one in heads if one not in leaders)),
            # Before the first import there is nothing to tell of.
            starts_on=policy.township.starts_on or SettingsTable(self._work).starts_on() or date.max,
            told=told,
        )
