"""Which words tell of trouble, and which kind of need they point to."""

import pytest

from domain.needs.troubles import SIGNS, has_been_there, trouble_in
from domain.policy.needs import CATEGORIES

KNOWN = tuple(one.code for one in CATEGORIES)


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("屋顶漏雨，要修", "housing"),
        ("厨房也漏水", "housing"),
        ("墙裂了", "housing"),
        ("没钱买药", "health"),
        ("老人想看病", "health"),
        ("摔断了腿要住院", "health"),
        ("自来水停了", "water"),
        ("饮水困难", "water"),
        ("孩子学费交不起", "school"),
        ("娃娃上不起学", "school"),
        ("缺棉被过冬", "food_clothes"),
        ("想找工作", "work_income"),
        ("the roof leaks", "housing"),
        ("no water", "water"),
        ("cannot pay the tuition", "school"),
        ("家里有病人", "health"),
        ("病倒了", "health"),
        ("眼睛看不见了", "health"),
        ("屋漏了", "housing"),
        ("家漏得厉害", "housing"),
        ("雨水进屋", "housing"),
        ("水管漏得厉害", "water"),
        ("井干了", "water"),
        ("孩子没学上", "school"),
        ("没饭吃", "food_clothes"),
        ("玉米卖不掉", "work_income"),
        ("缺钱", ""),
        ("电线坏了", ""),
        ("有困难", ""),
    ],
)
def test_trouble_points_to_a_category(words: str, category: str) -> None:
    assert trouble_in(words, KNOWN) == category


@pytest.mark.parametrize(
    "words",
    [
        "",
        "一切正常",
        "家里没人",
        "房子修好了",
        "房子不漏了",
        "药够吃",
        "没电话",
        "玉米收好了",
        "没什么困难",
        "roof repaired",
        "老人不爱说话",
    ],
)
def test_what_is_fine_or_over_is_no_trouble(words: str) -> None:
    assert trouble_in(words, KNOWN) is None


def test_a_category_that_the_township_does_not_have_is_not_guessed() -> None:
    assert trouble_in("屋顶漏雨", ["health", "other"]) == ""


@pytest.mark.parametrize(("words", "been"), [("去了石光华家，屋顶漏雨", True), ("王福生家屋顶漏雨", False)])
def test_words_tell_whether_somebody_was_there(words: str, been: bool) -> None:
    assert has_been_there(words) is been


def test_every_kind_of_need_has_its_signs() -> None:
    assert set(SIGNS) == set(KNOWN)
