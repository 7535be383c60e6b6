"""Registers of every kind that a sound workbook may say, with hostile names, for property tests."""

from datetime import timedelta
from itertools import zip_longest
from typing import TypeVar

from hypothesis import strategies as st

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
from domain.writing.characters import key
from ledger.checks.values import SEPARATORS, WHOLE_TOWNSHIP
from tests.ledger.need_entries import needs_of
from tests.ledger.texts import CODE, DAYS, NAME, TEXT, WORDS

PLAIN = NAME.filter(lambda text: not set(text) & set(SEPARATORS) and key(text) not in ("", WHOLE_TOWNSHIP))
GROUP = PLAIN.map(key).filter(lambda text: not set(text) & set(SEPARATORS))
AREA_CODE = CODE.filter(lambda text: key(text) != TOWNSHIP)
Choice = TypeVar("Choice")

NUMBER = st.floats(-180, 180, allow_nan=False)


def some(values: list[Choice]) -> st.SearchStrategy[tuple[Choice, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Anything that a sound workbook may say."""
    codes = draw(st.lists(AREA_CODE, min_size=1, max_size=3, unique_by=key))
    names = draw(
        st.lists(
            PLAIN.filter(lambda name: key(name) not in map(key, codes)),
            min_size=len(codes),
            max_size=len(codes),
            unique_by=key,
        )
    )
    villages = tuple(
        VillageEntry(code, name, tuple(draw(st.lists(GROUP, max_size=3, unique=True))))
        for code, name in zip(codes, names, strict=True)
    )
    phones = [f"1000000{number:04d}" for number in range(draw(st.integers(2, 4)))]
    people = tuple(
        PersonEntry(
            draw(NAME),
            phone,
            draw(some(list(RoleKind))),
            draw(TEXT),
            draw(some(codes) | st.just((TOWNSHIP,))),
        )
        for phone in phones
    )
    household_codes = draw(st.lists(CODE, min_size=1, max_size=4, unique_by=key))
    households = tuple(_household(draw, code, codes) for code in household_codes)
    members = tuple(_member(draw, household_codes, number) for number in range(draw(st.integers(0, 4))))
    pairings = tuple(pairing for code in household_codes for pairing in _pairings(draw, code, phones))
    visits = tuple(_visit(draw, household_codes, phones) for _ in range(draw(st.integers(0, 4))))
    needs = needs_of(draw, household_codes, phones)
    return Register(villages, people, households, members, pairings, visits, needs)


def _household(draw: st.DrawFn, code: str, villages: list[str]) -> HouseholdEntry:
    words = [draw(WORDS) for _ in range(3)]
    return HouseholdEntry(
        code,
        draw(NAME),
        draw(st.sampled_from(villages)),
        draw(GROUP | st.just("")),
        words[0],
        words[1],
        words[2],
        size=draw(st.none() | st.integers(0, 100)),
        income=draw(st.none() | st.floats(-1e9, 1e9)),
        away=draw(st.booleans()),
        longitude=draw(st.none() | NUMBER),
        latitude=draw(st.none() | st.floats(-90, 90)),
        phone=draw(TEXT),
    )


def _member(draw: st.DrawFn, households: list[str], number: int) -> MemberEntry:
    texts = [draw(TEXT) for _ in range(4)]
    return MemberEntry(
        draw(st.sampled_from(households)),
        draw(NAME),
        texts[0],
        draw(st.sampled_from(["", f"{number:018d}", f"{number:017d}X"])),
        draw(st.none() | st.integers(1900, 2100)),
        texts[1],
        texts[2],
        texts[3],
        months_away=draw(st.none() | st.floats(0, 12)),
    )


def _pairings(draw: st.DrawFn, household: str, phones: list[str]) -> list[PairingEntry]:
    """At most one holder of a duty at a time: each ends before the next begins."""
    pairings = []
    for duty in draw(st.permutations(list(Duty))):
        days = sorted(draw(st.lists(DAYS, max_size=3, unique=True)))
        for since, following in zip_longest(days, days[1:]):
            until = following - timedelta(days=1) if following else draw(st.sampled_from([None, since]))
            capacity = draw(TEXT) if duty is Duty.CONTACT else ""
            phone = draw(st.sampled_from(phones))
            pairings.append(PairingEntry(household, phone, duty, since, until, capacity))
    return pairings


def _visit(draw: st.DrawFn, households: list[str], phones: list[str]) -> VisitEntry:
    return VisitEntry(
        draw(st.sampled_from(households)),
        draw(st.sampled_from(phones)),
        draw(st.sampled_from(Duty)),
        draw(st.sampled_from(Mode)),
        draw(DAYS),
        draw(TEXT),
        tuple(draw(st.sampled_from([True, False, None])) for _ in range(6)),
        draw(TEXT),
        draw(TEXT),
        draw(st.integers(0, 99)),
        draw(st.booleans()),
        draw(TEXT),
    )
