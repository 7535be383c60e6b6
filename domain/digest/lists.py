"""Lists behind a digest's buttons, a page at a time: late needs, and duties that are open."""

from dataclasses import dataclass

from domain.digest.rows import UnvisitedRow
from domain.needs.lists import NeedLine


@dataclass(frozen=True, slots=True)
class LateNeeds:
    """One page of the late needs, those by whose dates it is longest first, and how many there are in all."""

    total: int
    needs: tuple[NeedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class UnvisitedLine:
    """A duty on a list, with what its household's page is opened by."""

    household_id: int
    pairing_id: int
    row: UnvisitedRow


@dataclass(frozen=True, slots=True)
class OpenDuties:
    """One page of duties of responsible persons that are open, and how many there are in all."""

    total: int
    duties: tuple[UnvisitedLine, ...] = ()
