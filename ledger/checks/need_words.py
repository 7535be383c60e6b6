"""The words of the sheets 诉求台账 and 诉求经过, both ways."""

import re
from collections.abc import Mapping

from domain.needs.needs import Act, NeedStatus
from domain.people.people import Rung
from domain.register.needs import words_both_ways
from domain.writing.characters import key

AND_SAYS = "："
"""Between how a need stands and what was last said about it."""

STATUSES = {
    "已上报": NeedStatus.REPORTED,
    "已受理": NeedStatus.ACCEPTED,
    "办理中": NeedStatus.IN_PROGRESS,
    "已办结": NeedStatus.SOLVED,
    "已销号": NeedStatus.CONFIRMED,
    "已撤回": NeedStatus.WITHDRAWN,
    "待受理": NeedStatus.REPORTED,
    "待回访": NeedStatus.SOLVED,
}
ACTS = {
    "上报": Act.REPORT,
    "受理": Act.ACCEPT,
    "进展": Act.PROGRESS,
    "办结": Act.SOLVE,
    "撤销办结": Act.UNDO,
    "延期": Act.MORE_TIME,
    "办不了": Act.CANNOT,
    "转办": Act.PASS,
    "撤回": Act.WITHDRAW,
    "属实": Act.CONFIRM,
    "收回属实": Act.RETRACT,
    "还没好": Act.REOPEN,
    "到期销号": Act.LAPSE,
}
LEVELS = {
    "责任人": Rung.RESPONSIBLE,
    "联系人": Rung.CONTACT,
    "村": Rung.VILLAGE,
    "镇": Rung.TOWNSHIP,
}
REASONS = {
    "等材料": "materials",
    "等审批": "approval",
    "天气": "weather",
    "没钱": "no_money",
    "不归我管": "not_mine",
    "联系不上": "unreachable",
    "其他": "other",
}
"""Reasons of the default policy; those of a township's own stand as they are."""
_ALSO = {
    "看病": "health",
    "医疗": "health",
    "基本医疗": "health",
    "住房安全": "housing",
    "饮水安全": "water",
    "教育": "school",
    "义务教育": "school",
    "务工": "work_income",
    "就业": "work_income",
}
_CODE = re.compile(r"[a-z][a-z0-9_]{0,19}")
STATUS_WORDS = words_both_ways(STATUSES)
ACT_WORDS = words_both_ways(ACTS)
LEVEL_WORDS = words_both_ways(LEVELS)
REASON_WORDS = words_both_ways(REASONS)


def category_of(word: str, words: Mapping[str, str]) -> str | None:
    """The code that a word stands for; a code may be written itself."""
    named, said = {key(name): code for code, name in words.items()}, key(word)
    return named.get(said) or _ALSO.get(said) or (said if _CODE.fullmatch(said) else None)


def status_of(text: str) -> tuple[NeedStatus | None, str]:
    """How a need stands, and what was said; a text that begins with none of the words is all said."""
    word, _, said = text.replace(":", AND_SAYS, 1).partition(AND_SAYS)
    status = STATUSES.get(key(word))
    return (status, said.strip()) if status else (None, text)


def reason_of(text: str) -> str:
    """The reason's code, or a township's own words."""
    return REASONS.get(key(text), text)
