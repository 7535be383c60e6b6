"""Tables of people, places and households: who is who, and who is paired with whom."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from storage.columns import Instant, metadata, reference, row_id, sealed

area = Table(
    "area",
    metadata,
    row_id(),
    Column("code", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("parent_id", BigInteger, ForeignKey("area.id"), nullable=True),
    Column("name", String, nullable=False),
    Column("position", Integer, nullable=False),
)
person = Table(
    "person",
    metadata,
    row_id(),
    sealed("name", nullable=False),
    sealed("phone", nullable=False),
    Column("phone_index", String, nullable=False, unique=True),
    Column("unit", String, nullable=False, default=""),
    Column("position", Integer, nullable=False, default=0),
    Column("locale", String, nullable=True),
    Column("joined_at", Instant, nullable=True),
    Column("suspended_at", Instant, nullable=True),
)
account = Table(
    "account",
    metadata,
    row_id(),
    Column("channel", String, nullable=False),
    sealed("external"),
    Column("external_index", String, nullable=True),
    reference("person_id", "person"),
    Column("joined_at", Instant, nullable=False),
    Column("blocked_at", Instant, nullable=True),
    Column("heard_at", Instant, nullable=True),
    UniqueConstraint("channel", "external_index"),
)
"""Under which name somebody talks in which channel; without `external` the id itself is that name."""
role = Table(
    "role",
    metadata,
    row_id(),
    reference("person_id", "person"),
    Column("kind", String, nullable=False),
    reference("area_id", "area", index=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=True),
)
invite = Table(
    "invite",
    metadata,
    row_id(),
    reference("person_id", "person"),
    Column("token_hash", String, nullable=False, unique=True),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=True),
    Column("voided_at", Instant, nullable=True),
    Column("issued_by", BigInteger, nullable=True),
)
household = Table(
    "household",
    metadata,
    row_id(),
    Column("code", String, nullable=False, unique=True),
    sealed("head", nullable=False),
    reference("area_id", "area", index=False),
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
household_past = Table(
    "household_past",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("household_id", BigInteger, ForeignKey("household.id"), nullable=False, index=True),
    sealed("head", nullable=False),
    Column("area_id", BigInteger, ForeignKey("area.id"), nullable=False),
    Column("until", Date, nullable=False),
)
"""Head and place of a household up to a day; what holds after the last of them stands in `household`."""
member = Table(
    "member",
    metadata,
    row_id(),
    reference("household_id", "household"),
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
    row_id(),
    reference("household_id", "household"),
    reference("person_id", "person"),
    Column("duty", String, nullable=False),
    Column("capacity", String, nullable=False, default=""),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=True),
)
