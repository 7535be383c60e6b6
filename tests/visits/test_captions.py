"""Captions: whose household a few words name, and what they say of it; nothing is ever guessed (R6)."""

import time
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.visits.captions import Caption, read_caption, resembling
from domain.visits.visits import Mode

TODAY = date(2026, 11, 21)
HOME, NOBODY, PHONE = Mode.HOME, Mode.NOBODY, Mode.PHONE


@dataclass(frozen=True)
class Home:
    id: int
    head: str
    group: str = "三组"
    village: str = "石板村"
    code: str = "H1"


HOMES = (
    Home(1, "王福生"),
    Home(2, "赵桂兰", "一组"),
    Home(3, "孙有才", "五组"),
    Home(4, "陈二妹", "十二组", "柳坪村"),
    Home(5, "吕娟", "四组"),
    Home(6, "曾国强", "一组"),
)


def read(words: str, homes: tuple[Home, ...] = HOMES) -> Caption[Home]:
    return read_caption(words, homes, TODAY)


def heads(homes: tuple[Home, ...]) -> list[str]:
    return [one.head for one in homes]


@pytest.mark.parametrize(
    "words",
    [
        "王福生 正常",
        "王福生正常",
        "王福生家正常",
        "王福生家 一切正常",
        "三组王福生 正常",
        "石板村三组王福生，正常",
        "3组 王福生 正常",
        "王福生，三组，正常",
        "王福生（第三组）正常。",
        "正常 王福生",
        "王福生、正常！",
        "王　福　生 正常",
        "王福生\n正常",
        "ｗｆｓ　正常",
        "WFS正常",
        "三组 wfs ok",
        "wang fusheng ok",
        "Wang Fu Sheng fine",
        "fusheng wang all good",
        "group 3 Wang Fusheng fine",
        "福生 一切正常",
        "正常 福生",
        "王福升 正常",
        "王富生家 正常",
        "去王福生家走访 一切正常",
        "今天去了王福生家，一切都好",
        "王福生家今天情况正常",
        "王福生 在家，没问题",
    ],
)
def test_many_ways_to_say_that_all_is_fine_at_one_household(words: str) -> None:
    caption = read(words)
    assert (heads(caption.matches), caption.mode, caption.rest) == (["王福生"], HOME, "")


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("趙桂蘭 正常", "赵桂兰"),
        ("柳坪村十二组陈二妹 正常", "陈二妹"),
        ("12组二妹 好", "陈二妹"),
        ("吕娟 正常", "吕娟"),
        ("lvjuan ok", "吕娟"),
        ("zeng guoqiang ok", "曾国强"),
        ("cgq ok", "曾国强"),
        ("zgq 正常", "曾国强"),
    ],
)
def test_other_scripts_readings_and_places(words: str, head: str) -> None:
    assert (heads(read(words).matches), read(words).mode) == ([head], HOME)


@pytest.mark.parametrize(
    ("words", "mode", "rest"),
    [
        ("王福生", None, ""),
        ("王福生家", None, ""),
        ("王福生 家里没人，邻居说去赶集了", NOBODY, "邻居说去赶集了"),
        ("王福生家没人在家", NOBODY, ""),
        ("王福生 nobody home", NOBODY, ""),
        ("王福生 電話聯繫", PHONE, ""),
        ("王福生 打电话 正常", PHONE, "正常"),
        ("王福生 by phone", PHONE, ""),
        ("王福生 正常 给了两袋米", HOME, "给了两袋米"),
        ("王福生 正常 3.5 亩玉米收了", HOME, "3.5 亩玉米收了"),
        ("王福生 ok 屋顶换了新瓦", HOME, "屋顶换了新瓦"),
    ],
)
def test_how_it_was_and_what_makes_a_note(words: str, mode: Mode | None, rest: str) -> None:
    caption = read(words)
    assert (heads(caption.matches), caption.mode, caption.rest) == (["王福生"], mode, rest)


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("王福生 不正常", "不正常"),
        ("王福生 正常？", "正常？"),
        ("今天去了王福生家，一切都好，屋顶漏雨", "一切都好，屋顶漏雨"),
        ("王福生 正常 屋顶漏雨", "正常 屋顶漏雨"),
        ("王福生说屋顶漏雨", "王福生说屋顶漏雨"),
        ("王福生 正常，就是缺钱", "正常，就是缺钱"),
        ("王福生 not fine", "not fine"),
        ("王福生 ok roof leaking", "ok roof leaking"),
        ("王福生 家里没人，电话打通了，正常", "家里没人，电话打通了，正常"),
    ],
)
def test_words_that_are_not_plainly_fine_name_the_household_and_no_more(words: str, rest: str) -> None:
    caption = read(words)
    assert (heads(caption.matches), caption.mode, caption.rest) == (["王福生"], None, rest)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("昨天 王福生 正常", date(2026, 11, 20)),
        ("昨天王福生正常", date(2026, 11, 20)),
        ("王福生 前天 正常", date(2026, 11, 19)),
        ("11月18日王福生正常", date(2026, 11, 18)),
        ("11月18号 王福生 正常", date(2026, 11, 18)),
        ("王福生 11-18 正常", date(2026, 11, 18)),
        ("王福生 正常 2026-11-19", date(2026, 11, 19)),
        ("yesterday Wang Fusheng fine", date(2026, 11, 20)),
        ("王福生 正常 昨天刚卖了猪", None),
        ("王福生 正常 血压 120/80", None),
        ("王福生 正常", None),
        ("王福生 13月40日 正常", None),
    ],
)
def test_a_day_is_read_where_it_is_the_visits(words: str, day: date | None) -> None:
    caption = read(words)
    assert (heads(caption.matches), caption.mode, caption.day) == (["王福生"], HOME, day)


def test_the_words_of_a_day_are_known_even_of_one_that_cannot_be() -> None:
    named = read("王福生 2月30日 正常").named
    assert named is not None
    assert (named.is_impossible, named.words) == (True, "2月30日")


def test_a_short_name_is_found_before_words_about_trouble() -> None:
    homes = (Home(1, "李明"),)
    assert heads(read("李明摔伤了", homes).matches) == ["李明"]
    assert heads(read("李明亮家漏雨", homes).matches) == []


def test_the_day_of_a_sentence_about_the_visit() -> None:
    caption = read("昨天去王福生家给了两袋米")
    assert (heads(caption.matches), caption.mode, caption.day) == (["王福生"], None, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("words", "likest"),
    [
        ("李福生 正常", "王福生"),
        ("李 福生 正常", "王福生"),
        ("汪福生 正常", "王福生"),
        ("王福牛 正常", "王福生"),
        ("五组王福生 正常", "王福生"),
        ("赵桂兰花 正常", "赵桂兰"),
        ("老王 正常", "王福生"),
        ("张三 正常", None),
        ("正常", None),
        ("水窖", None),
        ("wc 正常", None),
        ("要用wfs接口", None),
        ("", None),
    ],
)
def test_a_name_that_merely_resembles_is_asked(words: str, likest: str | None) -> None:
    assert read(words).matches == ()
    assert next(iter(heads(resembling(words, HOMES))), None) == likest


NAMESAKES = (
    Home(1, "王福生", "三组"),
    Home(2, "王福生", "五组"),
    Home(3, "王福", "一组"),
    Home(4, "李福生", "二组"),
)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("王福生 正常", [1, 2]),
        ("五组王福生 正常", [2]),
        ("王福生（5组）正常", [2]),
        ("八组王福生 正常", []),
        ("福生 正常", [1, 2, 4]),
        ("二组福生 正常", [4]),
        ("王福 正常", [3]),
        ("王福病了", []),
        ("wangfusheng ok", [1, 2]),
        ("王福生、李福生 正常", [1, 2, 4]),
    ],
)
def test_namesakes_are_told_apart_by_their_group_or_not_at_all(words: str, ids: list[int]) -> None:
    assert [one.id for one in read(words, NAMESAKES).matches] == ids


def test_an_exact_name_beats_one_that_sounds_the_same() -> None:
    both = (Home(1, "王福生"), Home(2, "王富升"))
    assert [one.id for one in read("王富升 正常", both).matches] == [2]
    assert [one.id for one in read("王付生 正常", both).matches] == [1, 2]


def test_names_in_other_scripts_and_with_marks_are_found_as_they_are() -> None:
    odd = (Home(1, "古丽巴哈尔·买买提明"), Home(2, "Ann Lee"), Home(3, "<b>王&福</b>"), Home(4, "😀"))
    for words, head in (("古丽巴哈尔买买提明 正常", 1), ("ann lee fine", 2), ("<b>王&福</b> 正常", 3)):
        assert [one.id for one in read(words, odd).matches] == [head]
    assert read("Joann Leeds fine", odd).matches == ()
    assert read("😀 正常", odd).matches == ()


def test_a_long_caption_keeps_every_word() -> None:
    caption = read("王福生 正常 " + "米" * 1000)
    assert (caption.mode, len(caption.rest)) == (HOME, 1000)


@given(st.text(max_size=80))
def test_any_words_can_be_read(words: str) -> None:
    caption = read(words)
    assert len({one.id for one in caption.matches}) == len(caption.matches)


@given(st.sampled_from(HOMES), st.text("今天米面油好走路", max_size=12))
def test_whatever_follows_a_name_none_of_it_is_lost(home: Home, words: str) -> None:
    caption = read(f"{home.head}，{words}怪")
    assert caption.matches == (home,)
    assert "怪" in caption.rest


def test_two_hundred_households_are_read_within_some_milliseconds() -> None:
    given_names = [f"{a}{b}" for a in "福桂有二长德秀再玉茂光国" for b in "生兰才妹林贵英兴珍"]
    many = tuple(Home(at, f"{'王李张刘陈'[at % 5]}{given_names[at % 108]}") for at in range(200))
    read("预热 正常", many)
    begun = time.process_time()
    for _ in range(20):
        read("张三丰 一切都好，屋顶漏雨，老人腿痛", many)
    assert (time.process_time() - begun) / 20 < 0.05
