"""The sheet 人员: who takes part, in which roles, and for which villages."""

from domain.people.people import TOWNSHIP, RoleKind
from domain.register.register import PersonEntry
from domain.writing.characters import key
from ledger.checks.areas import Villages
from ledger.checks.line import Findings, Line, lines_of, refuse_repeated
from ledger.checks.sheets import Sheet
from ledger.checks.values import ROLES, WHOLE_TOWNSHIP, words_of


def check_people(sheet: Sheet | None, villages: Villages, found: Findings) -> tuple[PersonEntry, ...]:
    """The people in the order of their rows."""
    first_rows: dict[str, int] = {}
    people = []
    for line in lines_of(sheet, found):
        line.needed("联系电话")
        name, phone = line.needed("姓名"), line.phone("联系电话")
        refuse_repeated(first_rows, line, "联系电话", phone, "duplicate_phone")
        people.append(PersonEntry(name, phone, _roles(line), line.text("单位"), _area_codes(line, villages)))
    return tuple(people)


def _roles(line: Line) -> tuple[RoleKind, ...]:
    words = words_of(line.text("角色"))
    if not words and line.has("角色") and "角色" not in line.row.refused:
        line.warn("角色", "no_role")
    for word in words:
        if key(word) not in ROLES:
            line.error("角色", "unknown_role", value=word, words="、".join(ROLES))
    return tuple(dict.fromkeys(ROLES[key(word)] for word in words if key(word) in ROLES))


def _area_codes(line: Line, villages: Villages) -> tuple[str, ...]:
    words = words_of(line.text("所辖"))
    if not words or WHOLE_TOWNSHIP in map(key, words):
        return (TOWNSHIP,)
    codes = []
    for word in words:
        village = villages.find(word)
        if village:
            codes.append(village.code)
        elif villages.is_unknown(word):
            line.error("所辖", "unknown_village", value=word)
    return tuple(dict.fromkeys(codes))
