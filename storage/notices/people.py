"""People as a sweep sees them: how much they have to do, what they have heard and what they said."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select

from domain.duties.leave import Leave
from domain.duties.pace import Coverage
from domain.notices.owed import SOON, Mark, Marked
from domain.notices.reminders import Reminded, Standing, reminder_in
from storage.base.id_lists import is_among
from storage.base.repository import Repository, Work
from storage.duties.answers import Answers
from storage.notices.candidates import DONE, GAPS, REACHABLE, TO_DO, Counted
from storage.notices.days import SweepDay
from storage.tables import mark, notice, person
from storage.tables import obligation as kept

UNTOLD = ("dropped", "failed", "held")
"""How a notice stands that its person has not heard, and will not."""
_HEARD_ON = select(func.max(notice.c.day)).where(notice.c.person_id == person.c.id).scalar_subquery()
_PEOPLE = (
    select(person.c.id, person.c.joined_at, REACHABLE.label("is_reachable"), _HEARD_ON.label("heard_on"))
    .where(is_among(person.c.id, "ids"))
    .order_by(person.c.id)
)
_THEIRS = is_among(kept.c.person_id, "ids")
_MET = select(kept.c.person_id, func.count()).where(DONE, _THEIRS).group_by(kept.c.person_id)
_OPEN, _MISSED = (
    select(kept.c.person_id, func.count(), func.min(kept.c.since))
    .where(what, _THEIRS)
    .group_by(kept.c.person_id)
    for what in (TO_DO, GAPS)
)
_IS_REMINDER = or_(
    mark.c.what == Marked.PERSON.value, and_(mark.c.what == Marked.NEED.value, mark.c.name == SOON)
)
_HEARD = (
    select(notice.c.person_id, notice.c.day, notice.c.status, mark.c.what, mark.c.name)
    .join(mark, mark.c.notice_id == notice.c.id)
    .where(is_among(notice.c.person_id, "ids"), _IS_REMINDER)
    .where(notice.c.day.between(bindparam("first_on"), bindparam("last_on")))
    .order_by(notice.c.person_id, notice.c.day)
)


@dataclass(frozen=True, slots=True)
class Share:
    """What there is to do of somebody's duties."""

    coverage: Coverage = field(default_factory=Coverage)
    since: date = date.max
    open_last_month: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(
            self.coverage + other.coverage,
            min(self.since, other.since),
            self.open_last_month + other.open_last_month,
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What was counted already when the people were found; `overseen` is by leader."""

    open_now: Counted
    open_then: Counted
    overseen: Mapping[int, int]


NOTHING, NONE = Share(), (0, date.max)


class SweptPeople(Repository):
    """Rows of `person` beside those of `obligation`, `notice`, `mark` and `answer`."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._answers = Answers(work)

    def standing(self, people: Collection[int], day: SweepDay, known: Known) -> Iterator[Standing]:
        """How these people stand, each once, by id."""
        if not people:
            return
        shares, reminded = self._shares(people, day, known), self._reminded(people, day)
        said, zone = self._answers.by(people, day.month), day.policy.township.time_zone
        leaves: dict[int, tuple[Leave, ...]] = defaultdict(tuple)
        for one in day.leaves:
            leaves[one.person_id] += (one,)
        for who, joined_at, is_reachable, heard_on in self._connection.execute(
            _PEOPLE, {"ids": people}
        ).all():
            share = shares.get(who, NOTHING)
            yield Standing(
                who,
                joined_at.astimezone(zone).date() if is_reachable else None,
                share.coverage,
                share.since,
                reminded.get(who, ()),
                said.get(who, ()),
                leaves.get(who, ()),
                heard_on or date.min,
                share.open_last_month,
                known.overseen.get(who, 0),
            )

    def _shares(self, people: Collection[int], day: SweepDay, known: Known) -> Mapping[int, Share]:
        shares: dict[int, Share] = {}
        for holder, share in self._held(day.holders_for(people), day, known).items():
            heir = day.heirs.get(holder, holder)
            if heir is not None:
                theirs = (
                    replace(share, since=day.held_since(holder, share.since)) if heir != holder else share
                )
                shares[heir] = shares[heir] + theirs if heir in shares else theirs
        return shares

    def _held(self, holders: Collection[int], day: SweepDay, known: Known) -> Mapping[int, Share]:
        met = self._connection.execute(_MET, {**day.asked, "ids": holders}).all()
        made: dict[int, int] = dict(met)
        now = known.open_now | self._counted(_OPEN, set(holders) - known.open_now.keys(), day)
        then = known.open_then | self._counted(_MISSED, set(holders) - known.open_then.keys(), day)
        held = {}
        for who in made.keys() | now.keys() | then.keys():
            left, since = now.get(who, NONE)
            seen = made.get(who, 0)
            held[who] = Share(Coverage(seen + left, seen), since, then.get(who, NONE)[0])
        return held

    def _counted(self, statement: Select[Any], holders: Collection[int], day: SweepDay) -> Counted:
        if not holders:
            return {}
        found = self._connection.execute(statement, {**day.asked, "ids": holders}).all()
        return {who: (left, since) for who, left, since in found}

    def _reminded(self, people: Collection[int], day: SweepDay) -> Mapping[int, tuple[Reminded, ...]]:
        by_message: dict[tuple[int, date, str], list[Mark]] = defaultdict(list)
        heard: Any = self._connection.execute(_HEARD, {**day.asked, "ids": people}).all()
        for who, on, status, what, name in heard:
            by_message[who, on, status].append(Mark(Marked(what), who, "", name))
        reminded: dict[int, tuple[Reminded, ...]] = defaultdict(tuple)
        for (who, on, status), marks in by_message.items():
            one = reminder_in(marks, on, was_told=status not in UNTOLD)
            reminded[who] += (one,) if one else ()
        return reminded
