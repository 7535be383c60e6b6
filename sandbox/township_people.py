"""The invented people of 石板镇: who holds which duty, under phone numbers that no network assigns."""

from domain.people.people import TOWNSHIP, RoleKind
from domain.register.register import PersonEntry, VillageEntry

STONE, WILLOW, CLIFF = "000000101001", "000000101002", "000000101003"
"""Village codes under the region code 000000, which does not exist."""

VILLAGES = (
    VillageEntry(STONE, "石板村", ("一组", "二组", "三组", "四组", "五组")),
    VillageEntry(WILLOW, "柳坪村", ("一组", "二组", "三组", "四组")),
    VillageEntry(CLIFF, "高岩村", ("一组", "二组", "三组")),
)

_RESPONSIBLE = (
    ("李国强", "县水务局", STONE),
    ("何梅", "县医保局", WILLOW),
    ("陈志远", "县农业农村局", WILLOW),
    ("王丽娟", "县教育局", WILLOW),
    ("张文斌", "县住建局", WILLOW),
    ("刘晓东", "县林业局", CLIFF),
    ("赵海燕", "县民政局", CLIFF),
    ("孙建平", "县交通局", CLIFF),
)
_CONTACTS = (
    ("周敏", "石板村委会", STONE),
    ("吴勇", "石板镇驻村工作队", STONE),
    ("龙海", "柳坪村委会", WILLOW),
    ("郑秋菊", "石板镇驻村工作队", WILLOW),
    ("冉小兵", "高岩村委会", CLIFF),
)
_HEADS = (("石明亮", "石板村委会", STONE), ("向东", "柳坪村委会", WILLOW), ("邓国栋", "高岩村委会", CLIFF))

_ROSTER = (
    *((RoleKind.RESPONSIBLE, *person) for person in _RESPONSIBLE),
    *((RoleKind.CONTACT, *person) for person in _CONTACTS),
    *((RoleKind.VILLAGE_HEAD, *person) for person in _HEADS),
    (RoleKind.TOWNSHIP_LEADER, "罗建华", "石板镇政府", TOWNSHIP),
    (RoleKind.CLERK, "杨晓芸", "石板镇政府", TOWNSHIP),
)

PEOPLE = tuple(
    PersonEntry(name, f"1000000{number:04d}", (role,), unit, (area,))
    for number, (role, name, unit, area) in enumerate(_ROSTER, 1)
)
PHONES = {person.name: person.phone for person in PEOPLE}
