"""The bottom of a phone: START before joining; then menu, text field, paper-clip and send."""

from collections.abc import Awaitable, Callable

from nicegui import events, ui

from sandbox.page.elements import button, icon, tag
from sandbox.page.words import Words

# Enter sends, Shift+Enter breaks the line, and Enter that ends a pinyin composition does neither.
ENTER_SENDS = """(event) => {
  if (event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  emit(event.target.value);
}"""


class Composer:
    """Hands on what its holder writes; opens the two sheets."""

    def __init__(
        self,
        words: Words,
        start: Callable[[], Awaitable[None]],
        send: Callable[[str], Awaitable[None]],
        open_menu: Callable[[], None],
        open_clip: Callable[[], None],
    ) -> None:
        self._send = send
        with tag("div", "start-bar") as self._start_bar:
            button("start", start, words("start"), data_testid="start")
        with tag("div", "composer") as self._bar:
            with button(
                "round", open_menu, aria_label=words("menu"), title=words("menu"), data_testid="menu"
            ):
                icon("menu")
            self._field = (
                ui.textarea(placeholder=words("write"))
                .props("borderless dense autogrow rows=1 maxlength=4096 data-testid=input")
                .classes("field")
                .on("keydown.enter", self._on_enter, js_handler=ENTER_SENDS)
            )
            self._field.props["aria-label"] = words("write")
            with button(
                "round", open_clip, aria_label=words("clip"), title=words("clip"), data_testid="clip"
            ):
                icon("clip")
            with button(
                "round send", self._on_send, aria_label=words("send"), title=words("send"), data_testid="send"
            ):
                icon("send")

    def show(self, joined: bool) -> None:
        """START until the holder has joined, the text field after."""
        self._start_bar.set_visibility(not joined)
        self._bar.set_visibility(joined)

    def take_caption(self) -> str:
        """What stands in the text field goes along with photos, as in Telegram's own apps."""
        written = (self._field.value or "").strip()
        self._field.set_value("")
        return written

    async def _on_enter(self, event: events.GenericEventArguments) -> None:
        await self._send_text(str(event.args))

    async def _on_send(self) -> None:
        await self._send_text(self._field.value or "")

    async def _send_text(self, text: str) -> None:
        self._field.set_value("")
        if text.strip():
            await self._send(text.strip())
