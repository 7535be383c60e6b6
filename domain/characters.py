"""Characters: how a name is written by different hands, and how it sounds."""

import unicodedata
from functools import lru_cache
from itertools import islice, product

from pypinyin import Style, pinyin

_TRADITIONAL = (
    "趙錢孫馮陳衛蔣韓楊許呂張嚴華薑謝鄒竇雲蘇範魯韋馬鳳鄭顧黃蕭龔鄧賴龍萬盧莊葉賀湯羅畢鄔樂於時齊餘蔔貝談"
    "龐紀項閔強賈婁顏駱鍾駒鄺區歐陽劉滿聶關喬陰鬱鮑師鞏厙蘭蓋後闞貴蓮國興發長財寶榮慶麗愛鵬軍偉傑傳進達遠"
    "運連選鋼鐵銀鎮錦開閣靜順願維綱緒網綠縣總練義習書會東業個來倫億兒兩勝勞協單厲參雙變號啟員聖場堅報壽夢"
    "學寧實寬對導屬歲嵐嶺幫幹廣應懷戰揚換權槍樓樹橋機檢歡歸殘淚淨漁漢潔灣濟瀾燈爾獻瑩環畫異盡監碼禮種積穩"
    "窮競筆節糧純紅細終經給統絲買賣車輝農還適鄉釵電雜難雞霧靈韻頭題風飛館體魚鳴麥黨點齡彥憲曉歷貞鴻鈞鋒鈴"
    "嬌嫻聲賓賢躍鈺銳鎖陸顯馳駿騰鶴鷹組戶過沒話無況問説說訪門裏裡聯繫係"
)
_SIMPLIFIED = (
    "赵钱孙冯陈卫蒋韩杨许吕张严华姜谢邹窦云苏范鲁韦马凤郑顾黄萧龚邓赖龙万卢庄叶贺汤罗毕邬乐于时齐余卜贝谈"
    "庞纪项闵强贾娄颜骆钟驹邝区欧阳刘满聂关乔阴郁鲍师巩厍兰盖后阚贵莲国兴发长财宝荣庆丽爱鹏军伟杰传进达远"
    "运连选钢铁银镇锦开阁静顺愿维纲绪网绿县总练义习书会东业个来伦亿儿两胜劳协单厉参双变号启员圣场坚报寿梦"
    "学宁实宽对导属岁岚岭帮干广应怀战扬换权枪楼树桥机检欢归残泪净渔汉洁湾济澜灯尔献莹环画异尽监码礼种积稳"
    "穷竞笔节粮纯红细终经给统丝买卖车辉农还适乡钗电杂难鸡雾灵韵头题风飞馆体鱼鸣麦党点龄彦宪晓历贞鸿钧锋铃"
    "娇娴声宾贤跃钰锐锁陆显驰骏腾鹤鹰组户过没话无况问说说访门里里联系系"
)
"""The characters that names and captions are likeliest to hold, as the two scripts write them."""
_SIMPLER = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
MOST_READINGS = 16
"""Of a name with many readings, more are not tried."""


@lru_cache(maxsize=20_000)
def _folded(one: str) -> str:
    plain = unicodedata.normalize("NFKC", one).lower().translate(_SIMPLER)
    return plain if len(plain) == 1 else one


def folded(text: str) -> str:
    """The text in small, half-width, simplified characters; each stands where it stood."""
    return "".join(map(_folded, text))


@lru_cache(maxsize=20_000)
def compact(name: str) -> str:
    """The letters and characters of a name alone, folded."""
    return "".join(one for one in folded(name) if one.isalnum())


@lru_cache(maxsize=20_000)
def readings(character: str) -> tuple[str, ...]:
    """The syllables that a character may be read as, without tones; the commonest first."""
    return tuple(one.replace("ü", "v") for one in pinyin(character, style=Style.NORMAL, heteronym=True)[0])


@lru_cache(maxsize=20_000)
def syllables(name: str) -> tuple[str, ...]:
    """How each character of a compact name is commonly read: 王福生 → wang, fu, sheng."""
    return tuple(readings(one)[0] for one in name)


@lru_cache(maxsize=20_000)
def spellings(name: str) -> frozenset[str]:
    """All spellings in pinyin, in the order of the name and with the family name last."""
    ways = islice(product(*(readings(one) for one in name)), MOST_READINGS)
    return frozenset(spelt for way in ways for spelt in ("".join(way), "".join((*way[1:], way[0]))))


@lru_cache(maxsize=20_000)
def letters(name: str) -> frozenset[str]:
    """All rows of first letters: 曾国强 → cgq, zgq."""
    firsts = (sorted({one[0] for one in readings(character)}) for character in name)
    return frozenset("".join(way) for way in islice(product(*firsts), MOST_READINGS))


def is_chinese(text: str) -> bool:
    """Whether it is written in Chinese characters throughout."""
    return bool(text) and all(
        "\u3400" <= one <= "\u9fff" or "\U00020000" <= one <= "\U0003ffff" for one in text
    )
