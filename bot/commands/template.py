"""`import --template`: an empty workbook to fill in."""

from pathlib import Path

from bot.commands.console import Refusal, why
from bot.flows.engine.port import say
from ledger.sheets.template import write_template


def write_empty_workbook(path: Path) -> None:
    """Write it where nothing is yet; raises OperatorError."""
    if path.exists():
        raise Refusal(say("cli.is_there", file=str(path)))
    try:
        with path.open("wb") as workbook:
            write_template(workbook)
    except OSError as error:
        raise Refusal(say("cli.cannot_write", file=str(path), why=why(error))) from error
