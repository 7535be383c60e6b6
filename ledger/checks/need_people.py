"""Who is meant in the sheet 诉求台账: by phone, by name, or by who was paired with the household."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.people.people import Duty, RoleKind, Rung
from domain.register.register import PairingEntry
from domain.writing.characters import is_same_name
from ledger.checks.line import Line
from ledger.checks.pairings import Directory, holders_of, is_held_on

_RUNGS = {RoleKind.VILLAGE_HEAD: Rung.VILLAGE, RoleKind.TOWNSHIP_LEADER: Rung.TOWNSHIP}


@dataclass(frozen=True, slots=True)
class NeedPeople:
    """The people of the workbook, and who held which duty; None where the pairings must be mended first."""

    directory: Directory
    holders: Mapping[tuple[str, Duty], list[PairingEntry]] | None

    @classmethod
    def of(cls, directory: Directory, pairings: Iterable[PairingEntry] | None) -> "NeedPeople":
        """From the sheets 人员 and 结对."""
        return cls(directory, None if pairings is None else holders_of(pairings))

    @property
    def is_complete(self) -> bool:
        """Whether it can be told who is meant; if not, that has its finding already."""
        return self.holders is not None and self.directory.has_everybody

    def on_duty(self, duty: Duty, code: str, day: date) -> str:
        """The phone of whoever held a duty for the household on that day, or nothing."""
        turns = (self.holders or {}).get((code, duty), ())
        return next((turn.phone for turn in turns if is_held_on(turn, day)), "")

    def phone(self, line: Line, column: str, *, is_needed: bool = False) -> str:
        """The phone in a column, of somebody in the sheet 人员, or nothing."""
        if is_needed:
            line.needed(column)
        phone = line.phone(column)
        if phone and self.directory.phones is not None and phone not in self.directory.phones:
            line.error(column, "unknown_phone", value=phone)
        return phone

    def person(self, line: Line, column: str, code: str, day: date) -> str:
        """The phone of whom a name and the column of phones beside it mean, or nothing."""
        phone = self.phone(line, f"{column}电话")
        name = line.text(column)
        if phone or line.text(f"{column}电话") or not name or not self.directory.has_everybody:
            return phone
        named = [one.phone for one in self.directory.people.values() if is_same_name(one.name, name)]
        paired = [one for one in named if one in {self.on_duty(duty, code, day) for duty in Duty}]
        meant = paired or named
        if len(meant) != 1:
            line.error(column, "person_unresolved", value=name)
            return ""
        return meant[0]

    def level_of(self, phone: str, code: str, day: date) -> Rung:
        """On which rung of the household somebody stood."""
        if phone == self.on_duty(Duty.RESPONSIBLE, code, day):
            return Rung.RESPONSIBLE
        if phone == self.on_duty(Duty.CONTACT, code, day):
            return Rung.CONTACT
        person = self.directory.people.get(phone)
        rungs = (_RUNGS[kind] for kind in (person.roles if person else ()) if kind in _RUNGS)
        return next(rungs, Rung.RESPONSIBLE)
