"""What the keys of a digest are called in the office's workbook."""

from collections.abc import Mapping

from domain.digest_doubts import DoubtKind
from domain.digest_pace import Pace
from domain.digest_praise import Praise, PraiseKind
from domain.register_rules.need_words import CATEGORY_WORDS, REASON_WORDS

PACE_WORDS = {
    Pace.ON_TRACK: "绿·正常",
    Pace.SLOW: "黄·偏慢",
    Pace.SUPPORT: "红·需要支持",
    Pace.EARLY: "灰·月初",
    Pace.EXCUSED: "灰·已说明",
    Pace.NOTHING: "没有任务",
}
DOUBT_WORDS = {
    DoubtKind.PHOTO: "照片和以前的相像，还没有说明",
    DoubtKind.LAPSED: "诉求到期自动销号，没有农户回访",
    DoubtKind.UNPAIRED: "缺责任人或联系人",
}
_EXCUSES = {"leave": "请假", "road": "路断", "away": "外出", "training": "在县里培训", "unwell": "身体不适"}
_PRAISE = {
    PraiseKind.COMPLETE: "{who}本月都走访到位",
    PraiseKind.CAUGHT_UP: "{who}补上了上月没去的 {count} 户",
    PraiseKind.VILLAGE_SOLVED: "{who}帮扶队办结诉求 {count} 件",
    PraiseKind.PERSON_SOLVED: "{who}办结“{category}”诉求 {count} 件",
}
Named = Mapping[str, str]
"""What the township calls categories and reasons, by their codes; the others are called as everywhere."""


def word(key: str, named: Named) -> str:
    """What a category of needs, or why nobody could help, is called; a township's own words come first."""
    return named.get(key) or CATEGORY_WORDS.get(key) or REASON_WORDS.get(key) or key


def excuse_word(key: str) -> str:
    """What is said of a duty that is not met is called; other words of the people's own stand as they are."""
    return _EXCUSES.get(key) or REASON_WORDS.get(key) or key


def praise_words(praise: Praise, named: Named) -> str:
    """One fact in a sentence."""
    category = word(praise.category, named)
    return _PRAISE[praise.kind].format(who=praise.who, count=praise.count, category=category)
