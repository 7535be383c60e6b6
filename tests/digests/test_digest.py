"""The week of a township as a value: T7 word by word, and everything that is unusual."""

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar.month import Month
from domain.digest.counts import Counts, Decision, DoubtCount, ExcusedCount, GivenReason, NeedTally
from domain.digest.days import of_month
from domain.digest.digest import rung_of
from domain.digest.doubts import DoubtKind
from domain.digest.needs import Tally
from domain.digest.pace import Pace
from domain.duties.pace import Coverage
from domain.people.people import TOWNSHIP, Rung
from tests.digests.counted import (
    CLOUD,
    NOVEMBER,
    ROCK,
    STONE,
    T7,
    VILLAGES,
    WILLOW,
    digest,
    duties,
    township,
)

OCTOBER = Month(2026, 10)


def test_the_numbers_of_t7() -> None:
    told = digest()
    span = told.issue.span
    assert (span.first, span.last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert span.is_in_one_month
    whole = told.whole
    assert (whole.responsible.done.counts, str(whole.responsible.done)) == ("328/412", "80%")
    assert str(whole.responsible.due) == "76%"
    assert whole.responsible.pace is Pace.ON_TRACK
    assert whole.contact.done.counts == "301/412"
    assert whole.responsible.coverage.open == 84
    assert whole.responsible.two_months == 3
    assert (whole.needs.new, whole.needs.solved, whole.needs.late) == (17, 21, 4)
    assert whole.needs.late_by == (Tally("health", 1), Tally("housing", 2), Tally("water", 1))
    assert whole.needs.median_days == 6
    assert whole.to_check == 3
    assert told.decisions == (Decision(CLOUD, "water", "no_money", 2),)
    assert (told.elapsed.working_days, told.elapsed.of_working_days) == (16, 21)


def test_villages_stand_in_ledger_order_with_their_paces_and_reasons() -> None:
    told = digest()
    assert [(one.name, one.pace, one.explained) for one in told.villages] == [
        ("石板村", Pace.ON_TRACK, ()),
        ("柳坪村", Pace.ON_TRACK, ()),
        ("高岩村", Pace.SLOW, ("training",)),
        ("云顶村", Pace.SLOW, ("leave", "road")),
    ]
    assert told.paces == (Tally("slow", 2), Tally("on_track", 2))
    assert told.name_of(CLOUD) == "云顶村"
    backwards = digest(replace(T7, villages=VILLAGES[::-1]))
    assert [one.code for one in backwards.villages] == [CLOUD, ROCK, WILLOW, STONE]


def test_the_order_of_rows_changes_nothing() -> None:
    lists = {name: getattr(T7, name)[::-1] for name in ("duties", "met", "excused", "needs", "doubts")}
    told, plain = digest(replace(T7, **lists)), digest()
    assert (told.villages, told.whole, told.praise) == (plain.villages, plain.whole, plain.praise)


def test_villages_add_up_to_the_whole() -> None:
    told = digest(township(60))
    responsible = sum((one.responsible.coverage for one in told.villages), Coverage())
    contact = sum((one.contact.coverage for one in told.villages), Coverage())
    assert (responsible, contact) == (told.whole.responsible.coverage, told.whole.contact.coverage)
    assert sum(one.households for one in told.villages) == told.whole.households


def test_a_village_that_is_behind_needs_support_and_what_was_said_stands_beside_it() -> None:
    behind = replace(T7, duties=duties(CLOUD, (8, 9), 48, excused=4), villages=VILLAGES[3:])
    [one] = digest(behind).villages
    assert (one.pace, one.explained) == (Pace.SUPPORT, ("leave", "road"))
    unsaid = replace(behind, excused=(), reasons=(GivenReason(CLOUD, "", 2), GivenReason(CLOUD, "road", 0)))
    assert digest(unsaid).villages[0].explained == ()


@pytest.mark.parametrize("day", [1, 2, 5])
def test_nobody_is_behind_in_the_first_days_of_a_month(day: int) -> None:
    told = digest(township(3), date(2026, 11, day))
    assert {one.pace for one in told.villages} == {Pace.EARLY} == {told.whole.pace}


def test_from_the_sixth_working_day_on_there_is_a_pace() -> None:
    assert Pace.EARLY not in {one.pace for one in digest(township(3), date(2026, 11, 9)).villages}


def test_a_month_that_begins_with_holidays_stays_grey_longer() -> None:
    counts = replace(T7, duties=tuple(replace(one, month=OCTOBER) for one in T7.duties))
    assert digest(counts, date(2026, 10, 13)).whole.pace is Pace.EARLY
    assert digest(counts, date(2026, 10, 14)).whole.pace is Pace.ON_TRACK


def test_the_monthly_edition_judges_the_whole_month() -> None:
    told = digest(T7, of_month(NOVEMBER))
    assert (told.elapsed.working_days, told.elapsed.of_working_days) == (21, 21)
    assert told.whole.responsible.expected == told.whole.responsible.coverage.owed == 412
    assert told.whole.responsible.pace is Pace.SLOW


def test_other_months_are_for_the_years_chart_alone() -> None:
    counts = township(2)
    assert digest(counts).whole.responsible.coverage.owed == sum(one.households for one in counts.villages)


def test_all_excused_is_neither_good_nor_bad() -> None:
    counts = Counts(
        villages=VILLAGES[3:], duties=duties(CLOUD, (0, 0), 0, excused=54)[:1], excused=T7.excused
    )
    told = digest(counts)
    assert told.whole.pace is Pace.EXCUSED
    assert told.whole.excused == (Tally("leave", 2), Tally("road", 4))
    assert not told.is_empty


def test_nothing_done_at_all_is_told_as_it_is() -> None:
    counts = Counts(villages=VILLAGES[:1], duties=duties(STONE, (0, 0), 150))
    told = digest(counts)
    assert told.is_idle
    assert not told.is_empty
    assert (told.whole.pace, told.whole.responsible.done.counts) == (Pace.SUPPORT, "0/150")
    assert (told.praise, told.whole.needs.median_days) == ((), None)


@pytest.mark.parametrize("counts", [Counts(), Counts(villages=VILLAGES)])
def test_a_township_without_duties_has_a_digest_all_the_same(counts: Counts) -> None:
    told = digest(counts)
    assert told.is_empty
    assert told.is_idle
    assert told.whole.pace is Pace.NOTHING
    assert str(told.whole.responsible.done) == "0/0"


def test_whoever_reported_or_solved_a_need_was_not_idle() -> None:
    for tally in (NeedTally(STONE, "water", new=1), NeedTally(STONE, "water", solved=1)):
        assert not digest(Counts(villages=VILLAGES, needs=(tally,))).is_idle


def test_open_needs_alone_are_something_to_tell() -> None:
    assert not digest(Counts(villages=VILLAGES, needs=(NeedTally(STONE, "water", open=1),))).is_empty


def test_a_small_village_is_told_in_counts() -> None:
    counts = Counts(villages=VILLAGES[:1], duties=duties(STONE, (3, 2), 4))
    assert str(digest(counts).whole.responsible.done) == "3/4"


def test_one_village_is_a_digest_of_its_own() -> None:
    counts = replace(T7, villages=VILLAGES[3:], duties=T7.duties[-2:], needs=T7.needs[-1:])
    told = digest(counts, area=CLOUD, name="云顶村")
    assert (told.whole.code, told.whole.name, told.whole.households) == (CLOUD, "云顶村", 54)
    assert told.whole.responsible == told.villages[0].responsible
    assert (rung_of(told.area_code), rung_of(TOWNSHIP)) == (Rung.VILLAGE, Rung.TOWNSHIP)


def test_sixty_villages_come_in_pages() -> None:
    pages = digest(township(60)).pages()
    assert [len(one) for one in pages] == [15, 15, 15, 15]
    assert [one.code for page in pages for one in page] == [one.code for one in township(60).villages]
    assert [len(one) for one in digest(township(16)).pages(7)] == [7, 7, 2]
    assert digest(Counts()).pages() == ()


def test_decisions_and_doubts_keep_the_order_of_the_ledger() -> None:
    counts = Counts(
        villages=VILLAGES,
        decisions=(
            Decision(CLOUD, "water", "", 1),
            Decision("gone", "water", "", 1),
            Decision(STONE, "other", "", 2),
        ),
        doubts=(DoubtCount(CLOUD, DoubtKind.UNPAIRED, 4), DoubtCount(STONE, DoubtKind.UNPAIRED, 1)),
        excused=(ExcusedCount(STONE, "away", 1),),
    )
    told = digest(counts)
    assert [one.village_code for one in told.decisions] == [STONE, CLOUD, "gone"]
    assert told.name_of("gone") == "gone"
    assert told.whole.doubts == (Tally("unpaired", 5),)
    assert told.whole.explained == ("away",)
