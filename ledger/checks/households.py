"""The sheet 户: the households, where they live and what is known of them."""

from domain.register.register import HouseholdEntry
from domain.writing.characters import key
from ledger.checks.areas import Villages
from ledger.checks.line import Findings, Line, lines_of, refuse_repeated
from ledger.checks.sheets import Sheet
from ledger.checks.values import SEPARATORS

Group = tuple[str, str]
"""A village's code, and what the name of a group in it is compared by."""


def check_households(sheet: Sheet | None, villages: Villages, found: Findings) -> tuple[HouseholdEntry, ...]:
    """The households in the order of their rows."""
    first_rows: dict[str, int] = {}
    households = []
    groups = {(one.code, key(group)): group for one in villages.entries for group in one.groups}
    for line in lines_of(sheet, found):
        code = line.needed("户编号")
        refuse_repeated(first_rows, line, "户编号", code, "duplicate_code")
        households.append(_household(line, code, villages, groups))
    return tuple(households)


def _household(line: Line, code: str, villages: Villages, groups: dict[Group, str]) -> HouseholdEntry:
    head, group = line.needed("户主"), line.text("村民小组")
    village_code = _village_code(line, group, villages)
    longitude, latitude = line.number("经度", -180, 180), line.number("纬度", -90, 90)
    if (line.text("经度") == "") != (line.text("纬度") == ""):
        line.warn("经度" if longitude is None else "纬度", "half_a_coordinate")
    return HouseholdEntry(
        code=code,
        head=head,
        village_code=village_code,
        group=groups.setdefault((village_code, key(group)), group),
        household_class=line.text("户类型"),
        monitored_class=line.text("监测对象类别"),
        cause=line.text("主要致贫原因"),
        size=line.whole("家庭人口数", 0, 100),
        income=line.number("人均纯收入", -1e9, 1e9),
        away=bool(line.answer("外出务工")),
        longitude=longitude,
        latitude=latitude,
        phone=line.text("户联系电话"),
    )


def _village_code(line: Line, group: str, villages: Villages) -> str:
    name = line.needed("行政村")
    village = villages.find(name)
    if village is None:
        if name and villages.is_unknown(name):
            line.error("行政村", "unknown_village", value=name)
        return ""
    if any(mark in group for mark in SEPARATORS):
        # the sheet 区划 could not name such a group
        line.error("村民小组", "separator_in_group", value=group)
    elif group and village.groups and key(group) not in map(key, village.groups):
        line.warn("村民小组", "unknown_group", value=group, village=village.name)
    return village.code
