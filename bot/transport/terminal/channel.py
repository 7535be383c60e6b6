"""Typed lines in, cards with numbered choices out: the second implementation of the port."""

import shlex
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import count
from typing import Any

from bot.flows.engine.port import Event, Kind
from domain.calendar.clock import Clock
from domain.duties.round import Place
from domain.visits.visits import Picture
from storage.chat.outbox import CARD, NOTE, TOAST, Outgoing

Answer = Callable[[Event], Awaitable[Sequence[Outgoing]]]
Keep = Callable[[str], Picture]
"""Puts the file of that name in place."""


class Terminal:
    """One person's conversation; `answer` is the desk's."""

    def __init__(self, answer: Answer, account: int, clock: Clock, keep: Keep) -> None:
        self._answer = answer
        self.account = account
        self._clock = clock
        self._keep = keep
        self._updates = count(1)

    async def say(self, line: str) -> list[str]:
        """Type a line; the lines that come back.

        `:photo FILE words` and `:place LATITUDE LONGITUDE` send more than words; raises OSError, ValueError.
        """
        command, _, rest = line.strip().partition(" ")
        if command == ":photo":
            name, *words = shlex.split(rest)
            return await self._tell(Kind.PHOTO, picture=self._keep(name), text=" ".join(words))
        if command == ":place":
            latitude, longitude = rest.split()
            return await self._tell(Kind.LOCATION, place=Place(float(latitude), float(longitude)))
        return await self._tell(Kind.TEXT, text=line.strip())

    async def hand_over(self, paper: int) -> list[str]:
        """Something asked for is made; the lines that follow."""
        return await self._tell(Kind.PAPERWORK, paper=paper)

    async def _tell(self, kind: Kind, **given: Any) -> list[str]:
        event = Event(kind, self.account, self.account, next(self._updates), self._clock.now(), **given)
        return [told for message in await self._answer(event) for told in shown(message)]


def shown(message: Outgoing) -> Iterator[str]:
    """A message as lines: its words, then its choices by number; calls of a messenger show nothing."""
    text = message.payload.get("text")
    if message.kind in (CARD, NOTE, TOAST) and text:
        yield from str(text).splitlines()
    numbers = count(1)
    for row in message.payload.get("rows", ()):
        yield "  ".join(f"{next(numbers)} {button['label']}" for button in row)
