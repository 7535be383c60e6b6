"""Peak memory and time of a large ledger going out and coming in, each step in a process of its own.

`python -m benchmarks.export_memory [--households N] [--database-url URL]` prints MB (peak resident) and
seconds for: import into an empty database, export, a trial of the same workbook, and importing it again.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bot.office import Office, open_office
from bot.paperwork.exporting import export_workbook
from bot.paperwork.importing import import_workbook
from bot.settings import load_settings
from domain.people.people import Duty, RoleKind
from domain.register.register import (
    HouseholdEntry,
    MemberEntry,
    PairingEntry,
    PersonEntry,
    Register,
    VillageEntry,
    VisitEntry,
)
from domain.visits.visits import Mode
from ledger.sheets.writing import write_register

EACH = 25
"""Households a responsible person."""
MEMBERS = 2
SINCE, SEEN = date(2020, 1, 1), date(2020, 10, 21)


def township(households: int) -> Register:
    """So many households, each with members, two pairings and one visit."""
    villages = tuple(
        VillageEntry(f"{one:012}", f"村{one}", ("一组", "二组")) for one in range(1 + households // 1000)
    )
    people = tuple(
        PersonEntry(f"干部{one}", f"1{one:010}", (RoleKind.RESPONSIBLE, RoleKind.CONTACT))
        for one in range(1 + households // EACH)
    )
    codes = [f"{one:016}" for one in range(households)]
    phones = {code: people[at // EACH].phone for at, code in enumerate(codes)}
    return Register(
        villages,
        people,
        tuple(
            HouseholdEntry(
                code, f"户主{at}", villages[at // 1000].code, "一组", "脱贫户", "", "因病",
                MEMBERS, 9000.0 + at, False, 106.5 + at / 1e6, 27.3 + at / 1e6, f"1{at:010}",
            )
            for at, code in enumerate(codes)
        ),
        tuple(
            MemberEntry(code, f"成员{at}-{n}", "之子", "", 1960 + n, "健康", "", "普通劳动力", 6)
            for at, code in enumerate(codes)
            for n in range(MEMBERS)
        ),
        tuple(
            PairingEntry(code, phones[code], duty, SINCE, None, "村两委" if duty is Duty.CONTACT else "")
            for code in codes
            for duty in Duty
        ),
        tuple(
            VisitEntry(code, phones[code], Duty.RESPONSIBLE, Mode.HOME, SEEN, note=f"好 {at}")
            for at, code in enumerate(codes)
        ),
    )  # fmt: skip


def office() -> Office:
    """The office that the environment names."""
    return open_office(load_settings(os.environ))


def step(name: str, workbook: Path, households: int) -> str:
    """Do one step; what came of it in a word."""
    if name == "make":
        write_register(workbook, township(households))
        return f"{workbook.stat().st_size >> 20} MB workbook"
    if name == "nothing":
        return str(office().today)
    if name == "export":
        export_workbook(office(), workbook.with_suffix(".out.xlsx"))
        return f"{workbook.with_suffix('.out.xlsx').stat().st_size >> 20} MB workbook"
    done = import_workbook(office(), workbook, dry_run=name == "trial")
    counts = (done.new, done.changed, done.same)
    return (
        ", ".join(str(sum(one.values())) for one in counts)
        + f" new, changed, same; {len(done.errors)} errors"
    )


def main() -> None:
    """Run the steps one after another."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--households", type=int, default=100_000)
    parser.add_argument("--database-url")
    parser.add_argument("--step")
    parser.add_argument("--workbook", type=Path)
    given = parser.parse_args()
    if given.step:
        began = time.monotonic()
        told = step(given.step, given.workbook, given.households)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{given.step:8} {peak:7.0f} MB {time.monotonic() - began:7.1f} s   {told}", flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "ledger.xlsx"
        env = os.environ | {"ZOUFANG_DATA_DIR": folder}
        env |= {"ZOUFANG_DATABASE_URL": given.database_url} if given.database_url else {}
        for name in ("make", "nothing", "import", "export", "trial", "again"):
            command = [sys.executable, "-m", "benchmarks.export_memory", "--step", name]
            command += ["--workbook", str(workbook), "--households", str(given.households)]
            subprocess.run(command, env=env, check=True)


if __name__ == "__main__":
    main()
