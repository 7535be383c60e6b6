"""The template: nothing wrong with it but that nobody has filled it in."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from domain.register.register import Finding
from ledger.checks.layout import BY_SHEET, GUIDE
from ledger.sheets.template import write_template

Checks = Callable[[Any], Any]
Places = Callable[[tuple[Finding, ...]], list[tuple[Any, ...]]]


def template() -> bytes:
    stream = BytesIO()
    write_template(stream)
    return stream.getvalue()


def test_the_empty_template_is_refused_only_for_being_empty(checked: Checks, places: Places) -> None:
    result = checked(template())

    assert places(result.errors) == [(sheet, None, None, "empty_sheet") for sheet in ("区划", "人员", "户")]
    assert places(result.warnings) == [("结对", None, None, "no_pairings")]


def test_codes_ids_and_phones_stay_text_when_typed_into_it() -> None:
    content = template()
    with ZipFile(BytesIO(content)) as archive:
        people = archive.read("xl/worksheets/sheet2.xml")
        styles = archive.read("xl/styles.xml")

    (text_style,) = re.findall(rb'<col min="2" max="2"[^>]* style="(\d+)"', people)
    formats = re.findall(rb'<xf numFmtId="(\d+)"', styles.split(b"<cellXfs")[1])
    assert b'numFmtId="%s" formatCode="@"' % formats[int(text_style)] in styles
    workbook = load_workbook(BytesIO(content))
    assert all(workbook[sheet].freeze_panes == "A2" for sheet in BY_SHEET)


def test_every_column_is_explained() -> None:
    guide = load_workbook(BytesIO(template()))[GUIDE]

    explained = {(row[0], row[1]) for row in guide.iter_rows(min_row=2, values_only=True)}

    assert explained == {(name, column) for name, layout in BY_SHEET.items() for column in layout.columns}
