"""The register as the rows of its sheets, in the columns of the layout."""

from collections.abc import Callable, Mapping

from domain.people.people import TOWNSHIP, Duty
from domain.register.needs import words_both_ways
from domain.register.register import AnyRegister, PairingEntry
from domain.register.sheets import AREAS, HOUSEHOLDS, MEMBERS, NEED_STEPS, NEEDS, PAIRINGS, PEOPLE, VISITS
from ledger.checks.values import DUTIES, MODES, ROLES, WHOLE_TOWNSHIP
from ledger.sheets.needs import need_rows, step_rows
from ledger.sheets.values import ANSWER_WORDS, Rows, Value

_ROLE_WORDS, _DUTY_WORDS, _MODE_WORDS = (
    words_both_ways(ROLES),
    words_both_ways(DUTIES),
    words_both_ways(MODES),
)


def sheet_rows(register: AnyRegister, sheet: str) -> Rows:
    """The rows of one sheet."""
    return _ROWS[sheet](register)


def _areas(register: AnyRegister) -> Rows:
    for village in register.villages:
        for group in village.groups or ("",):
            yield village.name, village.code, group


def _people(register: AnyRegister) -> Rows:
    names = {village.code: village.name for village in register.villages} | {TOWNSHIP: WHOLE_TOWNSHIP}
    for person in register.people:
        roles = "、".join(_ROLE_WORDS[role] for role in person.roles)
        areas = "、".join(names[code] for code in person.area_codes)
        yield person.name, person.phone, roles, person.unit, areas


def _households(register: AnyRegister) -> Rows:
    names = {village.code: village.name for village in register.villages}
    for one in register.households:
        where = (one.code, one.head, names[one.village_code], one.group)
        what = (one.household_class, one.monitored_class, one.cause, one.size, one.income)
        yield *where, *what, ANSWER_WORDS[one.away], one.longitude, one.latitude, one.phone


def _members(register: AnyRegister) -> Rows:
    for one in register.members:
        who = (one.household_code, one.name, one.relation, one.id_number, one.birth_year)
        yield *who, one.health, one.schooling, one.labour, one.months_away


def _pairings(register: AnyRegister) -> Rows:
    """The contact person joins the row of the responsible person before, where both have the same days."""
    waiting: PairingEntry | None = None
    for pairing in register.pairings:
        if waiting and pairing.duty is Duty.CONTACT and _days(pairing) == _days(waiting):
            yield _pairing_row(waiting, pairing)
            waiting = None
            continue
        if waiting:
            yield _pairing_row(waiting, None)
        waiting = pairing if pairing.duty is Duty.RESPONSIBLE else None
        if not waiting:
            yield _pairing_row(None, pairing)
    if waiting:
        yield _pairing_row(waiting, None)


def _days(pairing: PairingEntry) -> tuple[object, ...]:
    return pairing.household_code, pairing.since, pairing.until


def _pairing_row(responsible: PairingEntry | None, contact: PairingEntry | None) -> tuple[Value, ...]:
    either = responsible or contact
    assert either
    return (
        either.household_code,
        responsible.phone if responsible else "",
        contact.phone if contact else "",
        contact.capacity if contact else "",
        either.since.isoformat(),
        either.until.isoformat() if either.until else "",
    )


def _visits(register: AnyRegister) -> Rows:
    names = {person.phone: person.name for person in register.people}
    heads: dict[str, str] = {}
    for one in register.visits:
        if not one.head and not heads:
            heads = {household.code: household.head for household in register.households}
        how = (one.visited_on.isoformat(), _MODE_WORDS[one.mode])
        who = (names.get(one.phone, ""), one.phone, _DUTY_WORDS[one.duty])
        where = (one.household_code, one.head or heads.get(one.household_code, ""), one.met)
        checks = (ANSWER_WORDS[answer] for answer in one.checks)
        rest = (one.changes, one.issues, one.photos, ANSWER_WORDS[one.late], one.note)
        yield *how, *who, *where, *checks, *rest


_ROWS: Mapping[str, Callable[[AnyRegister], Rows]] = {
    AREAS: _areas,
    PEOPLE: _people,
    HOUSEHOLDS: _households,
    MEMBERS: _members,
    PAIRINGS: _pairings,
    VISITS: _visits,
    NEEDS: need_rows,
    NEED_STEPS: step_rows,
}
