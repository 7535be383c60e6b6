"""Entry and buttons of 周报; each guard asks the authorisation rule."""

from typing import Any

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Enter, Moment, Outcome
from bot.flows.engine.numbers import from_base36
from bot.flows.engine.port import Event, say
from bot.flows.shared.guards import may_read
from bot.flows.shared.papers import ask_sheet
from domain.digest.days import SO_FAR, named
from domain.digest.digest import Digest
from domain.digest.reader import reader_of
from domain.digest.terms import as_terms
from domain.notices.owed import DIGEST
from domain.paperwork import Paper, PaperworkAsked
from domain.people.joining import AccessRefused


def tells_digest(moment: Moment) -> bool:
    """The person may read digests, and this message tells one."""
    return may_read(moment) and bool(moment.answers.get(DIGEST))


def opened(event: Event, facts: Facts) -> Outcome:
    """The week so far; its picture follows. Who may not read it is told so, and the attempt is noted."""
    if reader_of(facts.actor, facts.today) is None:
        return Outcome({}, (AccessRefused(event.who, "digest", event.at),))
    return Outcome({"issue": [SO_FAR]}, pictures(Moment({}, event, facts)))


def open_digest(moment: Moment) -> Outcome:
    """The digest of the week so far, opened by a button."""
    return opened(moment.event, moment.facts)


def pictures(moment: Moment) -> tuple[PaperworkAsked, ...]:
    """The chart comes as a photo of its own; if there is no font for it, nothing does."""
    digest, facts = shown(moment.facts), moment.facts
    if digest is None or facts.person is None or digest.is_empty:
        return ()
    terms, at = _terms(facts, digest), moment.event.at
    who, chat = facts.person.id, moment.event.chat
    return (PaperworkAsked(facts.fresh_id, Paper.WALL_CHART, who, chat, terms, at),)


def ask_book(moment: Moment) -> Outcome:
    """The workbook comes as a file of its own."""
    digest = shown(moment.facts)
    if digest is None:
        return Outcome(moment.answers)
    return ask_sheet(moment, Paper.DIGEST_BOOK, "digest.book_coming", **_terms(moment.facts, digest))


def is_too_big(moment: Moment) -> bool:
    """The workbook asked for last is larger than a chat takes."""
    is_mine = moment.event.paper is not None and moment.event.paper == moment.answers.get("paper")
    return is_mine and bool((moment.facts.answer or {}).get("too_big"))


def tell_too_big(moment: Moment) -> Outcome:
    """Tell the person that the workbook is too large."""
    return Outcome(moment.answers, note=say("ledger.too_big"))


def carried(moment: Moment) -> Outcome:
    """Open a list of the digest from a duty message."""
    digest = shown(moment.facts)
    issue = named(digest.issue) if digest else moment.answers[DIGEST][0]
    return Outcome({"issue": list(issue), "page": 0})


def first_page(moment: Moment) -> Outcome:
    """A list from its beginning."""
    return Outcome({"issue": moment.answers["issue"], "page": 0})


def is_village(moment: Moment) -> bool:
    """The button names a village that the digest tells of."""
    digest = shown(moment.facts)
    return may_read(moment) and digest is not None and from_base36(moment.argument) < len(digest.villages)


def open_village(moment: Moment) -> Outcome:
    """The households of the village of the button."""
    digest = shown(moment.facts)
    assert digest is not None  # the guard saw it
    village = digest.villages[from_base36(moment.argument)]
    return Outcome({"issue": moment.answers["issue"], "page": 0, "missed": village.code})


def open_need(moment: Moment) -> Outcome:
    """The need of the button; from its card the way leads back to this page."""
    return Outcome({**_place(moment), "need": from_base36(moment.argument)})


def open_home(moment: Moment) -> Outcome:
    """The household of the button; from its page the way leads back to this list."""
    return Outcome({**_place(moment), "household": from_base36(moment.argument)})


def _place(moment: Moment) -> dict[str, Any]:
    village = {key: moment.answers[key] for key in ("missed",) if key in moment.answers}
    return {"issue": moment.answers["issue"], "page": moment.answers.get("page", 0), **village}


def shown(facts: Facts) -> Digest | None:
    """The digest that is told, the month's first."""
    return facts.digest.digests[0] if facts.digest and facts.digest.digests else None


def _terms(facts: Facts, digest: Digest) -> dict[str, Any]:
    reader = facts.digest.reader if facts.digest else None
    return dict(as_terms(digest.issue, reader.villages if reader else ()))


def begin_digest(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """`/digest`."""
    return Enter("digest"), opened(event, facts)
