"""What a sweep finds for the clerks: people whom nobody can reach, and an unpublished calendar."""

from collections.abc import Iterable, Iterator

from domain.notices.notices import NoticeKind
from domain.notices.owed import LOST, UNPUBLISHED, Mark, Marked, Reason
from domain.notices.sweep import Sweep

DECEMBER = 12


def lost_due(sweep: Sweep, found: Iterable[Reason]) -> Iterator[Reason]:
    """Tells the clerks, once a month, of each person to hear something of all that was found who cannot."""
    lost = sorted({one.person_id for one in found if sweep.is_lost(one.person_id)})
    marks = tuple(Mark(Marked.PERSON, one, str(sweep.month), LOST) for one in lost)
    fresh = tuple(one for one in marks if one not in sweep.told)
    for clerk in sweep.view.clerks if fresh else ():
        yield Reason(clerk, NoticeKind.REMINDER, fresh, {LOST: tuple(one.id for one in fresh)})


def calendar_due(sweep: Sweep) -> Iterator[Reason]:
    """Tells each clerk once a month, from December on, that the year's make-up days are not known."""
    year = sweep.today.year + (sweep.month.number == DECEMBER)
    if sweep.calendar.is_published(year):
        return
    for clerk in sweep.view.clerks:
        mark = Mark(Marked.PERSON, clerk, str(sweep.month), UNPUBLISHED)
        if mark not in sweep.told:
            yield Reason(clerk, NoticeKind.REMINDER, (mark,), {UNPUBLISHED: (year,)})
