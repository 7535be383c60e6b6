"""How fast messages may leave: pure limits over everybody and over each chat, with time as a parameter."""

from collections import deque
from threading import Lock

IDLE_SWEEP = 1024


class Pacer:
    """Says how long a message must wait; times are seconds on any clock that never runs back.

    At most `per_second` messages leave in *any* window of one second (not merely on average), and a chat gets
    `per_chat_per_second` on average with `per_chat_burst` at once after a pause. `margin` stretches both by a
    fraction, since messages that leave evenly may arrive closer together. Which of two waiting messages goes
    first is the caller's choice: ask for interactive replies before notices.
    """

    def __init__(
        self, per_second: int, per_chat_per_second: float, per_chat_burst: int, margin: float = 0.05
    ) -> None:
        self._window = 1.0 + margin
        self._sent = deque[float](maxlen=per_second)
        self._interval = (1.0 + margin) / per_chat_per_second
        self._tolerance = self._interval * (per_chat_burst - 1)
        # A token bucket in one number a chat: the instant at which its bucket is full again.
        self._full_at: dict[int, float] = {}
        self._paused_until = float("-inf")
        self._sweep_at = IDLE_SWEEP
        self._lock = Lock()

    def wait(self, chat_id: int | None, now: float) -> float:
        """Seconds until a message to that chat may leave, 0 if now; None asks for any chat at all."""
        return max(0.0, self._free_at(chat_id) - now)

    def take(self, chat_id: int | None, now: float) -> None:
        """A message to that chat leaves now; to be called before it is sent, whether it succeeds or not.

        None: a call that counts against the limit over everybody only.
        """
        self._sent.append(now)
        if chat_id is None:
            return
        self._full_at[chat_id] = max(self._full_at.get(chat_id, now), now) + self._interval
        if len(self._full_at) >= self._sweep_at:
            self._forget_idle(now)

    def reserve(self, chat_id: int | None, now: float) -> float:
        """Take a place if there is one now; else take none and say how many seconds to wait."""
        # The storage thread chooses messages while the event loop paces their further calls.
        with self._lock:
            wait = self.wait(chat_id, now)
            if wait <= 0:
                self.take(chat_id, now)
            return wait

    def pause(self, until: float) -> None:
        """Nobody gets anything before that instant (Telegram's retry_after)."""
        self._paused_until = max(self._paused_until, until)

    def _free_at(self, chat_id: int | None) -> float:
        window_free = self._sent[0] + self._window if len(self._sent) == self._sent.maxlen else float("-inf")
        chat_free = self._full_at.get(chat_id, float("-inf")) if chat_id is not None else float("-inf")
        return max(self._paused_until, window_free, chat_free - self._tolerance)

    def _forget_idle(self, now: float) -> None:
        self._full_at = {chat: full_at for chat, full_at in self._full_at.items() if full_at > now}
        # Doubling keeps the sweep at constant cost a message, however many chats are busy.
        self._sweep_at = max(IDLE_SWEEP, 2 * len(self._full_at))
