"""Lists of ids as one parameter of a statement: a database takes only so many parameters."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, Text, bindparam, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class IdList(TypeDecorator[Iterable[int]]):
    """Ids as an array, or as JSON where there are no arrays."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What carries them."""
        is_array = dialect.name == "postgresql"
        return dialect.type_descriptor(ARRAY(BigInteger) if is_array else Text())

    def process_bind_param(self, value: Iterable[int] | None, dialect: Dialect) -> Any:
        """Ids to what carries them."""
        ids = list(value or ())
        return ids if dialect.name == "postgresql" else json.dumps(ids)


class _Listed(FunctionElement[int]):
    """The ids of a parameter as rows."""

    inherit_cache = True
    name = "listed"


@compiles(_Listed, "sqlite")
def _from_json(element: _Listed, compiler: Any, **kw: Any) -> str:
    return f"(SELECT value FROM json_each({compiler.process(element.clauses, **kw)}))"


@compiles(_Listed, "postgresql")
def _from_array(element: _Listed, compiler: Any, **kw: Any) -> str:
    return f"(SELECT unnest({compiler.process(element.clauses, **kw)}))"


def is_among(column: ColumnElement[int], name: str) -> ColumnElement[bool]:
    """Whether the column is one of the ids given as the parameter of that name."""
    return column.bool_op("IN")(_Listed(bindparam(name, type_=IdList())))


def among(connection: Connection, ids: Iterable[int]) -> Select[Any]:
    """These ids as a query, for `column.in_(…)`, where the statement is made on the spot."""
    if connection.dialect.name == "postgresql":
        return select(func.unnest(literal(list(ids), ARRAY(BigInteger))).column_valued("id"))
    return select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)
