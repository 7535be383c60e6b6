"""Section of a duty message for the clerk: people who cannot be reached, a calendar that is missing."""

from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Say, choice, say
from bot.flows.people.rules import looks_after_people
from bot.flows.reminder.words import Section
from bot.flows.shared.words import LONGEST_HEAD, NAMED_OF_MANY, clipped
from domain.notices.owed import LOST, UNPUBLISHED


def lost_section(moment: Moment, hello: Say | str) -> Section | None:
    """Who cannot be reached, so that somebody calls them."""
    book = moment.facts.duties
    names = book.lost if book and LOST in moment.answers else ()
    if not names or not looks_after_people(moment):
        return None
    short = tuple(clipped(one, LONGEST_HEAD) for one in names[:NAMED_OF_MANY])
    some = say("reminder.people_of_many", names=short, n=len(names)) if len(names) > len(short) else short
    return Section((say("office.lost", hello=hello, names=some),), ((choice("people"),),))


def calendar_section(moment: Moment, hello: Say | str) -> Section | None:
    """The year whose make-up days are not known yet."""
    years = moment.answers.get(UNPUBLISHED, ())
    missing = [one for one in years if not moment.facts.policy.working_days().is_published(one)]
    if not missing:
        return None
    return Section((say("office.calendar", hello=hello, year=str(max(missing))),), ((choice("noted"),),))
