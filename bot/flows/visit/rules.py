"""Guards of the visit conversation: what may be chosen at this moment."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.flows.engine.flow import Moment
from bot.flows.shared.menu import chosen_household
from bot.flows.visit import answers as given
from bot.flows.visit.troubles import tells_trouble_elsewhere
from domain.calendar.days import Named, named_day
from domain.calendar.entry_days import asks_which_month, earliest_entry
from domain.calendar.month import Month
from domain.conversation import NO_ANSWERS
from domain.duties.obligations import Status
from domain.duties.round import PairedHousehold
from domain.people.access import Action
from domain.people.names import sought
from domain.visits.visits import Mode

UNDO_WITHIN = timedelta(hours=24)


def is_on_round(moment: Moment) -> bool:
    """The button's household is one of this person's."""
    return may_record(moment, chosen_household(moment))


def names_one(moment: Moment) -> bool:
    """The words typed are exactly one household's head; an ambiguous name is asked, never guessed (R6)."""
    found = moment.facts.round.matching(moment.event.text)
    return len(found) == 1 and sought(moment.event.text).is_name(found[0].head)


def names_none(moment: Moment) -> bool:
    """The words typed fit no household."""
    return not moment.facts.round.matching(moment.event.text)


def has_no_round(moment: Moment) -> bool:
    """Nobody is paired with this person at present."""
    return not moment.facts.round


def has_household(moment: Moment) -> bool:
    """The household of the card is still on this person's round."""
    return may_record(moment, given.household(moment))


def takes_words(moment: Moment) -> bool:
    """Words typed on the card belong to its household, and tell of no trouble elsewhere."""
    return has_household(moment) and not tells_trouble_elsewhere(moment)


def has_voice(moment: Moment) -> bool:
    """Something was spoken, and the card's household is on the round."""
    return moment.event.voice is not None and has_household(moment)


def may_record(moment: Moment, household: PairedHousehold | None) -> bool:
    """The household is one of this person's."""
    return household is not None and moment.facts.may(Action.RECORD_VISIT, household=household.id)


def is_shelved(moment: Moment) -> bool:
    """A half-recorded visit of one household waits to be taken up again."""
    return "household" in given.laid_aside(moment.shelved)


def shelved_without_household(moment: Moment) -> Mapping[str, Any]:
    """Photos and words laid aside before a household was picked; they go to the one picked next."""
    laid_aside = given.laid_aside(moment.shelved)
    return NO_ANSWERS if "household" in laid_aside else laid_aside


def may_be_last_month(moment: Moment) -> bool:
    """R11, where last month's visit is still owed, and may still be entered; a day that was said is said."""
    household = given.household(moment)
    is_dated = bool(moment.answers.get("dated"))
    return household is not None and not is_dated and owes_last_month(moment, household)


def owes_last_month(moment: Moment, household: PairedHousehold) -> bool:
    """A visit told this morning may well be the one that was owed to the household last month."""
    facts, last_month = moment.facts, Month.of(moment.facts.today).previous
    if not asks_which_month(facts.local_now):
        return False
    owed = facts.round.status_in(household, last_month) is Status.OPEN
    return owed and earliest_for(moment, household) <= last_month.last


def earliest_day(moment: Moment) -> date:
    """The first day that the visit of the card may be dated."""
    return earliest_for(moment, given.household(moment))


def earliest_for(moment: Moment, household: PairedHousehold | None) -> date:
    """The first day that a visit may be dated: its month still open, the pairing begun, the work begun."""
    facts = moment.facts
    calendar, entry_days = facts.policy.working_days(), facts.policy.visits.late_entry_working_days
    earliest = max(earliest_entry(facts.today, calendar, entry_days), Month.of(facts.starts_on).first)
    return max(earliest, household.pairing.since) if household else earliest


def named(moment: Moment) -> Named:
    """The day of the button, or what the words typed name."""
    return named_day(moment.argument or moment.event.text, moment.facts.today)


def chosen_day(moment: Moment) -> date | None:
    """The day of the button, or the day typed."""
    return named(moment).day


def may_be_entered(moment: Moment, household: PairedHousehold | None, day: date) -> bool:
    """A visit of that day may be entered today."""
    return earliest_for(moment, household) <= day <= moment.facts.today


def is_day_open(moment: Moment) -> bool:
    """A visit of the chosen day may be entered today."""
    day = chosen_day(moment)
    return day is not None and may_be_entered(moment, given.household(moment), day)


def may_undo(moment: Moment) -> bool:
    """Within a day of recording (R9)."""
    return moment.event.at - given.recorded_at(moment.answers) <= UNDO_WITHIN


MODES = {"fine": Mode.HOME, "nobody": Mode.NOBODY, "phone": Mode.PHONE}
