"""Small talk: thanks, 好的 and the like, which ask for an answer and tell nothing to record (R5)."""

import re
import unicodedata

from domain.writing.characters import folded

_WORDS = (
    "谢谢 谢谢你 谢谢您 谢谢啦 谢谢了 多谢 感谢 非常感谢 谢 谢了 好 好的 好的好的 好嘞 好吧 好了 好哒 "
    "好滴 好咧 好嘛 要得 行 行的 行吧 可以 可以的 麻烦了 麻烦您了 费心了 谢谢领导 谢谢老师 感谢领导 "
    "辛苦 辛苦了 您辛苦 您辛苦了 你辛苦了 大家辛苦了 收到 已收到 知道 知道了 晓得 晓得了 明白 明白了 "
    "了解 嗯 嗯嗯 嗯嗯嗯 嗯好 嗯好的 哦 哦哦 噢 对的 是的 没错 再见 拜拜 早 早上好 上午好 中午好 下午好 "
    "晚上好 不客气 没关系 哈哈 哈哈哈 呵呵 赞 棒 ok okay okey okok k thanks thankyou thankyouverymuch "
    "thankyousomuch manythanks thanksalot thankyoualot thanksverymuch thxalot thx tks tnx ty willdo "
    "cheers great gotit noted understood received roger sure goodjob welldone yes yep yeah bye goodbye "
    "goodmorning goodafternoon goodnight niceone cool perfect alright allright welcome youarewelcome"
)
_KNOWN = frozenset(_WORDS.split())
_TOGETHER = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, _KNOWN), key=len, reverse=True))})+")
_WORDY = re.compile(r"[^\W_]+")
LONGEST = 40


def is_small_talk(words: str) -> bool:
    """Whether the words, or the signs, are small talk from beginning to end."""
    said = words.strip()
    if not said or len(said) > LONGEST or said.startswith("/"):
        return False
    spoken = _WORDY.findall(folded(said))
    if not spoken:
        # Signs alone: 👍, 🙏🙏, ❤️.
        return any(unicodedata.category(one) == "So" for one in said)
    return bool(_TOGETHER.fullmatch("".join(spoken)))
