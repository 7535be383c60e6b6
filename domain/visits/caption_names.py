"""Names in a caption: which households of a list the words name, and how surely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from domain.people.names import Listed
from domain.writing.characters import compact, folded, given_name, is_chinese, letters, spellings, syllables


class Home(Listed, Protocol):
    """A household that may be meant."""

    @property
    def id(self) -> int:
        """Its id."""
        ...


H = TypeVar("H", bound=Home)
Span = tuple[int, int]
_BY_NUMBER = re.compile(
    r"第?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?:村民)?小?[组社队]|group\s*(?P<digits>\d{1,2})"
)
_DIGITS = {one: at for at, one in enumerate("一二三四五六七八九", 1)}
_GAP = r"[\s，,。.；;、:：·()（）\-_/|]*"
_AFTER_NAME = re.compile(
    r"$|[\W_]|[a-z0-9]|家|户|处|的|在|说|今|昨|前|正常|一切|都|均|没|不|无|有|电话|打|很|挺|身体|情况|住|近|已|刚|里|那|和|摔|瘫|缺|欠|被|第?[一二三四五六七八九十]+[组社队]"
)
_BEFORE_NAME = re.compile(
    r"(?:^|[\W_]|组|社|队|村|户|家|去了?|到了?|过|了|在|看|访|望|问|来|是|给|跟|和|与|同|为|老乡|户主|[今昨前]天|[日号]|正常|好|人|电话|[a-z0-9])$"
)
_ONE_BEFORE = re.compile(r"(?:^|[\W_])\w$")
_ONE_AFTER = re.compile(r"\w(?:$|[\W_])")
_LONE = re.compile(r"(?:^|[^\w])[^\W\da-z_]\W+$")
"""A single character before the words: perhaps the family name of somebody else."""


Found = list[tuple[H, Span]]
"""Households, each with where its name stands, and the place beside it."""


def named(text: str, homes: Sequence[H]) -> Found[H]:
    """The households that the folded words name, by the surest way in which they name any at all.

    An exact name beats a given name, that one a name that sounds the same, then come pinyin and initials. A
    group or village beside the name narrows them; one that fits none of them leaves nobody.
    """
    words = _words(text)
    for level in (_exact, _by_given_name, _by_sound, _by_pinyin, _by_letters):
        found = level(words, homes)
        if found:
            return _placed(text, found, homes)
    return []


@dataclass(frozen=True, slots=True)
class _Words:
    """The words as names are sought in them."""

    text: str
    bare: str
    places: tuple[int, ...]
    """Where each character of `bare`, which has neither spaces nor marks, stands in `text`."""

    def spans(self, sought: str) -> list[Span]:
        """Every place in the text where these characters follow each other."""
        starts = [found.start() for found in re.finditer(f"(?={re.escape(sought)})", self.bare)]
        return [(self.places[at], self.places[at + len(sought) - 1] + 1) for at in starts]


def _words(text: str) -> _Words:
    places = tuple(at for at, one in enumerate(text) if one.isalnum())
    return _Words(text, "".join(text[at] for at in places), places)


def _exact(words: _Words, homes: Sequence[H]) -> Found[H]:
    found = [
        (home, span)
        for home in homes
        if len(name := compact(home.head)) > 1 and name in words.bare
        for span in words.spans(name)
        if _stands_free(words.text, span, name)
    ]
    # 王福 is not named by what names 王福生.
    return [
        (home, span)
        for home, span in found
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for _, other in found)
    ]


def _stands_free(text: str, span: Span, name: str) -> bool:
    before, after = text[: span[0]], text[span[1] :]
    if not is_chinese(name):
        latin = re.compile(r"[^\W\d_]", re.UNICODE)
        left, right = before[-1:], after[:1]
        return not any(latin.match(one) and not is_chinese(one) for one in (left, right))
    is_led, is_followed = _BEFORE_NAME.search(before), _AFTER_NAME.match(after)
    if len(name) == 2:
        return bool(is_led and is_followed)
    # A longer name may stand in a sentence, but one more character could make it another name.
    return bool((is_led or not _ONE_BEFORE.search(before)) and (is_followed or not _ONE_AFTER.match(after)))


def _by_given_name(words: _Words, homes: Sequence[H]) -> Found[H]:
    """福生 for 王福生, where nothing before it can be another family name."""
    return [
        (home, span)
        for home in homes
        if is_chinese(name := compact(home.head))
        and len(given := given_name(name)) == 2
        and given in words.bare
        for span in words.spans(given)
        if _is_free_given_name(words.text, span)
    ]


def _is_free_given_name(text: str, span: Span) -> bool:
    before, after = text[: span[0]], text[span[1] :]
    return bool(_BEFORE_NAME.search(before) and _AFTER_NAME.match(after) and not _LONE.search(before))


def _by_sound(words: _Words, homes: Sequence[H]) -> Found[H]:
    """王福升 for 王福生: the family name as it is, the rest as it sounds."""
    sounds = [syllables(one)[0] if is_chinese(one) else "" for one in words.bare]
    windows: dict[tuple[str, ...], list[int]] = {}
    for size in (2, 3, 4):
        for at in range(len(sounds) - size + 1):
            windows.setdefault(tuple(sounds[at : at + size]), []).append(at)
    return [
        (home, (words.places[at], words.places[at + len(name) - 1] + 1))
        for home in homes
        if is_chinese(name := compact(home.head)) and 1 < len(name) < 5
        for at in windows.get(syllables(name), ())
        if words.bare[at] == name[0]
        and _stands_free(words.text, (words.places[at], words.places[at + len(name) - 1] + 1), name)
    ]


def _by_pinyin(words: _Words, homes: Sequence[H]) -> Found[H]:
    tokens = list(re.finditer(r"[a-z]+", words.text))
    runs: dict[str, Span] = {}
    for first in range(len(tokens)):
        for last in range(first, min(first + 4, len(tokens))):
            if last > first and re.search(
                r"[^\s'\-.]", words.text[tokens[last - 1].end() : tokens[last].start()]
            ):
                break
            spelt = "".join(one[0] for one in tokens[first : last + 1])
            runs.setdefault(spelt, (tokens[first].start(), tokens[last].end()))
    return [
        (home, runs[spelt])
        for home in homes
        if is_chinese(name := compact(home.head)) and len(name) > 1
        for spelt in spellings(name) & runs.keys()
    ]


def _by_letters(words: _Words, homes: Sequence[H]) -> Found[H]:
    """wfs for 王福生, where it begins the words or only a place stands before."""
    token = re.match(r"\W*(?:\S*[组社队村])?\W*(?:[今昨前]天)?\W*([a-z]{2,4})(?![a-z])", words.text)
    if token is None:
        return []
    return [
        (home, token.span(1))
        for home in homes
        if is_chinese(name := compact(home.head)) and token[1] in letters(name)
    ]


def _placed(text: str, found: Found[H], homes: Sequence[H]) -> Found[H]:
    """Those whose group and village are the ones that stand beside the name, if any do."""
    names = sorted(
        {one for home in homes for one in (home.village, home.group) if one}, key=len, reverse=True
    )
    return [
        (home, (start, end))
        for home, span in found
        for start, end, places in (_place_beside(text, span, names),)
        if places <= {_place(home.village), _place(home.group)}
    ]


def _place_beside(text: str, span: Span, names: Sequence[str]) -> tuple[int, int, set[str]]:
    """The span of a name with the places around it, and which places they are."""
    written = "|".join(
        [_BY_NUMBER.pattern.replace("?P<number>", "").replace("?P<digits>", "")]
        + [re.escape(folded(one)) for one in names]
    )
    places: set[str] = set()
    start, end = span
    while found := re.search(rf"({written}){_GAP}$", text[:start]):
        places.add(_place(found[1]))
        start = found.start()
    while found := re.match(rf"家?{_GAP}({written})", text[end:]):
        places.add(_place(found[1]))
        end += found.end()
    return start, end, places


def _place(name: str) -> str:
    """A place as it is compared: 第三组, 3组 and 三组 are one."""
    plain = folded(name).strip()
    found = _BY_NUMBER.fullmatch(plain)
    if not found:
        return plain
    number = found["number"] or found["digits"]
    return f"{number if number.isdigit() else _number(number)}"


def _number(written: str) -> int:
    tens, is_ten, ones = written.partition("十")
    if not is_ten:
        return _DIGITS.get(written, 0)
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
