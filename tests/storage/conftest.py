"""An instant, and a township with two duty holders on both databases."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.people.people import Duty, RoleKind
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
ZONE = ZoneInfo("Asia/Shanghai")
LI, ZHOU, HE, CLERK = "10000000001", "10000000002", "10000000003", "10000000004"
WANG, ZHAO = "0001010001", "0001010002"

Enter = Callable[..., Ledger]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def register() -> Register:
    """王福生 and 赵桂兰, for whom 李国强 is responsible and 周敏 is the contact."""
    since = date(2026, 1, 1)
    return Register(
        villages=(VillageEntry("000101", "石板村", ("一组", "二组")), VillageEntry("000102", "柳坪村")),
        people=(
            PersonEntry("李国强", LI, (RoleKind.RESPONSIBLE,), "县水务局", ("000101",)),
            PersonEntry("周敏", ZHOU, (RoleKind.CONTACT, RoleKind.VILLAGE_HEAD), "村委会", ("000101",)),
            PersonEntry("何梅", HE, (RoleKind.RESPONSIBLE,), "县医保局", ("000102",)),
            PersonEntry("杨晓芸", CLERK, (RoleKind.CLERK,)),
        ),
        households=(
            HouseholdEntry(WANG, "王福生", "000101", "一组", "监测户", "边缘易致贫户", "因病", 2, 11800.5,
                           longitude=106.5, latitude=27.3, phone="10000010001"),
            HouseholdEntry(ZHAO, "赵桂兰", "000102", away=True),
        ),
        members=(
            MemberEntry(WANG, "王福生", "户主", "000000195102020014", 1951, "长期慢性病", "", "弱劳动力", 0),
            MemberEntry(WANG, "李秀珍", "之妻"),
        ),
        pairings=tuple(
            PairingEntry(code, phone, duty, since)
            for code in (WANG, ZHAO)
            for phone, duty in ((LI, Duty.RESPONSIBLE), (ZHOU, Duty.CONTACT))
        ),
        visits=(
            VisitEntry(WANG, LI, Duty.RESPONSIBLE, Mode.HOME, date(2026, 10, 21), "王福生",
                       (True, True, None, False, True, True), "", "屋顶漏雨", 2, False, "说好下月再来"),
            VisitEntry(ZHAO, ZHOU, Duty.CONTACT, Mode.PHONE, date(2026, 11, 3), photos=0, late=True),
        ),
    )  # fmt: skip


@pytest.fixture
def enter(database: Database) -> Enter:
    """Write a register as of a day, in one transaction; gives the ledger with what it counted."""

    def write_it(register: Register, today: date = TODAY, into: Database | None = None) -> Ledger:
        with (into or database).write() as unit:
            ledger = Ledger(unit, today, NOW, ZONE)
            write(ledger, register)
        return ledger

    return write_it
