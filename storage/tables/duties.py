"""Tables of what is kept of the duty: how each obligation stands, who is away, what was answered and told."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, text

from storage.columns import Instant, MonthNumber, metadata, reference, row_id, sealed

obligation = Table(
    "obligation",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("month", MonthNumber, primary_key=True),
    Column("pairing_id", BigInteger, ForeignKey("pairing.id"), primary_key=True, autoincrement=False),
    Column("household_id", BigInteger, nullable=False),
    Column("duty", String, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=True),
    Column("first_on", Date, nullable=False),
    Column("phone_counts", Boolean, nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("made", Integer, nullable=False),
    Column("stood_in", Integer, nullable=False),
    Column("met_on", Date, nullable=True),
    Column("excuse", String, nullable=True),
    Column("excused_from", Date, nullable=True),
    Column("status", String, nullable=False),
    sqlite_with_rowid=False,
)
"""The kept result of `obligation` for a pairing and a month, and what it is made again from.

Visits count from `first_on` on. `status` is how it stands by the month's end: open, met, excused (open until
`excused_from`), or over: the pairing ended within the month and nothing is owed, unless a visit told late
meets it.
"""
UNMET = text("obligation.status IN ('open', 'excused')")
"""The condition of the index below, word for word, or it is not used. It holds all that is asked of gaps."""
Index(
    "ix_obligation_unmet",
    obligation.c.month,
    obligation.c.person_id,
    obligation.c.since,
    obligation.c.excused_from,
    obligation.c.status,
    obligation.c.household_id,
    obligation.c.duty,
    obligation.c.pairing_id,
    sqlite_where=text("status IN ('open', 'excused')"),
    postgresql_where=text("status IN ('open', 'excused')"),
)
MET = text("obligation.status = 'met'")
"""Condition of the index of met obligations; with the index of unmet ones it covers every month."""
Index(
    "ix_obligation_met",
    obligation.c.month,
    obligation.c.person_id,
    obligation.c.until,
    obligation.c.status,
    sqlite_where=text("status = 'met'"),
    postgresql_where=text("status = 'met'"),
)
leave = Table(
    "leave",
    metadata,
    row_id(),
    reference("person_id", "person"),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False, index=True),
    sealed("reason"),
    Column("stand_in_id", BigInteger, ForeignKey("person.id"), nullable=True, index=True),
    Column("agreed_at", Instant, nullable=True),
    Column("declined_at", Instant, nullable=True),
    Column("taken_at", Instant, nullable=False),
)
answer = Table(
    "answer",
    metadata,
    row_id(),
    reference("person_id", "person", index=False),
    Column("pairing_id", BigInteger, ForeignKey("pairing.id"), nullable=True),
    Column("answer", String, nullable=False),
    Column("reason", String, nullable=False, default=""),
    sealed("words"),
    Column("period", String, nullable=False, default=""),
    Column("notice_id", BigInteger, nullable=True),
    Column("answered_on", Date, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_answer_person_id_answered_on", "person_id", "answered_on"),
    Index("ix_answer_pairing_id_answered_on", "pairing_id", "answered_on"),
)
mark = Table(
    "mark",
    metadata,
    Column("what", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("about_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String, primary_key=True),
    Column("marked_on", Date, nullable=False),
    Column("notice_id", BigInteger, ForeignKey("notice.id"), nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""What has been told once for ever (domain.notices.owed.Mark), and by which notice."""
