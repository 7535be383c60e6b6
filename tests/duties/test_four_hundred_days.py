"""Four hundred days in the sample township: every day each hears what the rules owe, no more and no less."""

import os
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, cast

from sqlalchemy import select, update

from bot.commands.audit_notices import audit_notices
from bot.office import Office
from domain.calendar.month import Month
from domain.notices.notices import NoticeKind
from domain.policy.policy import Policy
from storage.database import Database
from storage.tables import notice
from tests.duties.chronicle import days
from tests.duties.hillside import Stopped
from tests.duties.oracle import Heard, Oracle
from tests.duties.wandering import Wandering, open_township

BEGINS = date(2025, 12, 1)
ENDS = BEGINS + timedelta(days=399)
DOWN = frozenset(days(date(2026, 5, 18), date(2026, 5, 24)))
SEED = os.environ.get("WALK_SEED", "four hundred days")
REMIND = notice.c.kind.in_([NoticeKind.REMINDER.value, NoticeKind.MONTH_PLAN.value])
REACHED = {
    *(("visits", one) for one in ("plan", "mid", "left_7", "left_3", "left_1")),
    *(("escalated", one) for one in ("contact", "village")),
}
KNOWN = ("visits", "escalated", "gap", "rectify", "unreachable", "calendar", "digest")


def runs(today: date, chance: Random) -> list[str]:
    """When the bot ticks on a day: mostly once, at times more often, at times not at all."""
    draw = chance.random()
    if today in DOWN or draw < 0.05:
        return []
    hours = [time(9)] if draw < 0.9 else [time(0, 1), time(9), time(8, 59), time(15, 20), time(23, 59)]
    return [datetime.combine(today, one).isoformat() for one in hours]


def told(database: Database, day: date) -> Heard:
    """Who is told what on a day, as the rows have it; then all of it is sent."""
    with database.write() as unit:
        ids = unit.connection.scalars(select(notice.c.id).where(notice.c.day == day)).all()
        found: Heard = {}
        for one in unit.notices.of(ids).values():
            assert one.person_id not in found, "one message a person and day"
            found[one.person_id] = {
                (name, *_words(value)) for name in KNOWN for value in one.terms.get(name, ())
            }
        unit.connection.execute(update(notice).where(notice.c.status == "due").values(status="sent"))
    return {who: reasons for who, reasons in found.items() if reasons}


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        # Of a gap, the month; of a climb, the pairing and the rung.
        return (value[0],) if isinstance(value[0], str) else tuple(map(str, value))
    return (str(value),)


def test_nothing_is_missed_and_nothing_comes_twice(sqlite: Database) -> None:
    walk = open_township(sqlite, BEGINS, SEED)
    oracle, chance = Oracle(walk.facts, BEGINS), Random(SEED)
    kinds: set[tuple[str, str]] = set()
    down: set[str] = set()
    for today in days(BEGINS, ENDS):
        several = runs(today, chance)
        down |= set() if several else {f"{today}"}
        for one in several:
            walk.town.sweep(one)
        expected = {who: words for who, words in oracle.hear(today).items() if words} if several else {}
        assert told(sqlite, today) == expected, today
        kinds |= {(word[0], word[-1]) for words in expected.values() for word in words}
        walk.evening(today)
    assert {(name, word) for name, word in kinds if name in ("visits", "escalated")} == REACHED, "every rung"
    assert {name for name, _ in kinds} == set(KNOWN), "otherwise a reason went untried"
    assert len([word for name, word in kinds if name == "gap"]) == 13
    assert max(_reminders(sqlite).values()) <= Policy().reminders.most_a_month
    for month in (Month(2026, 2), Month(2026, 9)):
        untold = [line for line in audit_notices(_office(walk), month) if line[:10] not in down]
        assert untold == [], "but for the days on which the bot was down"


def _reminders(database: Database) -> Counter[tuple[int, str]]:
    """By person and month."""
    with database.read() as unit:
        rows = unit.connection.execute(select(notice.c.person_id, notice.c.day).where(REMIND)).all()
    return Counter((who, f"{day:%Y-%m}") for who, day in rows)


def _office(walk: Wandering) -> Office:
    end = datetime.combine(ENDS, time(20), UTC)
    return Office(cast(Any, None), walk.town.policy, Stopped(end), walk.town.database)
