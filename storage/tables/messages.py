"""Tables of what comes in, what goes out, and what is half said."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, Table, UniqueConstraint

from storage.columns import Instant, metadata, reference, row_id, sealed

draft = Table(
    "draft",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    sealed("body", nullable=False),
    Column("version", Integer, nullable=False),
    Column("touched_at", Instant, nullable=False),
    Column("card_message_id", String, nullable=True),
    Column("elapses_at", Instant, nullable=True, index=True),
)
inbox = Table(
    "inbox",
    metadata,
    row_id(),
    Column("channel", String, nullable=False),
    Column("external", String, nullable=False),
    Column("chat_id", BigInteger, nullable=True),
    Column("lane", Integer, nullable=False),
    Column("place", BigInteger, nullable=False),
    sealed("raw", nullable=False),
    Column("status", String, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("received_at", Instant, nullable=False),
    Column("not_before", Instant, nullable=True),
    Column("claimed_by", String, nullable=True),
    Column("claimed_at", Instant, nullable=True),
    UniqueConstraint("channel", "external"),
    Index("ix_inbox_status_lane_place", "status", "lane", "place"),
    Index("ix_inbox_chat_id_status_lane_place", "chat_id", "status", "lane", "place"),
)
"""`external` is what the channel calls the update; `lane` and `place` order a chat (storage.chat.inbox)."""
outbox = Table(
    "outbox",
    metadata,
    row_id(),
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
    Column("notice_id", BigInteger, nullable=True),
    Index("ix_outbox_status_due_at", "status", "due_at"),
    Index("ix_outbox_chat_id_status", "chat_id", "status"),
)
notice = Table(
    "notice",
    metadata,
    row_id(),
    reference("person_id", "person", index=False),
    Column("kind", String, nullable=False),
    Column("topic", String, nullable=False),
    Column("key", String, nullable=False, unique=True),
    Column("period", String, nullable=False, default=""),
    Column("rung", String, nullable=False, default=""),
    Column("day", Date, nullable=True),
    sealed("terms", nullable=False),
    Column("status", String, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("person_id", "day"),
    Index("ix_notice_status_due_at", "status", "due_at"),
)
paperwork = Table(
    "paperwork",
    metadata,
    row_id(),
    Column("paper", String, nullable=False),
    reference("person_id", "person", index=False),
    Column("chat_id", BigInteger, nullable=False),
    sealed("terms", nullable=False),
    Column("status", String, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    sealed("answer"),
    Column("asked_at", Instant, nullable=False),
    Index("ix_paperwork_status", "status"),
)
feedback = Table(
    "feedback",
    metadata,
    row_id(),
    reference("person_id", "person"),
    sealed("text", nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("passed_on_at", Instant, nullable=True),
)
