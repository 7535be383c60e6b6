"""What a message begins that no card has asked for, and which commands a menu shows."""

from collections.abc import Mapping

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Opener
from bot.flows.engine.port import Event, Kind
from bot.flows.visit.photo_rules import opens_visits
from bot.flows.visit.troubles import tells_need
from domain.people.access import Action


def _of_file(event: Event, facts: Facts) -> str | None:
    """What stands below a film may name a household; all other files but workbooks are of no use."""
    if facts.person and event.media and facts.round.caption(event.text).matches:
        return "arrived"
    return _is_for_the_clerk(event, facts)


def _is_for_the_clerk(event: Event, facts: Facts) -> str | None:
    """A file starts an import for the clerk; others who send a workbook are told that the clerk does this."""
    is_no_sheet = event.media in ("heic", "video")
    if facts.person is None or event.attachment is None or is_no_sheet:
        return None
    is_workbook = event.attachment.name.casefold().endswith(".xlsx")
    return "import" if is_workbook or facts.may(Action.IMPORT) else None


def _opened_by_words(event: Event, facts: Facts) -> str | None:
    """Words about a household: a visit, or trouble there."""
    if opens_visits(event.text, facts):
        return "arrived"
    return "told" if tells_need(event.text, facts) else None


OPENERS: Mapping[Kind, Opener] = {
    Kind.FILE: _of_file,
    Kind.VOICE: lambda event, facts: "need" if facts.person and facts.round and event.voice else None,
    Kind.PHOTO: lambda _event, facts: "arrived" if facts.person and facts.round else None,
    Kind.TEXT: lambda event, facts: _opened_by_words(event, facts) if facts.person else None,
}
SHOWN_COMMANDS = ("visit", "need", "mine", "leave", "feedback", "lang", "help", "cancel")
"""Everybody's command menu, in order; `/start` is Telegram's own button."""
LEADING_COMMANDS = (*SHOWN_COMMANDS[:4], "digest", *SHOWN_COMMANDS[4:])
"""Menu commands of township leaders, village heads and clerks."""
STAFF_COMMANDS = ("people",)
"""Additional menu commands for clerks and village heads."""
CLERK_COMMANDS = ("import", "export", "invite")
"""Additional menu commands for clerks."""
