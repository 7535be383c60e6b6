"""A workbook that may be long: its rows go to the disk as they are written, and none is left lying about."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@contextmanager
def long_book(path: Path | str | IO[bytes]) -> Iterator[Workbook]:
    """A workbook to be written, to a path or a file; raises OSError."""
    if not isinstance(path, Path | str):
        with _workbook(path) as workbook:
            yield workbook
        return
    # Half-written sheets hold names, too: they wait beside the workbook, not where everybody's files are.
    with (
        open(path, "wb") as file,
        TemporaryDirectory(dir=Path(path).parent) as beside,
        _workbook(file, beside) as workbook,
    ):
        yield workbook


@contextmanager
def _workbook(file: IO[bytes], beside: str | None = None) -> Iterator[Workbook]:
    try:
        with Workbook(file, {**OPTIONS, "tmpdir": beside}) as workbook:
            yield workbook
    except FileCreateError as error:
        # Its own kind of error is nobody's business outside this package.
        raise error.args[0] from error
