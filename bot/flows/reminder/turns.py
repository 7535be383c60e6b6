"""Outcomes of a duty message's buttons: answers as facts, and requests for help."""

from bot.flows.engine.flow import Do, Moment, Outcome
from bot.flows.engine.numbers import from_base36
from bot.flows.reminder.escalation_words import asked_pages
from bot.flows.reminder.gap_words import own_gaps
from bot.flows.reminder.words import OTHER
from domain.duties.answers import (
    REASONS,
    Answer,
    Answered,
    EscalationAnswered,
    GapExplained,
    ReminderAnswered,
    held_until,
    quiet_until,
    remind_on,
)
from domain.duties.pages import Above
from domain.notices.notices import Notice, NoticeKind
from domain.notices.reminders import next_opening

_ANSWERS = frozenset({"day", "names", "told", "homes", "page"})
MOST_ASKED = 8
"""People asked for help at once: a few are enough to be heard."""


def put_off(moment: Moment) -> Outcome:
    """Remind me on Friday; pressed twice it is said once."""
    day = remind_on(moment.facts.today, moment.facts.policy.working_days())
    fact = _answered(moment, Answer.REMIND_FRIDAY)
    return Outcome({**_terms(moment), "day": day.isoformat()}, (fact,) if fact else ())


def tap_help(moment: Moment) -> Outcome:
    """I need help, for the reason of the button."""
    return _ask_help(moment, _reason(moment))


def write_help(moment: Moment) -> Outcome:
    """I need help, in words of one's own."""
    return _ask_help(moment, OTHER, moment.event.text.strip())


def _ask_help(moment: Moment, reason: str, words: str = "") -> Outcome:
    facts = moment.facts
    fact = _answered(moment, Answer.NEED_HELP, reason, words)
    above = facts.duties.above[:MOST_ASKED] if facts.duties else ()
    asked = tuple(_request(moment, one, reason, at) for at, one in enumerate(above, 1)) if fact else ()
    until = quiet_until(
        [Answered(Answer.NEED_HELP, facts.today)], facts.policy.reminders, facts.policy.working_days()
    )
    names = [one.name for one in above]
    told = {**_terms(moment), "day": until.isoformat(), "names": names}
    return Outcome(told, (*((fact,) if fact else ()), *asked))


def _request(moment: Moment, above: Above, reason: str, at: int) -> Notice:
    facts, who = moment.facts, _me(moment)
    policy = facts.policy
    due_at = next_opening(facts.local_now, policy.reminders.windows, policy.working_days())
    return Notice(
        facts.fresh_id + at,
        above.person_id,
        NoticeKind.REQUEST,
        "help_asked",
        f"help_asked {who} {above.person_id} {facts.today} {reason}",
        due_at.astimezone(facts.now.tzinfo),
        {"help": [who]},
    )


def answer(said: Answer) -> Do:
    """One answer for all the open duties of others that the message tells of."""

    def do(moment: Moment) -> Outcome:
        facts, today = moment.facts, moment.facts.today
        pages = asked_pages(moment)
        fresh = tuple(one.pairing_id for one in pages if (said, today) not in one.answered)
        held = held_until([Answered(said, today)], facts.policy.escalation, facts.policy.working_days())
        notice = facts.notice.id if facts.notice else None
        fact = EscalationAnswered(_me(moment), fresh, said, today, moment.event.at, notice)
        homes = [one.household_id for one in pages if facts.round.get(one.household_id)]
        told = {**_terms(moment), "told": said.value, "homes": homes}
        if said is not Answer.WILL_GO:
            told["day"] = facts.policy.working_days().plus(held, 1).isoformat()
        return Outcome(told, (fact,) if fresh else ())

    return do


def tap_reason(moment: Moment) -> Outcome:
    """Why last month's visits were not made, by the button."""
    return _explain(moment, _reason(moment))


def write_reason(moment: Moment) -> Outcome:
    """The same in words of one's own."""
    return _explain(moment, OTHER, moment.event.text.strip())


def _explain(moment: Moment, reason: str, words: str = "") -> Outcome:
    facts, pages = moment.facts, own_gaps(moment)
    notice = facts.notice.id if facts.notice else None
    explained = tuple(
        GapExplained(
            _me(moment),
            tuple(one.pairing_id for one in pages if one.month == month),
            str(month),
            facts.today,
            moment.event.at,
            reason,
            words,
            notice,
        )
        for month in sorted({one.month for one in pages})
    )
    return Outcome(_terms(moment), explained)


def is_reason(moment: Moment) -> bool:
    """The button names a reason."""
    return 0 <= from_base36(moment.argument) < len(REASONS)


def has_words(moment: Moment) -> bool:
    """Something is written."""
    return bool(moment.event.text.strip())


def asks_others(moment: Moment) -> bool:
    """Some duty of others that the message tells of is still open."""
    return bool(asked_pages(moment))


def can_make_good(moment: Moment) -> bool:
    """Some gap of last month is still this person's to make good."""
    return bool(own_gaps(moment))


def is_one_home(moment: Moment) -> bool:
    """The household of the button is on one's own round."""
    return moment.facts.round.get(from_base36(moment.argument)) is not None


def pick_home(moment: Moment) -> Outcome:
    """The visit of that household."""
    return Outcome({"household": from_base36(moment.argument)})


def _terms(moment: Moment) -> dict[str, object]:
    """What the message was begun with, without what was answered before."""
    return {name: value for name, value in moment.answers.items() if name not in _ANSWERS}


def _answered(moment: Moment, said: Answer, reason: str = "", words: str = "") -> ReminderAnswered | None:
    """The answer as a fact, unless the very same was given today."""
    facts = moment.facts
    before = facts.duties.said if facts.duties else ()
    same = (said, facts.today, reason, words)
    if any((one.answer, one.on, one.reason, one.words) == same for one in before):
        return None
    notice = facts.notice.id if facts.notice else None
    return ReminderAnswered(_me(moment), said, facts.today, moment.event.at, reason, words, notice)


def _reason(moment: Moment) -> str:
    return REASONS[from_base36(moment.argument)]


def _me(moment: Moment) -> int:
    assert moment.facts.person is not None  # nobody else is told anything
    return moment.facts.person.id
