"""The sheet 家庭成员: who lives in the households."""

from collections import Counter
from collections.abc import Iterable, Mapping

from domain.register.id_numbers import LENGTHS, birth_year_in, is_sound
from domain.register.register import HouseholdEntry, MemberEntry
from ledger.checks.line import Findings, Line, lines_of, refuse_repeated
from ledger.checks.sheets import Sheet


def check_members(
    sheet: Sheet | None, households: Mapping[str, str] | None, found: Findings
) -> tuple[MemberEntry, ...]:
    """The members in the order of their rows."""
    first_rows: dict[str, int] = {}
    members = []
    for line in lines_of(sheet, found):
        member = _member(line, households)
        refuse_repeated(first_rows, line, "证件号码", member.id_number.upper(), "duplicate_id")
        _look_at_id(line, member)
        members.append(member)
    return tuple(members)


def _member(line: Line, households: Mapping[str, str] | None) -> MemberEntry:
    return MemberEntry(
        household_code=line.reference("户编号", households, "unknown_household"),
        name=line.needed("姓名"),
        relation=line.text("与户主关系"),
        id_number=line.text("证件号码"),
        birth_year=line.whole("出生年", 1900, 2100),
        health=line.text("健康状况"),
        schooling=line.text("在校生状况"),
        labour=line.text("劳动技能"),
        months_away=line.number("务工时间(月)", 0, 12),
    )


def _look_at_id(line: Line, member: MemberEntry) -> None:
    if not member.id_number:
        return
    if len(member.id_number) not in LENGTHS:
        line.warn("证件号码", "id_length", length=str(len(member.id_number)))
    elif len(member.id_number) > 15 and not is_sound(member.id_number):
        line.warn("证件号码", "id_checksum")
    born = birth_year_in(member.id_number)
    if born and member.birth_year and born != member.birth_year:
        line.warn("出生年", "birth_year_differs", value=str(member.birth_year), other=str(born))


def compare_sizes(
    sheet: Sheet | None,
    households: Iterable[HouseholdEntry],
    members: Iterable[MemberEntry],
    found: Findings,
) -> None:
    """Warn where a household lists members, and not as many as its 家庭人口数 says."""
    counted = Counter(member.household_code for member in members)
    for line, household in zip(lines_of(sheet, found), households, strict=True):
        count = counted[household.code]
        if count and household.size is not None and household.size != count:
            line.warn("家庭人口数", "size_differs", value=str(household.size), members=str(count))
