"""Reading what people type instead of tapping (rule R5): the label, its number, or a short word for it."""

from collections.abc import Sequence
from typing import Protocol

from locales.catalog import LOCALES, catalog, wording
from locales.fit import plain
from locales.render import Words, render, rows_of_labels


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


def _short_words(name: str) -> set[str]:
    key = f"words.{name.partition('-')[0]}"
    return {
        plain(word)
        for locale in LOCALES
        if catalog(locale).get(key) is not None
        for word in wording(locale, key).split()
    }


def reads(locale: str, rows: Sequence[Sequence[Button]], typed: str) -> str | None:
    """The name of the choice that the words mean, or None; two whose labels they are may not be guessed."""
    choices = [one for row in rows for one in row]
    words = plain(typed)
    if not words:
        return None
    # As it stands on the button, cut perhaps, then in full.
    shown = (text for row in rows_of_labels(locale, _labels(rows)) for text in row)
    for one, text in zip(choices, shown, strict=True):
        if words == plain(text):
            return one.name
    if words.isdigit() and 1 <= int(words) <= len(choices):
        return choices[int(words) - 1].name
    full = [one for one in choices if words in {plain(render(either, one.label)) for either in LOCALES}]
    if full:
        return full[0].name if len(full) == 1 else None
    return next((one.name for one in choices if words in _short_words(one.name)), None)


def _labels(rows: Sequence[Sequence[Button]]) -> list[list[Words]]:
    return [[one.label for one in row] for row in rows]
