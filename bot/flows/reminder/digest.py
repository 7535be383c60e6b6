"""Section of a duty message: the digest of the week, and after a month's end of the month (T7)."""

from bot.flows.digest.cards import digest_rows
from bot.flows.digest.words import digest_words
from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Say
from bot.flows.reminder.gap_words import all_gaps
from bot.flows.reminder.words import Section
from domain.notices.owed import DIGEST


def digest_section(moment: Moment, _hello: Say | str) -> Section | None:
    """What it says, the month's first; None if nobody is to be visited and nothing is open."""
    book = moment.facts.digest
    told = [one for one in book.digests if not one.is_empty] if book and DIGEST in moment.answers else []
    if not told:
        return None
    first, *others = told
    missed = {one.month for one in all_gaps(moment)}
    tells = {one.issue.month: one.issue.month not in missed for one in told}
    words = [*digest_words(moment.facts, first, tells_missed=tells[first.issue.month])]
    for one in others:
        words += digest_words(moment.facts, one, after=first, tells_missed=tells[one.issue.month])
    return Section(tuple(words), digest_rows(first, tells_missed=tells[first.issue.month]))
