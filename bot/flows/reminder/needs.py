"""Section of a duty message: own needs that are due soon (T4), and other people's late ones."""

from dataclasses import replace

from bot.flows.engine.flow import Guard, Moment, Outcome
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Choice, Rows, Say, choice, say
from bot.flows.need.mine import need_choice
from bot.flows.need.rules import act_choice, acts, can, page_of
from bot.flows.need.turns import begin_act
from bot.flows.need.words import category_words, due_words
from bot.flows.reminder.words import Section
from bot.flows.shared.words import LONGEST_HEAD, clipped
from domain.needs.needs import Act
from domain.needs.pages import NeedPage

TOLD = 3
OPENED = 2
"""Needs of others with a button each."""
_LABELS = ((Act.SOLVE, "solve"), (Act.MORE_TIME, "more_days"), (Act.CANNOT, "cannot"))


def needs_section(moment: Moment, _hello: Say | str) -> Section | None:
    """The needs that the person follows up; one alone is answered right here."""
    pages = _open(moment, moment.answers.get("needs", ()))
    if not pages:
        return None
    others = len(pages) - TOLD
    more = (say("reminder.more_needs", n=others),) if others > 0 else ()
    words = tuple(_line(moment, one) for one in pages[:TOLD])
    is_alone = len(pages) == 1 and set(moment.answers) == {"needs"}
    rows = _act_rows(moment, pages[0]) if is_alone else (_way(pages),)
    return Section((*words, *more), rows)


def late_section(moment: Moment, hello: Say | str) -> Section | None:
    """The needs of others that are late, and the way to them."""
    told = moment.answers.get("late_needs", ())
    pages = _open(moment, [one[0] for one in told])
    if not pages:
        return None
    others = len(pages) - TOLD
    more = (say("reminder.more_needs", n=others),) if others > 0 else ()
    lines = tuple(_late_line(moment, one) for one in pages[:TOLD])
    rows: Rows = tuple((need_choice(moment.facts, one),) for one in pages[:OPENED])
    return Section((say("escalation.needs", hello=hello, n=len(pages)), *lines, *more), rows)


def _open(moment: Moment, ids: object) -> list[NeedPage]:
    known = (page_of(moment.facts, one) for one in (ids if isinstance(ids, list | tuple) else ()))
    return [one for one in known if one is not None and one.need.is_open]


def _line(moment: Moment, page: NeedPage) -> Say:
    return say("reminder.need", **_about(moment, page))


def _late_line(moment: Moment, page: NeedPage) -> Say:
    holder = clipped(page.name(page.need.holder_id), LONGEST_HEAD)
    return say("escalation.need", **_about(moment, page), name=holder)


def _about(moment: Moment, page: NeedPage) -> dict[str, Say | str]:
    return {
        "head": clipped(page.home.head, LONGEST_HEAD),
        "what": category_words(moment.facts, page.need.category),
        "number": page.need.label,
        "due": due_words(moment.facts, page.need.due_on),
    }


def _way(pages: list[NeedPage]) -> tuple[Choice, ...]:
    see = choice("see").to(f"open-{to_base36(pages[0].need.id)}")
    return (see,) if len(pages) == 1 else (choice("needs", n=len(pages)),)


def can_step(act: Act) -> Guard:
    """The button is about the one need of the message, and that step is possible now."""

    def is_possible(moment: Moment) -> bool:
        return can(act)(_at_need(moment))

    return is_possible


def begin_here(moment: Moment) -> Outcome:
    """Into that need's conversation, from which the way leads on."""
    return begin_act(_at_need(moment))


def _at_need(moment: Moment) -> Moment:
    ids = moment.answers.get("needs", ())
    return replace(moment, answers={"need": ids[0]} if len(ids) == 1 else {})


def _act_rows(moment: Moment, page: NeedPage) -> Rows:
    allowed = acts(moment.facts, page)
    solve, *others = (act_choice(page, act, label) for act, label in _LABELS if act in allowed)
    return ((solve,), tuple(others)) if others else ((solve,),)
