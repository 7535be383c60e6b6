"""Guards of the leave conversation, and its answers read back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import from_base36
from domain.calendar.days import Lean, Named, named_day
from domain.calendar.leave_days import REASONS, may_begin, may_end
from domain.duties.pages import LeaveBook, LeavePage, Mate
from domain.people.names import sought

NOBODY_KNOWN = LeaveBook()


def book(moment: Moment) -> LeaveBook:
    """All that is known of leaves here."""
    return moment.facts.leave or NOBODY_KNOWN


def since(answers: Mapping[str, Any]) -> date:
    """The first day."""
    return date.fromisoformat(answers["since"])


def until(answers: Mapping[str, Any]) -> date:
    """The last day."""
    return date.fromisoformat(answers["until"])


def named(moment: Moment) -> Named:
    """The day of the button, or what the words typed name."""
    return named_day(moment.argument or moment.event.text, moment.facts.today, Lean.AHEAD)


def meant_day(moment: Moment) -> date | None:
    """The day of the button, or the day typed."""
    return named(moment).day


def is_first_day(moment: Moment) -> bool:
    """A leave may begin on the day meant."""
    day = meant_day(moment)
    return day is not None and may_begin(day, moment.facts.today)


def is_last_day(moment: Moment) -> bool:
    """The leave may last to the day meant."""
    day = meant_day(moment)
    return day is not None and may_end(day, since(moment.answers))


def is_reason(moment: Moment) -> bool:
    """The button names a reason."""
    return 0 <= from_base36(moment.argument) < len(REASONS)


def mates(moment: Moment) -> tuple[Mate, ...]:
    """Who may be asked to stand in: people of the same villages who are there all the time."""
    first, last = since(moment.answers), until(moment.answers)
    return tuple(
        one
        for one in book(moment).mates
        if not any(away.since <= last and away.until >= first for away in one.leaves)
    )


def has_mates(moment: Moment) -> bool:
    """Somebody may be asked."""
    return bool(mates(moment))


def may_ask_why(moment: Moment) -> bool:
    """The button names a reason, and somebody may be asked."""
    return is_reason(moment) and has_mates(moment)


def chosen_mate(moment: Moment) -> Mate | None:
    """Who is meant: the one on the button, or the one whose name is typed."""
    if moment.argument:
        wanted = from_base36(moment.argument)
        return next((one for one in mates(moment) if one.person_id == wanted), None)
    named = [one for one in mates(moment) if sought(moment.event.text).is_name(one.name)]
    return named[0] if len(named) == 1 else None


def is_mate(moment: Moment) -> bool:
    """The person meant may stand in."""
    return chosen_mate(moment) is not None


def own(moment: Moment) -> LeavePage | None:
    """The leave on the button, if it is one's own and not over."""
    return book(moment).get(from_base36(moment.argument))


def may_ask_for(moment: Moment) -> tuple[LeavePage, ...]:
    """One's leaves for which somebody may still be asked to stand in."""
    known = book(moment)
    return tuple(one for one in known.own if known.mates and one.leave.agreed_at is None)


def is_own(moment: Moment) -> bool:
    """The button's leave is one's own."""
    return own(moment) is not None


def is_asked_anew(moment: Moment) -> bool:
    """The conversation is about somebody else for a leave that is taken already."""
    return book(moment).get(moment.answers.get("leave")) is not None


def is_mate_anew(moment: Moment) -> bool:
    """The person meant may stand in for that leave."""
    return is_asked_anew(moment) and is_mate(moment)


def is_asked(moment: Moment) -> bool:
    """The reader is asked to stand in, has not answered yet, and the leave is not over."""
    page, person = book(moment).asked, moment.facts.person
    if page is None or person is None:
        return False
    leave = page.leave
    is_open = leave.agreed_at is None and leave.declined_at is None and leave.since <= leave.until
    return leave.stand_in_id == person.id and is_open and moment.facts.today <= leave.until
