"""A turn as the messages it owes: the answer to a tap, the card, and the commands of a person's menu."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.desk.buttons import Index, pack
from bot.flows.book import CLERK_COMMANDS, LEADING_COMMANDS, SHOWN_COMMANDS, STAFF_COMMANDS
from bot.flows.engine.port import Card, Event, Kind, Say, Showing, Turn, say
from domain.conversation import Draft
from locales.render import render, rows_of_labels
from storage.chat.outbox import CARD, INTERACTIVE, LEAVE, MENU, NOTE, NOTICE, TOAST, Outgoing

MINE = say("command.mine")
SETTLES_IN = timedelta(seconds=1)
"""How long a card waits for the rest of an album."""


def replies(turn: Turn, event: Event, locale: str, now: datetime, index: Index) -> list[Outgoing]:
    """Every tap is answered (R4); the card is edited in place or posted anew (R1)."""
    owed = [answer(event, locale, turn.toast)] if event.kind is Kind.CHOICE else []
    return [*owed, _card(turn, event, locale, now, index)]


def answer(event: Event, locale: str, toast: Say | None = None) -> Outgoing:
    """What stops the spinner on a button, with a word where there is one to say."""
    words = {"text": render(locale, toast)} if toast else {}
    return Outgoing(event.chat, TOAST, {"tap": event.callback, **words})


def _card(turn: Turn, event: Event, locale: str, now: datetime, index: Index) -> Outgoing:
    payload: dict[str, Any] = {
        "text": card_text(turn.card, locale),
        "rows": keyboard(turn.card, turn.draft, locale, event.chat, index),
    }
    if event.message is not None:
        payload["tapped"] = event.message
    if turn.note:
        payload["notes"] = [[_about(turn.note), render(locale, turn.note)]]
    return Outgoing(
        event.chat,
        CARD,
        payload,
        replaceable=turn.settles or not turn.closes,
        posts=turn.showing is Showing.POST,
        due_at=now + SETTLES_IN if turn.settles else None,
    )


def _about(note: Say) -> str:
    """What a note is about, whatever its numbers: a newer one about the same takes its place."""
    named = [one.params if isinstance(one, Say) else one for one in note.params.values()]
    return " ".join([note.key, *(one for one in named if isinstance(one, str))])


def card_text(card: Card, locale: str) -> str:
    """The paragraphs of a card."""
    return "\n".join(render(locale, one) for one in card.says)


def keyboard(card: Card, draft: Draft, locale: str, chat: int, index: Index) -> list[list[dict[str, str]]]:
    """The buttons, each with its label and what it sends; raises ButtonTooLong."""
    labels = rows_of_labels(locale, [[one.label for one in row] for row in card.rows])
    return [
        [
            {"label": text, "data": pack(index, chat, f"{draft.id}.{draft.state}.{one.name}")}
            for one, text in zip(row, texts, strict=True)
        ]
        for row, texts in zip(card.rows, labels, strict=True)
    ]


def text(chat: int, locale: str, words: Say, lane: int = NOTICE) -> Outgoing:
    """Plain words without buttons."""
    return Outgoing(chat, NOTE, {"text": render(locale, words)}, lane)


def menu(
    chat: int, locale: str, *, is_clerk: bool, has_staff: bool = False, leads: bool = False, mine: Say = MINE
) -> Outgoing:
    """The command menu of one person, in that person's language and by role."""
    usual: tuple[str, ...] = LEADING_COMMANDS if leads else SHOWN_COMMANDS
    shown = usual + (CLERK_COMMANDS if is_clerk else ()) + (STAFF_COMMANDS if has_staff else ())
    return Outgoing(chat, MENU, {"commands": commands(locale, shown, mine)}, INTERACTIVE)


def commands(locale: str, shown: Sequence[str] = SHOWN_COMMANDS, mine: Say = MINE) -> list[dict[str, str]]:
    """The command menu in a language; `mine`: whose households /mine tells of."""
    told = {"mine": mine}
    return [{"name": one, "words": render(locale, told.get(one, say(f"command.{one}")))} for one in shown]


def farewell(chat: int) -> Outgoing:
    """Leaving a group: the bot talks in private chats only (R17)."""
    return Outgoing(chat, LEAVE, {}, INTERACTIVE)
