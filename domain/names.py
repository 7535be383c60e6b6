"""People's names: how they are searched."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """The first letter of each character's pinyin: 王福生 → wfs."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).casefold()
