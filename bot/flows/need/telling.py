"""Who is told of a need without asking: the leader if it is urgent, who confirms it, who has it next."""

from collections.abc import Iterable
from datetime import datetime

from bot.flows.engine.facts import Facts
from domain.calendar.working_days import AFTERNOON, MORNING
from domain.needs.deadlines import urgent_at
from domain.needs.life import with_step
from domain.needs.needs import Act, NeedMoved, NeedReported
from domain.needs.pages import NeedHome, NeedPage
from domain.needs.rights import confirmers
from domain.notices.notices import Notice, NoticeKind

AT_MOST = 8
"""Notices of one step: a few are enough to be heard."""


def urgent_notices(fact: NeedReported, home: NeedHome, facts: Facts, first_id: int) -> tuple[Notice, ...]:
    """An urgent need goes to every township leader, at once by day."""
    if not fact.urgent:
        return ()
    told = [one for one in home.ladder.township if one != fact.person_id]
    due_at = urgent_at(facts.local_now, facts.policy.needs)
    return _notices(NoticeKind.URGENT, "need_urgent", told, (fact.need_id, 1), due_at, first_id)


def notices_after(page: NeedPage, moved: NeedMoved, facts: Facts, first_id: int) -> tuple[Notice, ...]:
    """What a step asks of other people."""
    after, ladder = with_step(page.need, moved), page.home.ladder
    about = (after.id, len(after.history))
    if moved.step.act is Act.SOLVE:
        asked = confirmers(after, ladder)
        return _notices(NoticeKind.REQUEST, "need_confirm", asked, about, _working_hour(facts), first_id)
    is_handed = after.holder_id not in (page.need.holder_id, moved.person_id)
    if moved.step.act not in (Act.CANNOT, Act.PASS) or not is_handed:
        return ()
    due_at = urgent_at(facts.local_now, facts.policy.needs) if after.urgent else _working_hour(facts)
    return _notices(NoticeKind.REQUEST, "need_handed", [after.holder_id], about, due_at, first_id)


def _notices(
    kind: NoticeKind,
    topic: str,
    people: Iterable[int],
    about: tuple[int, int],
    due_at: datetime,
    first_id: int,
) -> tuple[Notice, ...]:
    need_id, seen = about
    return tuple(
        Notice(
            first_id + at,
            one,
            kind,
            topic,
            f"{topic} {need_id} {seen} {one}",
            due_at,
            {"need": need_id, "seen": seen},
        )
        for at, one in enumerate(list(people)[:AT_MOST])
    )


def _working_hour(facts: Facts) -> datetime:
    """Now, if offices work; else when they next do."""
    local, calendar = facts.local_now, facts.policy.working_days()
    is_open = any(opens <= local.time() < closes for opens, closes in (MORNING, AFTERNOON))
    if calendar.is_working(local.date()) and is_open:
        return facts.now
    return calendar.next_window(local, facts.zone)
