"""People and their dated roles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from domain.people.joining import LanguageChosen, PersonJoined
from domain.people.people import Person, Role, RoleKind
from domain.people.phones import phone_of
from storage.base.reach import BLOCKED_AT, IS_REACHED, chat_of
from storage.base.repository import Repository
from storage.base.vault import Vault
from storage.people.accounts import Accounts
from storage.tables import account, area, person, role

PERSON = (*person.c, BLOCKED_AT)
"""What `person_of` reads."""
_BY_ACCOUNT = (
    select(*person.c, account.c.id.label("account"), account.c.blocked_at)
    .join(account, account.c.person_id == person.c.id)
    .where(account.c.id.in_(bindparam("accounts", expanding=True)))
)
_ROLES = (
    select(role.c.person_id, role.c.kind, area.c.code, role.c.since, role.c.until)
    .join(area, area.c.id == role.c.area_id)
    .where(role.c.person_id.in_(bindparam("people", expanding=True)))
    .order_by(role.c.id)
)
_ME = person.c.id == bindparam("who")
_JOIN = update(person).where(_ME).values(joined_at=bindparam("at"))
_SPEAK = update(person).where(_ME).values(locale=bindparam("spoken"))


def person_of(row: Mapping[Any, Any], vault: Vault) -> Person:
    """A row of `person` as the domain's value."""
    return Person(
        row["id"],
        vault.open("person", "name", row["id"], row["name"]),
        vault.open("person", "phone", row["id"], row["phone"]),
        row["locale"] or "",
        row["joined_at"],
        row["blocked_at"],
        row["suspended_at"],
    )


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody whom the bot can reach."""

    person_id: int
    chat: int
    locale: str


class People(Repository):
    """Rows of `person` and `role`."""

    def by_account(self, accounts: Sequence[int]) -> dict[int, Person]:
        """The people behind these channel accounts."""
        rows = self._connection.execute(_BY_ACCOUNT, {"accounts": list(accounts)}).mappings()
        return {row["account"]: person_of(row, self._vault) for row in rows}

    def roles_of(self, people: Sequence[int]) -> dict[int, tuple[Role, ...]]:
        """All roles of these people, past ones too."""
        held: dict[int, tuple[Role, ...]] = {}
        for row in self._connection.execute(_ROLES, {"people": list(people)}) if people else ():
            one = Role(RoleKind(row.kind), row.code, row.since, row.until)
            held[row.person_id] = (*held.get(row.person_id, ()), one)
        return held

    def join(self, joined: Sequence[PersonJoined]) -> None:
        """Bind accounts to people, and remember since when they take part."""
        Accounts(self._work).bind(joined)
        self._connection.execute(_JOIN, [{"who": one.person_id, "at": one.at} for one in joined])

    def speak(self, chosen: Sequence[LanguageChosen]) -> None:
        """Remember the languages chosen."""
        self._connection.execute(_SPEAK, [{"who": one.person_id, "spoken": one.locale} for one in chosen])

    def reachable(self, kind: RoleKind) -> tuple[Listener, ...]:
        """Everybody who holds that role now and can be written to."""
        found = self._connection.execute(
            select(person.c.id, chat_of(person.c.id).label("chat"), person.c.locale)
            .where(
                person.c.id.in_(
                    select(role.c.person_id).where(role.c.kind == kind.value, role.c.until.is_(None))
                )
            )
            .where(IS_REACHED, person.c.suspended_at.is_(None))
            .order_by(person.c.position)
        )
        return tuple(Listener(row.id, row.chat, row.locale or "") for row in found)

    def by_phone(self, phone: str) -> Person | None:
        """The person with that number, however it is written."""
        index = self._vault.index(phone_of(phone) or phone)
        found = select(*PERSON).where(person.c.phone_index == index)
        row = self._connection.execute(found).mappings().first()
        return person_of(row, self._vault) if row else None

    def all(self) -> tuple[Person, ...]:
        """Everybody, in the order of the ledger."""
        rows = self._connection.execute(select(*PERSON).order_by(person.c.position, person.c.id)).mappings()
        return tuple(person_of(row, self._vault) for row in rows)
