"""Updates as they come in, by the number that Telegram gives them."""

from sqlalchemy import select

from storage.chat.inbox import Arrived
from storage.tables import inbox
from storage.unit import Unit


def arrived(number: int, chat: int | None, raw: str = "{}") -> Arrived:
    """An update of Telegram."""
    return Arrived("telegram", str(number), chat, raw, number)


def keys_of(unit: Unit, *numbers: int) -> list[int]:
    """Under which keys of our own these updates are kept."""
    listed = select(inbox.c.external, inbox.c.id).where(inbox.c.channel == "telegram")
    by_number = {int(row.external): row.id for row in unit.connection.execute(listed)}
    return [by_number[one] for one in numbers]


def key_of(unit: Unit, number: int) -> int:
    """Under which key of our own this update is kept."""
    return keys_of(unit, number)[0]


def open_paper(unit: Unit, paper_id: int) -> int | None:
    """The key of the event that tells of a paper, while it waits for its effect."""
    named = inbox.c.external == f"paperwork:{paper_id}"
    return unit.connection.scalar(select(inbox.c.id).where(named, inbox.c.status == "pending"))
