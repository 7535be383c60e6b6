"""The guard before any parsing: is it a workbook, small enough and harmless, and which sheets has it."""

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

MAX_FILE = 50 << 20
MAX_UNPACKED = 700 << 20
MAX_PART = 64 << 20
"""Bytes of any part that is not a worksheet: these are held in memory."""
MAX_RATIO = 300
MAX_PARTS = 2_000

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refused(Exception):
    """The file as a whole cannot be read, for the reason that `key` names."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = f"finding.{key}"


@contextmanager
def open_package(content: bytes) -> Iterator[ZipFile]:
    """The parts of a workbook, once nothing about them is suspicious."""
    if content.startswith(_OLE):
        raise Refused("encrypted" if "EncryptedPackage".encode("utf-16-le") in content else "old_xls")
    if len(content) > MAX_FILE:
        raise Refused("too_big")
    if not content.startswith(b"PK\x03\x04"):
        raise Refused("not_xlsx")
    with ZipFile(BytesIO(content)) as archive:
        _check_sizes(archive)
        if "xl/workbook.xml" not in archive.namelist():
            raise Refused("not_xlsx")
        _check_prologs(archive)
        yield archive


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
