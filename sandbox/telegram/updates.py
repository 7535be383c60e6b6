"""The queue of updates a bot has not yet confirmed, and the one request that may wait for the next."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from itertools import islice

from sandbox.telegram.errors import ApiError, Json, conflict

OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FUTURE = 10
"""An offset this far beyond the last id belongs to an older numbering: it confirms nothing."""
LONGEST_POLL = 50.0
REMEMBERED = 20_000


class Updates:
    """Pending updates in order of arrival; an update is forgotten once a higher offset was asked for."""

    def __init__(self, first_id: int = 100_000_001) -> None:
        self.next_id = first_id
        self.pending: OrderedDict[int, Json] = OrderedDict()
        self.allowed: frozenset[str] | None = None
        self.on_arrival: Callable[[Json], None] | None = None
        self._again: deque[Json] = deque()
        self._past: OrderedDict[int, Json] = OrderedDict()
        self._waiting: asyncio.Future[None] | None = None

    def put(self, kind: str, content: Json) -> int:
        """Queue an update of that kind unless the bot does not want it; its id."""
        update_id = self.next_id
        if self.wants(kind):
            self._queue({"update_id": update_id, kind: content})
        return update_id

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def inject(self, update: Json) -> int:
        """Queue any update, however malformed; one with an id already passed is handed out once, at once."""
        update_id = update.setdefault("update_id", self.next_id)
        if update_id >= self.next_id:
            self._queue(update)
        else:
            self._once(update)
        return int(update_id)

    def repeat(self, update_id: int) -> None:
        """Hand an update out once more although it may be confirmed, as happens after a lost connection."""
        self._once(self._past[update_id])

    def renumber(self, next_id: int) -> None:
        """Number anew from there, as Telegram does after a quiet week."""
        if self.pending:
            raise ValueError("a quiet week leaves nothing pending")
        self.next_id = next_id

    def want(self, kinds: object) -> None:
        """Keep what a bot said in allowed_updates: absent changes nothing, empty asks for the usual."""
        if isinstance(kinds, list):
            self.allowed = frozenset(map(str, kinds)) or None

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """Confirm what is below the offset; then up to `limit` updates, waiting `timeout` seconds for one."""
        self.terminate(conflict(OTHER_POLLER))
        self._confirm(offset)
        batch = self._batch(limit)
        if batch or timeout <= 0:
            return batch
        self._waiting = waiting = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiting, min(timeout, LONGEST_POLL))
        except TimeoutError:
            return []
        finally:
            if self._waiting is waiting:
                self._waiting = None
        return self._batch(limit)

    def terminate(self, why: ApiError) -> None:
        """End the request that is waiting, if any, with that refusal."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(why)

    def drop(self) -> None:
        """Forget everything pending."""
        self.pending.clear()
        self._again.clear()

    def _confirm(self, offset: int) -> None:
        if offset > self.next_id + FUTURE:
            return
        if offset < 0:
            kept = list(islice(reversed(self.pending), -offset))
            offset = kept[-1] if kept else 0
        while self.pending and next(iter(self.pending)) < offset:
            self.pending.popitem(last=False)

    def _batch(self, limit: int) -> list[Json]:
        again = [self._again.popleft() for _ in range(min(limit, len(self._again)))]
        return again + list(islice(self.pending.values(), limit - len(again)))

    def _queue(self, update: Json) -> None:
        self.next_id = update["update_id"] + 1
        self.pending[update["update_id"]] = update
        self._past[update["update_id"]] = update
        if len(self._past) > REMEMBERED:
            self._past.popitem(last=False)
        self._arrived((update,))

    def _once(self, update: Json) -> None:
        if self.on_arrival is None:
            self._again.append(update)
        self._arrived((update,))

    def _arrived(self, updates: Iterable[Json]) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
        if self.on_arrival is not None:
            for update in updates:
                self.on_arrival(update)
