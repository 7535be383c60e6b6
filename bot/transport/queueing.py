"""Which messages leave next: answers at once, then replies before notices, each chat in its own order."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from bot.transport.pacer import Pacer
from storage.outbox import INTERACTIVE, Head

SOON = 60.0
LEAST = 0.02
"""Seconds between two looks while there is no room, for those who fill it are about to leave."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The messages to send now, seconds until the next may leave, and chats that wait for a reply."""

    ids: tuple[int, ...]
    wait: float
    patient: tuple[int, ...] = ()


def choose(
    heads: Sequence[Head],
    *,
    busy: Set[int],
    chats: Set[int],
    now: datetime,
    pacer: Pacer,
    monotonic: float,
    room: int,
    full_for: float,
    ahead: float,
    patience: float,
) -> Choice:
    """All that may leave now; `busy` are messages, `chats` chats on their way.

    At most `room` of them need a slot; the next one is free in `full_for` seconds, and is asked for `ahead`.
    """
    chosen: list[int] = []
    patient: list[int] = []
    taken = set(chats)
    wait = SOON
    for head in heads:
        if head.id in busy:
            continue
        if head.kind == "answer":
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
        look_in = pause if room > 0 else max(pause, full_for - ahead, LEAST)
        if look_in > 0:
            wait = min(wait, look_in)
            # What is felt is the whole wait: since it was due, and until it may leave.
            if head.lane == INTERACTIVE and max(pause, full_for) - delay > patience:
                patient.append(head.chat_id)
            continue
        room -= 1
        chosen.append(head.id)
    return Choice(tuple(chosen), wait, tuple(patient))
