"""What the keys of a digest are called in the office's workbook."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.digest.doubts import DoubtKind
from domain.digest.pace import Pace
from domain.digest.praise import Praise, PraiseKind


@dataclass(frozen=True, slots=True)
class BookWords:
    """The words of the catalog: those that messages and pictures say, too, are the same in all of them.

    `said`: excuses, and reasons of duties that are open; `needs`: categories, and why nobody could help.
    `praise`: sentences with places for who, how many, and the category.
    """

    paces: Mapping[Pace, str]
    said: Mapping[str, str]
    needs: Mapping[str, str]
    doubts: Mapping[DoubtKind, str]
    praise: Mapping[PraiseKind, str]

    def why(self, key: str) -> str:
        """What is said of a duty that is not met; words of the people's own stand as they are."""
        return self.said.get(key, key)

    def need(self, key: str) -> str:
        """What a category of needs, or why nobody could help, is called."""
        return self.needs.get(key, key)

    def praised(self, one: Praise) -> str:
        """One fact in a sentence."""
        return self.praise[one.kind].format(who=one.who, count=one.count, category=self.need(one.category))
