"""Section of a duty message: last month's gaps, for leaders and for those who can still visit."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.flows.engine.flow import Moment, Outcome
from bot.flows.engine.port import Card, Rows, Say, choice, say
from bot.flows.reminder.words import Section, answer_words
from bot.flows.shared.menu import BACK_OR_CANCEL, more_choice, page_of
from bot.flows.shared.words import LONGEST_HEAD, clipped, heads_words, month_words
from domain.calendar.month import Month
from domain.duties.pages import DutyPage
from domain.notices.owed import GAP, RECTIFY

VILLAGES_TOLD = 4
LONGEST_VILLAGE = 12


def own_gaps(moment: Moment) -> tuple[DutyPage, ...]:
    """The gaps that this person can make good: not visited since, and nothing said about them."""
    book, person = moment.facts.duties, moment.facts.person
    if book is None or person is None:
        return ()
    mine = (one for one in book.gaps if one.person_id == person.id and one.is_open)
    return tuple(one for one in mine if one.made_good_on is None and one.pairing_id not in book.explained)


def rectify_section(moment: Moment, hello: Say | str) -> Section | None:
    """What is still to be made good, until when."""
    pages = own_gaps(moment)
    if RECTIFY not in moment.answers or not pages:
        return None
    month, by = _terms(moment, RECTIFY)
    twice = sum(one.months > 1 for one in pages)
    words = say(
        "gap.own",
        hello=hello,
        month=month_words(month),
        homes=say("reminder.homes", n=len(pages)),
        names=heads_words([one.head for one in pages]),
        by=by,
        twice=say("gap.twice", n=twice) if twice else "",
    )
    return Section((words,), ((choice("visit"),), (choice("explain"),)))


def all_gaps(moment: Moment) -> tuple[DutyPage, ...]:
    """Gaps in the leader's area, without those filled by late entries."""
    book = moment.facts.duties
    return tuple(one for one in book.gaps if one.is_open) if book and GAP in moment.answers else ()


def gap_section(moment: Moment, hello: Say | str) -> Section | None:
    """How many duties were not met last month, where, and until when that can be made good."""
    pages = all_gaps(moment)
    if not pages:
        return None
    month, by = _terms(moment, GAP)
    villages = Counter({one.household_id: one.village for one in pages}.values())
    # In the order of the ledger: nobody is ranked.
    named = list(villages.items())[:VILLAGES_TOLD]
    where = tuple(say("gap.village", village=clipped(name, LONGEST_VILLAGE), n=n) for name, n in named)
    others = villages.total() - sum(n for _, n in named)
    twice = len({one.household_id for one in pages if one.months > 1})
    words = say(
        "gap.led",
        hello=hello,
        month=month_words(month),
        homes=say("reminder.homes", n=villages.total()),
        where=(*where, say("gap.elsewhere", n=others)) if others else where,
    )
    by_when = say("gap.by", by=by)
    running = (say("gap.twice", n=twice),) if twice else ()
    return Section((words, *running, by_when), ((choice("gaps"),),))


def ask_gaps(moment: Moment) -> Card:
    """Five of them a page, in the order of the ledger: who, where, and what was said or done about it."""
    pages = all_gaps(moment)
    if not pages:
        return Card((say("gap.none"),), BACK_OR_CANCEL)
    at = moment.answers.get("page", 0)
    shown, count = page_of(pages, at)
    more: Rows = ((more_choice(at, count),),) if count > 1 else ()
    month, _ = _terms(moment, GAP)
    homes = len({one.household_id for one in pages})
    title = say("gap.list", month=month_words(month), homes=say("reminder.homes", n=homes))
    return Card((title, *(_line(moment, one) for one in shown)), (*more, *BACK_OR_CANCEL))


def list_gaps(moment: Moment) -> Outcome:
    """From the first page on."""
    return moment.with_answers(page=0)


def _line(moment: Moment, page: DutyPage) -> Say:
    return say(
        "gap.line_twice" if page.months > 1 else "gap.line",
        head=clipped(page.head, LONGEST_HEAD),
        place=page.village + page.group,
        duty=say(f"role.{page.duty}"),
        name=clipped(page.name, LONGEST_HEAD),
        what=_since(moment, page),
    )


def _since(moment: Moment, page: DutyPage) -> Say | str:
    if page.made_good_on is not None:
        return say("gap.made_good", day=page.made_good_on)
    book = moment.facts.duties
    said = book.explained.get(page.pairing_id) if book else None
    return say("gap.explained", what=answer_words(said)) if said else ""


def _terms(moment: Moment, name: str) -> tuple[Month, date]:
    """The newest month of which the message tells, and its date."""
    told: Sequence[Sequence[str]] = moment.answers[name]
    month, by = max((one[0], one[1]) for one in told)
    return Month.parse(month), date.fromisoformat(by)
