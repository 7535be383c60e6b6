"""Outcomes of the leave flow's moves."""

from dataclasses import replace
from datetime import timedelta

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Do, Enter, Moment, Outcome
from bot.flows.engine.numbers import from_base36, to_base36
from bot.flows.engine.port import Event, say
from bot.flows.leave.rules import book, chosen_mate, meant_day, named, own, since, until
from bot.flows.shared.day_words import not_a_day
from domain.calendar.leave_days import AHEAD, LONGEST, REASONS
from domain.conversation import NO_ANSWERS
from domain.duties.leave import LeaveEnded, LeaveTaken, StandInAnswered, StandInAsked
from domain.notices.notices import Notice, NoticeKind
from domain.notices.reminders import next_opening


def keep_since(moment: Moment) -> Outcome:
    """The first day is said."""
    return Outcome({"since": _meant(moment)})


def keep_until(moment: Moment) -> Outcome:
    """The last day is said."""
    return moment.with_answers(until=_meant(moment))


def refuse_day(moment: Moment) -> Outcome:
    """No such day, or none on which a leave can begin or end: which would be?"""
    begun, today, day = moment.answers.get("since"), moment.facts.today, meant_day(moment)
    first = since(moment.answers) if begun else today
    last = first + (LONGEST if begun else AHEAD)
    unread = not_a_day(named(moment), moment.event.text, first + timedelta(days=1))
    ends = "leave.ends_before" if day and day < first else "leave.ends_late"
    refused = say(ends if begun else "leave.day_refused", day=day, first=first, last=last)
    return Outcome(moment.answers, note=unread or refused)


def keep_reason(moment: Moment) -> Outcome:
    """What for, by the button."""
    return moment.with_answers(reason=REASONS[from_base36(moment.argument)])


def take_for_reason(moment: Moment) -> Outcome:
    """The same, where there is nobody to ask to stand in."""
    return take_unasked(Moment(keep_reason(moment).answers, moment.event, moment.facts))


def take_unasked(moment: Moment) -> Outcome:
    """Leave, where there is nobody to ask to stand in."""
    taken = _taken(moment, None)
    return Outcome({**moment.answers, "leave": taken.leave_id, "is_new": True}, (taken,))


def take_alone(moment: Moment) -> Outcome:
    """Leave, and nobody is to stand in: that was asked."""
    taken = take_unasked(moment)
    return Outcome({**taken.answers, "is_alone": True}, taken.facts)


def take_with_mate(moment: Moment) -> Outcome:
    """Leave, and somebody is asked to stand in."""
    mate = chosen_mate(moment)
    assert mate is not None  # the guard saw it
    taken = _taken(moment, mate.person_id)
    asked = _request(moment, taken.leave_id, mate.person_id)
    return Outcome(
        {**moment.answers, "leave": taken.leave_id, "name": mate.name, "is_new": True}, (taken, asked)
    )


def begin_asking(moment: Moment) -> Outcome:
    """Somebody else is to be asked for a leave that is taken already."""
    page = own(moment)
    assert page is not None  # the guard saw it
    leave = page.leave
    return Outcome({"leave": leave.id, "since": leave.since.isoformat(), "until": leave.until.isoformat()})


def ask_mate(moment: Moment) -> Outcome:
    """That somebody is asked."""
    mate, leave_id = chosen_mate(moment), moment.answers["leave"]
    assert mate is not None  # the guard saw it
    asked = StandInAsked(leave_id, _me(moment), mate.person_id, moment.event.at)
    return Outcome({**moment.answers, "name": mate.name}, (asked, _request(moment, leave_id, mate.person_id)))


def stay_alone(_moment: Moment) -> Outcome:
    """Nobody else is asked; the leave stays as it was."""
    return Outcome(NO_ANSWERS)


def end(moment: Moment) -> Outcome:
    """Back from today on; a leave that has not begun never does."""
    page, today = own(moment), moment.facts.today
    assert page is not None  # the guard saw it
    leave = page.leave
    last = max(today, leave.since) - timedelta(days=1)
    ended = LeaveEnded(leave.id, leave.person_id, last, moment.event.at)
    days = {"since": leave.since.isoformat(), "until": leave.until.isoformat()}
    return Outcome({**days, "was_away": leave.since <= today}, (ended,))


def keep_which(moment: Moment) -> Outcome:
    """What is to be done about one of several leaves."""
    return Outcome({"which": moment.argument})


def take_back_leave(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """不请假了, typed anywhere: the leave ends if there is one, and with several it is asked which."""
    moment = Moment(NO_ANSWERS, event, facts)
    known = book(moment).own
    if not known:
        return Enter("leave"), Outcome(NO_ANSWERS, note=say("leave.none"))
    if len(known) > 1:
        return Enter("leave", "which"), Outcome(NO_ANSWERS)
    return Enter("leave", "ended"), end(replace(moment, argument=to_base36(known[0].leave.id)))


def answer(*, agrees: bool) -> Do:
    """The answer of who was asked to stand in."""

    def do(moment: Moment) -> Outcome:
        page = book(moment).asked
        assert page is not None  # the guard saw it
        said = StandInAnswered(page.leave.id, _me(moment), agrees, moment.event.at)
        return Outcome(moment.answers, (said,))

    return do


def _taken(moment: Moment, stand_in_id: int | None) -> LeaveTaken:
    answers = moment.answers
    return LeaveTaken(
        moment.facts.fresh_id + 1,
        _me(moment),
        since(answers),
        until(answers),
        stand_in_id,
        answers.get("reason", ""),
        moment.event.at,
    )


def _request(moment: Moment, leave_id: int, mate_id: int) -> Notice:
    facts, policy = moment.facts, moment.facts.policy
    due_at = next_opening(facts.local_now, policy.reminders.windows, policy.working_days())
    return Notice(
        facts.fresh_id + 2,
        mate_id,
        NoticeKind.REQUEST,
        "stand_in",
        f"stand_in {leave_id} {mate_id} {moment.event.update}",
        due_at.astimezone(facts.now.tzinfo),
        {"leave": leave_id},
    )


def _meant(moment: Moment) -> str:
    day = meant_day(moment)
    assert day is not None  # the guard saw it
    return day.isoformat()


def _me(moment: Moment) -> int:
    assert moment.facts.person is not None  # strangers do not get here
    return moment.facts.person.id
