"""What each state of the conversation about people asks."""

from collections.abc import Sequence

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Choice, Rows, Say, choice, say
from bot.flows.people.rules import (
    chosen_list,
    colleague,
    is_clerk,
    is_found,
    may_give,
    may_invite,
    may_renumber,
    may_restore,
    may_suspend,
    unjoined,
)
from bot.flows.shared.menu import BACK_OR_CANCEL, more_choice, page_of, two_a_row
from domain.people.names import alike, twice
from domain.people.people import STAR, mask
from domain.people.staff import Colleague

PHONE_TAIL = 4
"""So much of a phone number tells two of one name apart."""
BACK: Rows = ((choice("back"),),)
NOT_YOURS = Card((say("people.not_yours"),), BACK)
ONWARDS: Rows = ((choice("person"), choice("people")),)
NOT_YOURS_ANY_MORE = Card((say("people.not_yours"),), ONWARDS)


def role_words(person: Colleague, facts: Facts) -> tuple[Say, ...]:
    """What the person is today, in words."""
    return tuple(say(f"role.{word}") for word in person.words(facts.today)) or (say("role.none"),)


def stands(person: Colleague) -> Say:
    """Whether the person has joined; a suspended one is told as such."""
    if person.person.suspended_at is not None:
        return say("people.suspended")
    return say("people.joined" if person.person.joined_at else "people.not_joined")


def person_choices(listed: Sequence[Colleague], facts: Facts, trigger: str) -> list[Choice]:
    """People on a list; of two with one name the end of the phone number is told, too."""
    shared = twice((one.person.name, "") for one in listed)
    return [_person_choice(one, facts, trigger, is_shared=alike(one.person.name) in shared) for one in listed]


def _person_choice(person: Colleague, facts: Facts, trigger: str, *, is_shared: bool) -> Choice:
    """Name, roles, joined or not; it always contains ` · `."""
    name = person.person.name
    if is_shared:
        name = f"{name} {mask(person.person.phone)[-PHONE_TAIL:].lstrip(STAR)}"
    words = say("people.choice", name=name, roles=role_words(person, facts), joined=stands(person))
    return Choice(f"{trigger}-{to_base36(person.person.id)}", words)


def paged(choices: Sequence[Choice], page: int) -> Rows:
    """One page of a list of buttons, one a row, and the way to the next page."""
    shown, pages = page_of(choices, page)
    rows: Rows = tuple((one,) for one in shown)
    return (*rows, (more_choice(page, pages),)) if pages > 1 else rows


def ask_person(moment: Moment) -> Card:
    """Everybody looked after, or whom a search has found."""
    facts = moment.facts
    if facts.staff is None:
        return NOT_YOURS
    listed = chosen_list(moment)
    rows = paged(person_choices(listed, facts, "who"), moment.answers.get("page", 0))
    if is_found(moment):
        key = "people.found" if listed else "people.not_found"
        return Card((say(key, words=moment.answers["found"][:20]),), (*rows, *BACK_OR_CANCEL))
    return Card((say("people.list", n=len(listed)),), (*rows, *BACK_OR_CANCEL))


def ask_unjoined(moment: Moment) -> Card:
    """Who has no link yet, or has not used it: one at a time, or all of them."""
    facts, listed = moment.facts, unjoined(moment)
    if facts.staff is None:
        return NOT_YOURS
    if not listed:
        return Card((say("people.all_joined"),), ((choice("people"),), *BACK_OR_CANCEL))
    rows = paged(person_choices(listed, facts, "who"), moment.answers.get("page", 0))
    everybody: Rows = ((choice("everybody", n=len(listed)),),) if len(listed) > 1 else ()
    return Card((say("people.unjoined", n=len(listed)),), (*rows, *everybody, *BACK_OR_CANCEL))


def ask_what(moment: Moment) -> Card:
    """A person's card with what may be done about that person."""
    person, facts = colleague(moment), moment.facts
    if person is None:
        return NOT_YOURS
    phone = person.person.phone if is_clerk(moment) else mask(person.person.phone)
    words = say(
        "people.card",
        name=person.person.name,
        phone=phone,
        roles=role_words(person, facts),
        n=person.households,
        joined=stands(person),
    )
    return Card((words,), (*_deeds(moment), *BACK_OR_CANCEL))


def _deeds(moment: Moment) -> Rows:
    person = colleague(moment)
    has_homes = person is not None and person.households > 0
    offered = (
        ("invite", may_invite(moment)),
        ("give", may_give(moment) and has_homes),
        ("suspend", may_suspend(moment)),
        ("restore", may_restore(moment)),
        ("number", may_renumber(moment)),
        ("homes", may_give(moment) and has_homes),
    )
    shown = [choice(name) for name, is_offered in offered if is_offered]
    return two_a_row(shown)


def tell_inviting(moment: Moment) -> Card:
    """The link and its picture are being made."""
    count = len(moment.answers.get("invited", ()))
    return Card((say("people.inviting_all", n=count) if count else say("people.inviting"),), BACK_OR_CANCEL)


def ask_to_suspend(moment: Moment) -> Card:
    """Once more before somebody is shut out."""
    person = colleague(moment)
    if person is None:
        return NOT_YOURS
    return Card((say("people.ask_suspend", name=person.person.name),), ((choice("stop"),), *BACK_OR_CANCEL))


def tell_done(moment: Moment) -> Card:
    """What was changed; the person's card is read anew from here, as it stands then."""
    person = colleague(moment)
    if person is None:
        return NOT_YOURS_ANY_MORE
    return Card((say(moment.answers["told"], name=person.person.name),), ONWARDS)


def ask_number(moment: Moment) -> Card:
    """The new phone number."""
    person = colleague(moment)
    if person is None:
        return NOT_YOURS
    return Card((say("people.ask_number", name=person.person.name),), BACK_OR_CANCEL)


def check_number(moment: Moment) -> Card:
    """The new number, to be looked at."""
    person = colleague(moment)
    if person is None:
        return NOT_YOURS
    words = say("people.check_number", name=person.person.name, phone=moment.answers["phone"])
    return Card((words,), ((choice("renumber"),), *BACK_OR_CANCEL))
