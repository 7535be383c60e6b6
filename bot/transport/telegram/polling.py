"""Takes updates by long polling; Telegram hears that they arrived only after they have been stored."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.transport.telegram.api import BotApi, TokenRejected, seconds_of

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
LONGEST_PAUSE = 30.0
# Telegram's long poll ends by itself; only a dead connection lasts longer than this beyond it.
GRACE = 10.0
# What a 64-bit column of a database holds.
LARGEST_ID = 2**63 - 1

Update = dict[str, Any]
Store = Callable[[Sequence[Update]], Awaitable[None]]
Value = TypeVar("Value")

log = structlog.get_logger(__name__)


class Stopped(Exception):
    """The process is asked to stop, so the call was given up."""


class Polling:
    """Poll without end. `store` must have committed when it returns, and may see an update twice."""

    def __init__(self, api: BotApi, store: Store, poll_seconds: int = 25) -> None:
        self._api = api
        self._store = store
        self._poll_seconds = poll_seconds
        self._offset: int | None = None
        self._failures = 0
        self.last_contact: float | None = None
        """When Telegram last answered and the answer was stored, on time.monotonic(); None: never yet."""

    async def run(self, stop: asyncio.Event) -> None:
        """Polls until `stop`; raises TokenRejected, and rides out everything else."""
        while not stop.is_set():
            try:
                await self._take(await unless_stopped(stop, self._ask()))
                self._failures = 0
            except Stopped:
                return
            except InvalidToken:
                break
            except Exception as error:
                await self._endure(error, stop)
        else:
            return
        raise TokenRejected

    async def _ask(self) -> Any:
        # The first poll after silence returns at once: it shows that the line is open.
        seconds = 0 if self.last_contact is None or self._failures else self._poll_seconds
        fields = {"offset": self._offset, "timeout": seconds, "allowed_updates": ALLOWED_UPDATES}
        return await self._api.call("getUpdates", fields, read_timeout=seconds + GRACE)

    async def _take(self, answer: Any) -> None:
        if not isinstance(answer, list):
            raise TelegramError("The answer to getUpdates is not a list")
        sound = [one for one in answer if has_id(one)]
        if len(sound) < len(answer):
            log.error("updates without a usable update_id are set aside", count=len(answer) - len(sound))
        if sound:
            await self._store(sound)
        elif answer:
            raise TelegramError("No update has a usable update_id")
        # An empty answer confirms all before it. Then the offset must go, for after a quiet week the next
        # update_id is random, and one below the offset would be confirmed unseen.
        self._offset = max(one["update_id"] for one in sound) + 1 if sound else None
        self.last_contact = time.monotonic()

    async def _endure(self, error: Exception, stop: asyncio.Event) -> None:
        pause = pause_after(error, self._failures)
        self._failures += 1
        if not isinstance(error, TelegramError):
            log.error("updates could not be stored; asking again", pause=pause, exc_info=error)
        elif isinstance(error, Conflict):
            log.error("another process takes this bot's updates, or a webhook is set", pause=pause)
        else:
            log.warning("Telegram gives no updates; asking again", error=str(error), pause=pause)
        await rest(stop, pause)
        if isinstance(error, Conflict) and "webhook" in str(error).lower():
            with suppress(Stopped, TelegramError):
                await unless_stopped(stop, self._api.call("deleteWebhook", {}))


def has_id(update: object) -> bool:
    """Whether this is an object with an update_id by which it can be stored once."""
    key = update.get("update_id") if isinstance(update, dict) else None
    return isinstance(key, int) and not isinstance(key, bool) and 0 <= key < LARGEST_ID


def pause_after(error: Exception, failures: int) -> float:
    """Seconds to wait after an error that followed `failures` others: what Telegram says, or 1, 2, 4 … 30."""
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    return min(2.0 ** min(failures, 10), LONGEST_PAUSE)


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """Waits, but not beyond `stop`."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


async def unless_stopped(stop: asyncio.Event, call: Coroutine[Any, Any, Value]) -> Value:
    """What the call gives; gives it up and raises Stopped as soon as `stop` is set."""
    asking, stopping = asyncio.create_task(call), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if asking.done():
            return asking.result()
        raise Stopped
    finally:
        asking.cancel()
        stopping.cancel()
        await asyncio.gather(asking, stopping, return_exceptions=True)
