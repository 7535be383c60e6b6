"""The flow engine: (draft, event, facts) to a Turn by the flows' tables; the only user of `transitions`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from transitions import Machine

from bot.flows.flow import Enter, Flow, Moment, Move, Outcome, State, Want
from bot.flows.numbers import from_base36, to_base36
from bot.flows.port import Card, Choice, Event, Kind, Say, Showing, Turn, say
from domain.conversation import NO_ANSWERS, Draft, Shelved
from domain.facts import Facts
from domain.joining import AccessRefused
from domain.notices import BUSY_FOR

Reads = Callable[[Sequence[Choice], str], str | None]
"""Which of the choices the typed words mean, if any (R5): labels and short words are the locales' matter."""
Command = Callable[[Event, Facts], tuple[Enter, Outcome]]
"""Where a typed command leads, and with what."""
Opener = Callable[[Event, Facts], str | None]
"""Which command something that comes without any question begins, if any (R6)."""
NOTICE_MARK = "_"
"""Begins the id of a conversation that tells a notice; no number in base 36 begins so."""


class _Cursor:
    """The model that `transitions` moves: where we are and which move was made."""

    def __init__(self, state: str) -> None:
        self.state = state
        self.made: Move | None = None


def _machine(flow: type[Flow]) -> Machine:
    def note(move: Move, cursor: _Cursor, _: Moment) -> None:
        cursor.made = move

    def allows(move: Move, _: _Cursor, moment: Moment) -> bool:
        return move.when is None or move.when(moment)

    table = [
        {
            "trigger": move.trigger,
            "source": [state.name for state in move.sources],
            "dest": move.to.name if isinstance(move.to, State) else None,
            "conditions": partial(allows, move),
            "after": partial(note, move),
        }
        for move in flow.moves
    ]
    return Machine(
        model=None,
        states=list(flow.states),
        transitions=table,
        initial=flow.first().name,
        auto_transitions=False,
    )


class Engine:
    """Advances conversations. Pure: the same draft, event and facts give the same turn."""

    def __init__(
        self,
        flows: Sequence[type[Flow]],
        commands: Mapping[str, Command],
        gate: Command,
        openers: Mapping[Kind, Opener],
    ) -> None:
        self._flows = {flow.name: flow for flow in flows}
        self._machines = {flow.name: _machine(flow) for flow in flows}
        self._commands = commands
        self._gate = gate
        self._openers = openers

    def advance(self, draft: Draft | None, event: Event, facts: Facts, reads: Reads) -> Turn:
        """The turn that the event comes to; `draft` is None in a new chat."""
        if event.command:
            return self._command(draft, event, facts)
        if draft is None or not self._knows(draft):
            return self._without_draft(draft, event, facts)
        if facts.person is None and facts.invitation is None:
            return self._order(self._gate, draft, event, facts)
        if event.kind is Kind.CHOICE:
            return self._tap(draft, event, facts)
        return self._message(draft, event, facts, reads)

    def resume(self, draft: Draft | None, event: Event, facts: Facts) -> Turn | None:
        """The turn when paperwork is done, if the conversation still waits for it."""
        if draft is None or facts.person is None or not self._knows(draft):
            return None
        return self._move(draft, event.kind.value, event, facts, Showing.POST)

    def go_on(self, draft: Draft | None, event: Event, facts: Facts) -> Turn | None:
        """The turn when nobody has touched the conversation for as long as it waits, if it still does."""
        if draft is None or facts.person is None or not self._knows(draft):
            return None
        return self._move(draft, event.kind.value, event, facts, Showing.EDIT)

    def tell(self, draft: Draft | None, event: Event, facts: Facts) -> Turn | None:
        """The turn that tells the notice in `facts`; None if its reasons are gone."""
        begun = self._begun(draft, facts)
        if begun is None or facts.person is None:
            return None
        flow = self._flows[begun.flow]
        if flow.is_moot(Moment(begun.answers, event, facts)):
            return None
        told = self._turn(
            begun, self._left(draft, event, facts, Outcome(begun.answers)), event, facts, Showing.POST
        )
        return replace(told, closes=True)

    def is_busy(self, draft: Draft | None, facts: Facts) -> bool:
        """Whether the person is in the middle of something, so that a notice had better wait."""
        if draft is None or not self._knows(draft) or draft.touched_at is None:
            return False
        state = self._flows[draft.flow].states[draft.state]
        is_recent = facts.now - draft.touched_at < BUSY_FOR
        return is_recent and (state.keeps(draft.answers) or state.leaves is not None)

    def wants(self, draft: Draft | None, event: Event) -> frozenset[Want]:
        """What must be known beyond the usual to advance this event: by where it may lead."""
        if event.command or draft is None or not self._knows(draft) or notice_of(event):
            return frozenset(want for flow in self._flows.values() for want in flow.wants)
        flow = self._flows[draft.flow]
        trigger = event.choice.rpartition(".")[2].partition("-")[0] if event.kind is Kind.CHOICE else None
        entered = [
            self._flows[move.to.flow].wants
            for move in flow.moves
            if isinstance(move.to, Enter) and trigger in (None, move.trigger)
        ]
        return flow.wants.union(*entered)

    def tapped(self, draft: Draft | None, event: Event) -> str | None:
        """The button pressed, if it stands on the chat's card as it is now."""
        draft_of_button, _, rest = event.choice.partition(".")
        state, _, name = rest.partition(".")
        is_current = draft is not None and (draft_of_button, state) == (draft.id, draft.state)
        return name if is_current else None

    def meant(self, draft: Draft | None, event: Event, facts: Facts, reads: Reads) -> str | None:
        """The button of the chat's card that the typed words mean, if any (R5)."""
        if draft is None or not self._knows(draft):
            return None
        return reads(self.card(draft, event, facts).choices, event.text)

    def card(self, draft: Draft, event: Event, facts: Facts) -> Card:
        """What the chat's card says as things stand."""
        state = self._flows[draft.flow].states[draft.state]
        return state.ask(Moment(draft.answers, event, facts, shelved=_fresh(draft, facts)))

    def _knows(self, draft: Draft) -> bool:
        return draft.flow in self._flows and draft.state in self._flows[draft.flow].states

    def _order(self, command: Command, draft: Draft | None, event: Event, facts: Facts) -> Turn:
        enter, outcome = command(event, facts)
        shelved = self._laid_aside(draft, facts)
        if outcome.abandons:
            shelved = _fresh(draft, facts) if draft else None
        else:
            outcome = self._left(draft, event, facts, outcome)
        return self._enter(enter, draft, shelved, outcome, event, facts)

    def _command(self, draft: Draft | None, event: Event, facts: Facts) -> Turn:
        name, _ = event.command or ("", "")
        known = self._commands.get(name, self._commands[""])
        if facts.person is None and name != "start":
            known = self._gate
        return self._order(known, draft, event, facts)

    def _without_draft(self, draft: Draft | None, event: Event, facts: Facts) -> Turn:
        command = self._commands["restarted" if draft else "start"] if facts.person else self._gate
        begun = self._order(command, draft, event, facts)
        opens = self._openers.get(event.kind)
        if facts.person and opens and opens(event, facts):
            return self._message(begun.draft, event, facts, lambda _choices, _words: None)
        return begun

    def _message(self, draft: Draft, event: Event, facts: Facts, reads: Reads) -> Turn:
        turn = None
        if event.kind is Kind.TEXT:
            name = reads(self.card(draft, event, facts).choices, event.text)
            turn = self._move(draft, name, event, facts, Showing.POST) if name else None
        turn = turn or self._move(draft, event.kind.value, event, facts, Showing.POST)
        opens = self._openers[event.kind](event, facts) if event.kind in self._openers else None
        if turn is None and opens:
            opened = self._order(self._commands[opens], draft, event, facts)
            turn = self._move(opened.draft, event.kind.value, event, facts, Showing.POST)
        return turn or self._again(draft, event, facts, Showing.POST, note=say("not_understood"))

    def _tap(self, draft: Draft, event: Event, facts: Facts) -> Turn:
        draft_of_button, _, rest = event.choice.partition(".")
        state, _, name = rest.partition(".")
        is_current = (draft_of_button, state) == (draft.id, draft.state)
        turn = self._move(draft, name, event, facts, Showing.EDIT) if is_current else None
        turn = turn or self._standing(draft, event, facts)
        if turn:
            return turn
        on_the_card = event.message is not None and event.message == draft.card_message_id
        showing = Showing.EDIT if on_the_card else Showing.POST
        again = self._again(draft, event, facts, showing, toast=say("stale"))
        # A step that has passed is nobody's fault; a button altered, borrowed or no longer allowed is noted.
        is_refused = is_current or event.is_forged
        return replace(again, facts=(AccessRefused(event.who, name[:40], event.at),)) if is_refused else again

    def _standing(self, draft: Draft, event: Event, facts: Facts) -> Turn | None:
        """The button of a notice works until its reasons are gone, whatever came after it."""
        begun = self._begun(draft, facts)
        draft_of_button, _, rest = event.choice.partition(".")
        state, _, name = rest.partition(".")
        if begun is None or (draft_of_button, state) != (begun.id, begun.state):
            return None
        if self._flows[begun.flow].is_moot(Moment(begun.answers, event, facts)):
            return None
        turn = self._move(begun, name, event, facts, Showing.EDIT)
        if turn is None:
            return None
        left = self._left(draft, event, facts, Outcome(NO_ANSWERS))
        return replace(turn, facts=(*left.facts, *turn.facts))

    def _again(
        self,
        draft: Draft,
        event: Event,
        facts: Facts,
        showing: Showing,
        *,
        note: Say | None = None,
        toast: Say | None = None,
    ) -> Turn:
        card = self.card(draft, event, facts)
        return Turn(draft, _below(note if card.rows else None, card), showing, toast)

    def _move(self, draft: Draft, name: str, event: Event, facts: Facts, showing: Showing) -> Turn | None:
        trigger, _, argument = name.partition("-")
        machine = self._machines[draft.flow]
        if trigger not in machine.events or draft.state not in machine.events[trigger].transitions:
            return None
        moment = Moment(draft.answers, event, facts, argument, _fresh(draft, facts))
        cursor = _Cursor(draft.state)
        machine.events[trigger].trigger(cursor, cursor, moment)
        if cursor.made is None:
            return None
        outcome = cursor.made.do(moment) if cursor.made.do else Outcome(draft.answers)
        shelved = None if outcome.forgets_shelved else moment.shelved
        if isinstance(cursor.made.to, Enter):
            # A move says itself what it takes along into another flow.
            outcome = outcome if cursor.made.do else Outcome(NO_ANSWERS)
            return self._enter(cursor.made.to, draft, shelved, outcome, event, facts, showing)
        arrived = replace(draft, state=cursor.state, answers=outcome.answers, shelved=shelved)
        return self._turn(arrived, outcome, event, facts, showing)

    def _enter(
        self,
        enter: Enter,
        draft: Draft | None,
        shelved: Shelved | None,
        outcome: Outcome,
        event: Event,
        facts: Facts,
        showing: Showing = Showing.POST,
    ) -> Turn:
        flow = self._flows[enter.flow]
        entered = Draft(
            to_base36(facts.fresh_id),
            flow.name,
            enter.state or flow.first().name,
            outcome.answers,
            shelved,
            version=draft.version if draft else 0,
            card_message_id=draft.card_message_id if draft else None,
        )
        return self._turn(entered, outcome, event, facts, showing)

    def _left(self, draft: Draft | None, event: Event, facts: Facts, outcome: Outcome) -> Outcome:
        """The outcome with what becomes true because the conversation is left where it stands."""
        leaves = self._flows[draft.flow].states[draft.state].leaves if draft and self._knows(draft) else None
        if draft is None or leaves is None:
            return outcome
        left = leaves(Moment(draft.answers, event, facts))
        return replace(outcome, facts=(*left.facts, *outcome.facts), note=outcome.note or left.note)

    def _begun(self, draft: Draft | None, facts: Facts) -> Draft | None:
        """The conversation with which the notice in `facts` begins."""
        notice = facts.notice
        if notice is None or notice.topic not in self._flows:
            return None
        return Draft(
            NOTICE_MARK + to_base36(notice.id),
            notice.topic,
            self._flows[notice.topic].first().name,
            notice.terms,
            self._laid_aside(draft, facts),
            version=draft.version if draft else 0,
            card_message_id=draft.card_message_id if draft else None,
        )

    def _laid_aside(self, draft: Draft | None, facts: Facts) -> Shelved | None:
        if draft is None or not self._knows(draft):
            return None
        if self._flows[draft.flow].states[draft.state].keeps(draft.answers):
            return Shelved(draft.flow, draft.state, draft.answers, draft.touched_at or facts.now)
        return _fresh(draft, facts)

    def _turn(self, draft: Draft, outcome: Outcome, event: Event, facts: Facts, showing: Showing) -> Turn:
        elapses = self._flows[draft.flow].states[draft.state].elapses
        return Turn(
            replace(draft, elapses_at=event.at + elapses if elapses else None),
            _below(outcome.note, self.card(draft, event, facts)),
            showing,
            facts=outcome.facts,
            settles=outcome.settles,
            closes=self._flows[draft.flow].states[draft.state].closes,
        )


def notice_of(event: Event) -> int | None:
    """The notice that is due, or on whose button was pressed."""
    draft_of_button = event.choice.partition(".")[0]
    if event.kind is not Kind.CHOICE or not draft_of_button.startswith(NOTICE_MARK):
        return event.notice
    return from_base36(draft_of_button.removeprefix(NOTICE_MARK))


def _fresh(draft: Draft, facts: Facts) -> Shelved | None:
    return draft.shelved if draft.shelved and draft.shelved.is_fresh(facts.now) else None


def _below(note: Say | None, card: Card) -> Card:
    return replace(card, says=(note, *card.says)) if note else card
