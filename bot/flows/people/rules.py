"""Guards of the conversations about people: what this official may do about whom at this moment."""

from datetime import date

from bot.flows.engine.flow import Guard, Moment
from bot.flows.engine.numbers import from_base36
from domain.calendar.days import Named
from domain.people.access import Action
from domain.people.hand_over import read_start
from domain.people.people import RoleKind
from domain.people.phones import phone_of
from domain.people.staff import Colleague, HeldHousehold, Staff, manages, scope

NOBODY = Staff()


def staff(moment: Moment) -> Staff:
    """The people whom this person looks after; empty if there are none."""
    return moment.facts.staff or NOBODY


def looks_after_people(moment: Moment) -> bool:
    """Whether there is anybody to look after by office."""
    return bool(scope(moment.facts.actor, moment.facts.today))


def colleague(moment: Moment) -> Colleague | None:
    """The person whose card is open."""
    return staff(moment).get(moment.answers.get("who", -1))


def chosen_person(moment: Moment) -> Colleague | None:
    """The person of the button pressed."""
    return staff(moment).get(from_base36(moment.argument))


def is_chosen(moment: Moment) -> bool:
    """The button's person is one of those looked after."""
    return chosen_person(moment) is not None


def is_found(moment: Moment) -> bool:
    """The list shows what a search has found."""
    return bool(moment.answers.get("found"))


def is_clerk(moment: Moment) -> bool:
    """Who keeps the ledger sees numbers in full."""
    return moment.facts.is_(RoleKind.CLERK) and moment.facts.may(Action.SEE_NUMBERS)


def allows(action: Action) -> Guard:
    """The one rule says that this may be done about the person of the card."""

    def guard(moment: Moment) -> bool:
        person, facts = colleague(moment), moment.facts
        return person is not None and manages(facts.actor, action, person, facts.today)

    return guard


may_give = allows(Action.HAND_OVER)
may_renumber = allows(Action.CHANGE_PHONE)


def may_invite(moment: Moment) -> bool:
    """A link is for people who may use it."""
    return allows(Action.INVITE)(moment) and not _is_suspended(moment)


def unjoined(moment: Moment) -> tuple[Colleague, ...]:
    """Who has not joined, may, and may be invited by this official."""
    facts = moment.facts
    return tuple(
        one
        for one in staff(moment).people
        if one.person.joined_at is None
        and one.person.suspended_at is None
        and manages(facts.actor, Action.INVITE, one, facts.today)
    )


def has_unjoined(moment: Moment) -> bool:
    """There is somebody to invite."""
    return bool(unjoined(moment))


def is_invited(moment: Moment) -> bool:
    """The button's person is one of those who may be invited."""
    return chosen_person(moment) in unjoined(moment)


def invites_everybody(moment: Moment) -> bool:
    """The links being made are for several people."""
    return bool(moment.answers.get("invited"))


def are_my_papers(moment: Moment) -> bool:
    """They are what is made now."""
    return invites_everybody(moment) and is_my_paper(moment)


def may_suspend(moment: Moment) -> bool:
    """Anybody in reach but oneself: the last clerk must not lock the door from outside."""
    person, me = colleague(moment), moment.facts.person
    is_me = person is not None and me is not None and person.person.id == me.id
    return allows(Action.SUSPEND)(moment) and not _is_suspended(moment) and not is_me


def may_restore(moment: Moment) -> bool:
    """Only who was suspended can be restored."""
    return allows(Action.SUSPEND)(moment) and _is_suspended(moment)


def _is_suspended(moment: Moment) -> bool:
    person = colleague(moment)
    return person is not None and person.person.suspended_at is not None


def typed_number(moment: Moment) -> str | None:
    """The phone number typed, as the ledger writes it."""
    return phone_of(moment.event.text)


def is_number_free(moment: Moment) -> bool:
    """The number typed is one, and nobody has it."""
    number = typed_number(moment)
    return may_renumber(moment) and number is not None and number not in staff(moment).taken


def is_kept_number_free(moment: Moment) -> bool:
    """The number of the check card is still nobody's."""
    return may_renumber(moment) and moment.answers["phone"] not in staff(moment).taken


def is_my_paper(moment: Moment) -> bool:
    """The paper that is made is the one this card waits for."""
    return moment.event.paper == moment.answers.get("paper")


def may_change(action: Action, moment: Moment, home: HeldHousehold | None) -> bool:
    """Whether the one rule lets this official do that to that household."""
    village = home.village_code if home else None
    return home is not None and moment.facts.may(action, household=home.id, village=village)


def starts_on(moment: Moment) -> date:
    """The day from which the receiver has the duty."""
    return date.fromisoformat(moment.answers["day"])


def typed(moment: Moment) -> Named:
    """What the words typed name."""
    return read_start(moment.event.text, moment.facts.today)


def typed_day(moment: Moment) -> date | None:
    """The day typed."""
    return typed(moment).day


def is_day(moment: Moment) -> bool:
    """The words are a day."""
    return typed_day(moment) is not None


def chosen_list(moment: Moment) -> tuple[Colleague, ...]:
    """Those looked after, or of them those whom the search fits."""
    found = moment.answers.get("found")
    if not found:
        return staff(moment).people
    return staff(moment).matching(found, by_phone=is_clerk(moment))
