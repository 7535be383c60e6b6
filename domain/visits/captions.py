"""Captions: which of somebody's own households a few words name, and what they say of it (rule R6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic

from domain.calendar.days import Named
from domain.visits.caption_names import Found, H, named
from domain.visits.caption_words import marked, read_words
from domain.visits.visits import Mode
from domain.writing.characters import compact, folded, is_chinese, syllables
from domain.writing.small_talk import is_small_talk

LIKE = 3
"""From here on a name is like another one: a character is the same, and one more sounds the same."""
LONGEST = 400
"""Characters of a caption that are read; what stands behind is a note all the same."""


@dataclass(frozen=True, slots=True)
class Caption(Generic[H]):
    """What a caption says: one match is proposed, several or none are asked, never guessed."""

    matches: tuple[H, ...] = ()
    mode: Mode | None = None
    rest: str = ""
    named: Named | None = None
    """What is named as the day."""

    @property
    def day(self) -> date | None:
        """The day named, if there is one."""
        return self.named.day if self.named else None

    @property
    def one(self) -> H | None:
        """The household, if exactly one is named."""
        return self.matches[0] if len(self.matches) == 1 else None


def read_caption(said: str, homes: Sequence[H], today: date) -> Caption[H]:
    """Read the words against one person's households; `today` is the local day on which they came."""
    original = said[:LONGEST]
    text = folded(original)
    return _caption(said, text, named(text, homes), homes, today)


def _caption(said: str, text: str, found: Found[H], homes: Sequence[H], today: date) -> Caption[H]:
    spans = {span for _, span in found}
    told = read_words(said[:LONGEST], marked(text, spans.pop() if len(spans) == 1 else None), today)
    matches = tuple({home.id: home for home, _ in found}.values())
    rest = told.rest + said[LONGEST:]
    return Caption(matches, told.mode, "" if is_small_talk(rest) else rest, told.named)


def resembling(said: str, homes: Sequence[H]) -> tuple[H, ...]:
    """Households whose names come near some of the words, and that may be offered first; the likest first."""
    bare = compact(said[:LONGEST])
    heard = [syllables(one)[0] if is_chinese(one) else "" for one in bare]
    near = [home for home in homes if _may_be_like(set(bare), set(heard), compact(home.head))]
    scored = [(_likeness(bare, heard, compact(home.head)), home) for home in near]
    return tuple(home for likeness, home in sorted(scored, key=lambda one: -one[0]) if likeness >= LIKE)


def _may_be_like(characters: set[str], sounds: set[str], name: str) -> bool:
    """Whether it is worth a closer look, wherever the characters stand."""
    if not is_chinese(name):
        return False
    likeness = sum(
        2 if one in characters else sound in sounds for one, sound in zip(name, syllables(name), strict=True)
    )
    return likeness >= LIKE or name[0] in characters


def _likeness(bare: str, heard: Sequence[str], name: str) -> int:
    """How much of a name stands somewhere in a row: two for a character, one for its sound."""
    if f"老{name[0]}" in bare or f"小{name[0]}" in bare:
        return LIKE
    sounds = syllables(name)

    def at(first: int) -> int:
        alike = 0
        for nth, one in enumerate(name):
            place = first + nth
            if 0 <= place < len(bare):
                alike += 2 if bare[place] == one else heard[place] == sounds[nth]
        return alike

    return max((at(first) for first in range(1 - len(name), len(bare))), default=0)
