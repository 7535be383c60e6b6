"""The page at "/": the bar on top, and the phones side by side or, on a narrow screen, one at a time."""

from collections.abc import Sequence
from pathlib import Path

from nicegui import ui

from sandbox.clock import SettableClock
from sandbox.page.clock_bar import ZONE, ClockBar
from sandbox.page.elements import tag
from sandbox.page.phone import Phone
from sandbox.page.phone_view import PhoneView
from sandbox.page.places import Place
from sandbox.page.tabs import Tabs
from sandbox.page.words import Words
from sandbox.telegram.world import World

HERE = Path(__file__).parent
TICK_SECONDS = 1.0


class Page:
    """One browser window; several may look at the same phones."""

    def __init__(
        self,
        world: World,
        clock: SettableClock,
        phones: Sequence[Phone],
        places: Sequence[Place],
        words: Words,
    ) -> None:
        self._clock = clock
        self._clients = [world.client(phone.user_id, phone.name) for phone in phones]
        bot_name = world.bot["first_name"]
        with tag("div", "stage", lang=words.html_lang):
            self._bar = ClockBar(clock, words, self._tick)
            self._tabs = Tabs(phones, words, self._turn_to)
            with tag("main", "phones", aria_label=words("phones")):
                self._views = [
                    PhoneView(nth, phone, client, bot_name, words, places)
                    for nth, (phone, client) in enumerate(zip(phones, self._clients, strict=True))
                ]
        self._front = 0
        self._read = [view.heard for view in self._views]
        self._show()
        self._tick()
        self._timer = ui.timer(TICK_SECONDS, self._tick)
        self._follow()

    def _follow(self) -> None:
        for client in self._clients:
            client.watch(self._show)
        ui.context.client.on_delete(self._leave)

    def _leave(self) -> None:
        for client in self._clients:
            client.unwatch(self._show)

    def _show(self) -> None:
        for view in self._views:
            view.show()
        heard = [view.heard for view in self._views]
        self._read[self._front] = heard[self._front]
        unread = [max(0, now - read) for now, read in zip(heard, self._read, strict=True)]
        self._tabs.show(self._front, unread)

    def _turn_to(self, nth: int) -> None:
        self._front = nth
        for other, view in enumerate(self._views):
            view.bring_forward(other == nth)
        self._show()

    def _tick(self) -> None:
        self._bar.show()
        local = self._clock.now().astimezone(ZONE)
        for view in self._views:
            view.tick(local)


def dress() -> None:
    """Give the page its looks and its few lines of script; everything comes from this machine."""
    ui.add_head_html(f"<style>{(HERE / 'style.css').read_text('utf-8')}</style>")
    ui.add_body_html(f"<script>{(HERE / 'page.js').read_text('utf-8')}</script>")
