"""Outcomes of the people flow's moves."""

from collections.abc import Mapping

from bot.flows.engine.flow import Moment, Outcome
from bot.flows.engine.port import say
from bot.flows.people.rules import chosen_person, colleague, typed_number, unjoined
from domain.conversation import NO_ANSWERS
from domain.paperwork import Paper, PaperworkAsked
from domain.people.people import Person
from domain.people.staff import PersonRestored, PersonSuspended, PhoneChanged


def me(moment: Moment) -> int:
    """Who acts."""
    person = moment.facts.person
    assert person is not None  # strangers are stopped at the gate
    return person.id


def _person(moment: Moment) -> Person:
    person = colleague(moment)
    assert person is not None  # the guard saw it
    return person.person


def leave(moment: Moment) -> Outcome:
    """Nothing is changed, as asked."""
    return Outcome(NO_ANSWERS, note=say("cancelled"))


def pick_person(moment: Moment) -> Outcome:
    """Open the card of the person pressed; the list stays where it was."""
    person = chosen_person(moment)
    assert person is not None  # the guard saw it
    return moment.with_answers(who=person.person.id)


def keep_person(moment: Moment) -> Outcome:
    """Back to the person's card, or on to what is done there."""
    return Outcome({"who": moment.answers["who"]})


def search(moment: Moment) -> Outcome:
    """List who fits the words."""
    return moment.with_answers(found=moment.event.text.strip(), page=0)


def show_all(moment: Moment) -> Outcome:
    """The whole list again."""
    return Outcome(NO_ANSWERS)


def to_list(moment: Moment) -> Outcome:
    """Back to the list as it was."""
    kept = {key: moment.answers[key] for key in ("found", "page") if key in moment.answers}
    return Outcome(kept)


def ask_invitation(moment: Moment) -> Outcome:
    """The link is made beside the conversation, and in no draft."""
    return _invited(moment, moment.answers, person=_person(moment).id)


def invite_person(moment: Moment) -> Outcome:
    """A link for the person of the button."""
    picked = pick_person(moment).answers["who"]
    return _invited(moment, {"who": picked}, person=picked)


def invite_everybody(moment: Moment) -> Outcome:
    """A link for everybody who has not joined, each in a message of its own that can be handed on."""
    people = [one.person.id for one in unjoined(moment)]
    return _invited(moment, {"invited": people}, people=people)


def _invited(moment: Moment, answers: Mapping[str, object], **terms: object) -> Outcome:
    facts, event = moment.facts, moment.event
    asked = PaperworkAsked(facts.fresh_id, Paper.INVITE_PICTURE, me(moment), event.chat, terms, event.at)
    return Outcome({**answers, "paper": asked.paper_id}, (asked,))


def tell_invitations(moment: Moment) -> Outcome:
    """The links have gone out, or could not be made."""
    made = bool((moment.facts.answer or {}).get("ok"))
    count = len(moment.answers["invited"])
    words = say("people.invited_all", n=count) if made else say("people.not_invited")
    return Outcome(NO_ANSWERS, note=words)


def tell_invitation(moment: Moment) -> Outcome:
    """The link has gone out in a message of its own, or could not be made."""
    made = bool((moment.facts.answer or {}).get("ok"))
    words = say("people.invited", name=_person(moment).name) if made else say("people.not_invited")
    return Outcome({"who": moment.answers["who"]}, note=words)


def suspend(moment: Moment) -> Outcome:
    """Shut the person out from the next update on."""
    person = _person(moment)
    return _done(moment, PersonSuspended(me(moment), person.id, moment.event.at), "people.stopped")


def restore(moment: Moment) -> Outcome:
    """Let the person in again."""
    person = _person(moment)
    return _done(moment, PersonRestored(me(moment), person.id, moment.event.at), "people.restored")


def keep_number(moment: Moment) -> Outcome:
    """The number typed, to be looked at."""
    return moment.with_answers(phone=typed_number(moment))


def refuse_number(moment: Moment) -> Outcome:
    """The words are no number, or somebody's."""
    key = "people.number_taken" if typed_number(moment) else "people.number_unclear"
    return Outcome(moment.answers, note=say(key))


def change_number(moment: Moment) -> Outcome:
    """Write the number down."""
    person = _person(moment)
    fact = PhoneChanged(me(moment), person.id, moment.answers["phone"], moment.event.at)
    return _done(moment, fact, "people.renumbered")


def _done(moment: Moment, fact: object, told: str) -> Outcome:
    return Outcome({"who": moment.answers["who"], "told": told}, (fact,))


def number_taken(moment: Moment) -> Outcome:
    """Somebody was given the number meanwhile."""
    return Outcome({"who": moment.answers["who"]}, note=say("people.number_taken"))
