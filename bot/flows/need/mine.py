"""在办的事: what is not closed and somebody has a part in, by its date; on the card of the round, too."""

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Enter, Flow, Moment, Move, State, Want
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Choice, Rows, Say, choice, say
from bot.flows.need import rules as may
from bot.flows.need import turns as turn
from bot.flows.need.words import category_words, due_words, short_due_words
from bot.flows.shared.menu import BACK_OR_CANCEL, more_choice, page_of, turn_page
from bot.flows.shared.words import clipped
from domain.needs.deadlines import deadline
from domain.needs.needs import NeedStatus
from domain.needs.pages import NeedPage

TOLD = 3
NUMBERS_TOLD = 12
LONGEST_HEAD = 12


def in_order(facts: Facts) -> tuple[NeedPage, ...]:
    """The person's needs: what waits for a word of this person, then the late ones, then by date."""
    calendar = facts.policy.working_days()

    def order(page: NeedPage) -> tuple[bool, bool, bool, object, int]:
        need = page.need
        is_solved = need.status is NeedStatus.SOLVED
        is_late = not is_solved and deadline(need.due_on, facts.today, calendar).is_late
        return (not may.is_asked(facts, page), is_solved, not is_late, need.due_on, need.number)

    return tuple(sorted((one for one in facts.needs if may.may_see(facts, one)), key=order))


def status_words(facts: Facts, page: NeedPage) -> Say:
    """How it stands, shortly enough for a button."""
    if page.need.status is NeedStatus.SOLVED:
        return say("need.short_asked" if may.is_asked(facts, page) else "need.short_solved")
    return short_due_words(facts, page.need.due_on)


def _status(facts: Facts, page: NeedPage) -> Say:
    is_open = page.need.is_open
    return due_words(facts, page.need.due_on) if is_open else status_words(facts, page)


def need_choice(facts: Facts, page: NeedPage) -> Choice:
    """A need on a list."""
    label = say("need.choice", number=page.need.label, head=page.home.head, status=status_words(facts, page))
    return Choice(f"open-{to_base36(page.need.id)}", label)


def lines(facts: Facts) -> tuple[Say, ...]:
    """The first of them on a line each, and the numbers of the others."""
    pages = in_order(facts)
    told = tuple(
        say(
            "need.line",
            number=one.need.label,
            head=clipped(one.home.head, LONGEST_HEAD),
            what=category_words(facts, one.need.category),
            status=_status(facts, one),
        )
        for one in pages[:TOLD]
    )
    others = tuple(one.need.label for one in pages[TOLD:NUMBERS_TOLD])
    return (*told, say("need.others", numbers=others)) if others else told


def needs_choice(facts: Facts) -> tuple[Choice, ...]:
    """The way to the list, if there is anything on it."""
    return (choice("needs", n=len(facts.needs)),) if facts.needs else ()


def _ask_which(moment: Moment) -> Card:
    facts, at = moment.facts, moment.answers.get("page", 0)
    pages = in_order(facts)
    shown, count = page_of(pages, at)
    more = ((more_choice(at, count),),) if count > 1 else ()
    rows: Rows = (*((need_choice(facts, one),) for one in shown), *more, *BACK_OR_CANCEL)
    words = say("needs.list", n=len(pages)) if pages else say("needs.none")
    return Card((words,), rows)


class Needs(Flow):
    """One's own list; a number typed here opens that need."""

    name = "needs"
    wants = frozenset({Want.NEEDS, Want.NEED})

    LIST = State(_ask_which)

    moves = (
        Move(LIST, "open", Enter("need"), do=turn.open_named, when=may.may_open_need),
        Move(LIST, "text", Enter("need"), do=turn.open_numbered, when=may.names_need),
        Move(LIST, "text", LIST, do=turn.not_found, when=may.names_no_need),
        Move(LIST, "more", LIST, do=turn_page),
        Move(LIST, "back", Enter("mine")),
        Move(LIST, "cancel", Enter("home")),
    )
