"""What each state of a conversation about duties says (transcripts T5 and T6)."""

from datetime import date

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Choice, Rows, choice, say
from bot.flows.reminder.sections import sections
from bot.flows.reminder.words import merged_rows
from bot.flows.shared.menu import BACK_OR_CANCEL, two_a_row
from domain.calendar.month import Month
from domain.duties.answers import REASONS, Answer

FRIDAY = 4
ONWARDS: Rows = ((choice("visit"), choice("mine")),)


def tell(moment: Moment) -> Card:
    """Everything that is left of the message's reasons."""
    found = sections(moment)
    if not found:
        return Card((say("reminder.nothing_left"),), ((choice("noted"),),))
    return Card(tuple(words for one in found for words in one.says), merged_rows(found))


def tell_put_off(moment: Moment) -> Card:
    """When it will be."""
    day = _day(moment)
    key = "reminder.on_friday" if day.weekday() == FRIDAY else "reminder.on_day"
    return Card((say(key, day=day),), ONWARDS)


def ask_help(_moment: Moment) -> Card:
    """What stands in the way."""
    return Card((say("help.why"),), (*_reasons(), *BACK_OR_CANCEL))


def tell_help(moment: Moment) -> Card:
    """Who has been told, and how long it is quiet."""
    names = tuple(moment.answers.get("names", ()))
    key = "help.passed_on" if names else "help.noted"
    quiet = "help.quiet" if _is_this_month(moment) else "help.quiet_month"
    words = say(key, names=names, quiet=say(quiet, day=_day(moment)))
    return Card((words,), ((choice("visit"), choice("leave")),))


def tell_answer(moment: Moment) -> Card:
    """Thanks, and what comes next."""
    said = moment.answers.get("told", Answer.CALLED.value)
    homes = [one for which in moment.answers.get("homes", ()) if (one := moment.facts.round.get(which))]
    rows: Rows = tuple((choice(f"go-{to_base36(one.id)}", head=one.head),) for one in homes[:1])
    if "day" not in moment.answers:
        words = say(f"escalation.{said}")
    else:
        key = f"escalation.{said}" if _is_this_month(moment) else f"escalation.end_{said}"
        words = say(key, day=_day(moment))
    return Card((words,), (*rows, (choice("noted"),)))


def ask_why(_moment: Moment) -> Card:
    """Why it was not possible; nobody is blamed."""
    return Card((say("gap.why"),), (*_reasons(), *BACK_OR_CANCEL))


def tell_explained(_moment: Moment) -> Card:
    """It is noted."""
    return Card((say("gap.thanks"),), ONWARDS)


def _reasons() -> Rows:
    named: list[Choice] = [
        Choice(f"why-{to_base36(at)}", say(f"help.reason.{one}")) for at, one in enumerate(REASONS)
    ]
    return two_a_row(named)


def _is_this_month(moment: Moment) -> bool:
    """Whether the reminder is of this month: older ones are void."""
    return _day(moment) in Month.of(moment.facts.today)


def _day(moment: Moment) -> date:
    return date.fromisoformat(moment.answers["day"])
