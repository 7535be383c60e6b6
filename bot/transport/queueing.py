"""Which messages leave next: answers at once, then replies before notices, each chat in its own order."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from bot.transport.pacer import Pacer
from storage.chat.outbox import INTERACTIVE, TOAST, Head

SOON = 60.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The messages to send now, seconds until the next may leave, and chats that wait for a reply."""

    ids: tuple[int, ...]
    wait: float
    patient: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """How many messages that need a slot may be taken.

    One beyond waits `full_for` seconds at the least, and a look in `look_in` seconds is soon enough for it.
    """

    slots: int
    full_for: float
    look_in: float


def choose(
    heads: Sequence[Head],
    *,
    busy: Set[int],
    chats: Set[int],
    now: datetime,
    pacer: Pacer,
    monotonic: float,
    room: Room,
    patience: float,
) -> Choice:
    """All that may leave now; `busy` are messages, `chats` chats on their way."""
    chosen: list[int] = []
    patient: list[int] = []
    taken = set(chats)
    wait, left = SOON, room.slots
    for head in heads:
        if head.id in busy:
            continue
        if head.kind == TOAST:
            if head.due_at <= now:
                chosen.append(head.id)
            continue
        if head.chat_id in taken:
            continue
        # From here on the chat's later messages wait for this one, whatever it waits for itself.
        taken.add(head.chat_id)
        delay = (head.due_at - now).total_seconds()
        if delay > 0:
            wait = min(wait, delay)
            continue
        pause = pacer.wait_of_chat(head.chat_id, monotonic)
        if pause > 0 or left <= 0:
            wait = min(wait, pause if left > 0 else max(pause, room.look_in))
            # What is felt is the whole wait: since it was due, and until it may leave.
            if head.lane == INTERACTIVE and max(pause, room.full_for) - delay > patience:
                patient.append(head.chat_id)
            continue
        left -= 1
        chosen.append(head.id)
    return Choice(tuple(chosen), wait, tuple(patient))
