"""Outcomes of 移交: answers, and the pairings handed over."""

from datetime import timedelta

from bot.flows.engine.flow import Moment, Outcome
from bot.flows.people import giving_rules as may
from bot.flows.people.rules import chosen_person, starts_on, typed, typed_day
from bot.flows.people.turns import me
from bot.flows.shared.day_words import not_a_day
from domain.people.hand_over import PairingHandedOver


def pick_home(moment: Moment) -> Outcome:
    """One household goes."""
    picked = may.chosen_home(moment)
    assert picked is not None  # the guard saw it
    return Outcome(
        {"who": moment.answers["who"], "homes": [may.as_answer(picked)], "duty": picked.pairing.duty.value}
    )


def pick_all(moment: Moment) -> Outcome:
    """All of one duty go."""
    homes = may.all_of_duty(moment)
    return Outcome(
        {
            "who": moment.answers["who"],
            "homes": [may.as_answer(one) for one in homes],
            "duty": homes[0].pairing.duty.value,
        }
    )


def pick_receiver(moment: Moment) -> Outcome:
    """Who takes them."""
    receiver = chosen_person(moment)
    assert receiver is not None  # the guard saw it
    return moment.with_answers(to=receiver.person.id, found="", page=0)


def set_day(moment: Moment) -> Outcome:
    """The day of the button."""
    digits = moment.argument
    return moment.with_answers(day=f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")


def type_day(moment: Moment) -> Outcome:
    """The day typed."""
    day = typed_day(moment)
    assert day is not None  # the guard saw it
    return moment.with_answers(day=day.isoformat())


def unclear(moment: Moment) -> Outcome:
    """The words are no day."""
    tomorrow = moment.facts.today + timedelta(days=1)
    return Outcome(moment.answers, note=not_a_day(typed(moment), moment.event.text, tomorrow))


def hand_over(moment: Moment) -> Outcome:
    """Close the pairings and open the others; history is not touched."""
    facts = tuple(
        PairingHandedOver(me(moment), one.pairing, moment.answers["to"], starts_on(moment), moment.event.at)
        for one in may.chosen_homes(moment)
    )
    kept = {key: moment.answers[key] for key in ("who", "to", "day")}
    return Outcome({**kept, "n": len(facts)}, facts)
