"""Open duties that may climb, with what they have climbed and what was said about them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select

from domain.duties.answers import Answer
from domain.notices.escalation import Climbed, OpenDuty
from domain.notices.owed import Marked
from domain.people.people import Duty
from storage.base.id_lists import is_among
from storage.base.repository import Repository, Work
from storage.duties.answers import Answers
from storage.notices.candidates import TO_DO, Candidates
from storage.notices.days import SweepDay
from storage.tables import answer, mark
from storage.tables import obligation as kept

_OF_PAIRINGS = and_(mark.c.what == Marked.PAIRING.value, mark.c.period == bindparam("period"))
_THEIRS = and_(_OF_PAIRINGS, mark.c.about_id == kept.c.pairing_id)
_newer = exists().where(_THEIRS, mark.c.marked_on > bindparam("by"))
_reached = (
    select(func.count())
    .where(_THEIRS, mark.c.name.in_(bindparam("spoken", expanding=True)))
    .scalar_subquery()
)
_is_asked_again = exists().where(
    answer.c.pairing_id == kept.c.pairing_id,
    answer.c.answer == Answer.ASK_LATER.value,
    answer.c.answered_on.between(bindparam("first_on"), bindparam("last_on")),
)
# Nothing climbed yet, or long enough ago and not to the top; or somebody wants to be asked again.
_MAY_CLIMB = or_(and_(~_newer, _reached < bindparam("height")), _is_asked_again)
_STALLED = (
    select(kept.c.pairing_id, kept.c.household_id, kept.c.duty, kept.c.person_id, kept.c.since)
    .where(TO_DO, is_among(kept.c.person_id, "ids"), _MAY_CLIMB)
    .order_by(kept.c.pairing_id)
)
_CLIMBED = (
    select(mark.c.about_id, mark.c.name, mark.c.marked_on)
    .where(_OF_PAIRINGS, is_among(mark.c.about_id, "ids"))
    .order_by(mark.c.marked_on, mark.c.name)
)


class StalledDuties(Repository):
    """Rows of `obligation` beside those of `mark` and `answer`."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._answers = Answers(work)

    def on(self, day: SweepDay) -> tuple[OpenDuty, ...]:
        """Those that may climb on that day, in the order of pairings."""
        if not day.policy.escalation.ladder:
            return ()
        holders = day.holders_for(Candidates(self._work).of_climbs(day))
        rows = self._rows(day, holders) if holders else []
        if not rows:
            return ()
        pairings = [row.pairing_id for row in rows]
        climbed, said = self._climbed(day, pairings), self._answers.about(pairings, day.month)
        return tuple(
            OpenDuty(
                row.pairing_id,
                row.household_id,
                Duty(row.duty),
                day.heirs.get(row.person_id) or row.person_id,
                day.held_since(row.person_id, row.since),
                climbed.get(row.pairing_id, ()),
                said.get(row.pairing_id, ()),
            )
            for row in rows
        )

    def _rows(self, day: SweepDay, holders: Collection[int]) -> list[Any]:
        ladder = day.policy.escalation.ladder
        spoken = [one.rung.value for one in ladder if not one.in_digest]
        by = day.before(min(one.working_days for one in ladder))
        asked = {"ids": holders, "spoken": spoken, "height": len(spoken), "by": by}
        return list(self._connection.execute(_STALLED, {**day.asked, **asked}))

    def _climbed(self, day: SweepDay, pairings: Collection[int]) -> Mapping[int, tuple[Climbed, ...]]:
        climbed: dict[int, tuple[Climbed, ...]] = defaultdict(tuple)
        made = self._connection.execute(_CLIMBED, {**day.asked, "ids": pairings})
        for pairing_id, name, on in made:
            climbed[pairing_id] += (Climbed(name, on),)
        return climbed
