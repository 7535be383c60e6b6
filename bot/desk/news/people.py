"""Telling people what others changed for them: who has joined, and whose households are whose from now on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from bot.desk.case import Standing
from bot.flows.engine.port import Say, say
from domain.people.hand_over import PairingHandedOver
from domain.people.joining import PersonJoined
from domain.people.people import Duty, RoleKind
from domain.people.staff import Colleague
from locales.fit import cut
from locales.render import known, render
from storage.chat.outbox import NOTE, NOTICE, Outgoing
from storage.people.people import Listener
from storage.people.staff import LastVisit
from storage.unit import Unit

NAMED = 8
LONGEST_NOTE = 80
"""Columns of a note in a summary; the whole of it is on the household's page."""


def _notice(listener: Listener, standing: Standing, words: Iterable[Say]) -> Outgoing:
    locale = known(listener.locale, standing.locale)
    told = "\n".join(render(locale, one) for one in words)
    # What is told here has names in it: it stays where it was sent (threat 5).
    return Outgoing(listener.chat, NOTE, {"text": told, "private": True}, NOTICE)


def tell_who_joined(
    unit: Unit, joined: Sequence[PersonJoined], standing: Standing, now: datetime
) -> Iterator[Outgoing]:
    """Every clerk, and who made the link (threat 4: the supervisor is told who joined)."""
    today = now.astimezone(standing.policy.township.time_zone).date()
    ids = [one.person_id for one in joined]
    names, roles = unit.staff.names(ids), unit.people.roles_of(ids)
    duties = unit.rounds.duties_of(ids, today)
    clerks = unit.people.reachable(RoleKind.CLERK)
    issuers = unit.staff_changes.issuers(joined)
    inviting = unit.staff.listeners(set(issuers.values()))
    for one in joined:
        who = unit.staff.person(one.person_id)
        told = {clerk.person_id: clerk for clerk in clerks}
        told |= {key: value for key, value in inviting.items() if key == issuers.get(one.person_id)}
        told.pop(one.person_id, None)
        colleague = Colleague(who, roles.get(who.id, ()), frozenset(duties.get(who.id, ())))
        words = tuple(say(f"role.{word}") for word in colleague.words(today)) or (say("role.none"),)
        for listener in told.values():
            yield _notice(listener, standing, [say("news.joined", name=names[who.id], roles=words)])


def tell_hand_overs(
    unit: Unit, handed: Sequence[PairingHandedOver], standing: Standing, _now: datetime
) -> Iterator[Outgoing]:
    """Giver and receiver, one message each, however many households went over at once."""
    together: dict[tuple[int, int, Duty, date], list[int]] = defaultdict(list)
    for one in handed:
        key = (one.pairing.person_id, one.receiver_id, one.pairing.duty, one.starts_on)
        together[key].append(one.pairing.household_id)
    for (giver, receiver, duty, day), households in together.items():
        names, listeners = unit.staff.names([giver, receiver]), unit.staff.listeners([giver, receiver])
        visits = unit.staff.last_visits(households)
        heads = tuple(one.head for one in visits)
        if giver in listeners:
            words = say("news.given", heads=heads_of(heads), n=len(heads), day=day, name=names[receiver])
            yield _notice(listeners[giver], standing, [words])
        if receiver in listeners:
            words = say(f"news.received_{duty}", n=len(heads), day=day, name=names[giver])
            more = [say("news.and_more", n=len(visits))] if len(visits) > NAMED else []
            lines = [_summary(one) for one in visits[:NAMED]]
            yield _notice(listeners[receiver], standing, [words, *lines, *more, say("news.nothing_open")])


def heads_of(heads: tuple[str, ...]) -> Say:
    """The heads by name, or the first of them and how many there are."""
    if len(heads) <= NAMED:
        return say("news.heads", heads=heads)
    return say("news.heads_of_many", heads=heads[:NAMED], n=len(heads))


def _summary(one: LastVisit) -> Say:
    note = say("news.note", note=cut(one.note, LONGEST_NOTE)) if one.note else ""
    if one.visited_on is None:
        return say("news.never_visited", head=one.head, place=one.place)
    mode = say(f"mode.{one.mode}")
    return say("news.last_visit", head=one.head, place=one.place, day=one.visited_on, mode=mode, note=note)
