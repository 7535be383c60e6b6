"""Needs on the card of a visit: those open, one to be confirmed, and the way to a new one (R8)."""

from dataclasses import replace
from typing import Any

from bot.flows.engine.flow import Do, Enter, Guard, Moment, Move, Outcome, State
from bot.flows.engine.numbers import from_base36, to_base36
from bot.flows.engine.port import Card, Choice, Rows, Say, choice, say
from bot.flows.need.mine import in_order
from bot.flows.need.rules import acts, is_asked, page_of
from bot.flows.need.turns import move
from bot.flows.need.words import category_words, due_words, told_clause
from bot.flows.shared.menu import BACK_OR_CANCEL
from bot.flows.shared.words import clipped
from bot.flows.visit import answers as given
from bot.flows.visit.arrivals import caption_of
from bot.flows.visit.proposals import file_what_is_proposed, open_proposed
from bot.flows.visit.troubles import points_to_category_here, tells_need_here, trouble_told
from bot.flows.visit.turns import trouble
from domain.needs.needs import Act
from domain.needs.orders import NeedOrder
from domain.needs.pages import NeedPage
from domain.visits.visits import note_with

AT_MOST = 2
LONGEST_WORDS = 20


def _here(moment: Moment) -> tuple[NeedPage, ...]:
    """The needs of the card's household of which nothing was said on this card yet."""
    answers = moment.answers
    said = set(answers.get("settled", ()))
    return tuple(
        one
        for one in in_order(moment.facts)
        if one.home.id == answers.get("household") and one.need.id not in said
    )


def _asked(moment: Moment) -> NeedPage | None:
    return next((one for one in _here(moment) if is_asked(moment.facts, one)), None)


def _open(moment: Moment) -> tuple[NeedPage, ...]:
    return tuple(one for one in _here(moment) if one.need.is_open)


def needs_told(moment: Moment) -> tuple[Say, ...]:
    """A line for each open need, and the question whether one is solved."""
    asked, facts, here = _asked(moment), moment.facts, _open(moment)
    told = [
        say(
            "need.on_visit",
            number=one.need.label,
            what=category_words(facts, one.need.category),
            status=due_words(facts, one.need.due_on),
        )
        for one in here[:AT_MOST]
    ]
    more = (say("need.more_on_visit", n=len(here) - AT_MOST),) if len(here) > AT_MOST else ()
    return (*told, *more, *((_question(moment, asked),) if asked else ()))


def _question(moment: Moment, page: NeedPage) -> Say:
    done = page.need.solution
    return say(
        "need.confirm_here",
        number=page.need.label,
        name=page.name(page.need.solver_id),
        what=category_words(moment.facts, page.need.category),
        words=told_clause(clipped(done.words, LONGEST_WORDS)) if done else "",
    )


def needs_rows(moment: Moment) -> Rows:
    """办好了 for each open need, and the two answers to that question."""
    asked, listed = _asked(moment), _open(moment)[:AT_MOST]
    solved: Rows = tuple(
        (Choice(f"done-{to_base36(one.need.id)}", _done_label(one, alone=len(listed) == 1)),)
        for one in listed
        if Act.SOLVE in acts(moment.facts, one)
    )
    if asked is None:
        return solved
    which = to_base36(asked.need.id)
    return (
        *solved,
        (Choice(f"attest-{which}", say("choice.attest")), Choice(f"notyet-{which}", say("choice.notyet"))),
    )


def _done_label(page: NeedPage, *, alone: bool) -> Say:
    return say("choice.solve") if alone else say("choice.solve_one", number=page.need.label)


def _allows(act: Act) -> Guard:
    def allows(moment: Moment) -> bool:
        page = page_of(moment.facts, from_base36(moment.argument))
        return page is not None and act in acts(moment.facts, page)

    allows.__name__ = f"may_{act.value}"
    allows.__doc__ = f"The table of steps allows “{act.value}” for the need of the button."
    return allows


def _has_category(may_report: Guard) -> Guard:
    def has_category(moment: Moment) -> bool:
        return may_report(moment) and bool(moment.answers.get("category"))

    has_category.__doc__ = "A need may be told, and what it is about was said with the visit."
    return has_category


def _begin(moment: Moment) -> Outcome:
    page = page_of(moment.facts, from_base36(moment.argument))
    assert page is not None  # the guard saw it
    return moment.with_answers(solving=page.need.id, solving_seen=len(page.need.history))


def _forget(moment: Moment) -> dict[str, object]:
    gone = ("solving", "solving_seen")
    return {key: value for key, value in moment.answers.items() if key not in gone}


def _end(moment: Moment) -> Outcome:
    return Outcome(_forget(moment))


def _stepped(moment: Moment, need_id: int, order: NeedOrder) -> Outcome:
    """The step, said above the visit's card, which stays as it was."""
    page = page_of(moment.facts, need_id)
    at_card = Moment({"need": need_id}, moment.event, moment.facts)
    made = move(at_card, order)
    kept = _forget(moment) | {"settled": [*moment.answers.get("settled", ()), need_id]}
    if page is None or made.answers.get("told") != order.act.value:
        return Outcome(_forget(moment), made.facts, note=say("need.moved_on_here"))
    told = f"need.here_{order.act.value}"
    note = say(told, number=page.need.label, words=told_clause(order.words))
    return Outcome(kept, made.facts, note=note)


def _solve(moment: Moment) -> Outcome:
    event, answers = moment.event, moment.answers
    words = event.text.strip()
    pictures = (event.picture,) if event.picture else ()
    order = NeedOrder(Act.SOLVE, answers["solving_seen"], words, pictures=pictures, voice=event.voice)
    return _stepped(moment, answers["solving"], order)


def _skip(moment: Moment) -> Outcome:
    return _stepped(moment, moment.answers["solving"], NeedOrder(Act.SOLVE, moment.answers["solving_seen"]))


def _say_of(act: Act) -> Do:
    def do(moment: Moment) -> Outcome:
        need_id = from_base36(moment.argument)
        page = page_of(moment.facts, need_id)
        return _stepped(moment, need_id, NeedOrder(act, len(page.need.history) if page else -1))

    return do


def _moved_on(moment: Moment) -> Outcome:
    return Outcome(moment.answers, note=say("need.moved_on_here"))


def ask_result(_moment: Moment) -> Card:
    """A photo, one line, or nothing."""
    return Card((say("need.result"),), ((choice("skip"),), *BACK_OR_CANCEL))


def moves_about_needs(card: State, result: State, may_report: Guard) -> tuple[Move, ...]:
    """The lines of the visit's table that are about needs; `card` is the open card of a household."""
    return (
        Move(card, "report", Enter("report", "check"), do=carry_visit, when=_has_category(may_report)),
        Move(card, "report", Enter("report", "kind"), do=carry_visit, when=may_report),
        Move(card, "text", Enter("report", "check"), do=carry_trouble, when=points_to_category_here),
        Move(card, "text", Enter("report", "kind"), do=carry_trouble, when=tells_need_here),
        Move(card, "done", result, do=_begin, when=_allows(Act.SOLVE)),
        Move(card, "done", card, do=_moved_on),
        Move(card, "attest", card, do=_say_of(Act.CONFIRM)),
        Move(card, "notyet", card, do=_say_of(Act.REOPEN)),
        Move(result, "text", card, do=_solve),
        Move(result, "photo", card, do=_solve),
        Move(result, "voice", card, do=_solve),
        Move(result, "skip", card, do=_skip),
        Move(result, "back", card, do=_end),
        Move(result, "cancel", card, do=_end),
    )


def carry_visit(moment: Moment) -> Outcome:
    """From the card of a visit: all that was sent for it comes along; what was proposed before is filed."""
    filed = file_what_is_proposed(moment)
    return Outcome({**filed.answers, "been": True}, filed.facts, note=filed.note)


def carry_again(moment: Moment) -> Outcome:
    """From the card of a visit that is another one than the one saved for that day."""
    carried = carry_visit(moment)
    return replace(carried, answers={**carried.answers, "apart": True})


def tell_trouble(moment: Moment) -> Outcome:
    """A household and its trouble in one message: the category is guessed, and checked before it is sent."""
    caption = moment.facts.round.caption(moment.event.text)
    assert caption.one is not None  # the guard saw it
    guess = trouble_told(moment.event.text, moment.facts)
    gone = ("found", "page")
    begun = {key: value for key, value in moment.answers.items() if key not in gone}
    told = {"words": note_with(begun.get("words"), caption.rest)}
    kind: dict[str, Any] = {"category": guess} if guess else {"edits": True}
    return Outcome({**begun, **told, **kind, "household": caption.one.id})


def carry_trouble(moment: Moment) -> Outcome:
    """The same from the card of a visit, which comes along."""
    return carry_visit(replace(moment, answers=tell_trouble(moment).answers))


def carry_proposed_trouble(moment: Moment) -> Outcome:
    """The same from what is proposed; other proposals are filed."""
    return carry_trouble(replace(moment, answers=open_proposed(moment).answers))


def open_with_trouble(moment: Moment) -> Outcome:
    """The card of what was proposed, which offers to report the trouble, too."""
    opened = open_proposed(moment).answers
    note = note_with(opened.get("note"), caption_of(moment).rest)
    return Outcome(
        {**opened, "note": note, **trouble(moment), **given.hearing(replace(moment, answers=opened))}
    )
