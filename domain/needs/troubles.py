"""Words by which somebody tells of trouble at a household, and which kind of need they point to."""

import re
from collections.abc import Collection

OTHER = "other"
SIGNS = {
    "health": (
        "看病 生病 病了 得病 重病 大病 慢病 住院 医院 手术 "
        "化疗 吃药 买药 药费 药 医药费 医疗 医保 报销 体检 "
        "残疾 残疾证 轮椅 摔伤 摔断 骨折 受伤 疼 痛 发烧 瘫 瘫痪 中风 "
        "病人 病倒 病重 有病 高血压 糖尿病 失明 看不见 眼睛 腿断 手断 "
        "ill sick sickness disease hospital surgery medicine medicines doctor injured fracture disabled"
    ),
    "housing": (
        "房子 房屋 住房 屋顶 屋面 瓦 漏雨 漏水 漏了 墙 墙体 "
        "屋漏 家漏 房漏 雨水 裂缝 开裂 危房 塌 塌了 倒塌 地基 厨房 厕所 窗户 大门 "
        "house roof wall walls leak leaks leaking crack cracks collapsed kitchen toilet window"
    ),
    "water": (
        "水 饮水 喝水 吃水 停水 断水 缺水 没水 自来水 水管 水井 水窖 水池 水质 水表 水浑 井 "
        "water tap well pipe pipes"
    ),
    "school": (
        "上学 没学上 读书 没书读 学费 上不起学 读不起 交不起学 辍学 失学 学校 "
        "入学 转学 助学 助学金 助学贷款 生活费 书本费 孩子上学 娃娃上学 "
        "school tuition student dropout"
    ),
    "food_clothes": (
        "吃饭 没饭吃 没吃的 粮食 没米 米 没油 断粮 衣服 衣裳 棉衣 棉被 被子 没穿的 过冬 低保 救济 临时救助 "
        "food rice clothes clothing blanket blankets quilt hungry"
    ),
    "work_income": (
        "打工 务工 工作 找工作 就业 没活干 失业 欠薪 工资 工钱 "
        "收入 贷款 产业 养猪 养鸡 养牛 种地 卖不出去 卖不掉 玉米 滞销 "
        "job jobs work wages unpaid unemployed income loan"
    ),
    OTHER: (
        "困难 有难处 有难 没钱 缺钱 没电了 没电用 帮忙 求助 求帮 电线 停电 断电 路断 塌方 坏了 要修 维修 "
        "trouble hardship broken repair"
    ),
}
"""Categories as the policy knows them (domain.policy.needs); each with its signs."""
_ENGLISH = re.compile(r"[a-z]+")
_ASKS = re.compile(
    r"要(?!好)|漏|坏|病|痛|疼|缺|断|裂|塌|破|烂|危|难|困|差|停|没(?!事|问题)|不(?!错|漏|缺|用|需|疼|痛)|欠|摔|伤"
    r"|住院|需|求|想|急|倒|淹|浑|堵|脏|贵|涨|辍|失学|失业|滞销|完了|修(?!好)|瘫|失明|干了|进屋|进水"
    r"|\b(?:no|not|needs?|broken?|leaks?|leaking|ill|sick|hurt|wants?|cannot|can't|without|lacks?|trouble"
    r"|hardship|unpaid|unemployed|hungry|collapsed|injured|crack\w*|dry|dirty|cut)\b"
)
_OVER = re.compile(
    r"(?:修|治|办|解决|补|装|接|交|领|报)好了|解决了|不漏了|不缺|好转|已经好|好多了|(?:没有?什?么?|无)困难"
    r"|\b(?:fixed|repaired|solved|no trouble)\b"
)
_WENT = re.compile(
    r"去了|去过|去看|到了|走访|入户|上门|看了|看望|来到|刚去|慰问|\b(?:visited|went to|been to|was at)\b"
)


def _alternatives(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=len, reverse=True))


_SIGNS = {code: _alternatives(words) for code, words in SIGNS.items()}


def has_been_there(words: str) -> bool:
    """Whether the words tell of a visit."""
    return bool(_WENT.search(words.casefold()))


def trouble_in(words: str, known: Collection[str]) -> str | None:
    """The category that the words point to; empty: trouble of no plain kind; None: no trouble.

    `known` are the categories of the township. What is said to be over is no trouble.
    """
    said = words.casefold()
    if _OVER.search(said) or not _ASKS.search(said):
        return None
    spelt = set(_ENGLISH.findall(said))
    weights = {code: _weight(said, spelt, signs) for code, signs in _SIGNS.items()}
    if not any(weights.values()):
        return None
    # What only says that there is trouble does not say of which kind.
    told = {code: weight for code, weight in weights.items() if code != OTHER and code in known}
    likest = [code for code, weight in told.items() if weight and weight == max(told.values())]
    return likest[0] if len(likest) == 1 else ""


def _weight(said: str, spelt: set[str], signs: tuple[str, ...]) -> int:
    "How much of the text are signs of this kind:"
    "the longer a sign, the surer it is; none counts twice."
    weight = 0
    for sign in signs:
        if sign.isascii():
            weight += sign in spelt
        elif sign in said:
            weight += len(sign) * said.count(sign)
            said = said.replace(sign, "\n")
    return weight
