"""Where people are reached: which of their accounts messages go to, and whether there is one."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, select

from storage.tables import account, person

TELEGRAM, TERMINAL = "telegram", "terminal"
CARRIES = account.c.channel != TERMINAL
"""Whether messages can be carried there at any time: whoever sits at a terminal is answered there alone."""
_LIVE = and_(CARRIES, account.c.blocked_at.is_(None))
_THEIRS = account.c.person_id == person.c.id
IS_CARRIED = exists().where(_THEIRS, CARRIES)
"""Whether a person has an account, blocked or not, to which messages could go."""
IS_REACHED = exists().where(_THEIRS, _LIVE)
"""Whether a person has an account to which messages go."""
BLOCKED_AT: ColumnElement[Any] = (
    select(func.max(account.c.blocked_at))
    .where(_THEIRS, CARRIES)
    .having(func.count() == func.count(account.c.blocked_at))
    .scalar_subquery()
    .label("blocked_at")
)
"""Since when a person has blocked every account; NULL: one of them is open, or there is none."""


def chat_of(who: ColumnElement[int]) -> ScalarSelect[Any]:
    """The account of a person to which messages go: the one last heard from; NULL: none."""
    return (
        select(account.c.id)
        .where(account.c.person_id == who, _LIVE)
        .order_by(func.coalesce(account.c.heard_at, account.c.joined_at).desc(), account.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
