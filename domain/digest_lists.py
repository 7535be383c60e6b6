"""Lists behind a digest's buttons, a page at a time: late needs, and duties open for two months running."""

from dataclasses import dataclass

from domain.digest_rows import UnvisitedRow
from domain.need_lists import NeedLine


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
class TwoMonths:
    """One page of the responsible persons' duties open now and a month ago, and how many there are in all."""

    total: int
    duties: tuple[UnvisitedLine, ...] = ()
