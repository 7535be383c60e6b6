"""Telegram's flood limits: how many messages and edits a bot may make in how many seconds.

Measured on a monotonic clock, since the sandbox's own clock can be set: a day that passes in a second must
not lift a limit.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.telegram.errors import too_many_requests


@dataclass(frozen=True, slots=True)
class Window:
    """At most `count` in any `seconds`."""

    count: int
    seconds: float


OVERALL = (Window(30, 1.0),)
ONE_CHAT = (Window(5, 1.0), Window(20, 15.0))


@dataclass
class Lane:
    """What one limit has seen lately, and until when it refuses everything."""

    windows: tuple[Window, ...]
    refused_until: float = 0.0
    seen: deque[float] = field(init=False)

    def __post_init__(self) -> None:
        self.seen = deque(maxlen=max(window.count for window in self.windows))

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; 0 if it is now."""
        if now < self.refused_until:
            return self.refused_until - now
        return max(self._wait(window, now) for window in self.windows)

    def _wait(self, window: Window, now: float) -> float:
        if len(self.seen) < window.count:
            return 0.0
        return max(0.0, self.seen[-window.count] + window.seconds - now)

    def refuse(self, now: float) -> int:
        """The whole seconds to wait; until then everything is refused, as Telegram does."""
        wait = self.wait(now)
        if wait > 0 and now >= self.refused_until:
            self.refused_until = now + math.ceil(wait)
        return math.ceil(wait)


@dataclass
class Flood:
    """The gate that every message and edit passes; an album counts once."""

    on: bool = True
    monotonic: Callable[[], float] = time.monotonic
    passed: int = 0
    refused: int = 0
    overall: Lane = field(default_factory=lambda: Lane(OVERALL))
    chats: dict[int, Lane] = field(default_factory=dict)

    def check(self, chat_id: int) -> None:
        """Count one, or raise 429 with the seconds to wait."""
        if not self.on:
            self.passed += 1
            return
        now = self.monotonic()
        lanes = (self.overall, self.chats.setdefault(chat_id, Lane(ONE_CHAT)))
        wait = max(lane.refuse(now) for lane in lanes)
        if wait > 0:
            self.refused += 1
            raise too_many_requests(wait)
        self.passed += 1
        for lane in lanes:
            lane.seen.append(now)
