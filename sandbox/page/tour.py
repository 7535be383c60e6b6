"""The tour: five things to try, told one after another above the phones, until somebody leaves it."""

from collections.abc import Callable

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from sandbox.page.elements import button, set_attributes, tag
from sandbox.page.words import Words

STEPS = (0, 0, 0, 1, 2)
"""Which phone each step is about."""
COOKIE = "zoufang_tour"
LEFT = "left"


class Tour:
    """`turn_to` brings the phone of a step to the front; the browser remembers how far it went."""

    def __init__(self, words: Words, turn_to: Callable[[int], None]) -> None:
        self._words = words
        self._turn_to = turn_to
        self._step = 0
        with tag("section", "tour", aria_label=words("tour"), data_testid="tour") as self._room:
            with tag("p", "tour-words", role="status"):
                self._place = ui.label().classes("tour-place").props('data-testid="tour-place"')
                self._told = ui.label().props('data-testid="tour-told"')
            with tag("div", "tour-turns"):
                self._back = button(
                    "tour-turn", lambda: self._go(-1), words("tour_back"), data_testid="tour-back"
                )
                self._next = button(
                    "tour-turn", lambda: self._go(1), words("tour_next"), data_testid="tour-next"
                )
                with button("tour-turn leave", self.leave, data_testid="tour-leave"):
                    self._away = TextElement(tag="span", text="")
        kept = _kept()
        self._keep(kept)
        self._step = int(kept) if kept.isdecimal() and int(kept) < len(STEPS) else 0
        self._show()

    @property
    def front(self) -> int:
        """The phone that it is about; after it was left, the first."""
        return STEPS[self._step]

    def begin(self) -> None:
        """Show the first step, also to somebody who had left."""
        self._go(-self._step)

    def leave(self) -> None:
        """Put the tour away; it comes back only when it is asked for."""
        self._keep(LEFT)

    def _go(self, by: int) -> None:
        self._step = min(max(self._step + by, 0), len(STEPS) - 1)
        self._keep(str(self._step))
        self._show()
        self._turn_to(STEPS[self._step])

    def _keep(self, what: str) -> None:
        """Show the tour unless it was left; the page's script remembers this in a cookie."""
        self._room.set_visibility(what != LEFT)
        set_attributes(self._room, data_keep=f"{COOKIE}={what}")

    def _show(self) -> None:
        nth, is_last = self._step + 1, self._step == len(STEPS) - 1
        self._place.set_text(f"{nth}/{len(STEPS)}")
        self._place.props["aria-label"] = self._words("tour_of", nth=nth, count=len(STEPS))
        self._told.set_text(self._words(f"tour_{nth}"))
        set_attributes(self._back, disabled="disabled" if self._step == 0 else False)
        self._next.set_visibility(not is_last)
        self._away.set_text(self._words("tour_done" if is_last else "tour_leave"))


def _kept() -> str:
    request = ui.context.client.request
    return request.cookies.get(COOKIE, "") if request else ""
