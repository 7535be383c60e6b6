"""The labelled tabs that turn from one phone to the next on a narrow screen."""

from collections.abc import Callable, Sequence
from functools import partial

from nicegui import ui
from nicegui.element import Element

from sandbox.page.elements import button, set_attributes, tag
from sandbox.page.phone import Phone
from sandbox.page.words import Words


class Tabs:
    """One tab a phone, with how many messages came in behind its back."""

    def __init__(self, phones: Sequence[Phone], words: Words, turn: Callable[[int], None]) -> None:
        self._words = words
        self._tabs: list[Element] = []
        self._unread: list[ui.label] = []
        with tag("div", "tabs", role="tablist", aria_label=words("phones")):
            for nth, phone in enumerate(phones):
                with button("tab", partial(turn, nth), role="tab", data_testid=f"tab-{nth}") as one:
                    tag("strong", text=phone.name)
                    tag("span", text=words(phone.role.value))
                    self._unread.append(ui.label().classes("unread"))
                self._tabs.append(one)

    def show(self, front: int, unread: Sequence[int]) -> None:
        """Which phone is in front, and how much each of the others has to tell."""
        for nth, (one, label, count) in enumerate(zip(self._tabs, self._unread, unread, strict=True)):
            set_attributes(
                one, aria_selected="true" if nth == front else "false", tabindex="0" if nth == front else "-1"
            )
            label.set_text(str(count))
            label.set_visibility(bool(count))
            label.props["aria-label"] = self._words("unread", count=count)
