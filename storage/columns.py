"""Column types and the mark of sealed columns."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as whole milliseconds since 1970 in UTC, alike on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Instant to milliseconds."""
        return None if value is None else (value - EPOCH) // MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Milliseconds to instant."""
        return None if value is None else EPOCH + value * MILLISECOND


def sealed(name: str, *, nullable: bool = True) -> Column[Any]:
    """A column whose text is encrypted for its row (storage.vault)."""
    return Column(name, LargeBinary, nullable=nullable, info={"sealed": True})
