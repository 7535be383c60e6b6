"""One person's chat as the phone shows it: messages with their keyboards, and every button there ever was."""

from dataclasses import dataclass, field
from typing import Any

from bot.flows.engine.port import Kind
from storage.chat.outbox import ALBUM, FILE, MENU, NOTE, TOAST, VOICE, Outgoing

Rows = list[list[dict[str, str]]]


@dataclass(frozen=True)
class Button:
    """A button that was shown: on which message, what it says, and what pressing it sends."""

    message: str
    label: str
    sends: str


@dataclass
class Phone:
    """A chat; messages of both sides share one row of ids, as Telegram's do."""

    name: str
    account: int
    next_id: int = 1
    texts: dict[int, str] = field(default_factory=dict)
    keyboards: dict[int, Rows] = field(default_factory=dict)
    shown: list[Button] = field(default_factory=list)
    sent: list[tuple[Kind, dict[str, Any]]] = field(default_factory=list)
    """What the person sent, as an event has it."""

    def take_id(self) -> int:
        """The id of the next message of this chat."""
        self.next_id += 1
        return self.next_id - 1

    def receive(self, message: Outgoing, card: str | None) -> tuple[str | None, list[str]]:
        """What the person sees of a message; the id of the live card if this was one (R1)."""
        payload = dict(message.payload)
        if message.kind == TOAST:
            return None, [f"! {payload['text']}"] if payload.get("text") else []
        if message.kind == MENU:
            described = [f"/{one['name']} {one['words']}" for one in payload["commands"]]
            return None, [f"* menu: {', '.join(described)}"]
        if message.kind == FILE:
            self.take_id()
            return None, [f"* file: {payload['name']} {payload['caption']}"]
        if message.kind == ALBUM:
            return None, self._album(payload)
        if message.kind == VOICE:
            self.take_id()
            return None, [f"* voice: {payload['seconds']} s {payload['caption']}"]
        if message.kind == NOTE:
            self.texts[self.take_id()] = payload["text"]
            return None, _indented("*", payload["text"])
        known = {int(one) for one in (card, payload.get("tapped")) if one is not None}
        live = max(known, default=None)
        edits = live is not None and not message.posts
        where = live if live is not None and edits else self.take_id()
        for other in known - {where}:
            self.keyboards.pop(other, None)
        self._show(where, payload)
        rows = ["  " + "".join(f"[{one['label']}]" for one in row) for row in payload["rows"]]
        return str(where), [*_indented("~" if edits else "+", payload["text"]), *rows]

    def _album(self, payload: dict[str, Any]) -> list[str]:
        for _ in payload["pictures"]:
            self.take_id()
        n = len(payload["pictures"])
        first, *others = _indented("*", str(payload.get("caption") or ""))
        return [f"* album: {n} photo{'s' * (n > 1)} {first[2:]}", *others]

    def _show(self, where: int, payload: dict[str, Any]) -> None:
        self.texts[where], self.keyboards[where] = payload["text"], payload["rows"]
        if not payload["rows"]:
            del self.keyboards[where]
        self.shown += [
            Button(str(where), one["label"], one["data"]) for row in payload["rows"] for one in row
        ]

    @property
    def live(self) -> list[Button]:
        """The buttons that can be pressed now; there must never be two keyboards (R1)."""
        assert len(self.keyboards) <= 1, f"{self.name} sees two live keyboards"
        return [
            Button(str(where), one["label"], one["data"])
            for where, rows in self.keyboards.items()
            for row in rows
            for one in row
        ]

    def button(self, label: str, *, old: bool) -> Button:
        """The button with that label on the live card, or on a card that is gone."""
        live = self.live
        stale = [one for one in reversed(self.shown) if one.sends not in {two.sends for two in live}]
        found = next((one for one in (stale if old else live) if one.label == label), None)
        assert found, (
            f"no {'old' if old else 'live'} button [{label}]; there are {[one.label for one in live]}"
        )
        return found


def _indented(mark: str, text: str) -> list[str]:
    first, *others = text.split("\n")
    return [f"{mark} {first}", *(f"  {line}" for line in others)]
