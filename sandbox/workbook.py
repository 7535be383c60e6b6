"""The practice workbook: the ledger of 石板镇 with one household more and one contact person changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.people.people import Duty
from domain.register.id_numbers import check_digit
from domain.register.register import HouseholdEntry, MemberEntry, PairingEntry, Register
from sandbox.township import sample_register
from sandbox.township_people import PHONES, STONE

CODE = f"{STONE}0026"
_TAKEN_OVER, _NEW_CONTACT, _CAPACITY = "田茂才", "周敏", "村两委"
_NEW = HouseholdEntry(
    code=CODE,
    head="谭正明",
    village_code=STONE,
    group="五组",
    household_class="监测户",
    monitored_class="突发严重困难户",
    cause="因灾",
    size=2,
    income=9800.0,
    longitude=106.5318,
    latitude=27.3334,
    phone="10000010026",
)
_LIVING = (("谭正明", "户主", "00000019640416071"), ("冯秀珍", "之妻", "00000019660822072"))


def practice_register(today: date) -> Register:
    """The practice workbook's register, without past visits: it updates households only."""
    now = sample_register(today)
    return replace(
        now,
        # new rows stand last, as somebody adds them: a row in between would move all those after it
        households=(*now.households, _NEW),
        members=(*now.members, *_members()),
        pairings=(*_changed(now, today), *_paired(today)),
        visits=(),
    )


def _members() -> Iterator[MemberEntry]:
    for name, relation, digits in _LIVING:
        number = digits + check_digit(digits)
        yield MemberEntry(CODE, name, relation, number, int(digits[6:10]), "健康", "非在校生", "普通劳动力")


def _changed(now: Register, today: date) -> Iterator[PairingEntry]:
    code = next(home.code for home in now.households if home.head == _TAKEN_OVER)
    for one in now.pairings:
        if (one.household_code, one.duty) == (code, Duty.CONTACT):
            yield replace(one, phone=PHONES[_NEW_CONTACT], since=today, capacity=_CAPACITY)
        else:
            yield one


def _paired(today: date) -> Iterator[PairingEntry]:
    yield PairingEntry(CODE, PHONES["李国强"], Duty.RESPONSIBLE, today)
    yield PairingEntry(CODE, PHONES[_NEW_CONTACT], Duty.CONTACT, today, capacity=_CAPACITY)
