"""A few words that appear inside a phone and go away by themselves."""

from nicegui import ui

SECONDS = 4.0


class Toast:
    """What answerCallbackQuery shows, and the hint about lost taps."""

    def __init__(self) -> None:
        self._label = ui.label().classes("toast").props('role="status" data-testid="toast"')
        self._fading = ui.timer(SECONDS, self._fade, active=False, immediate=False)

    def tell(self, text: str) -> None:
        """Show these words for some seconds, in place of any others."""
        self._label.set_text(text)
        self._label.classes(add="shown")
        self._fading.deactivate()
        self._fading.activate()

    def _fade(self) -> None:
        self._label.classes(remove="shown")
        self._fading.deactivate()
