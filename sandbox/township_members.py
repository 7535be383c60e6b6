"""Who lives in the sample households: heads, their wives and husbands, children and grandchildren."""

from collections.abc import Iterator
from random import Random

from domain.register.id_numbers import check_digit
from domain.register.register import MemberEntry
from sandbox.township_households import HOMES, Home, code_of

# relation to the head, and how many years younger
_FAMILY = (("户主", 0), ("配偶", 2), ("之子", 27), ("之儿媳", 29), ("之孙女", 52))
_SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张"
_MEN = ("建国", "志强", "永红", "明远", "德明", "小军")
_WIVES = ("秀珍", "春梅", "丽华", "桂花", "玉兰", "小琴")
_GIRLS = ("雨欣", "子涵", "思雨", "佳怡")
_WOMEN = ("赵桂兰", "陈二妹", "吴秀英", "罗玉珍", "黄桂芳", "彭秀莲", "邓玉兰", "蒲小红", "曾桂香")
_SCHOOL_YEARS = (("小学", 2014, 2019), ("初中", 2011, 2013))
_OLD = 1962


def members() -> tuple[MemberEntry, ...]:
    """All 70, household by household, the head first."""
    living = (one for home in HOMES for one in _family(home))
    return tuple(
        _member(home, relation, name, born, number)
        for number, (home, relation, name, born) in enumerate(living, 1)
    )


def _family(home: Home) -> Iterator[tuple[Home, str, str, int]]:
    draw = Random(home.head + "家")
    woman_heads = home.head in _WOMEN
    spouse = draw.choice(_SURNAMES) + draw.choice(_MEN[:3] if woman_heads else _WIVES[:3])
    surname = (spouse if woman_heads else home.head)[0]
    wife = draw.choice(_SURNAMES) + draw.choice(_WIVES[3:])
    names = (home.head, spouse, surname + draw.choice(_MEN[3:]), wife, surname + draw.choice(_GIRLS))
    for (relation, younger), name in zip(_FAMILY[: home.size], names, strict=False):
        spoken = relation.replace("配偶", "之夫" if woman_heads else "之妻")
        yield home, spoken, name, home.born + younger


def _member(home: Home, relation: str, name: str, born: int, number: int) -> MemberEntry:
    works_away = home.away and relation in ("之子", "之儿媳")
    schooling = next((school for school, first, last in _SCHOOL_YEARS if first <= born <= last), "非在校生")
    return MemberEntry(
        household_code=code_of(home),
        name=name,
        relation=relation,
        id_number=_id_number(born, number),
        birth_year=born,
        health=_health(home, relation),
        schooling=schooling,
        labour=_labour(home, relation, born),
        months_away=8.0 if works_away else 0.0,
    )


def _id_number(born: int, number: int) -> str:
    """In the region 000000, which does not exist; only the checksum is right."""
    digits = f"000000{born}{number % 12 + 1:02d}{number % 28 + 1:02d}{number:03d}"
    return digits + check_digit(digits)


def _health(home: Home, relation: str) -> str:
    if relation != "户主":
        return "健康"
    return {"因病": "长期慢性病", "因残": "残疾"}.get(home.cause, "健康")


def _labour(home: Home, relation: str, born: int) -> str:
    if born > 2008 or (relation == "户主" and home.cause == "因残"):
        return "无劳动力"
    return "弱劳动力或半劳动力" if born < _OLD else "普通劳动力"
