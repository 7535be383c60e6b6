"""Every table (DESIGN.md section 4); ids come from storage.ids, so that rows can be sealed beforehand."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from storage.columns import Instant, sealed

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", BigInteger, primary_key=True, autoincrement=False)


def _of(column: str, target: str, *, index: bool = True) -> Column[int]:
    return Column(column, BigInteger, ForeignKey(f"{target}.id"), nullable=False, index=index)


area = Table(
    "area",
    metadata,
    _id(),
    Column("code", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("parent_id", BigInteger, ForeignKey("area.id"), nullable=True),
    Column("name", String, nullable=False),
    Column("position", Integer, nullable=False),
)
person = Table(
    "person",
    metadata,
    _id(),
    sealed("name", nullable=False),
    sealed("phone", nullable=False),
    Column("phone_index", String, nullable=False, unique=True),
    Column("unit", String, nullable=False, default=""),
    Column("position", Integer, nullable=False, default=0),
    Column("locale", String, nullable=True),
    Column("telegram_id", BigInteger, nullable=True, unique=True),
    Column("joined_at", Instant, nullable=True),
    Column("blocked_at", Instant, nullable=True),
    Column("suspended_at", Instant, nullable=True),
)
role = Table(
    "role",
    metadata,
    _id(),
    _of("person_id", "person"),
    Column("kind", String, nullable=False),
    _of("area_id", "area", index=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=True),
)
household = Table(
    "household",
    metadata,
    _id(),
    Column("code", String, nullable=False, unique=True),
    sealed("head", nullable=False),
    _of("area_id", "area", index=False),
    Column("position", Integer, nullable=False, default=0),
    Column("household_class", String, nullable=False, default=""),
    Column("monitored_class", String, nullable=False, default=""),
    Column("cause", String, nullable=False, default=""),
    Column("size", Integer, nullable=True),
    Column("income", Float, nullable=True),
    Column("away", Boolean, nullable=False, default=False),
    sealed("coordinates"),
    sealed("phone"),
)
member = Table(
    "member",
    metadata,
    _id(),
    _of("household_id", "household"),
    Column("position", Integer, nullable=False),
    sealed("name", nullable=False),
    Column("relation", String, nullable=False, default=""),
    sealed("id_number"),
    Column("birth_year", Integer, nullable=True),
    sealed("health"),
    Column("schooling", String, nullable=False, default=""),
    Column("labour", String, nullable=False, default=""),
    Column("months_away", Float, nullable=True),
)
pairing = Table(
    "pairing",
    metadata,
    _id(),
    _of("household_id", "household"),
    _of("person_id", "person"),
    Column("duty", String, nullable=False),
    Column("capacity", String, nullable=False, default=""),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=True),
)
visit = Table(
    "visit",
    metadata,
    _id(),
    Column("household_id", BigInteger, ForeignKey("household.id"), nullable=False),
    Column("person_id", BigInteger, ForeignKey("person.id"), nullable=False),
    Column("duty", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("visited_on", Date, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("checks", String(6), nullable=False, default="------"),
    Column("photos_elsewhere", Integer, nullable=False, default=0),
    sealed("note"),
    sealed("met"),
    sealed("changes"),
    sealed("issues"),
    Column("undone_at", Instant, nullable=True),
    Index("ix_visit_person_id_visited_on", "person_id", "visited_on"),
    Index("ix_visit_household_id_visited_on", "household_id", "visited_on"),
)
photo = Table(
    "photo",
    metadata,
    _id(),
    _of("visit_id", "visit"),
    Column("unique_ref", String, nullable=False),
    Column("added_at", Instant, nullable=False),
    UniqueConstraint("visit_id", "unique_ref"),
)
fetch = Table(
    "fetch",
    metadata,
    _id(),
    Column("unique_ref", String, nullable=False, unique=True),
    sealed("file_ref", nullable=False),
    Column("status", String, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("due_at", Instant, nullable=False),
    Column("path", String, nullable=True),
    Index("ix_fetch_status_due_at", "status", "due_at"),
)
feedback = Table(
    "feedback",
    metadata,
    _id(),
    _of("person_id", "person"),
    sealed("text", nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("passed_on_at", Instant, nullable=True),
)
draft = Table(
    "draft",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    sealed("body", nullable=False),
    Column("version", Integer, nullable=False),
    Column("touched_at", Instant, nullable=False),
    Column("card_message_id", BigInteger, nullable=True),
)
inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=True),
    sealed("raw", nullable=False),
    Column("status", String, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("received_at", Instant, nullable=False),
    Column("not_before", Instant, nullable=True),
    Column("claimed_by", String, nullable=True),
    Column("claimed_at", Instant, nullable=True),
    Index("ix_inbox_status_update_id", "status", "update_id"),
    Index("ix_inbox_chat_id_status_update_id", "chat_id", "status", "update_id"),
)
outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("lane", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("replaceable", Boolean, nullable=False, default=False),
    Column("posts", Boolean, nullable=False, default=False),
    sealed("payload", nullable=False),
    Column("status", String, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("due_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_outbox_status_due_at", "status", "due_at"),
    Index("ix_outbox_chat_id_status", "chat_id", "status"),
)
invite = Table(
    "invite",
    metadata,
    _id(),
    _of("person_id", "person"),
    Column("token_hash", String, nullable=False, unique=True),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=True),
    Column("voided_at", Instant, nullable=True),
    Column("issued_by", BigInteger, nullable=True),
)
audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", Instant, nullable=False),
    Column("actor", BigInteger, nullable=True),
    Column("kind", String, nullable=False),
    Column("subject", BigInteger, nullable=True),
    sealed("detail"),
    Index("ix_audit_kind_actor_at", "kind", "actor", "at"),
)
paperwork = Table(
    "paperwork",
    metadata,
    _id(),
    Column("paper", String, nullable=False),
    _of("person_id", "person", index=False),
    Column("chat_id", BigInteger, nullable=False),
    sealed("terms", nullable=False),
    Column("status", String, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    sealed("answer"),
    Column("asked_at", Instant, nullable=False),
    Index("ix_paperwork_status", "status"),
)
setting = Table(
    "setting",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
