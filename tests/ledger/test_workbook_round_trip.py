"""A register written, read and checked again is the same register, whatever its people are called."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from hypothesis import given, settings

from domain.register.register import Register
from ledger.checks.check import check
from ledger.reading import read_workbook
from ledger.sheets.writing import write_register
from tests.examples import examples
from tests.ledger.registers import registers

Book = dict[str, list[list[Any]]]
Checks = Callable[[Any], Any]


def written(register: Register) -> bytes:
    stream = BytesIO()
    write_register(stream, register)
    return stream.getvalue()


@settings(max_examples=examples(15))
@given(registers())
def test_writing_and_reading_changes_nothing(register: Register) -> None:
    result = check(read_workbook(written(register)))

    assert result.errors == ()
    assert result.register == register


@settings(max_examples=examples(5))
@given(registers())
def test_no_formula_and_no_link_is_ever_written(register: Register) -> None:
    with ZipFile(BytesIO(written(register))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]

    assert not any(b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_texts_that_no_cell_can_hold_are_written_without_what_does_not_fit(
    book: Book, checked: Checks
) -> None:
    register = checked(book).register
    spoiled = replace(register.visits[0], note="a\x00\ud800\uffffb" + "长" * 40_000)

    result = check(read_workbook(written(replace(register, visits=(spoiled,)))))

    assert result.register
    note = result.register.visits[0].note
    assert note.startswith("ab长")
    assert len(note) == 32_767


def test_progress_counts_the_rows_written(book: Book, checked: Checks) -> None:
    heard: list[int] = []

    write_register(BytesIO(), checked(book).register, heard.append)

    assert heard == [17]
