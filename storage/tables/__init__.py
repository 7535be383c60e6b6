"""Every table; ids come from storage.base.ids, so that rows can be sealed beforehand."""

from storage.columns import metadata
from storage.tables.duties import answer, leave, mark, obligation
from storage.tables.messages import draft, feedback, inbox, notice, outbox, paperwork
from storage.tables.needs import need, need_photo, need_step
from storage.tables.office import audit, setting
from storage.tables.people import (
    account,
    area,
    household,
    household_past,
    invite,
    member,
    pairing,
    person,
    role,
)
from storage.tables.visits import fetch, likeness, photo, picture, visit, voice

__all__ = [
    "account",
    "answer",
    "area",
    "audit",
    "draft",
    "feedback",
    "fetch",
    "household",
    "household_past",
    "inbox",
    "invite",
    "leave",
    "likeness",
    "mark",
    "member",
    "metadata",
    "need",
    "need_photo",
    "need_step",
    "notice",
    "obligation",
    "outbox",
    "pairing",
    "paperwork",
    "person",
    "photo",
    "picture",
    "role",
    "setting",
    "visit",
    "voice",
]
