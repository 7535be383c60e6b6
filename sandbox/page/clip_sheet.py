"""The paper-clip: samples, pictures and workbooks from this computer, and a location to send."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle
from pathlib import Path

from nicegui import events, ui

from sandbox.page.elements import tag
from sandbox.page.places import Place
from sandbox.page.practice import WORKBOOK_NAME
from sandbox.page.sheet import Sheet
from sandbox.page.words import Words
from sandbox.telegram.client import Client

PHOTOS = Path(__file__).parent / "photos"
PHOTOS_URL = "/sample-photos"
ONE = (("roof",), ("road",), ("yard",), ("house",))
TWO = (("house", "yard"), ("roof", "road"))
SECONDS = 12
"""How long the sample of a voice message lasts."""
PICKED = "image/jpeg,image/png,image/webp,.xlsx"
LARGEST = 20_000_000
"""Bytes; what Telegram lets a bot fetch of a file."""


class ClipSheet(Sheet):
    """The sheet behind the paper-clip of one phone; `practice` is the workbook to send, if there is one.

    `take_caption` gives the words that go along with photos, once.
    """

    def __init__(
        self,
        words: Words,
        places: Sequence[Place],
        client: Client,
        practice: bytes | None,
        take_caption: Callable[[], str],
    ) -> None:
        super().__init__(words("clip_title"), words, "clip-sheet")
        self._client = client
        self._take_caption = take_caption
        with self.body:
            if practice is not None:
                send = partial(self._send_workbook, practice)
                about = words("workbook_send_about")
                self.offer("workbook", words("workbook_send"), about, send, "send-workbook")
            self._offer_samples(words, "photo", "photo_one", ONE)
            self._offer_samples(words, "album", "photo_two", TWO)
            about = words("voice_message_about")
            self.offer("voice", words("voice_message"), about, self._send_voice, "send-voice")
            self._offer_computer(words)
            for nth, place in enumerate(places):
                send = partial(self._send_location, place)
                self.offer("pin", words("location", place=place.name), "", send, f"send-location-{nth}")

    def _offer_samples(self, words: Words, drawing: str, key: str, names: Sequence[Sequence[str]]) -> None:
        # in turn, since two visits with one and the same picture would look odd
        send = partial(self._send_samples, cycle(names))
        self.offer(drawing, words(key), words(f"{key}_about"), send, f"send-{key.replace('_', '-')}")

    def _send_workbook(self, workbook: bytes) -> None:
        self._client.send_document(WORKBOOK_NAME, workbook)

    def _send_voice(self) -> None:
        self._client.send_voice(SECONDS)

    def _send_location(self, place: Place) -> None:
        self._client.send_location(place.latitude, place.longitude)

    def _send_samples(self, turns: Iterator[Sequence[str]]) -> None:
        photos = [(PHOTOS / f"{name}.jpg").read_bytes() for name in next(turns)]
        self._client.send_photos(photos, self._take_caption())

    def _offer_computer(self, words: Words) -> None:
        with tag("div", "never-shown"):
            picker = ui.upload(
                multiple=True, auto_upload=True, max_file_size=LARGEST, on_multi_upload=self._send_picked
            ).props(f"accept={PICKED} max-files=10")
        self.offer(
            "computer",
            words("from_computer"),
            words("from_computer_about"),
            lambda: self._pick(picker),
            "send-from-computer",
        )

    def _pick(self, picker: ui.upload) -> None:
        picker.reset()
        picker.run_method("pickFiles")

    async def _send_picked(self, picked: events.MultiUploadEventArguments) -> None:
        photos: list[bytes] = []
        for one in picked.files:
            content = await one.read()
            if one.content_type.startswith("image/"):
                photos.append(content)
            else:
                self._client.send_document(one.name, content)
        if photos:
            self._client.send_photos(photos, self._take_caption())
