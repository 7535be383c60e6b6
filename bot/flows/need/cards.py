"""What the card of one need says, what each of its questions asks, and the answer to each step."""

from collections.abc import Iterator
from datetime import date

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Choice, Rows, Say, choice, say
from bot.flows.need.papers import evidence_choices
from bot.flows.need.rules import act_choice, acts, shown
from bot.flows.need.words import (
    asked_words,
    category_words,
    due_words,
    named,
    reason_words,
    stands_words,
    step_clause,
    step_words,
    told_clause,
)
from bot.flows.shared.menu import BACK_OR_CANCEL, two_a_row
from bot.flows.shared.words import clipped
from domain.needs.needs import Act, NeedStatus
from domain.needs.pages import NeedPage

STEPS_TOLD = 4
PEOPLE_OFFERED = 6
_TAKEN_BACK = {Act.SOLVE.value: Act.UNDO, Act.CONFIRM.value: Act.RETRACT}
"""What can be taken back at once, and by which step."""
BUTTONS = 6
"""At most so many on a need's page, the ways back among them."""
GONE = Card((say("need.gone"),), BACK_OR_CANCEL)


def ask_what_next(moment: Moment) -> Card:
    """The need's card: what it is, who follows it up, what was done, and what this person can do now."""
    page = shown(moment)
    if page is None:
        return GONE
    return Card(tuple(_page(moment, page)), _rows(_offered(moment, page)[0]))


def ask_what_else(moment: Moment) -> Card:
    """What there was no room for on the need's card."""
    page = shown(moment)
    if page is None:
        return GONE
    return Card((say("need.what_else", need=named(moment.facts, page)),), _rows(_offered(moment, page)[1]))


def _offered(moment: Moment, page: NeedPage) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The buttons of the card, and those of the card behind it if there are more than fit."""
    room = BUTTONS - len(BACK_OR_CANCEL[0])
    steps, evidence, last = _steps(moment, page), evidence_choices(moment), _withdrawal(moment, page)
    together = (*steps, *evidence, *last)
    if len(together) <= room:
        return together, ()
    shown_first = steps[: room - 1]
    if len(together) - len(shown_first) > room:
        evidence = (choice("evidence"),)
    return (*shown_first, choice("others")), (*steps[room - 1 :], *evidence, *last)


def _rows(offered: tuple[Choice, ...]) -> Rows:
    """The first alone if it is what is wished for; what withdraws the need is never a wide button."""
    withdraws = f"act-{Act.WITHDRAW.value}"
    is_last = bool(offered) and offered[-1].name.startswith(withdraws)
    if is_last and len(offered) == 1:
        back, cancel = BACK_OR_CANCEL[0]
        return ((*offered, back), (cancel,))
    is_odd = len(offered) % 2 == 1
    leads = is_odd if is_last else bool(offered) and offered[0].name.startswith(f"act-{Act.SOLVE.value}")
    first = offered[:1] if leads else ()
    return (*((first,) if first else ()), *two_a_row(offered[len(first) :]), *BACK_OR_CANCEL)


def _page(moment: Moment, page: NeedPage) -> Iterator[Say]:
    need, facts = page.need, moment.facts
    title = "need.title_urgent" if need.urgent else "need.title"
    what = category_words(facts, need.category)
    yield say(title, number=need.label, head=clipped(page.home.head), place=page.home.place, what=what)
    if told := step_clause(need.history[0]):
        yield say("need.told", words=told)
    yield stands_words(facts, page)
    if need.department:
        yield say("need.department", department=need.department)
    for step in need.history[-STEPS_TOLD:]:
        yield say("need.step", step=step_words(facts, page, step))


_LABELS = {
    Act.CONFIRM: "attest",
    Act.REOPEN: "notyet",
    Act.SOLVE: "solve",
    Act.MORE_TIME: "more_days",
    Act.CANNOT: "cannot",
    Act.ACCEPT: "accept",
    Act.PROGRESS: "start",
    Act.PASS: "pass",
    Act.UNDO: "undo",
    Act.RETRACT: "undo",
}
"""The steps in the order of their buttons."""


def _steps(moment: Moment, page: NeedPage) -> tuple[Choice, ...]:
    allowed = acts(moment.facts, page)
    is_begun = page.need.status is NeedStatus.IN_PROGRESS
    # Who told of it and follows it up has taken it on already.
    is_own = page.need.holder_id == page.need.reporter_id
    hidden = {Act.ACCEPT} if is_own else set()
    if is_begun or (Act.ACCEPT in allowed and not is_own):
        hidden.add(Act.PROGRESS)
    if not _receivers(page):
        hidden.add(Act.PASS)
    return tuple(
        act_choice(page, act, _LABELS[act]) for act in _LABELS if act in allowed and act not in hidden
    )


def _withdrawal(moment: Moment, page: NeedPage) -> tuple[Choice, ...]:
    may_withdraw = Act.WITHDRAW in acts(moment.facts, page)
    return (act_choice(page, Act.WITHDRAW, "withdraw"),) if may_withdraw else ()


def _receivers(page: NeedPage) -> tuple[int, ...]:
    ladder = page.home.ladder
    people = dict.fromkeys((*ladder.responsible, *ladder.contact, *ladder.village, *ladder.township))
    return tuple(one for one in people if one != page.need.holder_id and page.name(one))


def ask_result(_moment: Moment) -> Card:
    """A photo, one line, or nothing."""
    return Card((say("need.result"),), ((choice("skip"),), *BACK_OR_CANCEL))


def ask_days(moment: Moment) -> Card:
    """How many working days more."""
    offered = moment.facts.policy.needs.more_time_working_days
    return Card(
        (say("need.days"),),
        (*two_a_row([choice(f"span-{to_base36(n)}", n=n) for n in offered]), *BACK_OR_CANCEL),
    )


def ask_why_later(moment: Moment) -> Card:
    """What it waits for."""
    reasons = _reasons(moment.facts.policy.needs.more_time_reasons)
    return Card((say("need.why_later"),), (*reasons, (choice("skip"),), *BACK_OR_CANCEL))


def ask_why_not(moment: Moment) -> Card:
    """Why it cannot be done here; nobody is blamed."""
    return Card(
        (say("need.why_not"),), (*_reasons(moment.facts.policy.needs.cannot_reasons), *BACK_OR_CANCEL)
    )


def _reasons(reasons: tuple[str, ...]) -> Rows:
    return two_a_row([Choice(f"why-{to_base36(at)}", reason_words(one)) for at, one in enumerate(reasons)])


def ask_receiver(moment: Moment) -> Card:
    """Somebody else who stands around the household."""
    page = shown(moment)
    people = _receivers(page)[:PEOPLE_OFFERED] if page else ()
    offered = (
        [Choice(f"to-{to_base36(one)}", say("need.said", words=page.name(one))) for one in people]
        if page
        else []
    )
    return Card((say("need.receiver"),), (*((one,) for one in offered), *BACK_OR_CANCEL))


def ask_sure(moment: Moment) -> Card:
    """Before it is withdrawn."""
    page = shown(moment)
    words = say("need.withdraw", need=named(moment.facts, page)) if page else GONE.says[0]
    return Card((words,), ((choice("sure"),), *BACK_OR_CANCEL))


def tell_step(moment: Moment) -> Card:
    """What has come of the step."""
    page, told = shown(moment), moment.answers.get("told", "gone")
    if page is None or told == "gone":
        return Card(GONE.says, ((choice("see"),),))
    undo: Rows = ()
    if told in _TAKEN_BACK:
        seen = moment.answers.get("seen", 0)
        undo = ((choice("undo").to(f"act-{_TAKEN_BACK[told].value}_{to_base36(seen)}"),),)
    return Card((_told(moment, page, told),), (*undo, (choice("see"),)))


def _told(moment: Moment, page: NeedPage, told: str) -> Say:
    answers, need = moment.answers, page.need
    key = (
        "need.done_cannot_stays" if told == Act.CANNOT.value and answers.get("stays") else f"need.done_{told}"
    )
    return say(
        key,
        number=need.label,
        words=told_clause(answers.get("words", "")),
        who=asked_words(page.home, tuple(answers.get("asked", ())), page),
        name=page.name(answers.get("holder")),
        day=date.fromisoformat(answers["day"]) if answers.get("day") else need.due_on,
        due=due_words(moment.facts, need.due_on),
        last=step_words(moment.facts, page, need.history[-1]),
    )
