"""A known name with another phone number: the same person with a new number, or somebody else?

People are told apart by their numbers, so this is asked before a workbook is checked; what it says of an old
number elsewhere is then read as the new one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.people.people import Duty
from domain.people.phones import phone_of
from domain.register.register import Finding, Held, Registered
from domain.register.sheets import NEED_STEPS, NEEDS, PAIRINGS, PEOPLE, VISITS
from domain.writing.characters import compact
from ledger.checks.sheets import Row, Sheet, Sheets

_HOLDERS = {"责任人电话": Duty.RESPONSIBLE, "联系人电话": Duty.CONTACT}
_NUMBERS = {
    PAIRINGS: tuple(_HOLDERS),
    VISITS: ("走访人电话",),
    NEEDS: ("责任人电话", "提出人电话"),
    NEED_STEPS: ("经办人电话", "责任人电话"),
}
"""Where people of the sheet 人员 are named by their numbers."""


@dataclass(frozen=True, slots=True)
class Renumber:
    """What the office says of such people: of all of them, or of each by the new number; None: not asked."""

    everybody: bool | None = None
    told: Mapping[str, bool] = field(default_factory=dict)

    def answer(self, new: str) -> bool | None:
        """Whether whoever has this number now is the person known by another one."""
        return self.told.get(new, self.everybody)


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A row of 人员 with a known name and a number that is not the known one."""

    row: int
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The sheets with one number a person; `open` is what must still be asked, `numbers` leads old to new."""

    sheets: Sheets
    open: tuple[Renumbered, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of 人员 that says who, and at which number."""

    row: int
    name: str
    phone: str

    @property
    def who(self) -> tuple[str, str]:
        """The name as it is compared, and the number."""
        return compact(self.name), self.phone


def settle_numbers(sheets: Sheets, registered: Sequence[Registered], renumber: Renumber) -> Settled:
    """Find who may have a new number, and read the sheets by the answers; what is open is also an error."""
    entries = _entries(sheets.by_name.get(PEOPLE))
    known = {(compact(one.name), one.phone) for one in registered}
    names_known = {name for name, _ in known}
    if not any(one.who not in known and one.who[0] in names_known for one in entries):
        return Settled(sheets)
    holders = _holders(sheets.by_name.get(PAIRINGS))
    pairs, unclear = _paired(entries, registered, holders)
    leaving = {one.old for one in pairs if renumber.answer(one.new) is not False}
    names = {one.phone: one.name for one in registered}
    taken = [one for one in pairs if one.new in names and one.new not in leaving]
    errors = [_finding(one.row, "number_taken", value=one.new, name=names[one.new]) for one in taken]
    errors += [
        _finding(one.row, "renumbered_unclear", name=one.name)
        for one in unclear
        if renumber.answer(one.phone) is not False
    ]
    free = [one for one in pairs if one not in taken and renumber.answer(one.new) is not False]
    asked = tuple(one for one in free if renumber.answer(one.new) is None)
    errors += [_finding(one.row, "renumbered", name=one.name, old=one.old, new=one.new) for one in asked]
    read = _with_numbers(sheets, free, is_in_old=_is_in_old(free, registered, holders))
    numbers = {one.old: one.new for one in free}
    return Settled(replace(read, errors=(*sheets.errors, *errors)), asked, numbers)


def _finding(row: int, key: str, **params: str) -> Finding:
    return Finding(PEOPLE, row, "联系电话", f"finding.{key}", params)


def _entries(sheet: Sheet | None) -> list[_Entry]:
    """A number that stands there twice is refused elsewhere."""
    rows = sheet.rows if sheet else ()
    said = [
        _Entry(row.number, row.cells.get("姓名", ""), phone_of(row.cells.get("联系电话", "")) or "")
        for row in rows
    ]
    often = Counter(one.phone for one in said)
    return [one for one in said if one.name and one.phone and often[one.phone] == 1]


def _holders(sheet: Sheet | None) -> Mapping[str, Held]:
    """What the workbook gives to whom, by number; what has ended does not count."""
    held: dict[str, set[tuple[str, Duty]]] = defaultdict(set)
    for row in sheet.rows if sheet else ():
        for column, duty in _HOLDERS.items():
            phone = phone_of(row.cells.get(column, ""))
            if phone and "结束时间" not in row.cells:
                held[phone].add((row.cells.get("户编号", ""), duty))
    return {phone: frozenset(duties) for phone, duties in held.items()}


def _paired(
    entries: Sequence[_Entry], registered: Sequence[Registered], holders: Mapping[str, Held]
) -> tuple[list[Renumbered], list[_Entry]]:
    """Who may be whom, and rows of which that cannot be told because a name is there more than once."""
    known = {(compact(one.name), one.phone) for one in registered}
    here = {one.who for one in entries}
    by_name: dict[str, list[Registered]] = defaultdict(list)
    for one in registered:
        by_name[compact(one.name)].append(one)
    strange: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        if entry.who not in known:
            strange[entry.who[0]].append(entry)
    pairs: list[Renumbered] = []
    unclear: list[_Entry] = []
    for name, new in strange.items():
        gone = [one for one in by_name[name] if (name, one.phone) not in here]
        gone = gone or [one for one in by_name[name] if _is_emptied(one, new, holders)]
        found, left, remain = _matched(new, gone, holders)
        pairs += found
        unclear += left if remain else []
    return pairs, unclear


def _is_emptied(one: Registered, new: Sequence[_Entry], holders: Mapping[str, Held]) -> bool:
    """Whether a row still stands there though all that its person held is with the new number."""
    held = holders.get(one.phone, frozenset())
    return bool(one.holds) and not held and any(one.holds <= holders.get(it.phone, Held()) for it in new)


def _matched(
    new: Sequence[_Entry], gone: Sequence[Registered], holders: Mapping[str, Held]
) -> tuple[list[Renumbered], list[_Entry], list[Registered]]:
    """The same name on both sides, told apart by what they hold; who is left over on each side."""
    entries, people = list(new), list(gone)
    pairs: list[Renumbered] = []
    while entries and people:
        entry, person = _sure(entries, people, holders)
        if not (entry and person):
            break
        pairs.append(Renumbered(entry.row, entry.name, person.phone, entry.phone))
        entries.remove(entry)
        people.remove(person)
    return pairs, entries, people


def _sure(
    entries: Collection[_Entry], people: Collection[Registered], holders: Mapping[str, Held]
) -> tuple[_Entry | None, Registered | None]:
    """Two who share more than either shares with anybody else, or the only two."""
    shared = [
        (len(one.holds & holders.get(entry.phone, Held())), entry, one) for entry in entries for one in people
    ]
    if len(shared) == 1:
        return shared[0][1:]
    for most, entry, person in sorted(shared, key=lambda it: it[0], reverse=True):
        rivals = [it for it in shared if (it[1] is entry) != (it[2] is person) and it[0] >= most]
        if most and not rivals:
            return entry, person
    return None, None


def _with_numbers(sheets: Sheets, moved: Sequence[Renumbered], *, is_in_old: bool) -> Sheets:
    """The old numbers read as the new ones, and the row of an old one gone, if it still stands there."""
    people = sheets.by_name[PEOPLE]
    left = {(compact(one.name), one.old) for one in moved}
    rows = tuple(row for row in people.rows if _who(row) not in left)
    others = set() if is_in_old else {_who(row)[1] for row in rows}
    # A number that somebody else has by now means that person, unless the sheets were left as they were.
    numbers = {one.old: one.new for one in moved if one.old not in others}
    by_name = {**sheets.by_name, PEOPLE: replace(people, rows=rows)}
    for name, columns in _NUMBERS.items():
        if name in by_name and moved:
            read = tuple(_read(row, columns, moved, numbers) for row in by_name[name].rows)
            by_name[name] = replace(by_name[name], rows=read)
    return replace(sheets, by_name=by_name)


def _who(row: Row) -> tuple[str, str]:
    """A row of 人员: whose it is, and at which number."""
    return compact(row.cells.get("姓名", "")), phone_of(row.cells.get("联系电话", "")) or ""


def _is_in_old(
    moved: Sequence[Renumbered], registered: Sequence[Registered], holders: Mapping[str, Held]
) -> bool:
    """Whether 结对 still has the old numbers of these people; it matters where they were swapped."""
    holds = {one.phone: one.holds for one in registered}

    def agrees(number: str, one: Renumbered) -> int:
        return len(holds[one.old] & holders.get(number, Held()))

    return sum(agrees(one.old, one) for one in moved) > sum(agrees(one.new, one) for one in moved)


def _read(row: Row, columns: Sequence[str], moved: Sequence[Renumbered], numbers: Mapping[str, str]) -> Row:
    said = {column: phone_of(row.cells.get(column, "")) or "" for column in columns}
    meant = {column: _meant(row, column, number, moved, numbers) for column, number in said.items()}
    changed = {column: number for column, number in meant.items() if number != said[column]}
    return replace(row, cells={**row.cells, **changed}) if changed else row


def _meant(
    row: Row, column: str, number: str, moved: Sequence[Renumbered], numbers: Mapping[str, str]
) -> str:
    """The number that somebody has now; the name beside an old or new one tells whose it is."""
    holder = column.removesuffix("电话")
    name = compact(row.cells.get(holder, "") or row.cells.get(f"{holder}姓名", ""))
    named = [one for one in moved if compact(one.name) == name]
    old = next((one for one in named if one.old == number), None)
    is_new = any(one.new == number for one in named)
    if old and not is_new:
        return old.new
    return number if is_new and not old else numbers.get(number, number)
