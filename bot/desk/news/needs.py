"""Telling people of needs that others moved: the reporter always, solver and holder where it matters."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.desk.case import Standing
from bot.flows.engine.facts import Facts
from bot.flows.engine.port import say
from bot.flows.need.words import named, step_words
from domain.needs.needs import Act, NeedMoved
from domain.needs.pages import NeedPage
from locales.render import known, render
from storage.chat.outbox import NOTE, NOTICE, Outgoing
from storage.people.people import Listener
from storage.unit import Unit

_ALSO_SOLVER = frozenset({Act.CONFIRM, Act.RETRACT})
_ALSO_HOLDER = frozenset({Act.REOPEN, Act.WITHDRAW})


def tell_of_needs(
    unit: Unit, moved: Sequence[NeedMoved], standing: Standing, now: datetime
) -> Iterator[Outgoing]:
    """One silent message for each step, to everybody concerned except the person who did it."""
    today = now.astimezone(standing.policy.township.time_zone).date()
    needs = unit.needs.of(sorted({one.need_id for one in moved}))
    pages = unit.need_homes.pages(list(needs.values()), today)
    concerned = {at: _concerned(pages[one.need_id], one) for at, one in enumerate(moved)}
    listeners = unit.staff.listeners({who for people in concerned.values() for who in people})
    for at, one in enumerate(moved):
        for who in sorted(concerned[at] & listeners.keys()):
            yield _told(pages[one.need_id], one, listeners[who], standing, now)


def _concerned(page: NeedPage, moved: NeedMoved) -> frozenset[int]:
    need, act = page.need, moved.step.act
    solver = next((one.person_id for one in reversed(need.history) if one.act is Act.SOLVE), None)
    people = {need.reporter_id}
    people |= {solver} if act in _ALSO_SOLVER and solver else set()
    people |= {moved.step.holder_id} if act in _ALSO_HOLDER else set()
    return frozenset(people - {moved.person_id})


def _told(
    page: NeedPage, moved: NeedMoved, listener: Listener, standing: Standing, now: datetime
) -> Outgoing:
    facts = Facts(now, standing.policy.township.time_zone, standing.policy, 0)
    words = say("need.news", need=named(facts, page), step=step_words(facts, page, moved.step))
    told = render(known(listener.locale, standing.locale), words)
    # It has a name in it, so it stays where it was sent (threat 5); and it can wait until somebody looks.
    payload = {"text": told, "private": True, "silent": True}
    return Outgoing(listener.chat, NOTE, payload, NOTICE)
