"""What areas, days, excuses and counts of a digest are called."""

from collections.abc import Iterable
from functools import reduce

from bot.flows.engine.port import Say, say
from bot.flows.shared.words import clipped, month_words
from domain.calendar.month import Month
from domain.digest.days import Span
from domain.digest.digest import Digest
from domain.duties.answers import REASONS
from domain.people.people import TOWNSHIP

LONGEST_VILLAGE = 12
VILLAGES_NAMED = 3
TALLIES_TOLD = 8
EXCUSES = ("leave", "road", "away")


def area_words(digest: Digest) -> Say:
    """The township, the village, or some of several villages."""
    if digest.area_code == TOWNSHIP or not digest.villages:
        return say("digest.area", name=clipped(digest.whole.name))
    names = tuple(village_name(one.name) for one in digest.villages)
    if len(names) <= VILLAGES_NAMED:
        return say("digest.area", name=names)
    return say("digest.area_of_many", names=names[:VILLAGES_NAMED], n=len(names))


def village_name(name: str) -> str:
    """A village's name, shortly."""
    return clipped(name, LONGEST_VILLAGE)


def span_words(span: Span) -> Say:
    """Days, the month only once where there is only one."""
    if span.first == span.last:
        return say("digest.span_day", day=span.first)
    if not span.is_in_one_month:
        return say("digest.span_across", first=span.first, last=span.last)
    month = month_words(Month.of(span.first))
    return say("digest.span", month=month, first=span.first.day, last=span.last.day)


def reason_word(key: str) -> Say:
    """Words for an excuse or reason; a township's own reasons are shown as written."""
    if key in EXCUSES:
        return say(f"digest.excuse.{key}")
    return (
        say(f"help.reason.{key}") if key in REASONS else say("need.said", words=clipped(key, LONGEST_VILLAGE))
    )


def tallies(counted: Iterable[tuple[Say, int]]) -> Say:
    """Counts by what they count: 住房2 饮水1."""
    told = [say("digest.tally", what=what, n=count) for what, count in counted]
    shown = (*told[:TALLIES_TOLD], *((say("digest.etc"),) if len(told) > TALLIES_TOLD else ()))
    return strung("digest.beside", shown)


def strung(key: str, several: Iterable[Say]) -> Say:
    """A list of words; the locale decides what separates them."""

    def pair(one: Say, other: Say) -> Say:
        return say(key, one=one, other=other)

    return reduce(pair, several)
