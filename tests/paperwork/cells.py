"""Workbooks as what is in their cells."""

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bot.office import Office
from bot.paperwork.exporting import export_workbook

Cells = dict[str, list[tuple[Any, ...]]]


def cells_of(content: bytes) -> Cells:
    """Every cell of every sheet, its kind too: text is text, a number a number, a formula a formula."""
    workbook = load_workbook(BytesIO(content))
    return {
        sheet.title: [tuple((cell.data_type, cell.value) for cell in row) for row in sheet.iter_rows()]
        for sheet in workbook.worksheets
    }


def exported(office: Office) -> bytes:
    """The workbook as `export` writes it."""
    path = Path(office.settings.data_dir) / "export.xlsx"
    export_workbook(office, path)
    content = path.read_bytes()
    path.unlink()
    return content
