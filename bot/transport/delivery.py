"""What became of one attempt to deliver a message, and what follows from it."""

from dataclasses import dataclass
from enum import Enum, auto

LONGEST_WAIT = 60.0
UNSURE_TRIES = 2
"""How often a message that may have arrived is sent at the most: one repeat, never a shower (P2)."""


class Result(Enum):
    """How an attempt ended."""

    SENT = auto()
    UNSURE = auto()
    """Timed out or cut off after it left: it may have arrived."""
    NOT_SENT = auto()
    """It certainly did not arrive, but may another time."""
    LIMITED = auto()
    """The channel wants everybody to wait."""
    BLOCKED = auto()
    """The person stopped the bot, or the account is gone."""
    FAILED = auto()
    """It will never be accepted as it is."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """`card`: the message that is the chat's live card now; `pause`: seconds that everybody waits."""

    result: Result
    card: str | None = None
    pause: float = 0.0


def after(delivery: Delivery, tries: int) -> tuple[str, float]:
    """The status of the message from now on, and after how many seconds it is tried again."""
    backoff = min(2.0**tries, LONGEST_WAIT)
    if delivery.result is Result.UNSURE:
        return ("due", backoff) if tries + 1 < UNSURE_TRIES else ("unknown", 0.0)
    if delivery.result is Result.NOT_SENT:
        return "due", backoff
    if delivery.result is Result.LIMITED:
        return "due", delivery.pause
    return {Result.SENT: "sent", Result.BLOCKED: "held", Result.FAILED: "failed"}[delivery.result], 0.0
