"""Digests: what a leader's week is made of, counted by the database, and the rows behind it."""

from collections.abc import Sequence
from datetime import date

from domain.calendar.month import Month
from domain.digest.counts import Counts
from domain.digest.days import Issue
from domain.digest.lists import LateNeeds, OpenDuties
from domain.digest.rows import DigestRows
from domain.digest.village_asking import VillageHeads
from domain.people.people import Rung
from domain.policy.policy import Policy
from storage.base.repository import Repository
from storage.digest.counting import Counting
from storage.digest.doubts import Doubts
from storage.digest.heads import Heads
from storage.digest.need_rows import NeedRows
from storage.digest.places import Places
from storage.digest.unvisited import UnvisitedRows
from storage.digest.visits import VisitRows


class Digests(Repository):
    """Counts, rows and lists of an issue, for villages (their codes; None: the whole township)."""

    def counts(
        self,
        issue: Issue,
        villages: Sequence[str] | None,
        rung: Rung,
        policy: Policy,
        months: Sequence[Month] = (),
    ) -> Counts:
        """Everything that is counted; of further `months` only how their duties stand by now."""
        places = Places.within(self._connection, villages)
        if not places.of:
            return Counts()
        return Counting(self._work, policy, places, issue).counts(rung, months)

    def rows(self, issue: Issue, villages: Sequence[str] | None, rung: Rung, policy: Policy) -> DigestRows:
        """The rows behind the counts, read as they are gone through: within this transaction, once each."""
        places = Places.within(self._connection, villages)
        if not places.of:
            return DigestRows()
        asked = (self._work, policy, places, issue)
        return DigestRows(
            unvisited=UnvisitedRows(*asked).rows(),
            visits=VisitRows(*asked).rows(),
            needs=NeedRows(*asked).rows(rung),
            doubts=Doubts(*asked).rows(),
        )

    def late_needs(
        self, issue: Issue, villages: Sequence[str] | None, page: int, size: int, policy: Policy
    ) -> LateNeeds:
        """One page (from 0 on) of the open needs that are late."""
        places = Places.within(self._connection, villages)
        if not places.of:
            return LateNeeds(0)
        return NeedRows(self._work, policy, places, issue).late(page, size)

    def open(
        self, issue: Issue, villages: Sequence[str] | None, page: int, size: int, policy: Policy
    ) -> OpenDuties:
        """One page (from 0 on) of the responsible persons' duties that are open."""
        places = Places.within(self._connection, villages)
        if not places.of:
            return OpenDuties(0)
        return UnvisitedRows(self._work, policy, places, issue).open(page, size)

    def heads(self, villages: Sequence[str] | None, month: Month, today: date) -> VillageHeads:
        """Who heads the villages on that day, and which of them were asked about the month."""
        return Heads(self._work).of(villages, month, today)

    def two_months(
        self, issue: Issue, villages: Sequence[str] | None, page: int, size: int, policy: Policy
    ) -> OpenDuties:
        """One page (from 0 on) of the responsible persons' duties that are open for two months running."""
        places = Places.within(self._connection, villages)
        if not places.of:
            return OpenDuties(0)
        return UnvisitedRows(self._work, policy, places, issue).two_months(page, size)
