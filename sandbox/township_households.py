"""The invented households of 石板镇: 25 of them, 70 people, along one valley that is on no map."""

from dataclasses import dataclass
from random import Random

from domain.register.register import HouseholdEntry
from sandbox.township_people import CLIFF, STONE, WILLOW

LIFTED, MONITORED = "脱贫户", "监测户"
UNSTABLE, EDGE, SUDDEN = "脱贫不稳定户", "边缘易致贫户", "突发严重困难户"

_VALLEY = {STONE: (106.5120, 27.3180), WILLOW: (106.5460, 27.3420), CLIFF: (106.4780, 27.3650)}
"""Degrees; groups follow each other up the stream."""


@dataclass(frozen=True, slots=True)
class Home:
    """A household as the sample tells it: who owes it visits, and who heads it."""

    village: str
    group: int
    head: str
    born: int
    size: int
    cause: str
    responsible: str
    contact: str
    monitored: str = ""
    away: bool = False


HOMES = (
    Home(STONE, 3, "王福生", 1951, 2, "因病", "李国强", "周敏", EDGE),
    Home(STONE, 1, "赵桂兰", 1956, 3, "缺劳力", "李国强", "周敏"),
    Home(STONE, 5, "孙有才", 1963, 4, "因学", "李国强", "周敏"),
    Home(STONE, 3, "陈二妹", 1948, 1, "因残", "李国强", "周敏", UNSTABLE),
    Home(STONE, 2, "何长林", 1969, 3, "缺技术", "李国强", "周敏"),
    Home(STONE, 1, "刘德贵", 1966, 3, "缺技术", "李国强", "周敏", away=True),
    Home(STONE, 2, "吴秀英", 1954, 2, "因病", "李国强", "周敏"),
    Home(STONE, 4, "杨再兴", 1971, 4, "缺资金", "李国强", "周敏"),
    Home(STONE, 4, "周长富", 1960, 3, "因灾", "李国强", "吴勇"),
    Home(STONE, 5, "罗玉珍", 1957, 2, "因病", "李国强", "吴勇"),
    Home(STONE, 2, "田茂才", 1968, 5, "因学", "李国强", "吴勇"),
    Home(STONE, 4, "石光华", 1962, 2, "因残", "李国强", "吴勇", SUDDEN),
    Home(WILLOW, 1, "张兴发", 1965, 3, "缺技术", "何梅", "龙海"),
    Home(WILLOW, 1, "黄桂芳", 1959, 4, "因学", "何梅", "龙海"),
    Home(WILLOW, 2, "龙永福", 1953, 2, "因病", "陈志远", "龙海", EDGE),
    Home(WILLOW, 3, "郑大成", 1946, 1, "因残", "陈志远", "龙海"),
    Home(WILLOW, 3, "彭秀莲", 1961, 3, "缺劳力", "王丽娟", "郑秋菊"),
    Home(WILLOW, 4, "向春生", 1970, 4, "缺资金", "王丽娟", "郑秋菊", away=True),
    Home(WILLOW, 4, "谢开福", 1958, 2, "因灾", "张文斌", "郑秋菊"),
    Home(CLIFF, 1, "冉启明", 1955, 2, "因病", "刘晓东", "冉小兵"),
    Home(CLIFF, 1, "邓玉兰", 1964, 3, "缺土地", "刘晓东", "冉小兵"),
    Home(CLIFF, 2, "徐德海", 1967, 4, "因学", "赵海燕", "冉小兵"),
    Home(CLIFF, 2, "蒲小红", 1950, 1, "因残", "赵海燕", "冉小兵", UNSTABLE),
    Home(CLIFF, 3, "魏国安", 1972, 5, "缺技术", "孙建平", "冉小兵", away=True),
    Home(CLIFF, 3, "曾桂香", 1952, 2, "交通条件落后", "孙建平", "冉小兵"),
)


def code_of(home: Home) -> str:
    """The household code: village and number, as text with its leading zeros."""
    return f"{home.village}{HOMES.index(home) + 1:04d}"


def household(home: Home) -> HouseholdEntry:
    """The household as a workbook would say it."""
    draw = Random(home.head)
    longitude, latitude = _VALLEY[home.village]
    return HouseholdEntry(
        code=code_of(home),
        head=home.head,
        village_code=home.village,
        group="一二三四五"[home.group - 1] + "组",
        household_class=MONITORED if home.monitored else LIFTED,
        monitored_class=home.monitored,
        cause=home.cause,
        size=home.size,
        income=float(draw.randrange(82, 164) * 100),
        away=home.away,
        longitude=round(longitude + home.group * 0.004 + draw.uniform(-0.001, 0.001), 5),
        latitude=round(latitude + home.group * 0.003 + draw.uniform(-0.001, 0.001), 5),
        phone=f"1000001{HOMES.index(home) + 1:04d}",
    )
