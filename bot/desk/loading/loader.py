"""A loader: what somebody asks to know of one kind, and how it is loaded for everybody who asks at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Want
from bot.flows.engine.port import Event
from domain.conversation import Draft
from storage.unit import Unit

Look = TypeVar("Look")


@dataclass(frozen=True, slots=True)
class Asking:
    """One event, and all from which can be told what exactly it asks to know."""

    draft: Draft | None
    event: Event
    facts: Facts
    wants: frozenset[Want] = frozenset()
    name: str | None = None
    """The button pressed, or the one that the typed words mean."""
    words: str = ""
    """Typed words that mean no button."""

    @property
    def button(self) -> tuple[str, str]:
        """The trigger of the button and its argument."""
        trigger, _, argument = (self.name or "").partition("-")
        return trigger, argument


@dataclass(frozen=True, slots=True)
class Loader(Generic[Look]):
    """`look`: what exactly is asked for (ids as they were named, nothing is checked), None: nothing.

    `fill`: the facts of all who ask, with what each of them may see.
    """

    look: Callable[[Asking], Look | None]
    fill: Callable[[Unit, Sequence[tuple[Facts, Look]], date], list[Facts]]
