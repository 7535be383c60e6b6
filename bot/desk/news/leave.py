"""Telling people what others said about standing in: the answer, and that it is not needed any more."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.desk.case import Standing
from bot.flows.engine.port import Say, say
from bot.flows.leave.cards import span_words
from bot.flows.shared.words import LONGEST_HEAD, clipped
from domain.duties.leave import LeaveEnded, StandInAnswered
from domain.duties.pages import LeavePage
from locales.render import known, render
from storage.chat.outbox import NOTE, NOTICE, Outgoing
from storage.people.people import Listener
from storage.unit import Unit


def tell_of_leaves(
    unit: Unit, told: Sequence[StandInAnswered | LeaveEnded], standing: Standing, now: datetime
) -> Iterator[Outgoing]:
    """A short message to the one whom an answer, or an end of a leave, concerns."""
    today = now.astimezone(standing.policy.township.time_zone).date()
    pages = unit.leave_pages.of([one.leave_id for one in told], today)
    news = [made for one in told if (made := _news(one, pages.get(one.leave_id)))]
    listeners = unit.staff.listeners({who for who, _ in news})
    for who, words in news:
        if who in listeners:
            yield _message(listeners[who], words, standing)


def _news(fact: StandInAnswered | LeaveEnded, page: LeavePage | None) -> tuple[int, Say] | None:
    """Who hears it, and in which words."""
    if page is None:
        return None
    leave = page.leave
    if isinstance(fact, StandInAnswered):
        if leave.stand_in_id != fact.person_id:
            return None
        word = "agreed" if fact.agrees else "declined"
        return leave.person_id, _said(f"leave.news_{word}", page.stand_in, page)
    if leave.stand_in_id is None or leave.agreed_at is None:
        return None
    return leave.stand_in_id, say("leave.news_back", name=clipped(page.name, LONGEST_HEAD))


def _said(key: str, name: str, page: LeavePage) -> Say:
    span = span_words(page.leave.since, page.leave.until)
    return say(key, name=clipped(name, LONGEST_HEAD), span=span)


def _message(listener: Listener, words: Say, standing: Standing) -> Outgoing:
    # It has a name in it, so it stays where it was sent (threat 5).
    told = render(known(listener.locale, standing.locale), words)
    return Outgoing(listener.chat, NOTE, {"text": told, "private": True}, NOTICE)
