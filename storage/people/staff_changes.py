"""What officials change about people: duties handed over, accounts suspended and silenced, new numbers."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select, update

from domain.calendar.month import Month
from domain.people.hand_over import PairingHandedOver
from domain.people.joining import PersonJoined
from domain.people.staff import PersonInvited, PersonRestored, PersonSuspended, PhoneChanged
from storage.base.repository import Overtaken, Repository
from storage.duties.keeping import Keeping
from storage.people.accounts import Accounts
from storage.people.invites import Invites
from storage.people.people import People
from storage.tables import account, draft, invite, outbox, pairing, paperwork, person

UNSENT = ("due", "held")


class StaffChanges(Repository):
    """Writers of the facts of domain.people.staff and domain.people.hand_over."""

    def hand_over(self, handed: Sequence[PairingHandedOver]) -> None:
        """Close each pairing the day before and open the new one; Overtaken if anything moved meanwhile."""
        self._check_standing({one.receiver_id for one in handed})
        for one in handed:
            old = one.pairing
            ended = update(pairing).where(
                pairing.c.household_id == old.household_id,
                pairing.c.person_id == old.person_id,
                pairing.c.duty == old.duty.value,
                pairing.c.since == old.since,
                pairing.c.until.is_(None) if old.until is None else pairing.c.until == old.until,
            )
            if self._connection.execute(ended.values(until=_day_before(one.starts_on))).rowcount != 1:
                raise Overtaken
        self._insert(
            pairing,
            [
                {
                    "id": self._ids.at(one.at),
                    "household_id": one.opened.household_id,
                    "person_id": one.opened.person_id,
                    "duty": one.opened.duty.value,
                    # In which capacity somebody is a contact belongs to that person, not to the duty.
                    "capacity": "",
                    "since": one.opened.since,
                    "until": one.opened.until,
                }
                for one in handed
            ],
        )
        since = min(Month.of(one.starts_on) for one in handed)
        Keeping(self._work).households([one.pairing.household_id for one in handed], since)

    def join(self, joined: Sequence[PersonJoined]) -> None:
        """Use the links up, and bind the accounts to whom they are for."""
        Invites(self._work).use(joined)
        self._leave_accounts(joined)
        People(self._work).join(joined)

    def _check_standing(self, people: Collection[int]) -> None:
        """Lock these people's rows; Overtaken if one has been suspended since the decision."""
        rows = select(person.c.suspended_at).where(person.c.id.in_(list(people))).with_for_update()
        if any(at is not None for at in self._connection.scalars(rows)):
            raise Overtaken

    def invite(self, invited: Sequence[PersonInvited]) -> None:
        """Remember who made the links that are open, so that they can be told who joins."""
        for one in invited:
            self._connection.execute(
                update(invite)
                .where(invite.c.person_id == one.subject_id)
                .where(invite.c.used_at.is_(None), invite.c.voided_at.is_(None))
                .values(issued_by=one.actor_id)
            )

    def issuers(self, joined: Sequence[PersonJoined]) -> dict[int, int]:
        """Who made the links that were used, by the person who joined."""
        found = self._connection.execute(
            select(invite.c.person_id, invite.c.issued_by).where(
                invite.c.id.in_([one.invite_id for one in joined]), invite.c.issued_by.is_not(None)
            )
        )
        return dict(found.all())

    def suspend(self, suspended: Sequence[PersonSuspended]) -> None:
        """Nothing reaches them any more, and their open links are void."""
        for one in suspended:
            self._connection.execute(
                update(person).where(person.c.id == one.subject_id).values(suspended_at=one.at)
            )
            self._connection.execute(
                update(invite)
                .where(invite.c.person_id == one.subject_id, invite.c.used_at.is_(None))
                .where(invite.c.voided_at.is_(None))
                .values(voided_at=one.at)
            )
        self.silence(Accounts(self._work).of([one.subject_id for one in suspended]))

    def restore(self, restored: Sequence[PersonRestored]) -> None:
        """They may talk to the bot again; what was purged stays purged."""
        people = [one.subject_id for one in restored]
        self._connection.execute(update(person).where(person.c.id.in_(people)).values(suspended_at=None))

    def change_phones(self, changed: Sequence[PhoneChanged]) -> None:
        """Write the numbers and the digests by which they are found."""
        for one in changed:
            sealed = self._vault.seal("person", "phone", one.subject_id, one.phone)
            index = self._vault.index(one.phone)
            self._connection.execute(
                update(person).where(person.c.id == one.subject_id).values(phone=sealed, phone_index=index)
            )

    def _leave_accounts(self, joined: Sequence[PersonJoined]) -> None:
        """Before accounts are bound: those that stop being somebody's get nothing of what is queued."""
        for one in joined:
            former = [other for other in Accounts(self._work).of([one.person_id]) if other != one.account]
            other = select(account.c.id).where(
                account.c.id == one.account, account.c.person_id != one.person_id
            )
            borrowed = [one.account] if self._connection.scalar(other) is not None else []
            self.silence([*former, *borrowed])
            self._connection.execute(delete(draft).where(draft.c.chat_id.in_(former)))

    def silence_suspended(self, facts: Sequence[object]) -> None:
        """Once all messages of a batch are queued: what was decided beside the suspension goes, too."""
        gone = [one.subject_id for one in facts if isinstance(one, PersonSuspended)]
        if gone:
            self.silence(Accounts(self._work).of(gone))

    def silence(self, chats: Sequence[int]) -> None:
        """Delete what is queued to these chats, and what was asked for from there and is not made yet."""
        if not chats:
            return
        self._connection.execute(
            delete(outbox).where(outbox.c.chat_id.in_(list(chats)), outbox.c.status.in_(UNSENT))
        )
        self._connection.execute(
            delete(paperwork).where(paperwork.c.chat_id.in_(list(chats)), paperwork.c.status == "due")
        )


def _day_before(day: date) -> date:
    return day - timedelta(days=1)
