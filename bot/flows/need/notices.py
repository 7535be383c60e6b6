"""Notices about needs: one is urgent, one is to be confirmed, one was handed over."""

from bot.flows.engine.flow import Enter, Flow, Moment, Move, State, Want
from bot.flows.engine.port import Card, Rows, Say, choice, say
from bot.flows.need import turns as turn
from bot.flows.need.rules import act_choice, acts, is_asked, shown
from bot.flows.need.words import category_words, due_words, named, reason_words, step_clause
from bot.flows.shared.words import clipped
from domain.needs.needs import Act
from domain.needs.pages import NeedPage
from domain.paperwork import Paper, PaperworkAsked


def _gone(_moment: Moment) -> Card:
    return Card((say("need.gone"),), ((choice("see"),),))


def _told(page: NeedPage) -> dict[str, Say | str]:
    return {"words": step_clause(page.need.history[0]), "name": page.name(page.need.reporter_id)}


def _see(*acts_shown: tuple[Act, str], page: NeedPage, moment: Moment) -> Rows:
    allowed = acts(moment.facts, page)
    first = tuple(act_choice(page, act, label) for act, label in acts_shown if act in allowed)
    return (*((first,) if first else ()), (choice("see"),))


def _tell_urgent(moment: Moment) -> Card:
    page = shown(moment)
    if page is None:
        return _gone(moment)
    words = say(
        "need.urgent",
        number=page.need.label,
        head=clipped(page.home.head),
        place=page.home.place,
        what=category_words(moment.facts, page.need.category),
        **_told(page),
    )
    return Card((words,), _see((Act.ACCEPT, "accept"), page=page, moment=moment))


def _ask_whether_solved(moment: Moment) -> Card:
    page = shown(moment)
    if page is None:
        return _gone(moment)
    return Card(
        (confirm_words(moment, page),),
        _see((Act.CONFIRM, "attest"), (Act.REOPEN, "notyet"), page=page, moment=moment),
    )


def confirm_words(moment: Moment, page: NeedPage) -> Say:
    """Who says that it is solved, and whether that is so."""
    return say(
        "need.confirm",
        number=page.need.label,
        name=page.name(page.need.solver_id),
        head=clipped(page.home.head),
        what=category_words(moment.facts, page.need.category),
        words=step_clause(page.need.solution),
    )


def _tell_handed(moment: Moment) -> Card:
    page = shown(moment)
    if page is None:
        return _gone(moment)
    last = page.need.history[-1]
    why = say("need.handed_reason", reason=reason_words(last.reason)) if last.reason else ""
    words = say(
        "need.handed",
        need=named(moment.facts, page),
        by=page.name(last.person_id),
        why=why,
        due=due_words(moment.facts, page.need.due_on),
        **_told(page),
    )
    return Card((words,), _see((Act.ACCEPT, "accept"), page=page, moment=moment))


def _is_closed(moment: Moment) -> bool:
    page = shown(moment)
    return page is None or not page.need.is_open


def _asks_nobody(moment: Moment) -> bool:
    page = shown(moment)
    is_as_it_was = page is not None and len(page.need.history) == moment.answers.get("seen")
    return not (is_as_it_was and page is not None and is_asked(moment.facts, page))


def _shows_solution(moment: Moment) -> tuple[object, ...]:
    """The photos of what was done come with the question whether it is done."""
    page, person = shown(moment), moment.facts.person
    solution = page.need.solution if page else None
    if page is None or person is None or solution is None or not solution.pictures:
        return ()
    terms = {"need": page.need.id, "solved": True}
    at, chat = moment.event.at, moment.event.chat
    return (PaperworkAsked(moment.facts.fresh_id, Paper.NEED_ALBUM, person.id, chat, terms, at),)


def _lies_elsewhere(moment: Moment) -> bool:
    page, person = shown(moment), moment.facts.person
    return page is None or person is None or not page.need.is_open or page.need.holder_id != person.id


class UrgentNeed(Flow):
    """Tells the township leader of an urgent need, as long as it is open."""

    name = "need_urgent"
    wants = frozenset({Want.NEED})
    is_moot = staticmethod(_is_closed)

    CARD = State(_tell_urgent)

    moves = (
        Move(CARD, "act", Enter("need", "done"), do=turn.do_act),
        Move(CARD, "see", Enter("need"), do=turn.see),
    )


class ConfirmNeed(Flow):
    """Asks somebody to confirm a solved need, as long as it waits for confirmation."""

    name = "need_confirm"
    wants = frozenset({Want.NEED})
    is_moot = staticmethod(_asks_nobody)
    brings = staticmethod(_shows_solution)

    CARD = State(_ask_whether_solved)

    moves = (
        Move(CARD, "act", Enter("need", "done"), do=turn.do_act),
        Move(CARD, "see", Enter("need"), do=turn.see),
    )


class HandedNeed(Flow):
    """Tells the new holder that a need was passed on."""

    name = "need_handed"
    wants = frozenset({Want.NEED})
    is_moot = staticmethod(_lies_elsewhere)

    CARD = State(_tell_handed)

    moves = (
        Move(CARD, "act", Enter("need", "done"), do=turn.do_act),
        Move(CARD, "see", Enter("need"), do=turn.see),
    )
