"""A sheet that slides up inside a phone and offers a few things to choose from."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from sandbox.page.elements import button, icon, tag
from sandbox.page.words import Words

Act = Callable[[], Awaitable[None] | None]


class Sheet:
    """Closed at first; closes by its button, by Escape, by a click beside it, or when a choice is made."""

    def __init__(self, title: str, words: Words, testid: str) -> None:
        with tag("div", "sheet-room") as self._room:
            tag("div", "scrim", aria_hidden="true").on("click", self.close, js_handler="() => emit()")
            with tag("div", "sheet", role="dialog", aria_label=title, data_testid=testid):
                with tag("div", "sheet-head"):
                    tag("h2", text=title)
                    with button("round", self.close, aria_label=words("close")) as self._close:
                        icon("close")
                self.body = tag("div", "sheet-body")
        self._room.on("keydown.esc", self.close, js_handler="() => emit()")
        self._room.set_visibility(False)

    def open(self) -> None:
        """Show the sheet and put the keyboard's focus into it."""
        self._room.set_visibility(True)
        ui.run_javascript(
            f"getHtmlElement({self._room.id}).opener = document.activeElement;"
            f"getHtmlElement({self._close.id}).focus({{preventScroll: true}})"
        )

    def close(self) -> None:
        """Put the sheet away, and the focus back to where it was."""
        self._room.set_visibility(False)
        ui.run_javascript(f"getHtmlElement({self._room.id}).opener?.focus({{preventScroll: true}})")

    def offer(self, drawing: str, label: str, about: str, act: Act, testid: str) -> None:
        """One more line to choose, drawn into the body that is open for writing."""

        async def choose() -> None:
            self.close()
            done = act()
            if done is not None:
                await done

        with button("offer", choose, data_testid=testid):
            icon(drawing, "offer-icon")
            with tag("span", "offer-words"):
                tag("strong", text=label)
                if about:
                    tag("span", "about", about)
