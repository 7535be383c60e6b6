"""Putting words together: keys and parameters in, text of one language out."""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count
from typing import Any, Protocol

from babel.dates import format_date

from domain.writing.characters import tidy
from locales.catalog import LOCALES, wording
from locales.fit import ALONE, SHARED, cut, cut_at, isolated, plain, width

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
        return isolated(tidy(value))
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


@dataclass(frozen=True, slots=True)
class _Label:
    """A button's words: where they are too wide, the longest parameter is cut, so their meaning stays."""

    template: str
    params: Mapping[str, str]
    room: int

    @property
    def full(self) -> str:
        return _filled(self.template, self.params)

    @property
    def longest(self) -> str:
        return max(self.params.values(), key=width, default="")

    def fitted(self, at: int = 0, mark: str = "") -> str:
        """Cut to the room; position `at` of the longest parameter stays visible, `mark` is appended."""
        room = self.room - width(mark)
        if width(self.full) <= room or not self.params:
            return cut(self.full, room) + mark
        longest = max(self.params, key=lambda name: width(self.params[name]))
        left = room - (width(self.full) - width(self.longest))
        short = cut_at(self.longest, at, max(2, left)) if at else cut(self.longest, max(2, left))
        return cut(_filled(self.template, {**self.params, longest: short}), room) + mark


def _label(locale: str, words: Words, *, shares_row: bool) -> _Label:
    template = wording(locale, words.key, words.params.get("n"))
    params = {name: _text_of(locale, value) for name, value in words.params.items()}
    return _Label(template, params, SHARED if shares_row else ALONE)


def rows_of_labels(locale: str, rows: Sequence[Sequence[Words]]) -> list[list[str]]:
    """The texts of all buttons, row by row; no two of them are alike, however much is cut."""
    labels = [_label(locale, one, shares_row=len(row) > 1) for row in rows for one in row]
    texts = iter(_told_apart(labels))
    return [[next(texts) for _ in row] for row in rows]


def _told_apart(labels: Sequence[_Label]) -> list[str]:
    """First each as usual; those that come out alike are cut where they differ, and numbered at last."""
    texts = [one.fitted() for one in labels]
    for alike in _alike(texts):
        for at in alike:
            others = [labels[other].longest for other in alike if other != at]
            texts[at] = labels[at].fitted(max(_first_difference(labels[at].longest, one) for one in others))
    for alike in _alike(texts):
        numbers = count(1)
        taken = {plain(text) for text in texts}
        for at in alike:
            marked = (labels[at].fitted(mark=f" ({number})") for number in numbers)
            texts[at] = next(text for text in marked if plain(text) not in taken)
            taken.add(plain(texts[at]))
    return texts


def _alike(texts: Sequence[str]) -> list[list[int]]:
    """The places of texts that cannot be told apart."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        places.setdefault(plain(text), []).append(at)
    return [found for found in places.values() if len(found) > 1]


def _first_difference(one: str, other: str) -> int:
    """The first place at which a text differs from another; 0 where all of it stands there, too."""
    differing = (at for at, (here, there) in enumerate(zip(one, other, strict=False)) if here != there)
    return next(differing, len(other) if len(other) < len(one) else 0)


def known(locale: str | None, default: str) -> str:
    """The locale if the bot speaks it, else the default."""
    return locale if locale in LOCALES else default
