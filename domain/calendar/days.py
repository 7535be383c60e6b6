"""Days as people write and say them, in chat and workbook: 昨天, 上周五, 十一月三号, 2026-11-03, Nov 3."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto

from domain.writing.characters import folded


class Lean(Enum):
    """Which day is meant where the year, the month or the week is not said."""

    PAST = auto()
    """The last such day: something that was done."""
    AHEAD = auto()
    """The next such day: something that is planned."""
    THIS_YEAR = auto()
    """As a spreadsheet takes it; words that are true for a day only (昨天, 周三, 3号) name none."""


AHEAD = timedelta(days=183)
"""A day without its year that lies further ahead is rather one that is past."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Named:
    """What the words name: a day, or a day that the calendar does not have, or (neither) no day at all."""

    day: date | None = None
    is_impossible: bool = False
    words: str = field(default="", compare=False)
    """The words themselves, where they are part of a sentence."""


NOTHING, IMPOSSIBLE = Named(), Named(is_impossible=True)


def _any(*words: str) -> str:
    each = [re.escape(one) for word in words for one in word.split("/")]
    return "|".join(sorted(each, key=len, reverse=True))


_RELATIVE = {
    "今天/今日/今儿/今早/今晚/today": 0,
    "昨天/昨日/昨儿/昨晚/yesterday": -1,
    "前天/前日/前儿/the day before yesterday/day before yesterday": -2,
    "大前天/大前日": -3,
    "明天/明日/明儿/明早/tomorrow": 1,
    "后天/后日/the day after tomorrow/day after tomorrow": 2,
    "大后天/大后日": 3,
}
_OFFSETS = {word: days for words, days in _RELATIVE.items() for word in words.split("/")}
_WEEKDAYS = (
    *("monday/mon", "tuesday/tues/tue", "wednesday/wed", "thursday/thurs/thur/thu", "friday/fri"),
    *("saturday/sat", "sunday/sun"),
)
_LONG_WEEKDAYS = tuple(one.partition("/")[0] for one in _WEEKDAYS)
_WEEKDAY_OF = {
    **{word: at for at, words in enumerate(_WEEKDAYS) for word in words.split("/")},
    **{one: at for at, one in enumerate("一二三四五六")},
    **{one: at for at, one in enumerate("123456")},
    **dict.fromkeys("日天7末", 6),
}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_OF = {
    **{name: at for at, name in enumerate(_MONTHS, 1)},
    **{name[:3]: at for at, name in enumerate(_MONTHS, 1)},
    "sept": 9,
}
_WEEKS = {"上上": -2, "上": -1, "": None, "这": 0, "本": 0, "下": 1, "下下": 2}
_SPELT = {one: at for at, one in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_FEW = "一二两三四五六七八九十"
_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_YEAR = r"(?:\d{4}|\d{2}(?=年)|[零〇○一二三四五六七八九]{4}(?=年)|今年|去年|明年)"
_LETTERS = r"(?<![a-z])(?:{})(?![a-z])"
_MONTH_NAME = rf"(?:{_any(*_MONTH_OF)})\.?(?![a-z])"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?(?![a-z\d])"

# A form a line; the first that fits all of the words is the one that is meant.
_FORMS = {
    "relative": rf"(?P<relative>{_any(*(one for one in _OFFSETS if not one.isascii()))}"
    rf"|{_LETTERS.format(_any(*(one for one in _OFFSETS if one.isascii())))})",
    "distance": rf"(?P<distance>\d{{1,2}}|[{_FEW}])\s?天(?:之|以)?(?P<side>前|后)",
    "ago": r"(?:(?P<ahead>in )?(?P<many>\d{1,2}) days?(?: (?P<ago>ago))?)",
    "week": r"(?P<which>上上|上|这|本|下下|下)?(?:一)?个?(?:周|星期|礼拜)"
    r"(?P<weekday>[一二三四五六日天末1-7])",
    "english": rf"(?:(?P<step>last|this|next|on) )?(?P<weekday_name>"
    rf"{_LETTERS.format(_any(*(one for one in _WEEKDAY_OF if len(one) > 2 and one.isascii())))})",
    "written": rf"(?:(?P<year>{_YEAR})\s*(?:[-./年,]\s*)?)?(?P<month>{_NUMERAL})\s*(?:月份?|[-./])\s*"
    rf"(?P<day>{_NUMERAL})\s*(?:日|号)?",
    "short": r"(?P<short_year>\d{2})(?P<sep>[-./])(?P<short_month>\d{1,2})(?P=sep)(?P<short_day>\d{1,2})",
    "compact": r"(?P<compact>\d{8})",
    "month_first": rf"(?P<name>{_MONTH_NAME})\s*(?P<nth>{_ORDINAL})(?:\s*,?\s*(?P<name_year>\d{{4}}))?",
    "day_first": rf"(?:the )?(?P<of_nth>{_ORDINAL})\s*(?:of )?\s*(?P<of_name>{_MONTH_NAME})"
    rf"(?:\s*,?\s*(?P<of_year>\d{{4}}))?",
    "day_alone": rf"(?P<moon>上个?月|本月|这个?月|下个?月)?(?P<alone>{_NUMERAL})\s*(?:日|号)",
    "the_nth": r"the (?P<the_nth>\d{1,2})(?:st|nd|rd|th)",
}
_WHOLE = {name: re.compile(form) for name, form in _FORMS.items()}
_BEFORE = re.compile(r"(?:就是|是|就|从|到|在|至|from |until |till |to |by |it was |on |since )\s*")
_AFTER = re.compile(
    r"\s*(?:早上|早晨|上午|中午|下午|晚上|傍晚|夜里|(?:就)?去过?的|去了|去过|走访的|上门的|开始|起|为止|止|吧|了|啊|呢|的"
    r"|morning|afternoon|evening|night|[,.。，!！、]"
    r"|[(（](?:周|星期|礼拜)[一二三四五六日天][)）]|(?<=[日号\d\s])(?:周|星期|礼拜)[一二三四五六日天])\s*"
)
CLOCK = re.compile(r"[ Tt](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$", re.ASCII)
"""A time of day behind a day: its hour, minute and second."""
_NOT_A_DAY = r"(?![楼房院门线机井桥路车人妹娃\d])"
_IN_TEXT = re.compile(
    "|".join(
        re.sub(r"\?P<\w+>", "?:", form)
        for form in (
            _FORMS["relative"],
            _FORMS["distance"],
            r"\d{1,2} days? ago(?![a-z])",
            _FORMS["week"] + _NOT_A_DAY,
            _LETTERS.format(rf"(?:(?:last|this|next|on) )?(?:{_any(*_LONG_WEEKDAYS)})"),
            rf"(?<!\d)(?:{_YEAR}\s*(?:[-./年]\s*)?)?{_NUMERAL}\s*月份?\s*{_NUMERAL}\s*(?:[日号]|(?![\d个]))",
            r"(?<!\d)\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}(?!\d)",
            r"(?<!\d)20\d{2}[01]\d[0-3]\d(?!\d)",
            rf"(?<![a-z]){_FORMS['month_first']}",
            rf"(?<!\d){_FORMS['day_first']}",
            rf"(?<![\d一二三四五六七八九十第])(?:上个?月|本月|这个?月|下个?月)?{_NUMERAL}号{_NOT_A_DAY}",
        )
    )
)


def named_day(words: str, today: date, lean: Lean = Lean.PAST) -> Named:
    """What the words name, and nothing but what they name."""
    plain = _plain(words)
    for name, form in _WHOLE.items():
        found = form.fullmatch(plain)
        if found:
            return _READERS[name](found, today, lean)
    return NOTHING


def days_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a folded text names days; every form that cannot be taken for a number of something else."""
    return (found.span() for found in _IN_TEXT.finditer(text))


def _plain(words: str) -> str:
    """Folded, its spaces single, and without what people say around a day."""
    plain = CLOCK.sub("", re.sub(r"\s+", " ", folded(words)).strip())
    while led := _BEFORE.match(plain):
        plain = plain[led.end() :]
    while (ends := next(_endings(plain), None)) is not None:
        plain = plain[:ends]
    return plain.strip()


def _endings(plain: str) -> Iterator[int]:
    return (found.start() for found in _AFTER.finditer(plain) if found.end() == len(plain) and found.start())


def _number(text: str) -> int:
    """11, 十一, 二十, 廿三."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(_SPELT[one]) for one in text))
    return (_SPELT[tens] if tens else 1) * 10 + (_SPELT[ones] if ones else 0) if len(ones) < 2 else 99


def _year(text: str, today: date) -> int:
    if text in ("今年", "去年", "明年"):
        return today.year + {"今年": 0, "去年": -1, "明年": 1}[text]
    year = int("".join(str(_SPELT.get(one, one)) for one in text))
    return year if year > 99 else 2000 + year


def _dated(year: int, month: int, day: int) -> Named:
    try:
        return Named(date(year, month, day)) if _FIRST_YEAR <= year <= _LAST_YEAR else IMPOSSIBLE
    except ValueError:
        return IMPOSSIBLE


def _in_some_year(month: int, day: int, today: date, lean: Lean) -> Named:
    """A day without its year: of those that there are, the one that is meant."""
    if today.year < _FIRST_YEAR:
        return NOTHING
    this, before, after = (_dated(today.year + more, month, day) for more in (0, -1, 1))
    if this.day is None or lean is Lean.THIS_YEAR:
        return this
    if lean is Lean.PAST:
        return this if this.day <= today else before
    is_near = after.day is not None and after.day <= today + AHEAD
    return after if this.day < today and is_near else this


def _relative(found: re.Match[str], today: date, lean: Lean) -> Named:
    return _moved(today, _OFFSETS[found["relative"]], lean)


def _moved(today: date, days: int, lean: Lean) -> Named:
    return NOTHING if lean is Lean.THIS_YEAR else Named(today + timedelta(days=days))


def _distance(found: re.Match[str], today: date, lean: Lean) -> Named:
    return _moved(today, _number(found["distance"]) * (-1 if found["side"] == "前" else 1), lean)


def _ago(found: re.Match[str], today: date, lean: Lean) -> Named:
    if bool(found["ahead"]) == bool(found["ago"]):
        return NOTHING
    return _moved(today, int(found["many"]) * (-1 if found["ago"] else 1), lean)


def _week(found: re.Match[str], today: date, lean: Lean) -> Named:
    weekday, weeks = _WEEKDAY_OF[found["weekday"]], _WEEKS[found["which"] or ""]
    if weeks is None:
        return _near(weekday, today, lean)
    return _moved(today, weekday - today.weekday() + 7 * weeks, lean)


def _near(weekday: int, today: date, lean: Lean) -> Named:
    """Today, or the last such weekday, or the next."""
    days = -((today.weekday() - weekday) % 7) if lean is Lean.PAST else (weekday - today.weekday()) % 7
    return _moved(today, days, lean)


def _english(found: re.Match[str], today: date, lean: Lean) -> Named:
    weekday = _WEEKDAY_OF[found["weekday_name"]]
    if found["step"] == "last":
        return _moved(today, -((today.weekday() - weekday - 1) % 7) - 1, lean)
    if found["step"] == "next":
        return _moved(today, (weekday - today.weekday() - 1) % 7 + 1, lean)
    if found["step"] == "this":
        return _moved(today, weekday - today.weekday(), lean)
    return _near(weekday, today, lean)


def _written(found: re.Match[str], today: date, lean: Lean) -> Named:
    month, day = _number(found["month"]), _number(found["day"])
    if found["year"]:
        return _dated(_year(found["year"], today), month, day)
    return _in_some_year(month, day, today, lean)


def _short(found: re.Match[str], today: date, lean: Lean) -> Named:
    return _dated(2000 + int(found["short_year"]), int(found["short_month"]), int(found["short_day"]))


def _compact(found: re.Match[str], today: date, lean: Lean) -> Named:
    digits = found["compact"]
    return _dated(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _in_english(month: str, nth: str, year: str | None, today: date, lean: Lean) -> Named:
    at, day = _MONTH_OF[month.rstrip(".")], int(re.sub(r"\D", "", nth))
    return _dated(int(year), at, day) if year else _in_some_year(at, day, today, lean)


def _month_first(found: re.Match[str], today: date, lean: Lean) -> Named:
    return _in_english(found["name"], found["nth"], found["name_year"], today, lean)


def _day_first(found: re.Match[str], today: date, lean: Lean) -> Named:
    return _in_english(found["of_name"], found["of_nth"], found["of_year"], today, lean)


def _day_alone(found: re.Match[str], today: date, lean: Lean) -> Named:
    moon = found["moon"]
    months = None if moon is None else {"上": -1, "本": 0, "这": 0, "下": 1}[moon[0]]
    return _in_some_month(_number(found["alone"]), months, today, lean)


def _the_nth(found: re.Match[str], today: date, lean: Lean) -> Named:
    return _in_some_month(int(found["the_nth"]), None, today, lean)


def _in_some_month(day: int, months: int | None, today: date, lean: Lean) -> Named:
    if lean is Lean.THIS_YEAR:
        return NOTHING
    if months is None:
        is_here = day <= today.day if lean is Lean.PAST else day >= today.day
        months = 0 if is_here else -1 if lean is Lean.PAST else 1
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return _dated(year, month + 1, day)


_READERS = {
    "relative": _relative,
    "distance": _distance,
    "ago": _ago,
    "week": _week,
    "english": _english,
    "written": _written,
    "short": _short,
    "compact": _compact,
    "month_first": _month_first,
    "day_first": _day_first,
    "day_alone": _day_alone,
    "the_nth": _the_nth,
}


def named_of(text: str, today: date | None = None) -> Named:
    """What a cell names as a day, in any form that the chat takes; without a year it is one of this year."""
    return named_day(text, today or date.min, Lean.THIS_YEAR)


def day_of(text: str, today: date | None = None) -> date | None:
    """The day of a cell; None if it names none."""
    return named_of(text, today).day
