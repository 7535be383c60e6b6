"""Phone numbers: the digits alone, however they were typed."""

import re

from domain.writing.characters import key

_PHONE = re.compile(r"\d{7,15}", re.ASCII)
_MOBILE_PREFIX = re.compile(r"(?:\+|00)?86(?=1\d{10}$)", re.ASCII)


def phone_of(text: str) -> str | None:
    """A phone number as its digits, whatever spaces, dashes or +86 it was typed with; None if it is none."""
    digits = re.sub(r"[\-()]|\.0$", "", key(text))
    digits = _MOBILE_PREFIX.sub("", digits)
    return digits if _PHONE.fullmatch(digits) else None
