"""One bubble or day separator of a chat, drawn once and then only changed where it changed."""

from collections.abc import Awaitable, Callable

from nicegui.elements.mixins.text_element import TextElement

from sandbox.page.conversation import Bubble, Day, Document, Entry, Photo
from sandbox.page.elements import button, icon, tag
from sandbox.page.words import Words, file_size, time_of_day

Tap = Callable[[int, str], Awaitable[None]]


class DayView:
    """A separator between days."""

    def __init__(self, day: Day, words: Words) -> None:
        self.entry: Entry = day
        with tag("div", "day") as self.element:
            tag("span", text=words.day(day.on))

    def update(self, entry: Entry) -> None:
        """A day never changes: its key says which it is."""


class BubbleView:
    """One thing said, with the bot's keyboard under it."""

    def __init__(self, bubble: Bubble, words: Words, tap: Tap) -> None:
        self.entry: Entry = bubble
        self._words = words
        self._tap = tap
        side = "mine" if bubble.mine else "theirs"
        with tag(
            "div", f"said {side}", data_testid="bubble", data_message_id=str(bubble.message_id)
        ) as self.element:
            with tag("div", "bubble"):
                self._media = tag("div", "media")
                self._text = TextElement(tag="span", text=bubble.text).classes("text")
                self._mark = tag("span", "mark")
            self._keyboard = tag("div", "keyboard")
        self._show(bubble, None)

    def update(self, entry: Entry) -> None:
        """Take over what was edited; untouched parts stay as they are on the screen."""
        if isinstance(entry, Bubble) and isinstance(self.entry, Bubble):
            self._show(entry, self.entry)
            self.entry = entry

    def _show(self, now: Bubble, before: Bubble | None) -> None:
        if before is None or _media_of(now) != _media_of(before):
            self._media.clear()
            with self._media:
                self._draw_media(now)
            self._media.set_visibility(any(_media_of(now)))
        if before is None or now.text != before.text:
            self._text.set_text(now.text)
            self._text.set_visibility(bool(now.text))
        if before is None or (now.at, now.reactions) != (before.at, before.reactions):
            self._mark.clear()
            with self._mark:
                self._draw_mark(now)
        if before is None or now.keyboard != before.keyboard:
            self._keyboard.clear()
            with self._keyboard:
                self._draw_keyboard(now)
            self._keyboard.set_visibility(bool(now.keyboard))
            self.element.classes(
                add="with-keys" if now.keyboard else "", remove="" if now.keyboard else "with-keys"
            )

    def _draw_mark(self, bubble: Bubble) -> None:
        if bubble.reactions:
            tag("span", "reaction", " ".join(bubble.reactions))
        if bubble.at is not None:
            tag("time", text=time_of_day(bubble.at))
            return
        with tag("span", "waiting", data_testid="waiting", role="img", aria_label=self._words("waiting")):
            icon("waiting")

    def _draw_media(self, bubble: Bubble) -> None:
        if bubble.photos:
            with tag("div", f"album of-{min(len(bubble.photos), 4)}", data_testid="album"):
                for photo in bubble.photos:
                    self._draw_photo(photo)
        if bubble.document:
            self._draw_document(bubble.document)
        if bubble.location:
            self._draw_location(*bubble.location)
        if bubble.voice_seconds is not None:
            with tag("div", "document"):
                icon("voice")
                tag("span", text=self._words("voice", seconds=bubble.voice_seconds))

    def _draw_photo(self, photo: Photo) -> None:
        shape = f"--ratio: {photo.ratio:.3f}"
        with tag(
            "a", "photo", href=photo.address, target="_blank", style=shape, aria_label=self._words("enlarge")
        ):
            tag("img", src=photo.address, alt=self._words("photo"), data_testid="photo")

    def _draw_document(self, file: Document) -> None:
        name = file.name or self._words("document")
        link = {"href": file.address, "download": name} if file.address else {}
        with tag("a" if link else "span", "document", data_testid="document", **link):
            icon("workbook" if name.endswith(".xlsx") else "document", "icon document-icon")
            with tag("span", "document-words"):
                tag("strong", text=name)
                if file.size:
                    tag("span", "about", f"{file_size(file.size)} · {self._words('download')}")

    def _draw_location(self, latitude: float, longitude: float) -> None:
        with tag("div", "location", data_testid="location"):
            icon("pin", "pin")
            tag("span", text=f"{self._words('sent_location')} {latitude:.4f}, {longitude:.4f}")

    def _draw_keyboard(self, bubble: Bubble) -> None:
        for row in bubble.keyboard:
            with tag("div", "keys"):
                for key in row:
                    button(
                        "key",
                        self._tapping(bubble.message_id, key.callback_data),
                        key.label,
                        data_testid="key",
                    )

    def _tapping(self, message_id: int, callback_data: str) -> Callable[[], Awaitable[None]]:
        return lambda: self._tap(message_id, callback_data)


def _media_of(bubble: Bubble) -> tuple[object, ...]:
    return bubble.photos, bubble.document, bubble.location, bubble.voice_seconds is not None
