"""Guards that conversations share: who may read a digest, and whether the card was opened from one."""

from bot.flows.engine.flow import Moment
from domain.digest.reader import reader_of


def may_read(moment: Moment) -> bool:
    """The person leads the township, heads a village, or keeps the ledger."""
    return reader_of(moment.facts.actor, moment.facts.today) is not None


def came_from_digest(moment: Moment) -> bool:
    """The card was opened from a list of a digest."""
    return bool(moment.answers.get("issue")) and may_read(moment)


def came_from_village(moment: Moment) -> bool:
    """The card was opened from a village's households that are left."""
    return came_from_digest(moment) and "missed" in moment.answers
