"""Tables of needs and of every step of their lives."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from storage.columns import Instant, metadata, reference, row_id, sealed

need = Table(
    "need",
    metadata,
    row_id(),
    Column("number", Integer, nullable=False, unique=True),
    reference("household_id", "household"),
    Column("category", String, nullable=False),
    Column("department", String, nullable=False, default=""),
    Column("urgent", Boolean, nullable=False),
    Column("visit_id", BigInteger, ForeignKey("visit.id"), nullable=True, index=True),
    reference("reporter_id", "person", index=False),
    reference("holder_id", "person"),
    Column("level", String, nullable=False),
    Column("status", String, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("extensions", Integer, nullable=False, default=0),
    Column("reported_at", Instant, nullable=False),
    Column("solved_at", Instant, nullable=True),
    Column("confirm_by", Date, nullable=True),
    Column("steps", Integer, nullable=False, default=0),
    Index("ix_need_status_due_on", "status", "due_on"),
)
need_step = Table(
    "need_step",
    metadata,
    row_id(),
    reference("need_id", "need", index=False),
    Column("position", Integer, nullable=False),
    Column("action", String, nullable=False),
    Column("status", String, nullable=False),
    Column("person_id", BigInteger, ForeignKey("person.id"), nullable=True),
    Column("at", Instant, nullable=False),
    sealed("words"),
    Column("reason", String, nullable=False, default=""),
    Column("due_on", Date, nullable=True),
    Column("holder_id", BigInteger, ForeignKey("person.id"), nullable=True),
    UniqueConstraint("need_id", "position"),
)
need_photo = Table(
    "need_photo",
    metadata,
    row_id(),
    reference("need_step_id", "need_step", index=False),
    Column("unique_ref", String, nullable=False),
    Column("added_at", Instant, nullable=False),
    UniqueConstraint("need_step_id", "unique_ref"),
)
