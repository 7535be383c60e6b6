"""Putting words together: keys and parameters in, text of one language out."""

import string
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from babel.dates import format_date

from locales.catalog import LOCALES, wording
from locales.fit import ALONE, SHARED, cut, isolated, width

_FORMATTER = string.Formatter()


class Words(Protocol):
    """Anything with a key and parameters, such as a flow's `Say`."""

    @property
    def key(self) -> str:
        """The message id."""
        ...

    @property
    def params(self) -> Mapping[str, Any]:
        """What is put into it."""
        ...


@lru_cache(maxsize=1000)
def _day(locale: str, day: date) -> str:
    return format_date(day, wording(locale, "date_pattern"), locale=locale)


def _text_of(locale: str, value: Any) -> str:
    if isinstance(value, date):
        return _day(locale, value)
    if isinstance(value, str):
        return isolated(value)
    if isinstance(value, tuple | list):
        return wording(locale, "list_separator").join(_text_of(locale, one) for one in value)
    return render(locale, value) if hasattr(value, "key") else str(value)


@lru_cache(maxsize=2000)
def _pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((text, name) for text, name, _, _ in _FORMATTER.parse(template))


def _filled(template: str, params: Mapping[str, str]) -> str:
    # Values are put in once and never read as templates, so braces in a name are only braces.
    return "".join(text + (params[name] if name else "") for text, name in _pieces(template))


def render(locale: str, words: Words) -> str:
    """The text of these words; KeyError if a key or a parameter is missing."""
    template = wording(locale, words.key, words.params.get("n"))
    return _filled(template, {name: _text_of(locale, value) for name, value in words.params.items()})


def label(locale: str, words: Words, *, shares_row: bool) -> str:
    """The text of a button: where it is too wide, the longest parameter is cut, so its meaning stays."""
    room = SHARED if shares_row else ALONE
    template = wording(locale, words.key, words.params.get("n"))
    params = {name: _text_of(locale, value) for name, value in words.params.items()}
    full = _filled(template, params)
    if width(full) <= room or not params:
        return cut(full, room)
    longest = max(params, key=lambda name: width(params[name]))
    left = room - (width(full) - width(params[longest]))
    return cut(_filled(template, params | {longest: cut(params[longest], max(2, left))}), room)


def rows_of_labels(locale: str, rows: Sequence[Sequence[Words]]) -> list[list[str]]:
    """The texts of all buttons, row by row."""
    return [[label(locale, one, shares_row=len(row) > 1) for one in row] for row in rows]


def known(locale: str | None, default: str) -> str:
    """The locale if the bot speaks it, else the default."""
    return locale if locale in LOCALES else default
