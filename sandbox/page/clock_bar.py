"""The slim bar on top: what this is, what time it is in the township, and turning that clock."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from nicegui import ui

from domain.calendar.working_days import WorkingDays
from sandbox.clock import SettableClock
from sandbox.page.elements import button, icon, set_attributes, tag
from sandbox.page.words import HTML_LANG, LANGUAGES, Words

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = time(8, 30)
DIGEST_TIME = time(8, 40)
WEEK = timedelta(days=7)


def month_end(now: datetime, zone: ZoneInfo = ZONE) -> datetime:
    """Half past eight on the last day of this month, or of the next one when that has passed."""
    local = now.astimezone(zone)
    first = local.date().replace(day=1)
    for _ in range(2):
        first = (first + timedelta(days=31)).replace(day=1)
        last = datetime.combine(first - timedelta(days=1), MORNING, zone)
        if last > local:
            break
    return last


def next_monday(now: datetime, zone: ZoneInfo = ZONE) -> datetime:
    """When leaders are told of the week on the Monday ahead; on a Monday before that time, today."""
    local = now.astimezone(zone)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()), DIGEST_TIME, zone)
    return monday if monday > local else monday + WEEK


class ClockBar:
    """Shows and turns the clock that the bot goes by."""

    def __init__(
        self,
        clock: SettableClock,
        begins_at: datetime,
        words: Words,
        turned: Callable[[], None],
        start_tour: Callable[[], None],
    ) -> None:
        self._clock = clock
        self._words = words
        self._turned = turned
        with tag("header", "top") as self.bar:
            self._draw_brand()
            label = words("clock")
            with tag("div", "clock", role="group", aria_label=label, data_testid="clock") as self._room:
                with tag("div", "moment"):
                    icon("clock")
                    self._moment = ui.label().props('data-testid="moment" role="timer"')
                self._draw_opener()
                with tag("div", "turns"):
                    self._button("now", lambda: clock.set(begins_at))
                    self._button("day", lambda: clock.advance(timedelta(days=1)))
                    self._button("window", lambda: clock.set(WorkingDays().next_window(clock.now(), ZONE)))
                    self._button("monday", lambda: clock.set(next_monday(clock.now())))
                    self._button("month_end", lambda: clock.set(month_end(clock.now())))
            button("tour-open", start_tour, words("tour"), data_testid="tour-open")
            self._draw_languages()
        self.show()

    def show(self) -> None:
        """Bring the shown time up to date."""
        moment = self._words.moment(self._clock.now().astimezone(ZONE))
        if self._moment.text != moment:
            self._moment.set_text(moment)

    def _draw_opener(self) -> None:
        """Where the bar has no room for the buttons, they come out below it."""
        label = self._words("clock_open")
        opener = button("opener", self._open, aria_label=label, title=label, data_testid="clock-open")
        with opener:
            icon("turn_clock")
        set_attributes(opener, aria_expanded="false")
        self._opener = opener

    def _open(self) -> None:
        self._fold(is_open="open" not in self._room.classes)

    def _fold(self, *, is_open: bool) -> None:
        self._room.classes(add="open" if is_open else "", remove="" if is_open else "open")
        set_attributes(self._opener, aria_expanded="true" if is_open else "false")

    def _draw_brand(self) -> None:
        with tag("div", "brand"):
            icon("logo", "logo")
            tag("h1", text="走访 zoufang")
        tag("p", "sentence", self._words("sentence"))

    def _draw_languages(self) -> None:
        with tag("nav", "languages", aria_label=self._words("language")):
            for code, name in LANGUAGES.items():
                current = "true" if code == self._words.language else False
                tag("a", "language", name, href=f"/?lang={code}", lang=HTML_LANG[code], aria_current=current)

    def _button(self, key: str, turn: Callable[[], None]) -> None:
        def turn_and_tell() -> None:
            turn()
            self._fold(is_open=False)
            self.show()
            self._turned()

        button(
            "turn", turn_and_tell, self._words(f"clock_{key}"), data_testid=f"clock-{key.replace('_', '-')}"
        )
