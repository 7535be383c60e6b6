"""Townships as counted rows, for digests: the one of transcript T7, and any number of villages."""

from datetime import date

from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.digest.composing import digest_of
from domain.digest.counts import (
    Counts,
    Decision,
    DoubtCount,
    DutyCount,
    ExcusedCount,
    GivenReason,
    MetOn,
    NeedTally,
    SolvedAfter,
    SolvedBy,
    VillageName,
)
from domain.digest.days import Issue, of_last_week, year_until
from domain.digest.digest import Digest
from domain.digest.doubts import DoubtKind
from domain.duties.pace import Coverage
from domain.people.people import TOWNSHIP, Duty
from domain.policy.needs import CATEGORIES

NOVEMBER = Month(2026, 11)
MONDAY = date(2026, 11, 23)
CALENDAR = WorkingDays()
CODES = tuple(one.code for one in CATEGORIES)
NAME = "石板镇"
STONE, WILLOW, ROCK, CLOUD = "V1", "V2", "V3", "V4"
VILLAGES = (
    VillageName(STONE, "石板村", 150),
    VillageName(WILLOW, "柳坪村", 120),
    VillageName(ROCK, "高岩村", 100),
    VillageName(CLOUD, "云顶村", 54),
)


def duties(
    code: str, met: tuple[int, int], owed: int, *, excused: int = 0, two_months: int = 0, recovered: int = 0
) -> tuple[DutyCount, ...]:
    """Both duties of a village in November: what the responsible and the contact persons have met."""
    first = DutyCount(
        code, Duty.RESPONSIBLE, NOVEMBER, Coverage(owed, met[0], excused), two_months, recovered
    )
    return first, DutyCount(code, Duty.CONTACT, NOVEMBER, Coverage(owed, met[1], 0))


T7 = Counts(
    villages=VILLAGES,
    duties=(
        *duties(STONE, (125, 115), 148, recovered=5),
        *duties(WILLOW, (103, 100), 120),
        *duties(ROCK, (66, 60), 96, two_months=1),
        *duties(CLOUD, (34, 26), 48, excused=6, two_months=2),
    ),
    met=tuple(
        MetOn(code, duty, date(2026, 11, day), count)
        for code, duty, days in (
            (STONE, Duty.RESPONSIBLE, {3: 20, 10: 60, 19: 45}),
            (STONE, Duty.CONTACT, {4: 10, 12: 60, 21: 45}),
            (WILLOW, Duty.RESPONSIBLE, {6: 40, 13: 33, 20: 30}),
            (WILLOW, Duty.CONTACT, {6: 50, 16: 50}),
            (ROCK, Duty.RESPONSIBLE, {10: 30, 18: 36}),
            (ROCK, Duty.CONTACT, {10: 20, 23: 40}),
            (CLOUD, Duty.RESPONSIBLE, {2: 34}),
            (CLOUD, Duty.CONTACT, {9: 26}),
        )
        for day, count in days.items()
    ),
    excused=(ExcusedCount(CLOUD, "leave", 2), ExcusedCount(CLOUD, "road", 4)),
    reasons=(GivenReason(CLOUD, "road", 3), GivenReason(ROCK, "training", 1)),
    needs=(
        NeedTally(STONE, "housing", new=6, solved=9, open=4, late=1),
        NeedTally(WILLOW, "health", new=5, solved=6, open=3, late=1),
        NeedTally(ROCK, "housing", new=2, solved=4, open=2, late=1),
        NeedTally(CLOUD, "water", new=4, solved=2, open=5, late=1),
    ),
    solved_after=(SolvedAfter(2, 6), SolvedAfter(6, 9), SolvedAfter(20, 6)),
    solved_by=(SolvedBy(WILLOW, "何梅", "health", 2), SolvedBy(STONE, "李国强", "housing", 1)),
    decisions=(Decision(CLOUD, "water", "no_money", 2),),
    doubts=(DoubtCount(STONE, DoubtKind.PHOTO, 1), DoubtCount(ROCK, DoubtKind.LAPSED, 2)),
)


def digest(counts: Counts = T7, on: date | Issue = MONDAY, area: str = TOWNSHIP, name: str = NAME) -> Digest:
    """The weekly digest of these, on a Monday, or any other one."""
    issue = on if isinstance(on, Issue) else of_last_week(on)
    return digest_of(issue, VillageName(area, name), counts, CALENDAR, CODES)


def township(villages: int, name: str = "第{}村", owed: int = 12) -> Counts:
    """So many villages, each at its own pace, all through the last year."""
    names = tuple(VillageName(f"V{nth:03}", name.format(nth), owed + nth) for nth in range(1, villages + 1))
    counted = [
        DutyCount(one.code, duty, month, Coverage(one.households, met))
        for nth, one in enumerate(names)
        for month in year_until(NOVEMBER)
        for duty in Duty
        if (met := one.households * (40 + (37 * nth + 11 * month.number) % 61) // 100) >= 0
    ]
    now = [one for one in counted if one.month == NOVEMBER]
    made = [MetOn(one.village_code, one.duty, date(2026, 11, 20), one.coverage.met) for one in now]
    return Counts(villages=names, duties=tuple(counted), met=tuple(made))
