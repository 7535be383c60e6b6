"""The head of a phone: its clock, the switch for signal, whose chat this is and whose phone."""

from collections.abc import Callable
from datetime import datetime

from nicegui import ui

from sandbox.page.elements import button, icon, set_attributes, tag
from sandbox.page.phone import Phone
from sandbox.page.words import Words, time_of_day


class PhoneHead:
    """Everything above the chat."""

    def __init__(self, phone: Phone, bot_name: str, words: Words, switch: Callable[[], None]) -> None:
        with tag("div", "head"):
            with tag("div", "status"):
                with tag("time", ""):
                    self._time = ui.label()
                with button("signal", switch, role="switch", data_testid="signal") as self._signal:
                    tag("span", text=words("signal"))
                    tag("span", "track")
                    icon("bars", "icon yes")
                    icon("no_bars", "icon no")
            with tag("div", "who"):
                icon("logo", "icon avatar")
                with tag("div", "who-words"):
                    tag("span", "bot", bot_name)
                    with tag("span", f"holder {phone.role.value}", data_testid="holder"):
                        tag("span", "role", words(phone.role.value))
                        tag("span", text=phone.name)
        # a row of its own: within the head it would take the place of the names where the head is one row
        self._hint = tag("div", "no-signal", words("signal_hint"), role="status")

    def show(self, online: bool) -> None:
        """Whether there is signal."""
        set_attributes(self._signal, aria_checked="false" if online else "true")
        self._hint.set_visibility(not online)

    def tick(self, local: datetime) -> None:
        """What the phone's own clock says."""
        shown = time_of_day(local.time())
        if self._time.text != shown:
            self._time.set_text(shown)
