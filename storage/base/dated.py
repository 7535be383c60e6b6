"""What is dated: roles, pairings, leaves and heads hold from one day to another, or still."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, or_

Day = date | ColumnElement[Any]
"""A day, or a parameter that stands for one."""


def lasts(dated: FromClause, day: Day) -> ColumnElement[bool]:
    """It is not over on that day."""
    return or_(dated.c.until.is_(None), dated.c.until >= day)


def holds(dated: FromClause, day: Day) -> ColumnElement[bool]:
    """It has begun by that day, and is not over."""
    return and_(dated.c.since <= day, lasts(dated, day))
