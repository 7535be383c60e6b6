"""Days as people write and say them, in chat and workbook."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.days import IMPOSSIBLE, NOTHING, Lean, days_in, named_day
from domain.writing.characters import folded

TODAY = date(2026, 11, 21)
"""A Saturday."""


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", "2026-11-21"),
        ("2026-06-01 00:00:00.000", "2026-06-01"),
        ("2026-06-01T08:30", "2026-06-01"),
        ("2026/06/01 星期一", "2026-06-01"),
        ("6/1 周一", "2026-06-01"),
        ("昨天", "2026-11-20"),
        ("前天", "2026-11-19"),
        ("大前天", "2026-11-18"),
        ("明天", "2026-11-22"),
        ("后天", "2026-11-23"),
        ("昨天去的", "2026-11-20"),
        ("是昨天下午去的。", "2026-11-20"),
        ("三天前", "2026-11-18"),
        ("3天前", "2026-11-18"),
        ("Yesterday", "2026-11-20"),
        (" today ", "2026-11-21"),
        ("the day before yesterday", "2026-11-19"),
        ("3 days ago", "2026-11-18"),
        ("下周一", "2026-11-23"),
        ("下个星期一", "2026-11-23"),
        ("上周五", "2026-11-13"),
        ("上个礼拜五", "2026-11-13"),
        ("本周三", "2026-11-18"),
        ("这周三", "2026-11-18"),
        ("周三", "2026-11-18"),
        ("周六", "2026-11-21"),
        ("星期天", "2026-11-15"),
        ("礼拜二", "2026-11-17"),
        ("last Friday", "2026-11-20"),
        ("on Friday", "2026-11-20"),
        ("next Monday", "2026-11-23"),
        ("11月3日", "2026-11-03"),
        ("11月3号", "2026-11-03"),
        ("十一月三号", "2026-11-03"),
        ("十月三十一日", "2026-10-31"),
        ("11月3日（周二）", "2026-11-03"),
        ("11-3", "2026-11-03"),
        ("11/03", "2026-11-03"),
        ("11.3", "2026-11-03"),
        ("１１-３", "2026-11-03"),
        ("１１月３日", "2026-11-03"),
        ("11-3 早上", "2026-11-03"),
        ("3号", "2026-11-03"),
        ("三号", "2026-11-03"),
        ("二十八号", "2026-10-28"),
        ("上月28号", "2026-10-28"),
        ("去年12月3日", "2025-12-03"),
        ("2026-11-03", "2026-11-03"),
        ("2026年11月3日", "2026-11-03"),
        ("26年11月3日", "2026-11-03"),
        ("二〇二六年十一月三日", "2026-11-03"),
        ("20261103", "2026-11-03"),
        ("２０２６１１０３", "2026-11-03"),
        ("Nov 3", "2026-11-03"),
        ("Nov. 3rd, 2026", "2026-11-03"),
        ("3 November", "2026-11-03"),
        ("the 3rd of November", "2026-11-03"),
        ("the 3rd", "2026-11-03"),
        ("12-25", "2025-12-25"),
        ("2026-12-25", "2026-12-25"),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, day: str) -> None:
    assert named_day(typed, TODAY).day == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3号", "2026-12-03"),
        ("周三", "2026-11-25"),
        ("周六", "2026-11-21"),
        ("下周五", "2026-11-27"),
        ("本周五", "2026-11-20"),
        ("1月4日", "2027-01-04"),
        ("11-24", "2026-11-24"),
        ("11-20", "2026-11-20"),
        ("到11月30日", "2026-11-30"),
        ("in 3 days", "2026-11-24"),
        ("Jan 4", "2027-01-04"),
    ],
)
def test_what_is_planned_lies_ahead(typed: str, day: str) -> None:
    assert named_day(typed, TODAY, Lean.AHEAD).day == date.fromisoformat(day)


@pytest.mark.parametrize("typed", ["昨天", "周三", "下周一", "3号", "today", "last Friday", "the 3rd"])
def test_a_ledger_holds_no_day_that_is_true_today_only(typed: str) -> None:
    assert named_day(typed, TODAY, Lean.THIS_YEAR) == NOTHING


def test_without_a_year_a_ledger_means_this_year() -> None:
    assert named_day("12月25日", TODAY, Lean.THIS_YEAR).day == date(2026, 12, 25)


@pytest.mark.parametrize("typed", ["", "11月", "上礼拜", "3", "王福生", "一个", "昨天和今天", "may"])
def test_what_names_no_day_is_none(typed: str) -> None:
    assert named_day(typed, TODAY) == NOTHING


@pytest.mark.parametrize(
    "typed",
    ["11月31日", "2026-02-30", "2月30日", "二月三十号", "99-99", "20260230", "Feb 30"],
)
def test_a_day_that_the_calendar_lacks_is_known_as_such(typed: str) -> None:
    assert named_day(typed, TODAY) == IMPOSSIBLE


def test_on_the_first_of_a_month_yesterday_is_in_the_month_before() -> None:
    first = date(2026, 12, 1)
    assert named_day("昨天", first).day == date(2026, 11, 30)
    assert named_day("30号", first).day == date(2026, 11, 30)
    assert named_day("周一", first).day == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("前天去了王福生家", ["前天"]),
        ("上周五去的王福生家，正常", ["上周五"]),
        ("王福生 3号 正常", ["3号"]),
        ("十一月三号去了王福生家", ["十一月三号"]),
        ("nov 3 visited", ["nov 3"]),
        ("last friday all fine", ["last friday"]),
        ("王福生家 3号楼漏水", []),
        ("周三妹 生病", []),
        ("吃了3天药", []),
        ("收成3.5亩", []),
        ("maybe 3 people", []),
        ("第3号井", []),
    ],
)
def test_days_are_found_between_other_words(text: str, found: list[str]) -> None:
    text = folded(text)
    assert [text[start:end] for start, end in days_in(text)] == found


@given(st.text(max_size=30), st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.sampled_from(Lean))
def test_no_words_upset_the_reading(typed: str, today: date, lean: Lean) -> None:
    day = named_day(typed, today, lean).day
    assert day is None or isinstance(day, date)
    assert all(start < end for start, end in days_in(folded(typed)))


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 365))
def test_a_day_without_a_year_is_the_last_such_day(today: date, back: int) -> None:
    day = today - timedelta(days=back)
    found = named_day(f"{day.month}-{day.day}", today).day
    assert found is None or (found <= today and (found.month, found.day) == (day.month, day.day))
