"""Guards of the visit conversation: what may be chosen at this moment."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.flows import visit_answers as given
from bot.flows.flow import Moment
from bot.flows.menu import chosen_household
from domain.access import Action
from domain.conversation import NO_ANSWERS
from domain.entry_days import asks_which_month, earliest_entry, read_day
from domain.month import Month
from domain.obligations import Status
from domain.round import PairedHousehold
from domain.visits import Mode

UNDO_WITHIN = timedelta(hours=24)
JOINS_WITHIN = timedelta(minutes=30)
"""Photos that arrive so soon after the save still belong to that visit (R6)."""


def is_on_round(moment: Moment) -> bool:
    """The button's household is one of this person's."""
    return _may_record(moment, chosen_household(moment))


def names_one(moment: Moment) -> bool:
    """The words typed are exactly one household's head; an ambiguous name is asked, never guessed (R6)."""
    found = moment.facts.round.matching(moment.event.text)
    return len(found) == 1 and found[0].head.casefold() == moment.event.text.strip().casefold()


def names_none(moment: Moment) -> bool:
    """The words typed fit no household."""
    return not moment.facts.round.matching(moment.event.text)


def has_no_round(moment: Moment) -> bool:
    """Nobody is paired with this person at present."""
    return not moment.facts.round


def has_household(moment: Moment) -> bool:
    """The household of the card is still on this person's round."""
    return _may_record(moment, given.household(moment))


def _may_record(moment: Moment, household: PairedHousehold | None) -> bool:
    return household is not None and moment.facts.may(Action.RECORD_VISIT, household=household.id)


def is_shelved(moment: Moment) -> bool:
    """A half-recorded visit of one household waits to be taken up again."""
    shelved = moment.shelved
    return shelved is not None and shelved.flow == "visit" and "household" in shelved.answers


def shelved_without_household(moment: Moment) -> Mapping[str, Any]:
    """Photos and words laid aside before a household was picked; they go to the one picked next."""
    shelved = moment.shelved
    is_loose = shelved is not None and shelved.flow == "visit" and "household" not in shelved.answers
    return shelved.answers if shelved and is_loose else NO_ANSWERS


def may_be_last_month(moment: Moment) -> bool:
    """R11, where last month's visit is still owed, may still be entered, and no day was chosen."""
    household, facts = given.household(moment), moment.facts
    if household is None or not asks_which_month(facts.local_now):
        return False
    last_month = Month.of(facts.today).previous
    owed = household.status_in(last_month, phone_counts=facts.policy.visits.phone_counts) is Status.OPEN
    return owed and earliest_day(moment) <= last_month.last


def earliest_day(moment: Moment) -> date:
    """The first day that the visit may be dated: its month still open, the pairing begun, the work begun."""
    facts, household = moment.facts, given.household(moment)
    calendar, entry_days = facts.policy.working_days(), facts.policy.visits.late_entry_working_days
    earliest = max(earliest_entry(facts.today, calendar, entry_days), Month.of(facts.starts_on).first)
    return max(earliest, household.pairing.since) if household else earliest


def chosen_day(moment: Moment) -> date | None:
    """The day of the button, or the day typed."""
    if moment.argument:
        return read_day(
            f"{moment.argument[:4]}-{moment.argument[4:6]}-{moment.argument[6:]}", moment.facts.today
        )
    return read_day(moment.event.text, moment.facts.today)


def is_day_open(moment: Moment) -> bool:
    """A visit of the chosen day may be entered today."""
    day = chosen_day(moment)
    return day is not None and earliest_day(moment) <= day <= moment.facts.today


def may_undo(moment: Moment) -> bool:
    """Within a day of recording (R9)."""
    return moment.event.at - given.recorded_at(moment.answers) <= UNDO_WITHIN


def joins_the_visit(moment: Moment) -> bool:
    """The photo comes soon enough after the save to belong to it."""
    return moment.event.at - given.recorded_at(moment.answers) <= JOINS_WITHIN


MODES = {"fine": Mode.HOME, "nobody": Mode.NOBODY, "phone": Mode.PHONE}
