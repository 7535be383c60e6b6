"""From the text of a cell to a value: numbers, days, yes or no, phones, lists of words."""

import math
import re
import unicodedata
from datetime import date, datetime, time

from domain.calendar.days import CLOCK, day_of
from domain.people.people import Duty, RoleKind
from domain.visits.visits import Mode
from domain.writing.characters import key

WHOLE_TOWNSHIP = "全镇"
SEPARATORS = "、,，;；/\n"

ROLES = {
    "责任人": RoleKind.RESPONSIBLE,
    "联系人": RoleKind.CONTACT,
    "村负责人": RoleKind.VILLAGE_HEAD,
    "镇领导": RoleKind.TOWNSHIP_LEADER,
    "资料员": RoleKind.CLERK,
    "帮扶责任人": RoleKind.RESPONSIBLE,
}
DUTIES = {"责任人": Duty.RESPONSIBLE, "联系人": Duty.CONTACT, "帮扶责任人": Duty.RESPONSIBLE}
MODES = {"入户": Mode.HOME, "电话": Mode.PHONE, "家中无人": Mode.NOBODY, "上门": Mode.HOME}
ANSWERS = dict.fromkeys(("是", "有", "√", "y", "yes", "true", "1"), True) | dict.fromkeys(
    ("否", "无", "×", "n", "no", "false", "0"), False
)

NOON = time(12)
"""A ledger that knows the day only means it so: noon is on that day everywhere in the country."""
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?(e[+-]?\d+)?", re.ASCII)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a list, each once, in their order."""
    parts = re.split(f"[{SEPARATORS}]", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def number_of(text: str) -> float | None:
    """A plain number (5000, 5,000, 1.5); None if it is none."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip().lower()
    if not _NUMBER.fullmatch(plain):
        return None
    number = float(plain)
    return number if math.isfinite(number) else None


def moment_of(text: str, today: date | None = None) -> datetime | None:
    """A day with its time of day, noon where none is written; None if it is none."""
    day, clock = day_of(text, today), CLOCK.search(unicodedata.normalize("NFKC", text).strip())
    if day is None:
        return None
    hour, minute, second = (int(part) for part in clock.groups(default="0")) if clock else (12, 0, 0)
    try:
        return datetime.combine(day, time(hour, minute, second))
    except ValueError:
        return None


def answer_of(text: str) -> bool | None:
    """Yes or no; None if it is neither."""
    return ANSWERS.get(key(text))
