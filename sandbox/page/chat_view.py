"""The chat of one phone: brings the bubbles on the screen in line with the entries that should be there."""

from collections.abc import Sequence

from nicegui.element import Element

from sandbox.page.bubbles import BubbleView, DayView, Tap
from sandbox.page.conversation import Bubble, Day, Entry
from sandbox.page.words import Words


class ChatView:
    """Bubbles inside `container`, which may already hold others before them."""

    def __init__(self, container: Element, words: Words, tap: Tap) -> None:
        self._container = container
        self._words = words
        self._tap = tap
        self._before = len(container.default_slot.children)
        self._shown: dict[str, DayView | BubbleView] = {}

    def show(self, entries: Sequence[Entry]) -> None:
        """Draw what is new, change what changed, take away what is gone; nothing else is touched."""
        wanted = {entry.key for entry in entries}
        for key in [key for key in self._shown if key not in wanted]:
            self._shown.pop(key).element.delete()
        for place, entry in enumerate(entries, self._before):
            view = self._shown.get(entry.key)
            if view is None:
                self._shown[entry.key] = self._draw(entry, place)
            elif view.entry != entry:
                view.update(entry)

    def _draw(self, entry: Entry, place: int) -> DayView | BubbleView:
        with self._container:
            view = DayView(entry, self._words) if isinstance(entry, Day) else self._bubble(entry)
        if place < len(self._container.default_slot.children) - 1:
            view.element.move(target_index=place)
        return view

    def _bubble(self, bubble: Bubble) -> BubbleView:
        return BubbleView(bubble, self._words, self._tap)
