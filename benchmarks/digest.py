"""The digest of a large township: its counts, the lists behind its buttons, and those of the year's chart.

`python -m benchmarks.digest [--households N] [--months N] [--database sqlite,postgresql]` prints milliseconds
(the best of three). Rows are made by the database itself; half of the households have had a need.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import text, update

from benchmarks.duty_rows import SCRIPT, statements
from benchmarks.duty_sweep import MONTH, TODAY, Timed, opened, reading, settle, told, took
from domain.digest.composing import digest_of
from domain.digest.counts import Counts, VillageName
from domain.digest.days import of_last_week, year_until
from domain.people.people import TOWNSHIP, Duty, Rung
from domain.policy.policy import Policy
from storage.duties.keeping import NEWEST, RULES
from storage.duties.rules import DutyRules
from storage.tables import household, person
from storage.unit import Unit

LIMIT = 1000
"""Milliseconds that a digest may take (issue 7)."""
SOLVERS = 100
"""People who solved needs; their names are opened."""
MORE = """
UPDATE obligation SET met_on = {day} WHERE month = 202611 AND status = 'met';
UPDATE obligation SET status = 'open', made = 0 WHERE month >= 202610 AND pairing_id % 23 = 0;
INSERT INTO need (id, number, household_id, category, department, urgent, reporter_id, holder_id, level,
    status, due_on, extensions, reported_at, solved_at, steps)
    SELECT n, n, n, 'water', '', {false}, 1, 1, 'township',
    CASE WHEN n % 20 = 0 THEN 'reported' ELSE 'confirmed' END, {due}, 0, {now} - 600000 * CAST(n AS bigint),
    CASE WHEN n % 20 = 0 THEN NULL ELSE {now} - 300000 * CAST(n AS bigint) END, 2
    FROM {series:households} WHERE n % 2 = 0;
INSERT INTO need_step (id, need_id, position, action, status, person_id, at, reason)
    SELECT n * 2, n, 1, 'report', 'reported', 1, {now} - 600000 * CAST(n AS bigint), ''
    FROM {series:households} WHERE n % 2 = 0;
INSERT INTO need_step (id, need_id, position, action, status, person_id, at, reason)
    SELECT n * 2 + 1, n, 2, CASE WHEN n % 20 = 0 THEN 'cannot' ELSE 'solve' END, 'reported', 1 + n % 100,
    {now} - 300000 * CAST(n AS bigint), 'no_money' FROM {series:households} WHERE n % 2 = 0;
INSERT INTO answer (id, person_id, answer, reason, period, answered_on, at)
    SELECT n, n, 'need_help', 'road', '', {due}, 0 FROM {series:people} WHERE n % 10 = 0;
"""
ISSUE, POLICY = of_last_week(TODAY), Policy()


def counted(unit: Unit, villages: Sequence[str] | None = None, *, year: bool = False) -> Counts:
    """All counts."""
    months = year_until(MONTH) if year else ()
    return unit.digests.counts(ISSUE, villages, Rung.TOWNSHIP, POLICY, months)


def digest(unit: Unit) -> None:
    """The whole digest."""
    digest_of(ISSUE, VillageName(TOWNSHIP, ""), counted(unit), POLICY.working_days(), ("water",))


def measure(database: Timed) -> None:
    """On a township that is there."""
    with database.read() as unit:
        counts, late = counted(unit), unit.digests.late_needs(ISSUE, None, 0, 5, POLICY)
    owed = sum(one.coverage.owed for one in counts.duties)
    twice = sum(one.two_months for one in counts.duties if one.duty is Duty.RESPONSIBLE)
    solved = sum(one.solved for one in counts.needs)
    print(f" {owed} duties, {twice} households two months running, {solved} needs solved, {late.total} late:")
    told("the digest of the township", took(reading(database, digest)), LIMIT)
    told(
        "the counts of one village of a hundred", took(reading(database, lambda unit: counted(unit, ["V1"])))
    )
    told(
        "a page of the late needs",
        took(reading(database, lambda unit: unit.digests.late_needs(ISSUE, None, 3, 5, POLICY))),
    )
    year = took(reading(database, lambda unit: counted(unit, year=True)), 1)
    told("the counts of the year's chart", year)


def _make(database: Timed, households: int, months: int) -> None:
    is_sqlite = database.is_sqlite
    words = {
        "{day}": "printf('2026-11-%02d', 1 + pairing_id % 19)"
        if is_sqlite
        else "make_date(2026, 11, 1 + CAST(pairing_id % 19 AS integer))",
        "{due}": "'2026-11-12'" if is_sqlite else "DATE '2026-11-12'",
        "{now}": "1795071600000",
    }
    more = MORE
    for name, word in words.items():
        more = more.replace(name, word)
    with database.engine.begin() as connection:
        for script in (SCRIPT["rows"], more):
            for statement in statements(script, is_sqlite, households, months):
                connection.execute(text(statement))
    vault = database.vault
    with database.write() as unit:
        unit.settings.put({RULES: DutyRules.of(POLICY).model_dump_json(), NEWEST: str(MONTH)})
        for one in range(1, SOLVERS + 1):
            called = vault.seal("person", "name", one, "李国强")
            unit.connection.execute(update(person).where(person.c.id == one).values(name=called))
            head = vault.seal("household", "head", one * 20, "王福生")
            unit.connection.execute(update(household).where(household.c.id == one * 20).values(head=head))
    settle(database)


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
            _make(database, chosen.households, chosen.months)
            made = f"made in {time.perf_counter() - began:.0f} s"
            print(f"{kind}: {chosen.households} households, 2 duties, {chosen.months} months, {made}")
            measure(database)


if __name__ == "__main__":
    main()
