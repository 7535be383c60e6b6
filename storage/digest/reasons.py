"""What was said of open duties: who asked for help in a month, and why, and how its gaps were explained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from domain.calendar.month import Month
from domain.duties.answers import Answer
from domain.duties.leave import addressee
from storage.base.repository import Work
from storage.duties.leaves import Leaves
from storage.tables import answer


@dataclass(frozen=True, slots=True)
class Reasons:
    """Codes by duty holder and by pairing; what was said of the pairing itself wins."""

    of_holders: Mapping[int, str] = field(default_factory=dict)
    of_pairings: Mapping[int, str] = field(default_factory=dict)

    def of(self, holder_id: int, pairing_id: int) -> str:
        """What was said of an open duty; empty: nothing."""
        return self.of_pairings.get(pairing_id) or self.of_holders.get(holder_id, "")


def reasons_of(work: Work, month: Month, as_of: date) -> Reasons:
    """Everything that was said of a month's duties; for who is away that day the stand-in speaks."""
    helped = (
        select(answer.c.person_id, answer.c.reason)
        .where(answer.c.answer == Answer.NEED_HELP.value, answer.c.pairing_id.is_(None))
        .where(answer.c.answered_on.between(month.first, month.last), answer.c.reason != "")
        .order_by(answer.c.id)
    )
    explained = (
        select(answer.c.pairing_id, answer.c.reason)
        .where(answer.c.answer == Answer.EXPLAINED.value, answer.c.period == str(month))
        .where(answer.c.pairing_id.is_not(None), answer.c.reason != "")
        .order_by(answer.c.id)
    )
    said: dict[int, str] = dict(work.connection.execute(helped).all())
    away = Leaves(work).touching(as_of, as_of)
    heirs = {one.person_id: addressee(one.person_id, away, as_of) for one in away}
    inherited = {who: said[heir] for who, heir in heirs.items() if heir is not None and heir in said}
    return Reasons(said | inherited, dict(work.connection.execute(explained).all()))
