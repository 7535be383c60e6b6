"""People and their dated roles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from domain.people.joining import LanguageChosen, PersonBlocked, PersonJoined, PersonReturned
from domain.people.people import TERMINAL, Person, Role, RoleKind, terminal_account
from domain.people.phones import phone_of
from storage.base.repository import Repository
from storage.base.vault import Vault
from storage.tables import area, person, role

_BY_ACCOUNT = select(person).where(person.c.telegram_id.in_(bindparam("accounts", expanding=True)))
_BY_ID = select(person).where(person.c.id.in_(bindparam("people", expanding=True)))
_ROLES = (
    select(role.c.person_id, role.c.kind, area.c.code, role.c.since, role.c.until)
    .join(area, area.c.id == role.c.area_id)
    .where(role.c.person_id.in_(bindparam("people", expanding=True)))
    .order_by(role.c.id)
)
_ME = person.c.id == bindparam("who")
_RELEASE = update(person).where(person.c.telegram_id == bindparam("account")).values(telegram_id=None)
_BIND = (
    update(person)
    .where(_ME)
    .values(telegram_id=bindparam("account"), joined_at=bindparam("at"), blocked_at=None)
)
_SPEAK = update(person).where(_ME).values(locale=bindparam("spoken"))
_BLOCK = update(person).where(_ME).values(blocked_at=bindparam("at"))


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
        known = {row["telegram_id"]: person_of(row, self._vault) for row in rows}
        at_terminals = [TERMINAL - one for one in accounts if one < TERMINAL]
        if at_terminals:
            rows = self._connection.execute(_BY_ID, {"people": at_terminals}).mappings()
            known |= {terminal_account(row["id"]): person_of(row, self._vault) for row in rows}
        return known

    def roles_of(self, people: Sequence[int]) -> dict[int, tuple[Role, ...]]:
        """All roles of these people, past ones too."""
        held: dict[int, tuple[Role, ...]] = {}
        for row in self._connection.execute(_ROLES, {"people": list(people)}) if people else ():
            one = Role(RoleKind(row.kind), row.code, row.since, row.until)
            held[row.person_id] = (*held.get(row.person_id, ()), one)
        return held

    def join(self, joined: Sequence[PersonJoined]) -> None:
        """Bind accounts to people; an account belongs to one person at most."""
        for one in joined:
            self._connection.execute(_RELEASE, {"account": one.account})
            self._connection.execute(_BIND, {"who": one.person_id, "account": one.account, "at": one.at})

    def speak(self, chosen: Sequence[LanguageChosen]) -> None:
        """Remember the languages chosen."""
        self._connection.execute(_SPEAK, [{"who": one.person_id, "spoken": one.locale} for one in chosen])

    def block(self, changes: Sequence[PersonBlocked | PersonReturned]) -> None:
        """Remember who stopped the bot, and who came back."""
        rows = [
            {"who": one.person_id, "at": one.at if isinstance(one, PersonBlocked) else None}
            for one in changes
        ]
        self._connection.execute(_BLOCK, rows)

    def block_accounts(self, accounts: Sequence[int], at: datetime) -> None:
        """Remember that the channel says these accounts have stopped the bot."""
        self._connection.execute(
            update(person).where(person.c.telegram_id.in_(list(accounts))).values(blocked_at=at)
        )

    def reachable(self, kind: RoleKind) -> tuple[Listener, ...]:
        """Everybody who holds that role now and can be written to."""
        found = self._connection.execute(
            select(person.c.id, person.c.telegram_id, person.c.locale)
            .where(
                person.c.id.in_(
                    select(role.c.person_id).where(role.c.kind == kind.value, role.c.until.is_(None))
                )
            )
            .where(person.c.telegram_id.is_not(None), person.c.blocked_at.is_(None))
            .where(person.c.suspended_at.is_(None))
            .order_by(person.c.position)
        )
        return tuple(Listener(row.id, row.telegram_id, row.locale or "") for row in found)

    def by_phone(self, phone: str) -> Person | None:
        """The person with that number, however it is written."""
        index = self._vault.index(phone_of(phone) or phone)
        row = self._connection.execute(select(person).where(person.c.phone_index == index)).mappings().first()
        return person_of(row, self._vault) if row else None

    def all(self) -> tuple[Person, ...]:
        """Everybody, in the order of the ledger."""
        rows = self._connection.execute(select(person).order_by(person.c.position, person.c.id)).mappings()
        return tuple(person_of(row, self._vault) for row in rows)
