"""What must be loaded for a conversation about people: as much as its draft names."""

from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Event, Kind
from domain.conversation import NO_ANSWERS, Draft
from domain.people.phones import phone_of
from domain.people.staff import Staff, scope
from storage.unit import Unit


def staff_for(unit: Unit, facts: Facts, draft: Draft | None, event: Event) -> Staff | None:
    """The people looked after, if the person looks after any; the one of the draft with all households."""
    areas = scope(facts.actor, facts.today)
    is_elsewhere = event.command is not None and event.command[0] not in ("people", "invite")
    if not areas or is_elsewhere:
        return None
    answers = draft.answers if draft else NO_ANSWERS
    typed = phone_of(event.text) if event.kind is Kind.TEXT else None
    phones = [one for one in (typed, answers.get("phone")) if one]
    return unit.staff.seen_from(areas, facts.today, focus=answers.get("who"), phones=phones)
