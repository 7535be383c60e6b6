"""Accounts: under which names people talk to the bot, in which channel, and whether they are reached."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, or_, select, update

from domain.people.joining import PersonBlocked, PersonJoined, PersonReturned
from storage.base.reach import CARRIES, TELEGRAM, TERMINAL
from storage.base.repository import Repository
from storage.tables import account

HEARD_EVERY = timedelta(hours=1)
"""How exactly it is known when an account was last heard from."""

_HEARD = (
    update(account)
    .where(account.c.id.in_(bindparam("accounts", expanding=True)))
    .where(or_(account.c.heard_at.is_(None), account.c.heard_at < bindparam("before")))
    .values(heard_at=bindparam("now"))
)
_BLOCK = update(account).where(account.c.person_id == bindparam("who")).values(blocked_at=bindparam("at"))


class Accounts(Repository):
    """Rows of `account`; its id is what an event calls `who` and `chat`."""

    def bind(self, joined: Sequence[PersonJoined]) -> None:
        """Bind accounts to people: an account belongs to one person, who has one in each channel."""
        for one in joined:
            former = and_(account.c.person_id == one.person_id, account.c.channel == TELEGRAM)
            self._connection.execute(delete(account).where(or_(account.c.id == one.account, former)))
            self._insert(
                account,
                [
                    {
                        "id": one.account,
                        "channel": TELEGRAM,
                        "person_id": one.person_id,
                        "joined_at": one.at,
                        "heard_at": one.at,
                    }
                ],
            )

    def at_terminal(self, person_id: int, now: datetime) -> int:
        """The account under which a person talks through the terminal, made when it is first needed."""
        own = select(account.c.id).where(account.c.person_id == person_id, account.c.channel == TERMINAL)
        known: int | None = self._connection.scalar(own)
        if known is not None:
            return known
        made = self._ids.at(now)
        row = {"id": made, "channel": TERMINAL, "person_id": person_id, "joined_at": now}
        self._insert(account, [row])
        return made

    def of(self, people: Collection[int]) -> list[int]:
        """The accounts of these people to which messages are carried."""
        found = select(account.c.id).where(account.c.person_id.in_(list(people)), CARRIES)
        return list(self._connection.scalars(found))

    def heard(self, accounts: Collection[int], now: datetime) -> None:
        """Something came from these accounts."""
        if accounts:
            values = {"accounts": sorted(accounts), "now": now, "before": now - HEARD_EVERY}
            self._connection.execute(_HEARD, values)

    def block(self, changes: Sequence[PersonBlocked | PersonReturned]) -> None:
        """Remember who stopped the bot, and who came back; of which account, where that is known."""
        for one in changes:
            statement = _BLOCK if one.account is None else _BLOCK.where(account.c.id == one.account)
            at = one.at if isinstance(one, PersonBlocked) else None
            self._connection.execute(statement, {"who": one.person_id, "at": at})

    def refused(self, accounts: Sequence[int], at: datetime) -> None:
        """Remember that the channel says these accounts have stopped the bot."""
        self._connection.execute(
            update(account).where(account.c.id.in_(list(accounts))).values(blocked_at=at)
        )
