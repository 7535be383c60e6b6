"""Guards of 移交: which households go, to whom, and whether they can."""

from datetime import date

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import from_base36
from bot.flows.people.rules import chosen_person, is_clerk, may_change, may_give, staff, starts_on
from domain.calendar.days import day_of
from domain.calendar.entry_days import earliest_entry
from domain.people.access import Action
from domain.people.hand_over import Obstacle, obstacle
from domain.people.people import Duty
from domain.people.staff import Colleague, HeldHousehold

DUTY_LETTERS = {duty.value[0]: duty for duty in Duty}
"""How buttons name duties."""


def homes_to_give(moment: Moment) -> tuple[HeldHousehold, ...]:
    """The households on that person's hands that this official may hand over."""
    if not may_give(moment):
        return ()
    return tuple(one for one in staff(moment).homes if may_change(Action.HAND_OVER, moment, one))


def chosen_home(moment: Moment) -> HeldHousehold | None:
    """The household of the button pressed, under the duty that the button names."""
    duty = DUTY_LETTERS.get(moment.argument[:1])
    wanted = from_base36(moment.argument[1:])
    return next((one for one in homes_to_give(moment) if one.id == wanted and one.pairing.duty is duty), None)


def is_to_give(moment: Moment) -> bool:
    """The button's household may be handed over."""
    return chosen_home(moment) is not None


def all_of_duty(moment: Moment) -> tuple[HeldHousehold, ...]:
    """All that may be handed over under the duty of the button."""
    duty = DUTY_LETTERS.get(moment.argument)
    return tuple(one for one in homes_to_give(moment) if one.pairing.duty is duty)


def is_duty_to_give(moment: Moment) -> bool:
    """There is something to hand over under the duty of the button."""
    return bool(all_of_duty(moment))


def is_day_of_button(moment: Moment) -> bool:
    """The button names a day."""
    return day_of(moment.argument) is not None


def as_answer(one: HeldHousehold) -> list[int | str]:
    """The household as the answers keep it: which, and when its pairing ends."""
    return [one.id, one.pairing.until.isoformat() if one.pairing.until else ""]


def chosen_homes(moment: Moment) -> tuple[HeldHousehold, ...]:
    """Those to be handed over, if they are still all there; else none."""
    wanted = moment.answers.get("homes", ())
    duty = Duty(moment.answers.get("duty", Duty.RESPONSIBLE))
    held = (one for one in homes_to_give(moment) if one.pairing.duty is duty)
    # One that ends otherwise than it did when it was picked has been handed over meanwhile.
    found = tuple(one for one in held if as_answer(one) in wanted)
    return found if len(found) == len(wanted) else ()


def receivers(moment: Moment) -> tuple[Colleague, ...]:
    """Whom households may be handed to."""
    return tuple(
        one
        for one in staff(moment).people
        if one.person.suspended_at is None and one.person.id != moment.answers.get("who")
    )


def listed_receivers(moment: Moment) -> tuple[Colleague, ...]:
    """Possible receivers, filtered by the search text."""
    found = moment.answers.get("found")
    fitting = staff(moment).matching(found, by_phone=is_clerk(moment)) if found else staff(moment).people
    return tuple(one for one in receivers(moment) if one in fitting)


def is_receiver(moment: Moment) -> bool:
    """The button's person may receive households."""
    return may_give(moment) and chosen_person(moment) in receivers(moment)


def entered_from(moment: Moment) -> date:
    """The first day that anything entered today may be dated."""
    facts = moment.facts
    return earliest_entry(
        facts.today, facts.policy.working_days(), facts.policy.visits.late_entry_working_days
    )


def why_not(moment: Moment) -> Obstacle | None:
    """Why the hand-over of the check card cannot be made as things stand now."""
    receiver = staff(moment).get(moment.answers.get("to", -1))
    homes, claims = chosen_homes(moment), staff(moment).claims
    return obstacle(homes, claims, receiver, starts_on(moment), entered_from(moment))


def is_possible(moment: Moment) -> bool:
    """The hand-over can be made."""
    return may_give(moment) and why_not(moment) is None
