"""The rows behind the township of transcript T7: as many as its digest counts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.digest.doubts import DoubtKind
from domain.digest.rows import DoubtRow, NeedRow, UnvisitedRow, VisitRow
from domain.needs.needs import NeedStatus
from domain.people.people import Duty, Rung
from domain.visits.visits import Mode
from tests.digests.counted import T7

DAY = date(2026, 11, 20)


def household(nth: int) -> str:
    return f"{52000000000000000000 + nth}"


def unvisited() -> Iterator[UnvisitedRow]:
    """The rows behind T7: 84 and 111 open duties, 6 excused ones, 3 for the second month."""
    for nth, one in enumerate(T7.duties):
        for home in range(one.coverage.open):
            where = (one.village_code, "一组", household(1000 * nth + home), "王福生")
            who = (one.duty, "李国强", "10000000001")
            yield UnvisitedRow(*where, *who, DAY, home < one.two_months)
    for home in range(6):
        yield UnvisitedRow("V4", "", household(home), "赵桂兰", Duty.RESPONSIBLE, "何梅", excuse="road")


def visits() -> Iterator[VisitRow]:
    """The rows behind T7: each met duty once, some twice, and attempts."""
    for nth, one in enumerate(T7.duties):
        for home in range(one.coverage.met):
            where = (one.village_code, "一组", household(1000 * nth + home), "王福生")
            made = VisitRow(DAY, Mode.HOME, "李国强", one.duty, *where, True, 2)
            yield made
            if home % 9 == 0:
                yield made
        where = (one.village_code, "", household(9), "陈二妹")
        yield VisitRow(DAY, Mode.NOBODY, "何梅", one.duty, *where, False)


def need(nth: int, **given: Any) -> NeedRow:
    row: dict[str, Any] = {
        "number": nth,
        "village": "石板村",
        "household_code": household(nth),
        "head": "王福生",
        "category": "housing",
        "words": "屋顶漏水",
        "reported_on": date(2026, 10, 1),
        "department": "村镇建设办",
        "holder": "李国强",
        "due_on": date(2026, 12, 4),
        "status": NeedStatus.IN_PROGRESS,
        "level": Rung.RESPONSIBLE,
    }
    return NeedRow(**{**row, **given})


def needs() -> Iterator[NeedRow]:
    """The rows behind T7's needs: 14 open, 4 of them late, 17 new and 21 solved ones."""
    for nth in range(1, 15):
        yield need(
            nth, working_days_late=nth <= 4 and nth, reported_on=DAY if nth <= 10 else date(2026, 10, 1)
        )
    for nth in range(15, 36):
        reported = DAY if nth < 22 else date(2026, 11, 2)
        yield need(nth, status=NeedStatus.SOLVED, solved_on=DAY, reported_on=reported, confirmed=None)


DOUBTS = (
    DoubtRow(DoubtKind.PHOTO, "石板村", household(1), "王福生", "李国强", "2026-11-12", date(2026, 11, 12)),
    DoubtRow(DoubtKind.LAPSED, "高岩村", household(2), "赵桂兰", "", "N-0007", DAY),
    DoubtRow(DoubtKind.LAPSED, "高岩村", household(3), "孙有才", "", "N-0008", DAY),
)
