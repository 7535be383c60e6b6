"""Tables of what the database remembers about itself."""

from sqlalchemy import BigInteger, Column, Index, String, Table

from storage.columns import Instant, metadata, row_id, sealed

audit = Table(
    "audit",
    metadata,
    row_id(),
    Column("at", Instant, nullable=False),
    Column("actor", BigInteger, nullable=True),
    Column("kind", String, nullable=False),
    Column("subject", BigInteger, nullable=True),
    sealed("detail"),
    Index("ix_audit_kind_actor_at", "kind", "actor", "at"),
)
setting = Table(
    "setting",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
