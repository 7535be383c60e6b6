"""The catalogs: message ids are keys, kept as gettext files and read once."""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALES = ("zh_CN", "en")
_HERE = Path(__file__).parent


@cache
def catalog(locale: str) -> Catalog:
    """The catalog of a locale."""
    with (_HERE / locale / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return read_po(file, locale=locale)


@cache
def forms(locale: str, key: str) -> tuple[str, ...]:
    """The wording of a key, one per plural form; KeyError if the catalog lacks it."""
    message = catalog(locale).get(key)
    if message is None or not message.string:
        raise KeyError(f"{locale}: {key}")
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def wording(locale: str, key: str, n: object = None) -> str:
    """The wording of a key for a number of things."""
    every = forms(locale, key)
    if len(every) == 1 or not isinstance(n, int):
        return every[-1]
    return every[0] if n == 1 else every[1]
