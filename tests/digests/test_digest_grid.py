"""The grid of the wall chart agrees with the digest and with a plain recount."""

from dataclasses import replace
from datetime import date

from domain.calendar.month import Month
from domain.digest.counts import Counts
from domain.digest.days import of_last_week, of_month
from domain.digest.grid import Grid, month_grid, year_grid
from domain.digest.pace import Pace
from tests.digests.counted import CALENDAR, MONDAY, NAME, NOVEMBER, T7, VILLAGES, digest, township


def weeks(counts: Counts = T7, on: date = MONDAY) -> Grid:
    return month_grid(of_last_week(on), counts, NAME, CALENDAR)


def test_visits_add_up_from_week_to_week() -> None:
    stone = weeks().rows[0]
    assert [cell and cell.responsible.counts for cell in stone.cells] == [
        "20/148",
        "80/148",
        "125/148",
        "125/148",
    ]
    assert [cell and cell.contact.counts for cell in stone.cells] == [
        "10/148",
        "70/148",
        "115/148",
        "115/148",
    ]


def test_the_week_of_today_says_what_the_digest_says() -> None:
    told, grid = digest(), weeks()
    for stands, row in zip((*told.villages, told.whole), grid.rows, strict=True):
        cell = row.cells[-1]
        assert cell is not None
        assert (cell.responsible, cell.contact) == (stands.responsible.done, stands.contact.done)
        assert cell.pace is stands.pace
    assert (grid.rows[-1].name, grid.rows[-1].is_whole) == (NAME, True)


def test_what_stands_now_is_counted_whatever_is_known_of_single_days() -> None:
    # A visit may meet a duty together with one of an earlier month, where the cadence is longer.
    [row] = weeks(replace(T7, villages=VILLAGES[:1], met=())).rows
    assert [cell and cell.responsible.part for cell in row.cells] == [0, 0, 0, 125]


def test_weeks_to_come_are_blank_and_the_first_days_grey() -> None:
    row = weeks(on=date(2026, 11, 5)).rows[0]
    assert row.cells[0] is not None
    assert row.cells[0].pace is Pace.EARLY
    assert row.cells[1:] == (None, None, None)


def test_a_past_week_is_judged_by_its_own_last_day() -> None:
    first, second = weeks().rows[1].cells[:2]
    assert first is not None
    assert second is not None
    # Its five working days are the month's first five.
    assert (first.responsible.counts, first.pace) == ("40/120", Pace.EARLY)
    assert second.pace is not Pace.EARLY


def test_a_single_village_has_no_row_for_the_whole() -> None:
    assert [one.is_whole for one in weeks(replace(T7, villages=VILLAGES[:1])).rows] == [False]
    assert weeks(Counts()).rows == ()


def test_a_year_has_its_months_and_the_newest_says_what_the_digest_says() -> None:
    counts = township(20)
    grid = year_grid(of_last_week(MONDAY), counts, NAME, CALENDAR)
    assert (len(grid.columns), len(grid.rows)) == (12, 21)
    told = digest(counts)
    assert [row.cells[-1] and row.cells[-1].pace for row in grid.rows] == [
        one.pace for one in (*told.villages, told.whole)
    ]


def test_months_before_the_work_began_are_blank_and_past_ones_judged_whole() -> None:
    counts = replace(T7, duties=(*T7.duties, *(replace(one, month=Month(2026, 10)) for one in T7.duties)))
    cells = year_grid(of_last_week(MONDAY), counts, NAME, CALENDAR).rows[-1].cells
    assert cells[:10] == (None,) * 10
    assert [cell and cell.pace for cell in cells[10:]] == [Pace.SLOW, Pace.ON_TRACK]
    assert [cell and cell.responsible.part for cell in cells[10:]] == [328, 328]


def test_the_monthly_edition_fills_every_week() -> None:
    grid = month_grid(of_month(NOVEMBER), T7, NAME, CALENDAR)
    assert None not in grid.rows[0].cells
