"""Two villages whose every personal value is a canary, on both databases and in an office."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.office import Office, open_office
from bot.paperwork.importing import write_register
from bot.settings import load_settings
from domain.people.people import TOWNSHIP, Duty, RoleKind
from domain.register.register import (
    HouseholdEntry,
    MemberEntry,
    PairingEntry,
    PersonEntry,
    Register,
    VillageEntry,
    VisitEntry,
)
from domain.visits.visits import Mode
from storage.database import Database
from storage.register.ledger import Ledger
from storage.register.writing import write

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
STONE, WILLOW = "000101", "000102"
LI, ZHOU, HE, HEAD, OTHER_HEAD, LEADER, CLERK = (f"1000000000{at}" for at in range(1, 8))
WANG, ZHAO, SUN, FENG = "0001010001", "0001010002", "0001010003", "0001020001"
FAMILY_PHONE, ID_NUMBER = "13912345678", "000000195102020014"

_SINCE, _CHANGED = date(2026, 1, 1), date(2026, 11, 10)


def small_register() -> Register:
    """石板村 with three households, 柳坪村 with one; 李国强 handed 王福生 over to 何梅 in mid-month."""
    everywhere, stone = (TOWNSHIP,), (STONE,)
    return Register(
        villages=(VillageEntry(STONE, "石板村", ("一组", "二组")), VillageEntry(WILLOW, "柳坪村")),
        people=(
            PersonEntry("李国强", LI, (RoleKind.RESPONSIBLE,), "县水务局", stone),
            PersonEntry("周敏", ZHOU, (RoleKind.CONTACT,), "村委会", stone),
            PersonEntry("何梅", HE, (RoleKind.RESPONSIBLE,), "县医保局", stone),
            PersonEntry("石明亮", HEAD, (RoleKind.VILLAGE_HEAD,), "", stone),
            PersonEntry("向东", OTHER_HEAD, (RoleKind.VILLAGE_HEAD,), "", (WILLOW,)),
            PersonEntry("罗建华", LEADER, (RoleKind.TOWNSHIP_LEADER,), "", everywhere),
            PersonEntry("杨晓芸", CLERK, (RoleKind.CLERK,), "", everywhere),
        ),
        households=(
            HouseholdEntry(WANG, "王福生", STONE, "一组", "监测户", "边缘易致贫户", "因病", 2, 11800.5,
                           longitude=106.5, latitude=27.3, phone=FAMILY_PHONE),
            HouseholdEntry(ZHAO, "赵桂兰", STONE, "二组", "脱贫户", cause="因学", away=True),
            HouseholdEntry(SUN, "孙有才", STONE),
            HouseholdEntry(FENG, "冯春梅", WILLOW),
        ),
        members=(
            MemberEntry(WANG, "王福生", "户主", ID_NUMBER, 1951, "长期慢性病", "", "弱劳动力", 0.0),
            MemberEntry(WANG, "李秀珍", "之妻"),
        ),
        pairings=(
            PairingEntry(WANG, LI, Duty.RESPONSIBLE, _SINCE, date(2026, 11, 9)),
            PairingEntry(WANG, HE, Duty.RESPONSIBLE, _CHANGED),
            PairingEntry(WANG, ZHOU, Duty.CONTACT, _SINCE, capacity="村两委"),
            PairingEntry(ZHAO, LI, Duty.RESPONSIBLE, _SINCE),
            PairingEntry(FENG, LI, Duty.RESPONSIBLE, _SINCE),
        ),
        visits=(
            *(VisitEntry(WANG, ZHOU, Duty.CONTACT, Mode.HOME, date(2026, month, 3)) for month in range(1, 8)),
            VisitEntry(WANG, LI, Duty.RESPONSIBLE, Mode.HOME, date(2026, 11, 3), issues="屋顶漏雨",
                       late=True, note="说好下月再来"),
            VisitEntry(WANG, HE, Duty.RESPONSIBLE, Mode.NOBODY, date(2026, 11, 12)),
            VisitEntry(ZHAO, LI, Duty.RESPONSIBLE, Mode.PHONE, date(2026, 11, 5)),
            VisitEntry(FENG, LI, Duty.RESPONSIBLE, Mode.PHONE, date(2026, 11, 6)),
            VisitEntry(FENG, LI, Duty.RESPONSIBLE, Mode.HOME, date(2026, 10, 6)),
        ),
    )  # fmt: skip


Enter = Callable[[Register], None]


@pytest.fixture
def enter(database: Database) -> Enter:
    """Write a register as of today."""

    def write_it(register: Register) -> None:
        with database.write() as unit:
            write(Ledger(unit, TODAY, NOW, ZoneInfo("Asia/Shanghai")), register)

    return write_it


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The two villages in an office whose clock stands still."""

    class Standing:
        def now(self) -> datetime:
            return NOW

    opened = open_office(load_settings({"ZOUFANG_DATA_DIR": str(tmp_path)}), Standing())
    write_register(opened, small_register())
    yield opened
    opened.database.close()


def household_ids(database: Database) -> dict[str, int]:
    """Ids by household code."""
    with database.read() as unit:
        villages = unit.browse.villages(TODAY, phone_counts=False)
        homes = unit.browse.homes([one.id for one in villages], TODAY, phone_counts=False)
    return {home.code: home.id for listed in homes.values() for home in listed}
