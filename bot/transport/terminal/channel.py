"""Typed lines in, cards with numbered choices out: the second implementation of the port."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import count

from bot.flows.port import Event, Kind
from domain.clock import Clock
from storage.outbox import Outgoing

Answer = Callable[[Event], Awaitable[Sequence[Outgoing]]]


class Terminal:
    """One person's conversation; `answer` is the desk's."""

    def __init__(self, answer: Answer, account: int, clock: Clock) -> None:
        self._answer = answer
        self.account = account
        self._clock = clock
        self._updates = count(1)

    async def say(self, line: str) -> list[str]:
        """Type a line; the lines that come back."""
        return await self._tell(Kind.TEXT, text=line.strip())

    async def hand_over(self, paper: int) -> list[str]:
        """Something asked for is made; the lines that follow."""
        return await self._tell(Kind.PAPERWORK, paper=paper)

    async def _tell(self, kind: Kind, *, text: str = "", paper: int | None = None) -> list[str]:
        number, now = next(self._updates), self._clock.now()
        event = Event(kind, self.account, self.account, number, now, text=text, paper=paper)
        return [told for message in await self._answer(event) for told in shown(message)]


def shown(message: Outgoing) -> Iterator[str]:
    """A message as lines: its words, then its choices by number; calls of a messenger show nothing."""
    text = message.payload.get("text")
    if message.kind in ("card", "text", "answer") and text:
        yield from str(text).splitlines()
    numbers = count(1)
    for row in message.payload.get("keyboard", ()):
        yield "  ".join(f"{next(numbers)} {button['text']}" for button in row)
