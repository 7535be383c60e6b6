"""Outcomes of a need's card: one step of its life, and who is told."""

from typing import Any

from bot.flows.engine.flow import Moment, Outcome
from bot.flows.engine.numbers import from_base36
from bot.flows.engine.port import say
from bot.flows.need.rules import asked_act, numbered_page, scene, shown
from bot.flows.need.telling import notices_after
from domain.needs.life import step, with_step
from domain.needs.needs import Act, NeedMoved, NeedPicturesAdded
from domain.needs.orders import NeedOrder, NeedRefusal
from domain.needs.pages import NeedPage
from domain.needs.rights import confirmers
from domain.people.joining import AccessRefused

FIRST_ID = 3
"""The ids before this one go to the draft, a visit and a need."""
_KEPT = ("need", "by_office", "issue", "village", "category", "page")


def kept(moment: Moment, **more: Any) -> dict[str, Any]:
    """What a card of a need remembers whatever is done there: which it is, and where it was opened."""
    return {key: moment.answers[key] for key in _KEPT if key in moment.answers} | more


def move(moment: Moment, order: NeedOrder) -> Outcome:
    """The step if the table allows it, with its notices; else what is so instead."""
    page = shown(moment)
    if page is None:
        return Outcome(kept(moment, told="gone"))
    made = step(page.need, order, scene(moment.facts, page.home.ladder))
    if isinstance(made, NeedRefusal):
        return _refused(moment, order, made)
    told = kept(moment, told=made.step.act.value, seen=made.seen + 1, **_about(page, made))
    return Outcome(told, (made, *notices_after(page, made, moment.facts, moment.facts.fresh_id + FIRST_ID)))


def _refused(moment: Moment, order: NeedOrder, refusal: NeedRefusal) -> Outcome:
    at, who = moment.event.at, moment.event.who
    is_wrong = refusal is NeedRefusal.NOT_YOURS
    noted = (AccessRefused(who, f"need {order.act}", at),) if is_wrong else ()
    told = {NeedRefusal.NO_MORE_TIME: "no_more_time", NeedRefusal.TOO_LATE: "too_late"}
    return Outcome(kept(moment, told=told.get(refusal, "moved_on")), noted)


def _about(page: NeedPage, made: NeedMoved) -> dict[str, Any]:
    """What the answer to the step tells, as JSON values."""
    asked = confirmers(with_step(page.need, made), page.home.ladder)
    return {
        "asked": list(asked[:1]),
        "day": made.step.due_on.isoformat(),
        "holder": made.step.holder_id,
        "stays": made.step.holder_id == page.need.holder_id,
        "words": made.step.words,
    }


def do_act(moment: Moment) -> Outcome:
    """The step that the button asks for and that needs no more words; from a notice, too."""
    act, seen = asked_act(moment)
    order = NeedOrder(Act(act), seen) if act in set(Act) else None
    return move(moment, order) if order else Outcome(kept(moment, told="gone"))


def begin_act(moment: Moment) -> Outcome:
    """Remember how far the history went while more is asked."""
    return Outcome(kept(moment, seen=asked_act(moment)[1]))


def solve(moment: Moment) -> Outcome:
    """It is done: with a photo, one line, spoken words, or nothing at all."""
    event = moment.event
    pictures = (event.picture,) if event.picture else ()
    order = NeedOrder(Act.SOLVE, _seen(moment), event.text.strip(), pictures=pictures, voice=event.voice)
    return move(moment, order)


def add_picture(moment: Moment) -> Outcome:
    """The rest of an album belongs to the same step."""
    picture, person = moment.event.picture, moment.facts.person
    assert picture is not None  # a photo event has one
    assert person is not None  # strangers are stopped at the gate
    at, answers = moment.event.at, moment.answers
    added = NeedPicturesAdded(answers["need"], answers["seen"], person.id, (picture,), at)
    return Outcome(answers, (added,), note=say("need.photo_added"), settles=True)


def skip_result(moment: Moment) -> Outcome:
    """It is done, and that says it all."""
    return move(moment, NeedOrder(Act.SOLVE, _seen(moment)))


def add_word(moment: Moment) -> Outcome:
    """Words typed at the card: how it goes."""
    page = shown(moment)
    assert page is not None  # the guard saw it
    return move(moment, NeedOrder(Act.PROGRESS, len(page.need.history), moment.event.text.strip()))


def keep_days(moment: Moment) -> Outcome:
    """So many days more; why is asked next."""
    return moment.with_answers(days=from_base36(moment.argument))


def more_time(moment: Moment) -> Outcome:
    """So many days more, for that reason or for no particular one."""
    reasons = moment.facts.policy.needs.more_time_reasons
    at = from_base36(moment.argument) if moment.argument else len(reasons) - 1
    reason = reasons[at] if 0 <= at < len(reasons) else ""
    days = int(moment.answers.get("days", 0))
    return move(moment, NeedOrder(Act.MORE_TIME, _seen(moment), reason=reason, working_days=days))


def cannot(moment: Moment) -> Outcome:
    """It cannot be done here, for that reason: it goes one level up."""
    reasons, at = moment.facts.policy.needs.cannot_reasons, from_base36(moment.argument)
    reason = reasons[at] if 0 <= at < len(reasons) else ""
    return move(moment, NeedOrder(Act.CANNOT, _seen(moment), reason=reason))


def pass_on(moment: Moment) -> Outcome:
    """Somebody else of the household's ladder follows it up."""
    order = NeedOrder(Act.PASS, _seen(moment), receiver_id=from_base36(moment.argument))
    return move(moment, order)


def withdraw(moment: Moment) -> Outcome:
    """It was no need after all."""
    return move(moment, NeedOrder(Act.WITHDRAW, _seen(moment)))


def open_named(moment: Moment) -> Outcome:
    """The card of the need on the button."""
    return Outcome(kept(moment, need=from_base36(moment.argument)))


def open_numbered(moment: Moment) -> Outcome:
    """The card of the need whose number was typed."""
    page = numbered_page(moment)
    assert page is not None  # the guard saw it
    return Outcome(kept(moment, need=page.need.id))


def not_found(moment: Moment) -> Outcome:
    """No such number, or none that may be seen."""
    return Outcome(moment.answers, note=say("need.not_found", words=moment.event.text.strip()[:12]))


def see(moment: Moment) -> Outcome:
    """The same need's card."""
    return Outcome(kept(moment))


def back_to_list(moment: Moment) -> Outcome:
    """The list as it was."""
    return Outcome({key: value for key, value in kept(moment).items() if key not in ("need", "by_office")})


def _seen(moment: Moment) -> int:
    return int(moment.answers.get("seen", -1))
