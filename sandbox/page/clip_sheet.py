"""The paper-clip: sample photos, pictures from this computer, and a location to send."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from itertools import cycle
from pathlib import Path

from nicegui import events, ui

from sandbox.page.elements import tag
from sandbox.page.places import Place
from sandbox.page.sheet import Sheet
from sandbox.page.words import Words

PHOTOS = Path(__file__).parent / "photos"
PHOTOS_URL = "/sample-photos"
ONE = (("roof",), ("road",), ("yard",), ("house",))
TWO = (("house", "yard"), ("roof", "road"))
LARGEST = 10_000_000
"""Bytes; what Telegram lets a photo be."""

SendPhotos = Callable[[list[bytes]], Awaitable[None]]
SendLocation = Callable[[float, float], Awaitable[None]]


class ClipSheet(Sheet):
    """The sheet behind the paper-clip of one phone."""

    def __init__(
        self, words: Words, places: Sequence[Place], send_photos: SendPhotos, send_location: SendLocation
    ) -> None:
        super().__init__(words("clip_title"), words, "clip-sheet")
        self._send_photos = send_photos
        with self.body:
            self._offer_samples(words, "photo", "photo_one", ONE)
            self._offer_samples(words, "album", "photo_two", TWO)
            self._offer_computer(words)
            for nth, place in enumerate(places):
                send = partial(send_location, place.latitude, place.longitude)
                self.offer("pin", words("location", place=place.name), "", send, f"send-location-{nth}")

    def _offer_samples(self, words: Words, drawing: str, key: str, names: Sequence[Sequence[str]]) -> None:
        # in turn, since two visits with one and the same picture would look odd
        send = partial(self._send_samples, cycle(names))
        self.offer(drawing, words(key), words(f"{key}_about"), send, f"send-{key.replace('_', '-')}")

    async def _send_samples(self, turns: Iterator[Sequence[str]]) -> None:
        await self._send_photos([(PHOTOS / f"{name}.jpg").read_bytes() for name in next(turns)])

    def _offer_computer(self, words: Words) -> None:
        with tag("div", "never-shown"):
            picker = ui.upload(
                multiple=True, auto_upload=True, max_file_size=LARGEST, on_multi_upload=self._send_picked
            ).props("accept=image/jpeg,image/png,image/webp max-files=10")
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
        await self._send_photos([await one.read() for one in picked.files])
