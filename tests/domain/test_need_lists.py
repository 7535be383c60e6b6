"""Lists of needs: in which order, and how they are counted."""

from datetime import date
from random import Random

from domain.needs.lists import NeedCount, NeedLine, by_category, by_village, in_order
from domain.needs.needs import NeedStatus


def line(number: int, due: int, late: int = 0, village: str = "V1", category: str = "water") -> NeedLine:
    return NeedLine(
        number,
        number,
        7,
        "王福生",
        village,
        "石板村",
        category,
        False,
        NeedStatus.REPORTED,
        date(2026, 12, due),
        late,
    )


def test_the_late_ones_come_first_then_by_date_then_by_number() -> None:
    # 4 is solved: its date has passed, but it is not late.
    ordered = [line(9, 2, late=3), line(3, 3, late=2), line(5, 3, late=2), line(4, 1), line(2, 8), line(8, 8)]
    mixed = ordered[:]
    Random(1).shuffle(mixed)
    assert mixed != ordered
    assert list(in_order(mixed)) == ordered


def test_needs_are_counted_by_village_and_by_category() -> None:
    lines = [
        line(1, 1, late=2, village="V2"),
        line(2, 2, village="V1", category="housing"),
        line(3, 3, village="V2", category="gone"),
    ]
    assert by_village(lines) == (NeedCount("V2", 2, 1), NeedCount("V1", 1, 0))
    assert by_category(lines, ("health", "housing", "water")) == (
        NeedCount("housing", 1, 0),
        NeedCount("water", 1, 1),
        NeedCount("gone", 1, 0),
    )
    assert line(7, 1).label == "N-0007"
