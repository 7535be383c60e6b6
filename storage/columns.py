"""Column types, the mark of sealed columns, and what every table is made of."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from domain.calendar.month import Month

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


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


class MonthNumber(TypeDecorator[Month]):
    """A calendar month, kept as a number: 202611."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Month | None, dialect: Dialect) -> int | None:
        """Month to number."""
        return None if value is None else value.year * 100 + value.number

    def process_result_value(self, value: int | None, dialect: Dialect) -> Month | None:
        """Number to month."""
        return None if value is None else Month(*divmod(value, 100))


def sealed(name: str, *, nullable: bool = True) -> Column[Any]:
    """A column whose text is encrypted for its row (storage.base.vault)."""
    return Column(name, LargeBinary, nullable=nullable, info={"sealed": True})


def row_id() -> Column[int]:
    """The key of a row (storage.base.ids)."""
    return Column("id", BigInteger, primary_key=True, autoincrement=False)


def reference(column: str, target: str, *, index: bool = True) -> Column[int]:
    """A column that names a row of another table."""
    return Column(column, BigInteger, ForeignKey(f"{target}.id"), nullable=False, index=index)
