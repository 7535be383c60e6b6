"""A township's or a village's week as a value: every number and key that text, picture and workbook tell."""

from dataclasses import dataclass, field

from domain.digest.counts import Decision
from domain.digest.days import Issue
from domain.digest.needs import NeedsTold, Tally, tallied
from domain.digest.pace import Pace, overall
from domain.digest.praise import Praise
from domain.digest.progress import Progress
from domain.duties.pace import Elapsed
from domain.people.people import TOWNSHIP, Rung

VILLAGES_A_PAGE = 15
"""Villages shown in one message: with the longest names it stays under half of the limit."""


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """How a village, or all of them together, stand; no list holds a zero.

    `excused` counts duties by kind, `reasons` are codes of what was said of open ones, `doubts` counts what
    is to be checked again.
    """

    code: str
    name: str
    households: int
    responsible: Progress
    contact: Progress
    excused: tuple[Tally, ...] = ()
    reasons: tuple[str, ...] = ()
    needs: NeedsTold = field(default_factory=NeedsTold)
    doubts: tuple[Tally, ...] = ()

    @property
    def pace(self) -> Pace:
        """The worse pace of the two duties."""
        return overall((self.responsible.pace, self.contact.pace))

    @property
    def explained(self) -> tuple[str, ...]:
        """Everything that has been said for it, each once: kinds of excuses, then reasons."""
        return tuple(dict.fromkeys((*(one.key for one in self.excused), *self.reasons)))

    @property
    def to_check(self) -> int:
        """How many things are to be checked again (建议核实)."""
        return sum(one.count for one in self.doubts)


@dataclass(frozen=True, slots=True)
class Digest:
    """One digest of a township (`area_code` TOWNSHIP) or of a village; all lists are in ledger order."""

    issue: Issue
    area_code: str
    elapsed: Elapsed
    whole: AreaStanding
    villages: tuple[AreaStanding, ...] = ()
    praise: tuple[Praise, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nobody to be visited: no duties and no needs."""
        both = self.whole.responsible.coverage + self.whole.contact.coverage
        needs = self.whole.needs
        return not (both.owed or both.excused or needs.open or needs.new or needs.solved)

    @property
    def is_idle(self) -> bool:
        """Whether nothing at all was done: no visit counts, and no need came or was solved."""
        met = self.whole.responsible.coverage.met + self.whole.contact.coverage.met
        return not (met or self.whole.needs.new or self.whole.needs.solved)

    @property
    def paces(self) -> tuple[Tally, ...]:
        """How many villages there are of each pace, for when there are too many to name."""
        return tallied(((one.pace.value, 1) for one in self.villages), tuple(Pace))

    @property
    def turn(self) -> int:
        """The number of its week, for what takes turns (domain.digest.praise)."""
        return self.issue.span.first.isocalendar().week

    def name_of(self, village_code: str) -> str:
        """What a village of it is called."""
        return next((one.name for one in self.villages if one.code == village_code), village_code)

    def pages(self, size: int = VILLAGES_A_PAGE) -> tuple[tuple[AreaStanding, ...], ...]:
        """The villages in pages of `size`."""
        starts = range(0, len(self.villages), size)
        return tuple(self.villages[start : start + size] for start in starts)


def rung_of(area_code: str) -> Rung:
    """The rung on which the readers of an area's digest stand: what lies there, they decide."""
    return Rung.TOWNSHIP if area_code == TOWNSHIP else Rung.VILLAGE
