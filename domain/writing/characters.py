"""Characters: how a name is written by different hands, and how it sounds."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product, zip_longest

from pypinyin import Style, pinyin

from domain.writing.surnames import COMPOUND, SURNAMES
from domain.writing.traditional import SIMPLER

_RADICALS = str.maketrans(
    "⼾⾭⺁⺒⺝⺟⺠⺩⺼⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻟⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "户青厂巳月母民王月虎西见角贝车长长长门雨青韦页风飞食食食马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟",
)
"""Radicals that look like characters, some fonts and PDF files write the one for the other."""
_DASHES = "‐‑‒–−﹣－"
_LONG_DASHES = "—―﹘─"
_DOTS = "·•・‧⋅∙･●"
_PUNCTUATION = "，：；！？（）～"
"""Wide marks that belong to Chinese prose."""
_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800"
_VARIATIONS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_HAN = "\u3005-\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_GAP_IN_NAME = re.compile(rf"(?<=[{_HAN}])[^\S\n]+(?=[{_HAN}])")
_DOT_IN_NAME = re.compile(rf"(?<=[{_HAN}])[^\S\n]*[.{_DOTS}][^\S\n]*(?=[{_HAN}])")
_TO_ONE_DOT = dict.fromkeys(map(ord, _DOTS), "·")
_TO_ONE_DASH = dict.fromkeys(map(ord, _DASHES + _LONG_DASHES), "-")
_NO_DOT = dict.fromkeys(map(ord, _DOTS))
MOST_READINGS = 16
"""Most readings that are tried for a given name."""


class _Tidied(dict[int, str]):
    """For `str.translate`: what each character becomes where text enters, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _tidied(chr(code))
        return made


def _tidied(one: str) -> str:
    kind = unicodedata.category(one)
    if kind == "Cf" or one in _BLANK_LETTERS or _VARIATIONS.match(one):
        return ""
    if kind in ("Zl", "Zp"):
        return "\n"
    if kind == "Zs":
        return " "
    if one in _DASHES:
        return "-"
    plain = one.translate(_RADICALS)
    if plain != one:
        return plain
    is_written_otherwise = unicodedata.decomposition(one).startswith(("<wide>", "<narrow>", "<font>"))
    if (is_written_otherwise and one not in _PUNCTUATION) or "\u2f00" <= one <= "\u2fd5":
        return unicodedata.normalize("NFKC", one)
    return one


_TIDIED = _Tidied()


def tidy(text: str) -> str:
    """Text as it is kept, from chat or workbook: the same words, without what cannot be seen.

    Marks of direction and characters of no width go; letters and digits of full width, radicals, and every
    kind of space and hyphen become the usual ones. Punctuation, line breaks and emoji stay.
    """
    return text.strip() if text.isascii() else unicodedata.normalize("NFC", text.translate(_TIDIED)).strip()


@lru_cache(maxsize=50_000)
def tidy_name(text: str) -> str:
    """A name as it is shown: one space between words, none between Chinese characters, one kind of dot."""
    lines = (" ".join(line.split()) for line in tidy(text).split("\n"))
    joined = _GAP_IN_NAME.sub("", "\n".join(lines).strip())
    return _DOT_IN_NAME.sub("·", joined).translate(_TO_ONE_DOT)


@lru_cache(maxsize=50_000)
def tidy_code(text: str) -> str:
    """A code as it is kept: without spaces, in plain digits and letters, with plain dashes."""
    plain = "".join(unicodedata.normalize("NFKC", tidy(text)).split())
    return unicodedata.normalize("NFC", plain).translate(_TO_ONE_DASH)


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """What codes, words and names of places are compared by, however they are written."""
    return folded(tidy_code(text)).translate(_NO_DOT)


@lru_cache(maxsize=20_000)
def _folded(one: str) -> str:
    plain = unicodedata.normalize("NFKC", one.translate(_RADICALS)).lower().translate(SIMPLER)
    return plain if len(plain) == 1 else one


def folded(text: str) -> str:
    """The text in small, half-width, simplified characters; each stands where it stood."""
    return "".join(map(_folded, text))


@lru_cache(maxsize=20_000)
def compact(name: str) -> str:
    """The letters and characters of a name alone, folded: what names of people are compared by."""
    return "".join(one for one in folded(unicodedata.normalize("NFKC", name)) if one.isalnum())


def is_same_name(one: str, other: str) -> bool:
    """Whether two people are called alike, however the name is written."""
    return one == other or (bool(compact(one)) and compact(one) == compact(other))


@lru_cache(maxsize=20_000)
def readings(character: str) -> tuple[str, ...]:
    """The syllables that a character may be read as, without tones; the commonest first."""
    return tuple(one.replace("ü", "v") for one in pinyin(character, style=Style.NORMAL, heteronym=True)[0])


@lru_cache(maxsize=20_000)
def _readings_in(name: str) -> tuple[tuple[str, ...], ...]:
    """The syllables of each character of a name; of a surname first those that it has as a surname."""
    special = SURNAMES.get(name[:2]) or SURNAMES.get(name[:1], ())
    led = zip_longest(special, map(readings, name), fillvalue=())
    return tuple(tuple(dict.fromkeys((*first, *usual))) for first, usual in led)


def _ways(choices: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """One of each, in every combination; each of the first is taken, however many there are behind it."""
    for first in choices[0] if choices else ():
        yield from ((first, *rest) for rest in islice(product(*choices[1:]), MOST_READINGS))


@lru_cache(maxsize=20_000)
def syllables(name: str) -> tuple[str, ...]:
    """How each character of a compact name is commonly read: 王福生 → wang, fu, sheng."""
    return tuple(readings(one)[0] for one in name)


@lru_cache(maxsize=20_000)
def spellings(name: str) -> frozenset[str]:
    """All spellings of a compact name in pinyin, in its order and with the family name last."""
    ways = _ways(_readings_in(name))
    return frozenset(spelt for way in ways for spelt in ("".join(way), "".join((*way[1:], way[0]))))


@lru_cache(maxsize=20_000)
def letters(name: str) -> frozenset[str]:
    """All rows of first letters of a compact name: 曾国强 → zgq, cgq."""
    firsts = [tuple(dict.fromkeys(one[:1] for one in choices)) for choices in _readings_in(name)]
    return frozenset("".join(way) for way in _ways(firsts))


def given_name(name: str) -> str:
    """What stands behind the family name of a compact name: 福生 of 王福生, 恭 of 尉迟恭."""
    return name[2:] if name[:2] in COMPOUND else name[1:]


def is_chinese(text: str) -> bool:
    """Whether it is written in Chinese characters throughout."""
    return bool(text) and all(
        "\u3400" <= one <= "\u9fff" or "\U00020000" <= one <= "\U0003ffff" for one in text
    )
