"""Outcomes of 改户主 and 搬家."""

from datetime import timedelta

from bot.flows.engine.flow import Moment, Outcome
from bot.flows.engine.port import say
from bot.flows.people import homes_rules as may
from bot.flows.people.rules import starts_on
from bot.flows.people.turns import me
from bot.flows.shared.day_words import not_a_day
from domain.people.staff import HeadChanged, HouseholdMoved


def pick_home(moment: Moment) -> Outcome:
    """Open the card of the household pressed."""
    picked = may.chosen_home(moment)
    assert picked is not None  # the guard saw it
    return moment.with_answers(home=picked.id)


def _at_home(moment: Moment) -> dict[str, int]:
    return {key: moment.answers[key] for key in ("who", "home")}


def to_home(moment: Moment) -> Outcome:
    """Back to the household's card."""
    return Outcome(_at_home(moment))


def keep_head(moment: Moment) -> Outcome:
    """The name typed, to be looked at."""
    return moment.with_answers(head=may.head_typed(moment))


def refuse_head(moment: Moment) -> Outcome:
    """The words are no name, or the present one."""
    return Outcome(moment.answers, note=say("homes.head_unclear"))


def rename(moment: Moment) -> Outcome:
    """The household has another head from today on."""
    head, facts = moment.answers["head"], moment.facts
    fact = HeadChanged(me(moment), moment.answers["home"], head, facts.today, moment.event.at)
    return Outcome({**_at_home(moment), "told": "homes.renamed", "new": head}, (fact,))


def pick_village(moment: Moment) -> Outcome:
    """On to the village's groups."""
    village = may.village(moment)
    assert village is not None  # the guard saw it
    return moment.with_answers(village=village.code, village_name=village.name)


def refuse_place(moment: Moment) -> Outcome:
    """The words are no place, or fit more than one."""
    return Outcome(moment.answers, note=say("homes.place_unclear"))


def pick_group(moment: Moment) -> Outcome:
    """On to the check card; the day is today unless another is typed (R8)."""
    picked = may.place(moment)
    assert picked is not None  # the guard saw it
    code, name = picked
    village = moment.answers["village_name"]
    place = name if name == village else village + name
    return moment.with_answers(area=code, place=place, day=moment.facts.today.isoformat())


def set_day(moment: Moment) -> Outcome:
    """The day typed."""
    day = may.moved_on(moment).day
    assert day is not None  # the guard saw it
    return moment.with_answers(day=day.isoformat())


def refuse_day(moment: Moment) -> Outcome:
    """No day, or one on which it cannot have been."""
    named, last, home = may.moved_on(moment), moment.facts.today, may.home(moment)
    unread = not_a_day(named, moment.event.text, last)
    first = home.was_until + timedelta(days=1) if home and home.was_until else None
    told = say("homes.day_after", day=named.day, last=last)
    if first:
        told = say("homes.day_closed", day=named.day, first=first, last=last)
    return Outcome(moment.answers, note=unread or told)


def move(moment: Moment) -> Outcome:
    """The household lives there from that day on."""
    answers = moment.answers
    fact = HouseholdMoved(me(moment), answers["home"], answers["area"], starts_on(moment), moment.event.at)
    return Outcome({**_at_home(moment), "told": "homes.moved", "new": answers["place"]}, (fact,))
