"""Who may talk to the bot at all (rule R17): people who hold a role or a pairing today, and nobody else."""

from collections.abc import Iterable
from datetime import date

from domain.people import Person, Role


def may_talk(person: Person | None, roles: Iterable[Role], has_round: bool, today: date) -> bool:
    """Whether this account's person is let in; a suspended or departed person is a stranger."""
    if person is None or person.suspended_at is not None:
        return False
    return has_round or any(role.holds_on(today) for role in roles)
