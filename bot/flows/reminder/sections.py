"""A message about duties, put together from the facts of now: one section a reason, the strongest first."""

from collections.abc import Callable

from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Say
from bot.flows.reminder.digest import digest_section
from bot.flows.reminder.escalation_words import escalated_section, help_section
from bot.flows.reminder.gap_words import gap_section, rectify_section
from bot.flows.reminder.needs import late_section, needs_section
from bot.flows.reminder.office import calendar_section, lost_section
from bot.flows.reminder.visits import visits_section
from bot.flows.reminder.words import Section, greeting

Tells = Callable[[Moment, Say | str], Section | None]
ORDER: tuple[Tells, ...] = (
    digest_section,
    gap_section,
    visits_section,
    rectify_section,
    needs_section,
    escalated_section,
    help_section,
    late_section,
    lost_section,
    calendar_section,
)


def sections(moment: Moment) -> list[Section]:
    """What is left of the message's reasons; only the first of them greets."""
    found: list[Section] = []
    for tells in ORDER:
        section = tells(moment, "" if found else greeting(moment))
        found += [section] if section else []
    return found
