"""The guard before any parsing: is it a workbook, small enough and harmless, and which sheets has it."""

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from domain.register.shapes import file_shape

MAX_FILE = 50 << 20
MAX_UNPACKED = 700 << 20
MAX_PART = 64 << 20
"""Bytes of any part that is not a worksheet: these are held in memory."""
MAX_RATIO = 300
MAX_PARTS = 2_000

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = b"purl.oclc.org/ooxml"
_LOOKED_AT = 1 << 16
_CUT = 4
"""Bytes of one character."""
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_STREAMS = {"EncryptedPackage": "encrypted", "WordDocument": "word", "PowerPoint Document": "not_xlsx"}
_STARTS = {b"%PDF": "pdf", b"Rar!": "archive", b"7z\xbc\xaf": "archive", b"PK\x05\x06": "archive"}
_PAGES = ("<html", "<!doctype", "<table", "<meta", "<head", "mime-version:")
_PARTS = {"xl/workbook.bin": "binary_xlsb", "word/document.xml": "word"}
"""Shapes of domain.register.shapes by what is found in a file."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refused(Exception):
    """The file as a whole cannot be read, for the reason that `key` names."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = f"finding.{key}"


@contextmanager
def open_package(content: bytes, name: str = "") -> Iterator[ZipFile]:
    """The parts of a workbook, once nothing about them is suspicious; `name` is the file's, if it has one."""
    if content.startswith(_OLE):
        raise Refused(_old_shape(content, name))
    if len(content) > MAX_FILE:
        raise Refused("too_big")
    if not content.startswith(b"PK\x03\x04"):
        raise Refused(_loose_shape(content))
    with ZipFile(BytesIO(content)) as archive:
        _check_sizes(archive)
        if "xl/workbook.xml" not in archive.namelist():
            raise Refused(_packed_shape(archive))
        _check_prologs(archive)
        if _STRICT in archive.read("xl/workbook.xml"):
            raise Refused("strict")
        yield archive


def _old_shape(content: bytes, name: str) -> str:
    """What is in a compound file, by the names of its streams."""
    streams = (one.encode("utf-16-le") for one in _STREAMS)
    found = next((shape for one, shape in zip(streams, _STREAMS.values(), strict=True) if one in content), "")
    return found or ("wps_et" if file_shape(name) == "wps_et" else "old_xls")


def _loose_shape(content: bytes) -> str:
    """What a file is that is in no package: by its first bytes, or by reading it as text."""
    for start, shape in _STARTS.items():
        if content.startswith(start):
            return shape
    text = _text_of(content[:_LOOKED_AT])
    words = text.lstrip("\ufeff").lstrip().casefold()
    if "urn:schemas-microsoft-com:office:spreadsheet" in words:
        return "xml_table"
    if words.startswith(_PAGES) or "<table" in words:
        return "web_page"
    return "plain_text" if any(mark in text for mark in ",\t;，") else "not_xlsx"


def _text_of(start: bytes) -> str:
    """The beginning of a file as text; nothing if it is none. The last characters may be cut."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "ignore")
    for encoding in ("utf-8", "gb18030"):
        text = start.decode(encoding, "ignore")
        if len(text.encode(encoding)) >= len(start) - _CUT and not _UNREADABLE.search(text):
            return text
    return ""


def _packed_shape(archive: ZipFile) -> str:
    """What is in a package without a workbook."""
    names = archive.namelist()
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        return "open_document"
    found = next((shape for part, shape in _PARTS.items() if part in names), "")
    return found or ("not_xlsx" if "[Content_Types].xml" in names else "archive")


def is_sheet(part: str) -> bool:
    """Whether the part is read row by row, and so may be large."""
    return part.startswith("xl/worksheets/") and part.endswith(".xml")


def _check_sizes(archive: ZipFile) -> None:
    parts = archive.infolist()
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("encrypted")
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 1 << 16):
        raise Refused("too_big")
    if any(part.file_size > MAX_PART for part in parts if not is_sheet(part.filename)):
        raise Refused("too_big")


def _check_prologs(archive: ZipFile) -> None:
    """A document type can only stand before the first element, and no workbook has one."""
    for name in archive.namelist():
        if not name.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(name) as part:
            try:
                next(iter(iterparse(part, ("start",), forbid_dtd=True)), None)
            except DefusedXmlException as danger:
                raise Refused("hostile_xml") from danger


def sheet_parts(archive: ZipFile) -> dict[str, str]:
    """The worksheets by title, in their order, with the part that holds each."""
    links = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
        for link in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        if link.get("Type", "").endswith("/worksheet")
    }
    sheets = fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    titled = ((sheet.get("name", ""), links.get(sheet.get(f"{_LINKS}id"))) for sheet in sheets)
    return {title: part for title, part in titled if part in archive.namelist()}
