"""`suspend`: a person is shut out from the next update on, and what is queued to that chat is purged."""

from bot.commands.console import Refusal
from bot.flows.engine.port import say
from bot.office import Office
from domain.people.people import Person
from domain.people.staff import PersonRestored, PersonSuspended


def suspend(office: Office, phone: str, *, restore: bool = False) -> Person:
    """Shut out the person with that number, or let that person in again; raises OperatorError."""
    with office.database.write() as unit:
        person = unit.people.by_phone(phone)
        if person is None:
            raise Refusal(say("cli.nobody", phone=phone))
        kind = PersonRestored if restore else PersonSuspended
        unit.records.write([kind(None, person.id, office.clock.now())])
    return person
