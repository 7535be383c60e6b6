"""How far the visits of a month have come, judged by the pace expected by today and never by a total."""

from dataclasses import dataclass

from domain.digest.pace import Pace, Share
from domain.duties.pace import Coverage, Elapsed

EARLY_WORKING_DAYS = 5
"""Working days at the beginning of a month on which nobody is behind."""
A_LITTLE, MUCH = 1, 3
"""Behind by up to so many tenths of what is owed is on track, and is slow."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How the duties of one kind stand; `expected` of the owed ones should be met by now.

    `two_months` are open now and were open last month, `recovered` were open last month and are met now.
    """

    coverage: Coverage
    expected: int
    pace: Pace
    two_months: int = 0
    recovered: int = 0

    @property
    def done(self) -> Share:
        """What is met of what is owed."""
        return Share(self.coverage.met, self.coverage.owed)

    @property
    def due(self) -> Share:
        """What should be met by now of what is owed."""
        return Share(self.expected, self.coverage.owed)


def pace(coverage: Coverage, elapsed: Elapsed) -> Pace:
    """Where these stand: the one rule of every colour, in text, picture and workbook.

    It compares two shares, of the visits and of the working days, without rounding: whoever has done the
    larger part never looks worse than whoever has done the smaller, however many households there are.
    """
    if not coverage.owed:
        return Pace.EXCUSED if coverage.excused else Pace.NOTHING
    if is_early(elapsed):
        return Pace.EARLY
    days = elapsed.of_working_days
    behind, owed = coverage.owed * elapsed.working_days - coverage.met * days, coverage.owed * days
    if 10 * behind <= A_LITTLE * owed:
        return Pace.ON_TRACK
    return Pace.SLOW if 10 * behind <= MUCH * owed else Pace.SUPPORT


def _least(owed: int, elapsed: Elapsed) -> int:
    """How many have to be met to be on track; of a few, more than the expected part."""
    passed, days = elapsed.working_days, elapsed.of_working_days
    return -(-owed * (10 * passed - A_LITTLE * days) // (10 * days)) if days else owed


def is_early(elapsed: Elapsed) -> bool:
    """Whether a month has hardly begun; it is over with its last working day, however few it has."""
    passed, days = elapsed.working_days, elapsed.of_working_days
    return passed <= EARLY_WORKING_DAYS and (passed < days or not days)


def progress(coverage: Coverage, elapsed: Elapsed, two_months: int = 0, recovered: int = 0) -> Progress:
    """The counts with what they come to."""
    expected = max(elapsed.expected(coverage.owed), _least(coverage.owed, elapsed))
    return Progress(coverage, expected, pace(coverage, elapsed), two_months, recovered)
