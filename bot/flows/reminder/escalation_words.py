"""Section of a duty message: other people's open duties, with history and reason (T6)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Rows, Say, choice, say
from bot.flows.reminder.words import OTHER, Section, answer_words
from bot.flows.shared.words import LONGEST_HEAD, clipped, heads_words
from domain.duties.pages import DutyPage
from domain.people.people import Rung

ROWS: Rows = ((choice("will_go"),), (choice("called"), choice("ask_later")))
PEOPLE_TOLD = 3
GROUPED = (3, 7, 11)
"""Where a mobile number is parted so that it can be read: 138 0000 0000."""


def asked_pages(moment: Moment) -> tuple[DutyPage, ...]:
    """The duties of others that the message tells of and that are still open."""
    book = moment.facts.duties
    return tuple(one for one in book.asked if one.is_open) if book else ()


def escalated_section(moment: Moment, hello: Say | str) -> Section | None:
    """What has come up the ladder; None if nothing of it is left."""
    told = dict(_pairs(moment.answers.get("escalated", ())))
    pages = [one for one in asked_pages(moment) if one.pairing_id in told]
    if not pages:
        return None
    rungs = [told[one.pairing_id] for one in pages]
    rung = next(one for one in reversed(Rung) if one in rungs)
    why = say(f"escalation.why_{_words_of(moment.facts, rung)}")
    return Section((*_told(moment, pages, hello), why), ROWS)


def help_section(moment: Moment, hello: Say | str) -> Section | None:
    """Somebody asks for help with households; None if they have been visited."""
    people = set(moment.answers.get("help", ()))
    pages = [one for one in asked_pages(moment) if one.person_id in people]
    if not pages:
        return None
    first = pages[0]
    words = say(
        "help.asked",
        hello=hello,
        name=_name(first),
        why=_because(first),
        homes=say("reminder.homes", n=len(pages)),
        names=heads_words([one.head for one in pages]),
        phone=_phone(first),
    )
    return Section((words,), ROWS)


def _because(page: DutyPage) -> Say | str:
    """The reason given, unless it is only "other"."""
    said = page.answer
    is_known = said is not None and (said.words or said.reason not in ("", OTHER))
    return say("help.because", why=answer_words(said)) if said and is_known else ""


def _pairs(told: object) -> list[tuple[int, str]]:
    return [(one[0], one[1]) for one in told] if isinstance(told, list | tuple) else []


def _words_of(facts: Facts, rung: str) -> str:
    """The policy's words for a rung, where they are known here."""
    steps = facts.policy.escalation.ladder
    named = next((one.words for one in steps if one.rung == rung), rung)
    return named if named in set(Rung) else rung


def _told(moment: Moment, pages: Sequence[DutyPage], hello: Say | str) -> tuple[Say, ...]:
    if len(pages) == 1:
        return (_one(moment, pages[0], hello),)
    by_person: dict[int, list[DutyPage]] = defaultdict(list)
    for one in pages:
        by_person[one.person_id].append(one)
    several = list(by_person.values())
    lines = tuple(_line(moment, some) for some in several[:PEOPLE_TOLD])
    left = sum(map(len, several[PEOPLE_TOLD:]))
    more = (say("escalation.more", n=left),) if left else ()
    return (say("escalation.several", hello=hello, homes=say("reminder.homes", n=len(pages))), *lines, *more)


def _one(moment: Moment, page: DutyPage, hello: Say | str) -> Say:
    return say(
        "escalation.one_seen" if page.was_visited else "escalation.one",
        hello=hello,
        head=clipped(page.head, LONGEST_HEAD),
        name=_name(page),
        last=_last(page),
        reminded=_reminded(moment.facts, page),
        phone=_phone(page),
    )


def _line(moment: Moment, pages: Sequence[DutyPage]) -> Say:
    first = pages[0]
    return say(
        "escalation.line",
        name=_name(first),
        names=heads_words([one.head for one in pages]),
        reminded=_reminded(moment.facts, first),
        phone=_phone(first),
    )


def _last(page: DutyPage) -> Say:
    if page.last_visit_on is None:
        return say("escalation.never")
    return say("escalation.last", day=page.last_visit_on, name=clipped(page.last_visitor, LONGEST_HEAD))


def _reminded(facts: Facts, page: DutyPage) -> Say:
    """How often the person was reminded, and what came back."""
    if not page.has_joined:
        return say("escalation.not_joined", name=_name(page))
    if page.answer is None:
        return say("escalation.reminded", name=_name(page), times=say("escalation.times", n=page.reminders))
    ago = facts.today - page.answer.on
    when = {timedelta(0): say("visit.today"), timedelta(days=1): say("escalation.yesterday")}
    return say(
        "escalation.reminded_answered",
        name=_name(page),
        times=say("escalation.times", n=page.reminders),
        when=when.get(ago) or say("visit.day", day=page.answer.on),
        what=answer_words(page.answer),
    )


def _phone(page: DutyPage) -> Say | str:
    """The number, parted so that it can be read; nothing for who may not see it."""
    if not page.phone:
        return ""
    starts = (0, *GROUPED[:-1])
    parts = [page.phone[at:end] for at, end in zip(starts, GROUPED, strict=True)]
    is_mobile = len(page.phone) == GROUPED[-1]
    return say("escalation.phone", phone=" ".join(parts) if is_mobile else page.phone)


def _name(page: DutyPage) -> str:
    return clipped(page.name, LONGEST_HEAD)
