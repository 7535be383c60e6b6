"""One visit is one visit: a household told of once more for a day that has a visit already (R18)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.flows.engine.flow import Moment
from bot.flows.visit import answers as given
from bot.flows.visit.photo_rules import dated_last_month
from bot.flows.visit.rules import chosen_day, is_day_open
from domain.calendar.month import Month
from domain.conversation import Draft
from domain.duties.obligations import PastVisit
from domain.duties.round import PairedHousehold
from domain.visits.visits import RecentVisit

TELLING = ("visit", "report")
"""Flows whose answers may become a visit."""


def twin_of(household: PairedHousehold | None, day: date, but: int | None = None) -> PastVisit | None:
    """The newest own visit that stands for the household on that day, `but` that one."""
    if household is None:
        return None
    mine = (None, household.pairing.person_id)
    alike = (one for one in household.visits if one.visited_on == day and one.person_id in mine)
    return max((one for one in alike if one.visit_id != but), key=lambda one: one.visit_id, default=None)


def told_again(draft: Draft | None, homes: Iterable[PairedHousehold], today: date) -> set[int]:
    """The saved visits that what is under way may turn out to be the same as."""
    if draft is None or draft.flow not in TELLING:
        return set()
    answers, by_id = draft.answers, {one.id: one for one in homes}
    last = Month.of(today).previous.last
    twins = [
        twin_of(by_id.get(one.get("household", -1)), day)
        for one in (answers, *answers.get("proposals", ()))
        for day in {_day_of(one, today), today, last}
    ]
    return {one.visit_id for one in twins if one} | ({answers["twin"]} if answers.get("twin") else set())


def _day_of(batch: Mapping[str, Any], today: date) -> date:
    return date.fromisoformat(batch["day"]) if batch.get("day") else today


def saved_visit(moment: Moment, twin: PastVisit, household: PairedHousehold) -> RecentVisit:
    """The visit with its photos and words."""
    known = (one for one in moment.facts.recent if one.visit_id == twin.visit_id)
    bare = RecentVisit(twin.visit_id, household.id, twin.mode, twin.visited_on, moment.event.at, late=False)
    return next(known, bare)


def undecided(moment: Moment) -> tuple[int, ...]:
    """The places of the proposals of which is still to be asked whether they are the same visit."""
    homes = moment.facts.round
    return tuple(
        at
        for at, one in enumerate(moment.answers.get("proposals", ()))
        if not one.get("once")
        and not one.get("apart")
        and twin_of(homes.get(one["household"]), date.fromisoformat(one["day"]))
    )


def is_told_twice(moment: Moment) -> bool:
    """There is a visit already of a household and day that is about to be recorded."""
    if moment.answers.get("proposals"):
        return bool(undecided(moment))
    return twin_of(given.household(moment), given.day(moment)) is not None


def is_told_twice_here(moment: Moment) -> bool:
    """There is a visit already of the card's household on its day."""
    return twin_of(given.household(moment), given.day(moment)) is not None


def is_told_twice_last_month(moment: Moment) -> bool:
    """There would be a visit already, if what may be last month's is dated there."""
    return is_told_twice(replace(moment, answers=dated_last_month(moment)))


def is_another_to_ask(moment: Moment) -> bool:
    """More than one of those proposed may be the same as a saved visit."""
    return len(undecided(moment)) > 1


def meets_another(moment: Moment) -> bool:
    """The day chosen for a saved visit has another visit to that household."""
    day, answers = chosen_day(moment), moment.answers
    if day is None or not is_day_open(moment):
        return False
    return twin_of(given.household(moment), day, but=answers["visit"]) is not None


def asks_before_report(moment: Moment) -> bool:
    """The question came before a need is told."""
    return bool(moment.answers.get("reports"))
