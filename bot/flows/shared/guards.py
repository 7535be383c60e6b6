"""Guards that conversations share: who may look at villages and digests, and what a card was opened from."""

from bot.flows.engine.flow import Moment
from domain.digest.reader import reader_of
from domain.households.browse import areas_seen


def may_read(moment: Moment) -> bool:
    """The person leads the township, heads a village, or keeps the ledger."""
    return reader_of(moment.facts.actor, moment.facts.today) is not None


def came_from_digest(moment: Moment) -> bool:
    """The card was opened from a list of a digest."""
    return bool(moment.answers.get("issue")) and may_read(moment)


def came_from_village(moment: Moment) -> bool:
    """The card was opened from a village's households that are left."""
    return came_from_digest(moment) and "missed" in moment.answers


def browses_only(moment: Moment) -> bool:
    """The person's office reaches some village, and no household is paired with the person."""
    return not moment.facts.round and may_browse(moment)


def may_browse(moment: Moment) -> bool:
    """The person's office reaches some village."""
    return bool(areas_seen(moment.facts.actor, moment.facts.today))
