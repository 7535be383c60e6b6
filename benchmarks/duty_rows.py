"""The rows of a large township, made by the database itself: nobody could wait for them one by one."""

from collections.abc import Iterator

EACH = 25
"""Households of each responsible person, and of each contact person."""
SCRIPT = {
    "rows": """
INSERT INTO setting (name, value) VALUES ('starts_on', '2024-12-01');
INSERT INTO area (id, code, kind, parent_id, name, position) VALUES (1, 'township', 'township', NULL, '', 0);
INSERT INTO area (id, code, kind, parent_id, name, position)
    SELECT 1 + n, 'V' || n, 'village', 1, '', n FROM {series:100};
INSERT INTO person (id, name, phone, phone_index, unit, position, joined_at)
    SELECT n, {blob}, {blob}, 'P' || n, '', n, 1700000000000 FROM {series:people};
INSERT INTO account (id, channel, person_id, joined_at)
    SELECT n, 'telegram', n, 1700000000000 FROM {series:people};
INSERT INTO role (id, person_id, kind, area_id, since) VALUES
    (1, 1, 'clerk', 1, '2020-01-01'), (2, 2, 'township_leader', 1, '2020-01-01');
INSERT INTO role (id, person_id, kind, area_id, since)
    SELECT 2 + n, n, 'village_head', 1 + n, '2020-01-01' FROM {series:100};
INSERT INTO household (id, code, head, area_id, position, household_class, monitored_class, cause, away)
    SELECT n, 'H' || n, {blob}, 2 + n % 100, n, '', '', '', {false} FROM {series:households};
INSERT INTO pairing (id, household_id, person_id, duty, capacity, since)
    SELECT n, (n + 1) / 2, {holder}, {duty}, '', '2024-01-01' FROM {series:pairings};
INSERT INTO obligation (month, person_id, pairing_id, household_id, duty, since, first_on, phone_counts,
    wanted, made, stood_in, status)
    SELECT {month}, {holder}, n, (n + 1) / 2, {duty}, '2024-01-01', {first}, {false}, 1, {made}, 0, {status}
    FROM {series:months} m CROSS JOIN {series:pairings};
INSERT INTO visit (id, household_id, person_id, duty, mode, visited_on, recorded_at, late, checks,
    photos_elsewhere)
    SELECT m.m * 10000000 + n, (n + 1) / 2, {holder}, {duty}, 'home', {first}, 0, {false}, '------', 0
    FROM {series:months} m CROSS JOIN {series:pairings} WHERE {made} = 1;
""",
    "met": "UPDATE obligation SET status = 'met', made = 1 WHERE month = 202611 AND status = 'open';",
    "open": "UPDATE obligation SET status = 'open', made = 0 WHERE month = 202611;",
}
"""By n (and m, a month): the newest month has a gap in every tenth obligation, the older ones have none."""


def statements(script: str, is_sqlite: bool, households: int, months: int) -> Iterator[str]:
    """The statements of a script for so many households, as the database spells them."""
    people = 2 * (households // EACH + 1)
    counts = {"people": people, "households": households, "pairings": households * 2, "100": 100}
    made = f"CASE WHEN m.m = {months} AND n % 10 = 0 THEN 0 ELSE 1 END"
    year, number = "(2024 + (m.m + 10 + {gap}) / 12)", "((m.m + 10 + {gap}) % 12 + 1)"
    # The last of them is November 2026.
    gap = 24 - months
    year, number = year.format(gap=gap), number.format(gap=gap)
    month = f"({year} * 100 + {number})"
    first = f"printf('%d-%02d-01', {year}, {number})" if is_sqlite else f"make_date({year}, {number}, 1)"
    words = {
        "{blob}": "x'00'" if is_sqlite else "'\\x00'::bytea",
        "{false}": "0" if is_sqlite else "false",
        "{holder}": f"(((n + 1) / 2 - 1) / {EACH}) * 2 + 1 + n % 2",
        "{duty}": "CASE WHEN n % 2 = 1 THEN 'responsible' ELSE 'contact' END",
        "{month}": month,
        "{first}": first,
        "{made}": made,
        "{status}": f"CASE WHEN {made} = 1 THEN 'met' ELSE 'open' END",
        "{series:months} m": _series("m", months, is_sqlite) + " m",
    } | {f"{{series:{name}}}": _series("n", count, is_sqlite) + " s" for name, count in counts.items()}
    for name, word in words.items():
        script = script.replace(name, word)
    dates = (
        script
        if is_sqlite
        else script.replace("'2024-01-01'", "DATE '2024-01-01'").replace("'2020-01-01'", "DATE '2020-01-01'")
    )
    yield from (one.strip() for one in dates.split(";") if one.strip())


def _series(name: str, count: int, is_sqlite: bool) -> str:
    if not is_sqlite:
        return f"(SELECT {name} FROM generate_series(1, {count}) {name})"
    counting = f"SELECT 1 AS {name} UNION ALL SELECT {name} + 1 FROM t WHERE {name} < {count}"
    return f"(WITH RECURSIVE t({name}) AS ({counting}) SELECT {name} FROM t)"
