"""Paces and shares as words. Light, because the processes that draw charts import it."""

from dataclasses import dataclass
from enum import StrEnum

SMALL = 20
"""Below this number counts are shown instead of percentages."""


class Pace(StrEnum):
    """How duties stand against the pace, the ones that need somebody first."""

    SUPPORT = "support"
    SLOW = "slow"
    ON_TRACK = "on_track"
    EARLY = "early"
    """The month has hardly begun."""
    EXCUSED = "excused"
    """All that is left is excused."""
    NOTHING = "nothing"
    """Nothing is owed."""


_ORDER = tuple(Pace)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, as people read it: 3/4, or 80 % where there are enough."""

    part: int
    whole: int

    @property
    def is_small(self) -> bool:
        """Whether a percentage would say more than is known."""
        return self.whole < SMALL

    @property
    def percent(self) -> int:
        """Rounded; 0 and 100 only where it is none and all. Of nothing it is 0."""
        if not self.whole:
            return 0
        rounded = (200 * self.part + self.whole) // (2 * self.whole)
        return min(max(rounded, int(self.part > 0)), 99 if self.part < self.whole else rounded)

    @property
    def counts(self) -> str:
        """Both numbers."""
        return f"{self.part}/{self.whole}"

    def __str__(self) -> str:
        return self.counts if self.is_small else f"{self.percent}%"


def overall(paces: tuple[Pace, ...]) -> Pace:
    """The worst of these paces: each household is owed a visit by both duty holders."""
    return min(paces, key=_ORDER.index, default=Pace.NOTHING)
