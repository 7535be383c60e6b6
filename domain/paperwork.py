"""Paperwork: long work that a conversation asks for and that is done beside it, such as an import."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from domain.conversation import AuditLine


class Paper(StrEnum):
    """What can be asked for."""

    EXPORT = "export"
    CHECK = "check"
    """Download a workbook and say what importing it would do."""
    IMPORT = "import"
    """Import the workbook that a check has kept."""
    PROBLEMS = "problems"
    """The clerk's own workbook with a column that tells what must be mended."""
    HOUSEHOLD_CARD = "household_card"
    VILLAGE_BOOK = "village_book"
    INVITE_PICTURE = "invite_picture"
    ALBUM = "album"
    """The photos of a visit."""
    NEED_ALBUM = "need_album"
    """The photos of a need."""
    VOICE = "voice"
    """What somebody said, to be listened to."""
    WALL_CHART = "wall_chart"
    """The picture that goes with a digest."""
    DIGEST_BOOK = "digest_book"
    """The workbook that goes with a digest."""
    DISCARD = "discard"
    """Throw away the workbook that a check has kept."""


@dataclass(frozen=True, slots=True)
class PaperworkAsked:
    """Somebody who may have it asked for a paper; `terms` are JSON values."""

    audit: ClassVar = AuditLine("paperwork_asked", detail="paper")

    paper_id: int
    paper: Paper
    person_id: int
    chat: int
    terms: Mapping[str, object]
    at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as the channel refers to it."""

    unique: str
    file: str
    name: str


@dataclass(frozen=True, slots=True)
class LedgerImported:
    """A workbook became the register; `counts` says in short what was written."""

    audit: ClassVar = AuditLine("ledger_imported", detail="counts", actor="")

    counts: str
    at: datetime
