"""How fast calls may leave: pure limits over everybody and over each chat, with time as a parameter."""

from collections import deque
from itertools import takewhile

IDLE_SWEEP = 1024
WINDOW = 1.005
"""Seconds for which a slot rests after its answer; a hair above one, for clocks that differ by a hair."""
CHAT_MARGIN = 1.05
"""How much slower than allowed a busy chat goes."""


class Pacer:
    """Says how long a call must wait; times are seconds on any clock that never runs back.

    A call takes one of `per_second` slots when it leaves, and the slot is free again a second after its
    answer. The call reached the server somewhere between the two: so no window of one second, measured there,
    ever holds more calls than there are slots, however long each was on its way. A chat gets
    `per_chat_per_second` on average with `per_chat_burst` at once after a pause. Which of two waiting calls
    goes first is the caller's choice.
    """

    def __init__(self, per_second: int, per_chat_per_second: float, per_chat_burst: int) -> None:
        self._idle = per_second
        # When slots whose answer has come are free again, in that order.
        self._resting = deque[float]()
        self._interval = CHAT_MARGIN / per_chat_per_second
        self._tolerance = self._interval * (per_chat_burst - 1)
        # A token bucket in one number a chat: the instant at which its bucket is full again.
        self._full_at: dict[int, float] = {}
        self._paused_until = float("-inf")
        self._sweep_at = IDLE_SWEEP

    def wait(self, chat_id: int | None, now: float) -> float:
        """Seconds until a call to that chat may leave, 0 if now; None asks for any chat at all.

        If every slot waits for its answer, it is what it takes at the least.
        """
        return max(0.0, self.wait_of_chat(chat_id, now), self._free_at(now) - now)

    def wait_of_chat(self, chat_id: int | None, now: float) -> float:
        """The same, but as if there were slots enough; may be asked from any thread."""
        full_at = self._full_at.get(chat_id, float("-inf")) if chat_id is not None else float("-inf")
        return max(0.0, max(self._paused_until, full_at - self._tolerance) - now)

    def room(self, by: float) -> int:
        """How many calls could leave until then, as far as it is known."""
        if self._paused_until > by:
            return 0
        return self._idle + sum(1 for _ in takewhile(lambda free_at: free_at <= by, self._resting))

    def take(self, now: float) -> None:
        """A call leaves now; to be called before it is sent, and only if `wait` has said so."""
        self._wake(now)
        assert self._idle > 0
        self._idle -= 1

    def answered(self, chat_id: int | None, now: float) -> None:
        """A call that took a slot is over, however it ended; None: it does not count against its chat."""
        self._resting.append(now + WINDOW)
        if chat_id is None:
            return
        self._full_at[chat_id] = max(self._full_at.get(chat_id, now), now) + self._interval
        if len(self._full_at) >= self._sweep_at:
            self._forget_idle(now)

    def pause(self, until: float) -> None:
        """Nobody gets anything before that instant (Telegram's retry_after)."""
        self._paused_until = max(self._paused_until, until)

    def _free_at(self, now: float) -> float:
        self._wake(now)
        if self._idle:
            return float("-inf")
        return self._resting[0] if self._resting else now + WINDOW

    def _wake(self, now: float) -> None:
        while self._resting and self._resting[0] <= now:
            self._resting.popleft()
            self._idle += 1

    def _forget_idle(self, now: float) -> None:
        self._full_at = {chat: full_at for chat, full_at in self._full_at.items() if full_at > now}
        # Doubling keeps the sweep at constant cost a message, however many chats are busy.
        self._sweep_at = max(IDLE_SWEEP, 2 * len(self._full_at))
