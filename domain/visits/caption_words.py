"""What a caption says besides a name: how it was, on which day, and what is worth noting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from domain.calendar.days import Named, days_in, named_day
from domain.visits.visits import Mode

TAKEN, DATED = "\ufdd0", "\ufdd1"
"""Stand for characters that are read already: a name with its place, and a day."""
_FINE = (
    "正常 没问题 没事 没啥事 无异常 没有异常 无事 平安 好 都好 很好 都很好 "
    "挺好 都挺好 良好 安好 一切好 一切都好 全好 "
    "好的 ok okay okey fine good well normal no_problem no_problems nothing_wrong"
)
_NOBODY = (
    "没人 没有人 无人 没人在 没人在家 没有人在家 无人在家 不在 不在家 没在家 没在 人不在 "
    "人不在家 人没在家 都不在家 锁门 门锁着 "
    "nobody nobody_home nobody_at_home no_one_home no_one_at_home not_home not_at_home nobody_in absent"
)
_PHONE = (
    "电话 打电话 打了电话 通电话 通了电话 电话联系 电话联系了 电话走访 电话访问 打电话联系 电访 "
    "phone by_phone phoned called call telephone on_the_phone"
)
_NEUTRAL = (
    "我 我们 去 去了 去过 到 到了 来 来到 在 走访 走访了 访问 入户 上门 上门了 看 看了 "
    "看望 看望了 慰问 慰问了 家 家里 家中 户 "
    "处 一切 全部 全 全家 都 均 也 还 很 目前 现在 情况 总体 整体 暂 暂时 的 了 户主 老乡 一户 这户 这家 是 "
    "all everything is are was very at home by the a visit visited "
    "went_to been_to household family house"
)
_MODES = ((Mode.HOME, _FINE), (Mode.NOBODY, _NOBODY), (Mode.PHONE, _PHONE))
_WORRY = re.compile(
    r"不(?!错)|没(?!问题|事)|无(?!异常|恙)|未|漏|坏|病|痛|疼|缺|断|裂|塌|危|难|困|差|但|只是|就是|除|需|要|求|反映|摔|跌|伤|住院"
    r"|死|世|吵|欠|急|停|问题|异常|倒|淹|火|偷|骗|失|忧|愁|怕|[?？]"
    r"|\b(not|no|but|ill|sick|need|needs|broken?|hurt|problems?|except|leak\w*|worr\w*|wants?)\b"
)
"""Words beside which 正常 is not taken for all six checks answered with yes."""
_CLAUSE = re.compile(r"[^，,。.；;、:：!！?？~～…—|·/()（）\[\]【】「」“”\"\n\-]+")
_PIECE = re.compile(r"\S+(?:(?<=[A-Za-z0-9'])\s+(?=[A-Za-z0-9'])\S+)*")
_SHORT = r"\d{1,2}[-/.]\d{1,2}"
_SHORT_FIGURES = re.compile(rf"(?:^|(?<={TAKEN}))\s*{_SHORT}(?!\d)|(?<!\d){_SHORT}\s*(?={TAKEN}|$)")


def _any(words: str) -> str:
    return "|".join(sorted((one.replace("_", r"\s*") for one in words.split()), key=len, reverse=True))


_DAY = rf"{DATED}+"
_ALL = "|".join(rf"(?P<{mode.value}>{_any(words)})" for mode, words in _MODES)
_SKIPPED = rf"(?:{_any(_NEUTRAL)}|{TAKEN}|\s)*"
_PLAIN = re.compile(
    rf"{_SKIPPED}(?P<day>{_DAY})?{_SKIPPED}(?:{_ALL})?(?:了|的|啊|哦|呢)?{_SKIPPED}(?P<after>{_DAY})?\s*"
)
_LED = re.compile(rf"[^\w{TAKEN}{DATED}]*(?P<day>{_DAY}).*{TAKEN}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """How it was (None: not plainly said), what is named as the day, and the words that make a note."""

    mode: Mode | None = None
    named: Named | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    day: str = ""
    mode: Mode | None = None
    said: tuple[int, int] | None = None
    """Where a plain piece says how it was."""
    is_plain: bool = False


def marked(words: str, taken: tuple[int, int] | None) -> str:
    """Folded words in which a name, if one was found, and days are marked as read."""
    if taken:
        words = words[: taken[0]] + TAKEN * (taken[1] - taken[0]) + words[taken[1] :]
    for start, end in [*days_in(words)]:
        words = words[:start] + DATED * (end - start) + words[end:]
    return _SHORT_FIGURES.sub(lambda found: DATED * len(found[0]), words)


def read_words(original: str, words: str, today: date) -> Said:
    """What the words come to; `words` are `original`, folded and marked, each character in its place."""
    pieces = [one for clause in _CLAUSE.finditer(words) for one in _pieces(original, words, clause)]
    modes = {one.mode for one in pieces if one.mode}
    noted = [one for one in pieces if not one.is_plain]
    is_asked = bool(re.search(r"[?？]", words))
    has_worry = is_asked or any(_WORRY.search(words[one.start : one.end]) for one in noted)
    mode = _agreed(modes)
    if mode is Mode.HOME and has_worry:
        mode = None
    # What is not taken for how it was must not get lost: it goes into the note.
    kept = [one for one in pieces if not one.is_plain or (one.mode and one.mode is not mode)]
    spans = [one.said or (one.start, one.end) for one in kept]
    days = [replace(named_day(one.day, today), words=one.day) for one in pieces if one.day]
    named = next((one for one in days if one.day or one.is_impossible), None)
    return Said(mode, named, _joined(original, spans))


def _agreed(modes: set[Mode]) -> Mode | None:
    """正常 said of a call is a call; anything else that does not agree is left to the person."""
    said = modes - {Mode.HOME} if Mode.PHONE in modes else modes
    return next(iter(said)) if len(said) == 1 else None


def _pieces(original: str, words: str, clause: re.Match[str]) -> Iterator[_Piece]:
    """A clause as one piece if it is plain as a whole, else what stands between its spaces."""
    whole = _piece(original, words, clause.start(), clause.end())
    if whole.is_plain:
        yield whole
        return
    for found in _PIECE.finditer(clause[0]):
        yield _piece(original, words, clause.start() + found.start(), clause.start() + found.end())


def _piece(original: str, words: str, start: int, end: int) -> _Piece:
    text = words[start:end]
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        led = _LED.match(text)
        return _Piece(start, end, _day_of(original, led, "day", start) if led else "")
    mode = next((mode for mode, _ in _MODES if plain[mode.value]), None)
    said = _around(words, start + plain.start(mode.value), start, end) if mode else None
    day = _day_of(original, plain, "day" if plain["day"] else "after", start)
    return _Piece(start, end, day, mode, said, is_plain=True)


def _around(words: str, at: int, start: int, end: int) -> tuple[int, int]:
    """The stretch of a piece around a place that holds nothing read already."""
    taken = [place for place in range(start, end) if words[place] in (TAKEN, DATED)]
    begins = max((place + 1 for place in taken if place < at), default=start)
    return begins, min((place for place in taken if place > at), default=end)


def _day_of(original: str, found: re.Match[str], group: str, start: int) -> str:
    if not found[group]:
        return ""
    begins, ends = found.span(group)
    return original[start + begins : start + ends].strip()


def _joined(original: str, spans: list[tuple[int, int]]) -> str:
    """The pieces as they were written, with what stood between them."""
    note, last = "", 0
    for start, end in spans:
        between = original[last:start] if note else ""
        note += "，" if re.search(r"\w", between) else re.sub(r"\s+", " ", between)
        note, last = note + original[start:end].strip(), end
    return note + ("？" if note and original[last : last + 1] in ("?", "？") else "")
