"""The labelled tabs that turn from one phone to the next where not all of them fit side by side."""

from collections.abc import Callable, Sequence
from functools import partial

from nicegui import ui
from nicegui.element import Element

from sandbox.page.elements import button, set_attributes, tag
from sandbox.page.phone import Phone
from sandbox.page.words import Words


class Tabs:
    """One tab for each phone from number `first` on, with how many messages came in behind its back."""

    def __init__(
        self, name: str, phones: Sequence[Phone], first: int, words: Words, turn: Callable[[int], None]
    ) -> None:
        self.front = first
        self._first = first
        self._words = words
        self._tabs: list[Element] = []
        self._unread: list[ui.label] = []
        self._read = [0] * len(phones)
        with tag("div", f"tabs {name}-list", role="tablist", aria_label=words("phones")):
            for nth, phone in enumerate(phones[first:], first):
                with button("tab", partial(turn, nth), role="tab", data_testid=f"{name}-{nth}") as one:
                    with tag("span", "tab-name"):
                        tag("strong", text=phone.name)
                        self._unread.append(ui.label().classes("unread"))
                    tag("span", text=words(phone.role.value))
                self._tabs.append(one)

    def turn(self, nth: int) -> None:
        """Bring another phone to the front, if it has a tab here."""
        if nth >= self._first:
            self.front = nth

    def show(self, heard: Sequence[int], *, anew: bool = False) -> None:
        """Which phone is in front, and how much each of the others has to tell; `anew`, nothing is unread."""
        self._read = list(heard) if anew else self._read
        self._read[self.front] = heard[self.front]
        for nth, (one, label) in enumerate(zip(self._tabs, self._unread, strict=True), self._first):
            is_front = nth == self.front
            set_attributes(
                one, aria_selected="true" if is_front else "false", tabindex="0" if is_front else "-1"
            )
            count = max(0, heard[nth] - self._read[nth])
            label.set_text(str(count))
            label.set_visibility(bool(count))
            label.props["aria-label"] = self._words("unread", count=count)
