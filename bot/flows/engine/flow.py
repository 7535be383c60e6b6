"""The parts of a flow: states that ask, moves between them, and outcomes of moves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto
from typing import Any, ClassVar

from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Card, Event, Say
from domain.conversation import NO_ANSWERS, Shelved


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a flow sees of one event: the answers so far, what happened, and what is known."""

    answers: Mapping[str, Any]
    event: Event
    facts: Facts
    argument: str = ""
    shelved: Shelved | None = None

    def with_answers(self, **changed: Any) -> "Outcome":
        """The outcome in which these answers are given and the others kept."""
        return Outcome({**self.answers, **changed})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a move; `note` is shown above the next card."""

    answers: Mapping[str, Any]
    facts: tuple[object, ...] = ()
    note: Say | None = None
    forgets_shelved: bool = False
    """The shelved draft is not kept: it was resumed, or dropped."""
    abandons: bool = False
    """The current draft is dropped, not shelved."""
    settles: bool = False


Ask = Callable[[Moment], Card]
Do = Callable[[Moment], Outcome]
Guard = Callable[[Moment], bool]
Keeps = Callable[[Mapping[str, Any]], bool]


class Want(StrEnum):
    """Facts that are loaded only for the flows that need them."""

    PAGE = auto()
    """The household page named by the button or by the answers."""
    BROWSE = auto()
    """The villages and households that an official may look through."""
    STAFF = auto()
    """The people whom an official looks after."""
    NEEDS = auto()
    """What is not closed and the person has a part in."""
    NEED = auto()
    """The need named by the button, the notice, the words or the answers."""
    NEED_HOME = auto()
    """The household of which a need is being told, and the number of the next one."""
    NEED_BOOK = auto()
    """The needs that an official may look through."""
    DIGEST = auto()
    """The digests that the notice or the conversation tells."""
    DUTIES = auto()
    """The duties of which the notice tells."""
    LEAVE = auto()
    """One's own leaves, the leave of the notice, and who may stand in."""
    LIKENESS = auto()
    """The question about two photos that look alike."""


NOTHING: frozenset[Want] = frozenset()


def _never(_answers: Mapping[str, Any]) -> bool:
    return False


class State:
    """A thing waited for; `closes`: it tells a result, and no other card takes the place of that (R1).

    `keeps` says whether the answers so far are worth laying aside when another flow begins. A state that
    nobody touches for as long as it `elapses` gets the trigger "elapsed". `leaves` is what becomes true when
    another flow begins before that; such a state is not laid aside. Where a state `asks_words`, thanks may be
    what somebody wants to tell.
    """

    name: str = ""

    def __init__(
        self,
        ask: Ask,
        *,
        keeps: Keeps = _never,
        closes: bool = False,
        elapses: timedelta | None = None,
        leaves: Do | None = None,
        asks_words: bool = False,
    ) -> None:
        self.ask = ask
        self.keeps = keeps
        self.closes = closes
        self.elapses = elapses
        self.leaves = leaves
        self.asks_words = asks_words

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name.casefold()


@dataclass(frozen=True, slots=True)
class Enter:
    """Leave for another flow, or begin this one again; an empty `state` means its first state."""

    flow: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a flow's table; of moves with the same trigger the first that its guard allows is made."""

    source: State | tuple[State, ...]
    trigger: str
    to: State | Enter
    do: Do | None = None
    when: Guard | None = None

    @property
    def sources(self) -> tuple[State, ...]:
        """The states it leaves from."""
        return self.source if isinstance(self.source, tuple) else (self.source,)


@dataclass(frozen=True, slots=True)
class Command:
    """Where a typed command leads, with what, and what must be known for that."""

    enter: Callable[[Event, Facts], tuple[Enter, Outcome]]
    wants: frozenset[Want] = NOTHING


Opener = Callable[[Event, Facts], str | None]
"""The command that an unexpected message starts, or None (R6)."""


def begin(
    flow: str,
    *,
    state: str = "",
    note: Say | None = None,
    abandons: bool = False,
    wants: frozenset[Want] = NOTHING,
    **answers: bool,
) -> Command:
    """A command that begins a flow, whoever types it."""
    outcome = Outcome(answers or NO_ANSWERS, note=note, abandons=abandons)
    return Command(lambda _event, _facts: (Enter(flow, state), outcome), wants)


class Flow:
    """A conversation as a table: states as class attributes, moves in order; the first state starts it."""

    name: ClassVar[str]
    topics: ClassVar[frozenset[str]] = frozenset()
    """Further notice topics that this flow tells, besides its own name."""
    moves: ClassVar[tuple[Move, ...]]
    states: ClassVar[dict[str, State]]
    wants: ClassVar[frozenset[Want]] = NOTHING

    def __init_subclass__(cls) -> None:
        cls.states = {one.name: one for one in vars(cls).values() if isinstance(one, State)}

    @staticmethod
    def is_moot(moment: Moment) -> bool:
        """For flows that tell notices: whether the reasons of the notice in `moment.facts` are gone."""
        return False

    @staticmethod
    def brings(moment: Moment) -> tuple[object, ...]:
        """For flows that tell notices: the facts that telling the notice in `moment.facts` makes true."""
        return ()

    @staticmethod
    def corrects(moment: Moment) -> tuple[str, Outcome] | None:
        """The state and the outcome once a message says something else; None if nothing came of that one."""
        return None

    @classmethod
    def first(cls) -> State:
        """Where it starts."""
        return next(iter(cls.states.values()))
