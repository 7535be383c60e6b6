"""What the keys of a digest are called in the office's workbook."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.digest.doubts import DoubtKind
from domain.digest.pace import Pace
from domain.digest.praise import Praise, PraiseKind

DOUBT_WORDS = {
    DoubtKind.PHOTO: "照片和以前的相像，还没有说明",
    DoubtKind.LAPSED: "诉求到期自动销号，没有农户回访",
    DoubtKind.UNPAIRED: "缺责任人或联系人",
}
_PRAISE = {
    PraiseKind.COMPLETE: "{who}本月都走访到位",
    PraiseKind.CAUGHT_UP: "{who}补上了上月没去的 {count} 户",
    PraiseKind.VILLAGE_SOLVED: "{who}帮扶队办结诉求 {count} 件",
    PraiseKind.PERSON_SOLVED: "{who}办结“{category}”诉求 {count} 件",
}


@dataclass(frozen=True, slots=True)
class BookWords:
    """What the keys are called that messages and pictures name, too: each word is the same in all of them.

    `said`: excuses, and reasons of duties that are open; `needs`: categories, and why nobody could help.
    """

    paces: Mapping[Pace, str]
    said: Mapping[str, str]
    needs: Mapping[str, str]

    def why(self, key: str) -> str:
        """What is said of a duty that is not met; words of the people's own stand as they are."""
        return self.said.get(key, key)

    def need(self, key: str) -> str:
        """What a category of needs, or why nobody could help, is called."""
        return self.needs.get(key, key)


def praise_words(praise: Praise, words: BookWords) -> str:
    """One fact in a sentence."""
    category = words.need(praise.category)
    return _PRAISE[praise.kind].format(who=praise.who, count=praise.count, category=category)
