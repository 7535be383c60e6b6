"""The flow engine: (draft, event, facts) to a Turn by the flows' tables; the only user of `transitions`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from transitions import Machine

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import (
    NOTHING,
    Command,
    Enter,
    Flow,
    Moment,
    Move,
    Opener,
    Outcome,
    State,
    Want,
)
from bot.flows.engine.leaving import HOME, begun, fresh, is_busy, laid_aside, left, state_of, teller
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Event, Kind, Rows, Say, Showing, Turn, say
from bot.flows.engine.wanting import button_of, tapped, wants
from domain.conversation import NO_ANSWERS, Draft, Shelved
from domain.paperwork import PaperworkAsked
from domain.people.joining import AccessRefused
from domain.visits.visits import PicturesAdded, VisitContinued, VisitRecorded
from domain.writing.small_talk import is_small_talk

REMEMBERED = 64
"""Messages of saved visits that a chat knows, so that it can be said where to change what they told."""
Reads = Callable[[Rows, str], str | None]
"""Finds the choice that typed words mean, or None (R5); labels and short words come from the catalogs."""
ASKED_FOR = (PaperworkAsked, AccessRefused)
"""Facts that record nothing of what the person told."""


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
        """The turn that follows from the event; `draft` is None in a new chat."""
        return _remembering(draft, event, self._advance(draft, event, facts, reads))

    def _advance(self, draft: Draft | None, event: Event, facts: Facts, reads: Reads) -> Turn:
        if event.command:
            return self._command(draft, event, facts)
        if draft is None or state_of(self._flows, draft) is None:
            return self._without_draft(draft, event, facts)
        if facts.person is None and facts.invitation is None:
            return self._order(self._gate, draft, event, facts)
        if event.kind is Kind.CHOICE:
            return self._tap(draft, event, facts)
        return self._message(draft, event, facts, reads)

    def edited(self, draft: Draft | None, event: Event, facts: Facts) -> Turn | None:
        """The turn that a message comes to which now says something else; None: it changes nothing."""
        state = state_of(self._flows, draft)
        if draft is None or state is None or facts.person is None or event.ordered:
            return None
        turn = self._corrected(draft, event, facts, Showing.EDIT)
        if turn is None and facts.edited:
            begun = left(self._flows, draft, event, facts, Outcome(NO_ANSWERS)).facts
            if begun or state.keeps(draft.answers):
                return self._again(draft, event, facts, Showing.POST, note=say("edited_late"))
            turn = self._order(self._commands["edited"], draft, event, facts)
        if turn is None and draft.shelved:
            opened = self._order(self._commands["arrived"], draft, event, facts)
            turn = self._corrected(opened.draft, event, facts, Showing.POST)
            turn = turn and _after(left(self._flows, draft, event, facts, Outcome(NO_ANSWERS)), turn)
        return turn and _remembering(draft, event, turn)

    def _corrected(self, draft: Draft, event: Event, facts: Facts, showing: Showing) -> Turn | None:
        moment = Moment(draft.answers, event, facts, shelved=fresh(draft, facts))
        told = self._flows[draft.flow].corrects(moment)
        if told is None:
            return None
        state, outcome = told
        shelved = moment.shelved.before if moment.shelved and outcome.forgets_shelved else moment.shelved
        showing = Showing.POST if self._is_receipt(draft) else showing
        corrected = replace(draft, state=state, answers=outcome.answers, shelved=shelved)
        return self._turn(corrected, outcome, event, facts, showing)

    def resume(self, draft: Draft | None, event: Event, facts: Facts) -> Turn | None:
        """The turn when paperwork is done or nobody touched the conversation, if it still waits for that."""
        if draft is None or facts.person is None or state_of(self._flows, draft) is None:
            return None
        # What happens by itself, perhaps at night, changes the card in silence.
        showing = Showing.EDIT if event.kind is Kind.ELAPSED else Showing.POST
        turn = self._move(draft, event.kind.value, event, facts, showing)
        turn = turn or self._left_alone(draft, event, facts)
        return turn and _remembering(draft, event, turn)

    def _left_alone(self, draft: Draft, event: Event, facts: Facts) -> Turn | None:
        """Run a state's `leaves` also when nobody touched the conversation for long enough."""
        leaves = self._flows[draft.flow].states[draft.state].leaves
        if event.kind is not Kind.ELAPSED or leaves is None:
            return None
        outcome = leaves(Moment(draft.answers, event, facts))
        stays = replace(draft, answers=outcome.answers)
        told = facts.after(outcome.facts)
        return self._turn(stays, outcome, event, told, Showing.EDIT) if outcome.facts else None

    def tell(self, draft: Draft | None, event: Event, facts: Facts) -> Turn | None:
        """The turn that tells the notice in `facts`; None if its reasons are gone."""
        entered = begun(self._flows, draft, event, facts)
        if entered is None:
            return None
        brought = self._flows[entered.flow].brings(Moment(entered.answers, event, facts))
        outcome = left(self._flows, draft, event, facts, Outcome(entered.answers, brought))
        turn = self._turn(entered, outcome, event, facts, Showing.POST)
        return _remembering(draft, event, replace(turn, closes=True))

    def is_busy(self, draft: Draft | None, facts: Facts) -> bool:
        """Whether the person is in the middle of something, so that a notice had better wait."""
        return is_busy(self._flows, draft, facts)

    def wants(self, draft: Draft | None, event: Event, facts: Facts) -> frozenset[Want]:
        """Extra facts that advancing this event may need, judged by the commands and flows it can lead to."""
        if facts.person is None:
            return NOTHING
        if event.command:
            return self._named(event).wants
        stands = draft is not None and state_of(self._flows, draft) is not None
        here = self._flows.get(draft.flow if draft and stands else HOME)
        told = teller(self._flows, facts.notice.topic) if facts.notice else None
        reached = [wants(self._flows, flow, event) for flow in (here, told) if flow]
        corrected = ("edited", "arrived") if event.edits else ()
        names = (event.order, self._opened(event, facts), *corrected)
        commands = [self._commands[name].wants for name in names if name]
        return NOTHING.union(*reached, *commands)

    def _opened(self, event: Event, facts: Facts) -> str | None:
        """The command that the message starts if no card has asked for it."""
        opens = self._openers.get(event.kind)
        return opens(event, facts) if opens else None

    def tapped(self, draft: Draft | None, event: Event) -> str | None:
        """The button pressed, if it stands on the chat's card as it is now."""
        return tapped(draft, event)

    def meant(self, draft: Draft | None, event: Event, facts: Facts, reads: Reads) -> str | None:
        """The button of the chat's card that the typed words mean, if any (R5)."""
        if draft is None or state_of(self._flows, draft) is None:
            return None
        return reads(self.card(draft, event, facts).rows, event.text)

    def card(self, draft: Draft, event: Event, facts: Facts) -> Card:
        """What the chat's card says as things stand."""
        state = self._flows[draft.flow].states[draft.state]
        return state.ask(Moment(draft.answers, event, facts, shelved=fresh(draft, facts)))

    def _order(self, command: Command, draft: Draft | None, event: Event, facts: Facts) -> Turn:
        enter, outcome = command.enter(event, facts)
        shelved = laid_aside(self._flows, draft, facts)
        if outcome.abandons:
            shelved = fresh(draft, facts)
        else:
            outcome = left(self._flows, draft, event, facts, outcome)
        return self._enter(enter, draft, shelved, outcome, event, facts.after(outcome.facts))

    def _command(self, draft: Draft | None, event: Event, facts: Facts) -> Turn:
        known = self._named(event)
        if facts.person is None and event.command and event.command[0] != "start":
            known = self._gate
        return self._order(known, draft, event, facts)

    def _named(self, event: Event) -> Command:
        """The command typed; a label may be typed with a slash in front of it, too."""
        name, _ = event.command or ("", "")
        return self._commands[next(one for one in (name, event.order, "") if one in self._commands)]

    def _without_draft(self, draft: Draft | None, event: Event, facts: Facts) -> Turn:
        standing = self._standing(draft, event, facts)
        if standing:
            return standing
        begins = event.order or ("restarted" if draft else "start")
        command = self._commands[begins] if facts.person else self._gate
        opened = self._order(command, draft, event, facts)
        if facts.person and (event.media or self._opened(event, facts)):
            return self._message(opened.draft, event, facts, lambda _rows, _words: None)
        return opened

    def _message(self, draft: Draft, event: Event, facts: Facts, reads: Reads) -> Turn:
        turn = None
        if event.kind is Kind.TEXT:
            name = reads(self.card(draft, event, facts).rows, event.text)
            turn = self._move(draft, name, event, facts, Showing.POST) if name else None
            turn = turn or (
                self._move(draft, event.order, event, facts, Showing.POST) if event.order else None
            )
            if turn is None and event.order and facts.person:
                return self._order(self._commands[event.order], draft, event, facts)
            if turn is None and self._is_small_talk(draft, event):
                return self._again(draft, event, facts, Showing.POST, note=say("small_talk"))
        turn = turn or self._move(draft, event.kind.value, event, facts, Showing.POST)
        opens = self._opened(event, facts) if turn is None else None
        if turn is None and opens:
            opened = self._order(self._commands[opens], draft, event, facts)
            turn = self._move(opened.draft, event.kind.value, event, facts, Showing.POST)
            turn = turn and _after(left(self._flows, draft, event, facts, Outcome(NO_ANSWERS)), turn)
        return turn or self._again(draft, event, facts, Showing.POST, note=not_understood(event))

    def _is_small_talk(self, draft: Draft, event: Event) -> bool:
        """Words that are answered and never recorded, but where any words are what is asked for."""
        asks_words = self._flows[draft.flow].states[draft.state].asks_words
        return not asks_words and is_small_talk(event.text)

    def _tap(self, draft: Draft, event: Event, facts: Facts) -> Turn:
        name = tapped(draft, event)
        is_current = name is not None
        turn = self._move(draft, name, event, facts, Showing.EDIT) if name is not None else None
        turn = turn or self._standing(draft, event, facts)
        if turn:
            return turn
        on_the_card = event.message is not None and event.message == draft.card_message_id
        on_the_card |= bool(event.choice) and event.choice == draft.pressed
        showing = Showing.EDIT if on_the_card else Showing.POST
        again = self._again(draft, event, facts, showing, toast=say("stale"))
        # A step that has passed is nobody's fault; a button altered, borrowed or no longer allowed is noted.
        is_refused = is_current or event.is_forged
        return (
            replace(again, facts=(AccessRefused(event.who, button_of(event)[2][:40], event.at),))
            if is_refused
            else again
        )

    def _standing(self, draft: Draft | None, event: Event, facts: Facts) -> Turn | None:
        """The button of a notice works until its reasons are gone, whatever came after it."""
        if event.kind is not Kind.CHOICE:
            return None
        entered = begun(self._flows, draft, event, facts)
        name = tapped(entered, event)
        if entered is None or name is None:
            return None
        turn = self._move(entered, name, event, facts, Showing.EDIT)
        if turn is None:
            return None
        # The same answer once more only says again what is recorded.
        is_same = draft is not None and draft.id == entered.id and turn.closes
        turn = replace(turn, showing=Showing.POST) if self._is_receipt(draft) and not is_same else turn
        return _after(left(self._flows, draft, event, facts, Outcome(NO_ANSWERS)), turn)

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
        kept = note if card.rows and event.media else None
        # A result told above a question would be gone with the next edit; the question comes again below it.
        tells_above = draft.is_receipt and not self._flows[draft.flow].states[draft.state].closes
        again = replace(draft, is_receipt=draft.is_receipt and not tells_above)
        showing = Showing.POST if tells_above else showing
        return Turn(again, _below(note if card.rows else None, card), showing, toast, note=kept)

    def _is_receipt(self, draft: Draft | None) -> bool:
        """Whether the chat's card tells of something recorded, so that no other may take its place (R1)."""
        state = state_of(self._flows, draft)
        return draft is not None and (draft.is_receipt or (state is not None and state.closes))

    def _showing(self, draft: Draft, move: Move, showing: Showing) -> Showing:
        """In place of a receipt stands only the same one; all else comes below, taking back included."""
        if showing is Showing.POST or not self._is_receipt(draft):
            return showing
        is_same = isinstance(move.to, State) and move.to.name == draft.state
        return showing if is_same and self._flows[draft.flow].states[draft.state].closes else Showing.POST

    def _move(self, draft: Draft, name: str, event: Event, facts: Facts, showing: Showing) -> Turn | None:
        trigger, _, argument = name.partition("-")
        machine = self._machines[draft.flow]
        if trigger not in machine.events or draft.state not in machine.events[trigger].transitions:
            return None
        moment = Moment(draft.answers, event, facts, argument, fresh(draft, facts))
        cursor = _Cursor(draft.state)
        machine.events[trigger].trigger(cursor, cursor, moment)
        if cursor.made is None:
            return None
        outcome = cursor.made.do(moment) if cursor.made.do else Outcome(draft.answers)
        showing = self._showing(draft, cursor.made, showing)
        shelved = moment.shelved.before if moment.shelved and outcome.forgets_shelved else moment.shelved
        if isinstance(cursor.made.to, Enter):
            # A move says itself what it takes along into another flow; one that says nothing lays it aside.
            if cursor.made.do is None:
                shelved = laid_aside(self._flows, draft, facts)
                outcome = left(self._flows, draft, event, facts, Outcome(NO_ANSWERS))
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

    def _turn(self, draft: Draft, outcome: Outcome, event: Event, facts: Facts, showing: Showing) -> Turn:
        elapses = self._flows[draft.flow].states[draft.state].elapses
        tells = self._flows[draft.flow].states[draft.state].closes or _notes_result(outcome)
        return Turn(
            replace(
                draft,
                elapses_at=event.at + elapses if elapses else None,
                is_receipt=tells,
                pressed=event.choice,
            ),
            _below(outcome.note, self.card(draft, event, facts)),
            showing,
            facts=outcome.facts,
            settles=outcome.settles,
            note=outcome.note if outcome.settles or event.media else None,
            closes=tells,
        )


def not_understood(event: Event) -> Say:
    """A friendly answer to a message that cannot be used: mostly how to send a photo."""
    if event.media:
        return say(f"file.{event.media}")
    return say("voice.unneeded" if event.kind is Kind.VOICE and event.voice else "not_understood")


def _notes_result(outcome: Outcome) -> bool:
    """Whether the note above the card tells of something recorded."""
    return outcome.note is not None and any(not isinstance(one, ASKED_FOR) for one in outcome.facts)


def _remembering(draft: Draft | None, event: Event, turn: Turn) -> Turn:
    """The turn whose draft knows which messages the saved visits were told in, the last ones of them."""
    told = {**(draft.told if draft else NO_ANSWERS)}
    for fact in turn.facts:
        if isinstance(fact, VisitRecorded | VisitContinued):
            told |= {message: (fact.visit_id, words) for message, words in fact.told.items()}
        if isinstance(fact, PicturesAdded) and event.said:
            told[event.said] = (fact.visit_id, event.text)
    return replace(turn, draft=replace(turn.draft, told=dict([*told.items()][-REMEMBERED:])))


def _after(before: Outcome, turn: Turn) -> Turn:
    """The turn with what became true before it, and was said of that."""
    tells = turn.closes or _notes_result(before)
    return replace(
        turn,
        draft=replace(turn.draft, is_receipt=tells),
        card=_below(before.note, turn.card),
        facts=(*before.facts, *turn.facts),
        closes=tells,
    )


def _below(note: Say | None, card: Card) -> Card:
    return replace(card, says=(note, *card.says)) if note else card
