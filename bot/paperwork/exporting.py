"""`export`: the register as the office's workbook, the same sheets that `import` reads."""

from collections.abc import Callable
from pathlib import Path

from bot.office import Office
from ledger.sheets.writing import write_register
from storage.register.reading import StoredRegister


def export_workbook(office: Office, path: Path, progress: Callable[[int], None] | None = None) -> None:
    """Write everything, as of one consistent look at the database."""
    with office.database.read() as unit:
        zone, needs = office.policy.township.time_zone, office.policy.needs
        write_register(path, StoredRegister(unit, zone, needs), progress)
