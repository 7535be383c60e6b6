"""The page at "/": the bar on top, and under it as many phones side by side as there is room for."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from nicegui import ui

from sandbox.clock import SettableClock
from sandbox.page.clock_bar import ZONE, ClockBar
from sandbox.page.elements import tag
from sandbox.page.phone import Cast
from sandbox.page.phone_view import PhoneView
from sandbox.page.places import Place
from sandbox.page.tabs import Tabs
from sandbox.page.tour import Tour
from sandbox.page.words import Words
from sandbox.telegram.world import World

HERE = Path(__file__).parent
TICK_SECONDS = 1.0
THIRD_PLACE = 2
"""Where three phones fit, those from here on take turns in the third place."""


class Page:
    """One browser window; several may look at the same phones."""

    def __init__(
        self,
        world: World,
        clock: SettableClock,
        cast: Cast,
        places: Sequence[Place],
        words: Words,
        begins_at: datetime,
    ) -> None:
        self._clock = clock
        self._clients = [world.client(phone.user_id, phone.name) for phone in cast.phones]
        bot_name = world.bot["first_name"]
        with tag("div", "stage", lang=words.html_lang):
            self._bar = ClockBar(clock, begins_at, words, self._tick, lambda: self._tour.begin())
            with self._bar.bar:
                self._aside = Tabs("aside", cast.phones, THIRD_PLACE, words, self._turn_to)
            self._tour = Tour(words, lambda nth: self._turn_to(nth))
            self._tabs = Tabs("tab", cast.phones, 0, words, self._turn_to)
            with tag("main", "phones", aria_label=words("phones")):
                self._views = [
                    PhoneView(nth, phone, client, bot_name, words, places, cast.workbook)
                    for nth, (phone, client) in enumerate(zip(cast.phones, self._clients, strict=True))
                ]
        self._turn_to(self._tour.front)
        self._show(anew=True)
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

    def _show(self, *, anew: bool = False) -> None:
        for view in self._views:
            view.show()
        heard = [view.heard for view in self._views]
        for tabs in (self._tabs, self._aside):
            tabs.show(heard, anew=anew)

    def _turn_to(self, nth: int) -> None:
        for tabs in (self._tabs, self._aside):
            tabs.turn(nth)
        for other, view in enumerate(self._views):
            view.stand(
                front=other == self._tabs.front, beside=other < THIRD_PLACE or other == self._aside.front
            )
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
