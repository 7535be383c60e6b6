"""How the villages of a digest stand: each by name, or where there are many by counts and whom to support."""

from collections.abc import Sequence

from bot.flows.digest.names import reason_word, strung, village_name
from bot.flows.engine.port import Say, say
from domain.digest.digest import VILLAGES_A_PAGE, AreaStanding, Digest
from domain.digest.pace import Pace

TO_SUPPORT = 8
"""Villages named of those that need support, where there are too many to name all."""
REASONS_TOLD = 3
OTHER = "other"
"""The reason that says nothing."""


def is_long(digest: Digest) -> bool:
    """Whether the villages do not fit the message, so that they are leafed through."""
    return len(digest.villages) > VILLAGES_A_PAGE


def villages_line(digest: Digest) -> tuple[Say, ...]:
    """The line, or lines, that a message has for them."""
    villages = digest.villages
    if not villages:
        return ()
    if len(villages) > 1 and all(one.pace is Pace.EARLY for one in villages):
        return (say("digest.villages_early"),)
    if not is_long(digest):
        return (say("digest.villages", villages=slashed([village_words(one) for one in villages])),)
    counts = [
        say("digest.villages_of", what=say(f"digest.colour.{one.key}"), n=one.count) for one in digest.paces
    ]
    return (say("digest.villages_counted", n=len(villages), counts=slashed(counts)), *_to_support(villages))


def _to_support(villages: Sequence[AreaStanding]) -> tuple[Say, ...]:
    found = [one for one in villages if one.pace is Pace.SUPPORT]
    if not found:
        return ()
    named = slashed([_named(one) for one in found[:TO_SUPPORT]])
    others = len(found) - TO_SUPPORT
    return (say("digest.support_of_many" if others > 0 else "digest.support", villages=named, n=len(found)),)


def village_words(one: AreaStanding) -> Say:
    """A village by its colour and word, and what has been said for it where it is not on track."""
    return say("digest.village", village=_named(one, say(f"digest.colour.{one.pace}")), why=_why(one))


def _named(one: AreaStanding, pace: Say | None = None) -> Say:
    name = village_name(one.name)
    if pace:
        return say("digest.village_pace", village=name, pace=pace)
    return say("digest.village", village=name, why=_why(one))


def _why(one: AreaStanding) -> Say | str:
    """Whose visits make the colour, if not the responsible persons', and what has been said for it."""
    if one.pace not in (Pace.SLOW, Pace.SUPPORT, Pace.EXCUSED):
        return ""
    is_contact = one.responsible.pace is not one.pace and one.contact.coverage.owed
    whose = (say("digest.by_contact", done=one.contact.done.counts),) if is_contact else ()
    said = [key for key in one.explained if key != OTHER][:REASONS_TOLD]
    reasons = (say("digest.explained", why=tuple(reason_word(key) for key in said)),) if said else ()
    why = (*whose, *reasons)
    return say("digest.aside", why=strung("digest.and", why)) if why else ""


def village_lines(some: Sequence[AreaStanding]) -> tuple[Say, ...]:
    """A page of villages, one a line with its counts."""
    return tuple(_line(one) for one in some)


def _line(one: AreaStanding) -> Say:
    village = village_words(one)
    if not (one.responsible.coverage.owed or one.contact.coverage.owed):
        return say("digest.village_alone", village=village)
    done, contact = one.responsible.done.counts, one.contact.done.counts
    return say("digest.village_line", village=village, done=done, contact=contact)


def slashed(several: Sequence[Say]) -> Say:
    """One beside the other: 石板村 绿·正常 / 柳坪村 绿·正常."""
    return strung("digest.slash", several)
