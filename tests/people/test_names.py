"""How names are found: by any hand that writes them, and by how they sound."""

from dataclasses import dataclass
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people.names import matching, sought
from domain.writing.characters import folded, key, letters, spellings, tidy, tidy_code, tidy_name
from ledger.checks import need_words, values
from ledger.checks.layout import LAYOUTS


@dataclass(frozen=True)
class Home:
    head: str
    code: str = "H1"
    village: str = "石板村"
    group: str = "三组"


@pytest.mark.parametrize(
    ("name", "initials", "spelt"),
    [
        ("王福生", ["wfs"], ["wangfusheng", "fushengwang"]),
        ("吕娟", ["lj"], ["lvjuan"]),
        ("曾国强", ["zgq", "cgq"], ["zengguoqiang"]),
        ("单福生", ["sfs", "dfs"], ["shanfusheng"]),
        ("解放军", ["xfj", "jfj"], ["xiefangjun"]),
        ("仇玉兰", ["qyl", "cyl"], ["qiuyulan"]),
        ("区建国", ["ojg", "qjg"], ["oujianguo"]),
        ("查五妹", ["zwm", "cwm"], ["zhawumei"]),
        ("翟永福", ["zyf", "dyf"], ["zhaiyongfu"]),
        ("任大有", ["rdy"], ["rendayou"]),
        ("覃四妹", ["tsm", "qsm"], ["qinsimei", "tansimei"]),
        ("种有才", ["cyc", "zyc"], ["chongyoucai"]),
        ("朴成哲", ["pcz"], ["piaochengzhe"]),
        ("盖文", ["gw"], ["gewen", "gaiwen"]),
        ("尉迟恭", ["ycg", "wcg"], ["yuchigong"]),
        ("长孙平", ["zsp", "csp"], ["zhangsunping"]),
        ("万俟安", ["mqa", "wsa"], ["moqian"]),
        ("令狐冲", ["lhc"], ["linghuchong"]),
        ("乐小平", ["yxp", "lxp"], ["yuexiaoping"]),
        ("缪三", ["ms"], ["miaosan"]),
        ("员半千", ["ybq"], ["yunbanqian"]),
        ("召存信", ["scx", "zcx"], ["shaocunxin"]),
        ("折彦质", ["syz", "zyz"], ["sheyanzhi"]),
        ("洗星海", ["xxh"], ["xianxinghai"]),
        ("黑大山", ["hds"], ["hedashan", "heidashan"]),
        ("费长房", ["fcf", "bcf", "fzf"], ["feichangfang", "bichangfang"]),
    ],
)
def test_family_names_are_read_as_such_and_as_usual(name: str, initials: list[str], spelt: list[str]) -> None:
    assert set(initials) <= letters(name)
    assert set(spelt) <= spellings(name)
    for words in chain(initials, spelt):
        assert matching([Home(name), Home("赵桂兰")], words) == (Home(name),)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("李\u3000明", "李明"), ("李\u3000明", "lm"), ("李明", "李 明"), ("李明", "李\u3000明。"),
        ("李明", "liming"), ("李明", "Li Ming"), ("李明", "ＬＭ"), ("李明", "李明家"),
        ("李明", "户主李明家里"), ("李明", "李明，"), ("李明", "\u200b李明\u2069"),
        ("李明", "老李"), ("李明", "李大叔"),
        ("李明", "小李家"), ("賀麗華", "贺丽华"), ("贺丽华", "賀麗華"), ("陳永發", "cyf"),
        ("羅鐵柱", "罗铁柱"),
        ("阿依古丽·买买提", "阿依古丽买买提"), ("阿依古丽·买买提", "阿依古丽•买买提"),
        ("阿依古丽买买提", "阿依古丽・买买提"),
        ("阿依古丽‧买买提", "阿依古丽．买买提"), ("阿依古丽⋅买买提", "买买提"), ("Ｗａｎｇ Ｂａ", "wang ba"),
        ("⻢福生", "马福生"), ("吕梁", "lüliang"), ("尉迟恭", "老尉"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(head: str, words: str) -> None:
    assert matching([Home("赵桂兰"), Home(head)], words) == (Home(head),)


def test_who_has_the_same_name_is_asked_and_a_whole_name_wins() -> None:
    two = [Home("王福生", "H1"), Home("王\u3000福生", "H2"), Home("王福", "H3")]

    assert matching(two, "王福生家") == tuple(two[:2])
    assert matching(two, "王福") == (two[2],)
    assert matching(two, "老王") == tuple(two)
    assert matching(two, "ｈ２") == (two[1],)


@pytest.mark.parametrize("words", ["", "。", "\u200b", "家", "老", "没有这个人", "x"])
def test_words_that_name_nobody_find_nobody(words: str) -> None:
    assert matching([Home("王福生"), Home("阿依古丽·买买提")], words) == ()


def test_only_the_name_itself_is_as_good_as_a_tap() -> None:
    assert sought("王福生家。").is_name("王\u3000福生")
    assert not sought("老王").is_name("王福生")
    assert not sought("wfs").is_name("王福生")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("李\u3000明", "李明"), ("\u202e李明\u202c", "李明"), (" Ann \u00a0 Lee ", "Ann Lee"),
        ("阿依古丽 • 买买提", "阿依古丽·买买提"), ("阿依古丽．买买提", "阿依古丽·买买提"), ("J.Lee", "J.Lee"),
        ("⼾主", "户主"), ("Ｈ０１", "H01"), ("三组\n四 组", "三组\n四组"), ("❤\ufe0f", "❤"),
    ],
)  # fmt: skip
def test_names_are_shown_tidily(text: str, kept: str) -> None:
    assert tidy_name(text) == kept


def test_prose_keeps_its_marks_and_lines() -> None:
    assert (
        tidy("屋顶漏，\u200b要修！（急）\n①瓦\u3000②梁，１２块——好")
        == "屋顶漏，要修！（急）\n①瓦 ②梁，12块——好"
    )


def test_codes_that_differ_in_dashes_stay_two() -> None:
    assert key("1-11") != key("11-1")
    assert key("1—11") == key("１－１１") == key("1‑11 ")


@given(st.text(max_size=30))
def test_what_is_tidy_stays_so_and_any_name_has_letters(name: str) -> None:
    for one in (tidy, tidy_name, tidy_code, key):
        assert one(one(name)) == one(name)
    assert len(folded(name)) == len(name)
    assert all(one == one.lower() for one in letters(key(name)))


def test_the_words_of_workbooks_are_what_they_are_compared_by() -> None:
    names = {one for each in LAYOUTS for one in (each.sheet, *each.known, *each.aliases)}
    tables = (values.ROLES, values.DUTIES, values.MODES, values.ANSWERS, need_words.STATUSES, need_words.ACTS)
    words = {one for table in (*tables, need_words.LEVELS, need_words.REASONS) for one in table}

    assert all(key(one) == one for one in names | words)
