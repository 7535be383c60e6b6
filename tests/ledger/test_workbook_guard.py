"""Files that are no workbooks, or are made to hurt: refused as a whole, soon, and with a reason."""

import re
import struct
import time
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from domain.register.register import Finding
from ledger.reading import read_workbook

Book = dict[str, list[list[Any]]]
Checks = Callable[[Any], Any]
Packs = Callable[[Any], bytes]
Places = Callable[[tuple[Finding, ...]], list[tuple[Any, ...]]]


def rewritten(packed: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The same file with some parts changed: part -> function of its bytes."""
    stream = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, changes[name](content) if name in changes else content)
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name](b""))
    return stream.getvalue()


def reasons(content: Any) -> list[str]:
    return [finding.key for finding in read_workbook(content).errors]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "not_xlsx"),
        (b"\xff\xd8\xff\xe0 a photo", "not_xlsx"),
        (b"three words only", "not_xlsx"),
        ("户编号,户主\n".encode(), "plain_text"),
        ("\ufeff户编号,户主\r\nH0001,王福生\r\n".encode(), "plain_text"),
        ("户编号,户主\r\nH0001,王福生\r\n".encode("gb18030"), "plain_text"),
        ("户编号\t户主\r\nH0001\t王福生\r\n".encode("utf-16"), "plain_text"),
        (("户编号,户主\n" * 9999).encode("gb18030"), "plain_text"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "web_page"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", "web_page"),
        ("<meta charset=gbk><table><tr><td>户编号".encode("gbk"), "web_page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web_page"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "xml_table",
        ),
        (b"%PDF-1.7\n", "pdf"),
        (b"Rar!\x1a\x07\x01\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", "old_xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04 and nothing more", "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused(content: Any, key: str) -> None:
    assert reasons(content) == [f"finding.{key}"]


def test_a_zip_without_a_workbook_is_refused() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    assert reasons(stream.getvalue()) == ["finding.open_document"]


@pytest.mark.parametrize(
    ("part", "key"),
    [
        ("word/document.xml", "word"),
        ("xl/workbook.bin", "binary_xlsb"),
        ("ppt/presentation.xml", "not_xlsx"),
        ("台账.xlsx", "archive"),
    ],
)
def test_other_packages_are_told_apart(part: str, key: str) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(part, "<x/>")
        if key != "archive":
            archive.writestr("[Content_Types].xml", "<Types/>")

    assert reasons(stream.getvalue()) == [f"finding.{key}"]


def test_a_workbook_of_the_strict_kind_is_told_once(book: Book, packed: Packs) -> None:
    def stricter(content: bytes) -> bytes:
        main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        links = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        content = content.replace(main, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        return content.replace(links, b"http://purl.oclc.org/ooxml/officeDocument/relationships")

    content = packed(book)
    with ZipFile(BytesIO(content)) as archive:
        parts = archive.namelist()

    assert reasons(rewritten(content, dict.fromkeys(parts, stricter))) == ["finding.strict"]


@pytest.mark.parametrize(("ending", "key"), [(".et", "wps_et"), (".ET", "wps_et"), (".xls", "old_xls")])
def test_a_file_of_wps_is_told_by_its_name(tmp_path: Path, ending: str, key: str) -> None:
    path = tmp_path / f"台账{ending}"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook")

    assert reasons(path) == [f"finding.{key}"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert reasons(tmp_path / "none.xlsx") == ["finding.unreadable_file"]


def test_parts_that_need_a_password_are_refused(book: Book, packed: Packs) -> None:
    content = bytearray(packed(book))
    for at in [match.start() for match in re.finditer(b"PK\x01\x02", content)]:
        content[at + 8] |= 1

    assert reasons(bytes(content)) == ["finding.encrypted"]


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/media/bomb.bin", "xl/worksheets/sheet1.xml"])
def test_a_zip_bomb_is_refused_without_being_unpacked(book: Book, packed: Packs, part: str) -> None:
    bomb = rewritten(packed(book), {part: lambda content: content + b" " * (80 << 20)})
    started = time.process_time()

    assert reasons(bomb) == ["finding.too_big"]
    assert time.process_time() - started < 2


def test_a_thousandfold_of_parts_is_refused(book: Book, packed: Packs) -> None:
    parts = {f"xl/media/{number}.png": lambda content: b"" for number in range(2_100)}

    assert reasons(rewritten(packed(book), parts)) == ["finding.too_big"]


XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("doctype", [XXE, LAUGHS])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_part_and_encoding(
    book: Book, packed: Packs, doctype: bytes, part: str, encoding: str
) -> None:
    def spoil(content: bytes) -> bytes:
        plain = re.sub(rb"^<\?xml[^>]*\?>", b"", content)
        return (doctype + b"<!-- " + b"x" * 70_000 + b" -->" + plain).decode().encode(encoding)

    assert reasons(rewritten(packed(book), {part: spoil})) == ["finding.hostile_xml"]


def with_rows(packed: bytes, rows: bytes) -> bytes:
    """The sheet 户 (the third) with more rows at its end."""
    part = "xl/worksheets/sheet3.xml"
    return rewritten(packed, {part: lambda content: content.replace(b"</sheetData>", rows + b"</sheetData>")})


def test_a_million_empty_rows_are_no_matter(book: Book, packed: Packs, checked: Checks) -> None:
    rows = b"".join(
        b'<row r="%d" spans="1:9"><c r="A%d" s="0"/></row>' % (row, row) for row in range(4, 10**6)
    )
    content = with_rows(packed(book), rows)
    started = time.process_time()

    result = checked(content)

    assert result.errors == ()
    assert len(result.register.households) == 2
    assert time.process_time() - started < 10


def test_a_million_rows_of_data_are_refused_by_the_row_where_it_is_too_much(
    book: Book, packed: Packs, checked: Checks, places: Places
) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(4, 10**6))
    content = with_rows(packed(book), rows)
    started = time.process_time()

    assert places(checked(content).errors) == [("户", 500_001, None, "too_many_rows")]
    assert time.process_time() - started < 10


def test_data_far_below_the_rest_is_refused_and_not_dropped(
    book: Book, packed: Packs, checked: Checks, places: Places
) -> None:
    content = with_rows(packed(book), b'<row r="1048576"><c r="A1048576" t="str"><v>H0003</v></c></row>')
    started = time.process_time()

    assert ("户", 4, None, "gap") in places(checked(content).errors)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("dimension", [b"A1:XFD1048576", b"A1", b"A1:A1", None])
def test_bogus_dimensions_are_not_believed(
    book: Book, packed: Packs, checked: Checks, dimension: Any
) -> None:
    def spoil(content: bytes) -> bytes:
        said = b"" if dimension is None else b'<dimension ref="%s"/>' % dimension
        return re.sub(rb"<dimension[^>]*/>", said, content)

    parts = {f"xl/worksheets/sheet{number}.xml": spoil for number in range(1, 7)}

    assert checked(rewritten(packed(book), parts)).register == checked(book).register


def test_a_part_that_lies_about_its_size_is_refused(book: Book, packed: Packs) -> None:
    content = bytearray(packed(book))
    for at in [match.start() for match in re.finditer(b"PK\x01\x02", content)]:
        content[at + 24 : at + 28] = struct.pack("<I", 5)

    assert reasons(bytes(content)) == ["finding.damaged"]


def test_a_refused_workbook_never_becomes_a_register(checked: Checks) -> None:
    assert checked(b"PK").register is None


def test_progress_counts_the_rows_of_all_sheets(book: Book, packed: Packs) -> None:
    book["户"] += [[f"X{number}", "某某", "石板村", "一组"] for number in range(500)]
    heard: list[int] = []

    read_workbook(packed(book), heard.append)

    assert heard == sorted(heard)
    assert heard[-1] == sum(len(rows) - 1 for rows in book.values())
    assert len(heard) >= 3
