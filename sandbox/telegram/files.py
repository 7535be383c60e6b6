"""Files as Telegram keeps them: ids that open them, paths to download them, what a message says of them."""

import mimetypes
from dataclasses import dataclass
from pathlib import PurePath

from sandbox.telegram.errors import Json, bad_request
from sandbox.telegram.image_size import image_size

DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
THUMBNAIL = 320
ASSUMED_SIZE = (1280, 960)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `content` is kept as it came, where Telegram would encode a photo anew."""

    file_id: str
    unique_id: str
    path: str
    content: bytes

    def reference(self) -> Json:
        """What every file object of the Bot API begins with."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class Files:
    """All files of the world; `described` gives back what a message said of a file, to send it once more."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._described: dict[str, Json] = {}

    def add_photo(self, content: bytes) -> Json:
        """Keep a photo; `{"photo": [...]}` with a thumbnail first and the largest last."""
        width, height = image_size(content) or ASSUMED_SIZE
        shrink = min(1.0, THUMBNAIL / max(width, height, 1))
        small = self._add("AgACthumb", "photos", ".jpg", content).reference()
        large = self._add("AgAC", "photos", ".jpg", content).reference()
        small |= {"width": max(1, round(width * shrink)), "height": max(1, round(height * shrink))}
        large |= {"width": width, "height": height}
        return self._describe({"photo": [small, large]}, small, large)

    def add_document(self, name: str, content: bytes) -> Json:
        """Keep a document under its name; `{"document": {...}}`."""
        kind = XLSX if name.lower().endswith(".xlsx") else mimetypes.guess_type(name)[0]
        kept = self._add("BQAC", "documents", PurePath(name).suffix, content).reference()
        kept |= {"file_name": name, "mime_type": kind or "application/octet-stream"}
        return self._describe({"document": kept}, kept)

    def add_voice(self, seconds: int, content: bytes) -> Json:
        """Keep a voice message; `{"voice": {...}}`."""
        kept = self._add("AwAC", "voice", ".oga", content).reference()
        kept |= {"duration": seconds, "mime_type": "audio/ogg"}
        return self._describe({"voice": kept}, kept)

    def described(self, file_id: str, kind: str) -> Json:
        """What a message with this file says; raises if there is none or it is of another kind."""
        if file_id.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        found = self._described.get(file_id)
        if found is None:
            raise bad_request("wrong remote file identifier specified: Wrong string length")
        if kind not in found:
            raise bad_request(f"can't use file of type {next(iter(found)).title()} as {kind.title()}")
        return found

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file with that id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file with that download path."""
        return self._by_path.get(path)

    def content(self, file_id: str) -> bytes:
        """The bytes of a file of any size; raises KeyError if there is no such file."""
        return self._by_id[file_id].content

    def _add(self, prefix: str, folder: str, suffix: str, content: bytes) -> StoredFile:
        number = len(self._by_id)
        name = f"{folder}/file_{number}{suffix}"
        kept = StoredFile(f"{prefix}AgUAAxkBAAI{number:012d}AAM", f"AQAD{number:010d}", name, content)
        self._by_id[kept.file_id] = self._by_path[kept.path] = kept
        return kept

    def _describe(self, said: Json, *references: Json) -> Json:
        for reference in references:
            self._described[reference["file_id"]] = said
        return said
