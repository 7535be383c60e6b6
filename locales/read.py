"""Reading what people type instead of tapping (rule R5): the label, its number, or a short word for it."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Protocol

from locales.catalog import LOCALES, catalog, wording
from locales.render import Words, render


class Button(Protocol):
    """Anything with a name and a label, such as a flow's `Choice`."""

    @property
    def name(self) -> str:
        """What pressing it means."""
        ...

    @property
    def label(self) -> Words:
        """What stands on it."""
        ...


def plain(text: str) -> str:
    """The words without what a phone's keyboard, or dictation, puts around them."""
    return unicodedata.normalize("NFKC", text).strip().strip(".。!！[]【】").casefold()


def _short_words(name: str) -> set[str]:
    key = f"words.{name.partition('-')[0]}"
    return {
        word
        for locale in LOCALES
        if catalog(locale).get(key) is not None
        for word in wording(locale, key).split()
    }


def reads(locale: str, choices: Sequence[Button], typed: str) -> str | None:
    """The name of the choice that the words mean, or None."""
    words = plain(typed)
    if words.isdigit() and 1 <= int(words) <= len(choices):
        return choices[int(words) - 1].name
    for one in choices:
        labels = {plain(render(either, one.label)) for either in (locale, *LOCALES)}
        if words in labels or words in _short_words(one.name):
            return one.name
    return None


def spoken(orders: Sequence[Button]) -> Mapping[str, str]:
    """Every label and short word of these, in every language, with the name of what it means."""
    meant: dict[str, str] = {}
    for one in orders:
        labels = (render(locale, one.label) for locale in LOCALES)
        for words in (*map(plain, labels), *_short_words(one.name)):
            meant.setdefault(words, one.name)
    return meant
