"""One-time links: stored hashed, used up by a conditional update, voided by a newer one."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from domain.people.joining import INVITE_LIVES_FOR, Invitation, PersonJoined
from storage.base.ids import Ids
from storage.base.reach import TELEGRAM
from storage.base.repository import Overtaken, Repository
from storage.people.people import PERSON, person_of
from storage.tables import account, invite, person

USED_BY = (
    select(account.c.id)
    .where(account.c.person_id == person.c.id, account.c.channel == TELEGRAM)
    .limit(1)
    .scalar_subquery()
    .label("used_by")
)
_OF = (
    select(
        invite.c.token_hash,
        invite.c.id.label("invite_id"),
        invite.c.expires_at,
        invite.c.used_at,
        invite.c.voided_at,
        *PERSON,
        USED_BY,
    )
    .join(person, person.c.id == invite.c.person_id)
    .where(invite.c.token_hash.in_(bindparam("hashes", expanding=True)))
)
_USE = (
    update(invite)
    .where(invite.c.id == bindparam("invite"), invite.c.used_at.is_(None), invite.c.voided_at.is_(None))
    .values(used_at=bindparam("at"))
)


def hash_of(token: str) -> str:
    """What is stored of a token: 128 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invites(Repository):
    """Rows of `invite`."""

    def of(self, tokens: Sequence[str], now: datetime) -> dict[str, Invitation]:
        """The invitations behind these tokens."""
        if not tokens:
            return {}
        by_hash = {hash_of(token): token for token in tokens}
        found = self._connection.execute(_OF, {"hashes": list(by_hash)}).mappings()
        return {
            by_hash[row["token_hash"]]: Invitation(
                row["invite_id"],
                person_of(row, self._vault),
                is_usable=row["used_at"] is None
                and row["voided_at"] is None
                and now < row["expires_at"]
                and row["suspended_at"] is None,
                account=row["used_by"] if row["used_at"] else None,
            )
            for row in found
        }

    def use(self, joined: Sequence[PersonJoined]) -> None:
        """Use the links up; Overtaken if one of them has been used meanwhile."""
        for one in joined:
            used = self._connection.execute(_USE, {"invite": one.invite_id, "at": one.at})
            if used.rowcount != 1:
                raise Overtaken

    def issue(self, people: Sequence[int], ids: Ids, now: datetime) -> dict[int, str]:
        """A new link's token for each person; older unused links of theirs are void from now on."""
        tokens = {one: secrets.token_urlsafe(16) for one in people}
        self._connection.execute(
            update(invite)
            .where(invite.c.person_id.in_(list(people)), invite.c.used_at.is_(None))
            .where(invite.c.voided_at.is_(None))
            .values(voided_at=now)
        )
        self._insert(
            invite,
            [
                {
                    "id": ids.at(now),
                    "person_id": one,
                    "token_hash": hash_of(token),
                    "expires_at": now + INVITE_LIVES_FOR,
                }
                for one, token in tokens.items()
            ],
        )
        return tokens
