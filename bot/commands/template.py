"""`import --template`: an empty workbook to fill in."""

from pathlib import Path

from domain.errors import OperatorError
from ledger.template import write_template


def write_empty_workbook(path: Path) -> None:
    """Write it where nothing is yet; raises OperatorError."""
    if path.exists():
        raise OperatorError(f"{path} is there already; choose another name.")
    try:
        with path.open("wb") as workbook:
            write_template(workbook)
    except OSError as error:
        raise OperatorError(f"{path} cannot be written ({error.strerror}).") from error
