"""Words about visits that are told of together: whose they are, when they were, and how it was."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Say, say
from bot.flows.shared.day_words import not_a_day
from bot.flows.shared.menu import CODE_TAIL
from bot.flows.shared.words import LONGEST_HEAD, clipped
from bot.flows.visit.rules import earliest_for
from bot.flows.visit.tray import Batch
from domain.calendar.days import Named
from domain.calendar.month import Month
from domain.duties.obligations import PastVisit
from domain.duties.round import PairedHousehold, Round
from domain.visits.visits import Mode
from domain.writing.characters import is_same_name

NAMED = 5
"""Households named at once with their photos; more are told by their names alone."""
AT_MOST_NAMED = 8
LINES = 5
"""Lines of a card that asks; what was recorded is told in full."""


def home_words(moment: Moment, batch: Batch) -> Say:
    """A household, and how many photos came of it."""
    # Of what was added to a saved visit only that is told.
    head, photos = _head(moment, batch), len(batch.get("joined", batch.get("photos", ())))
    note = say("visit.note_clause") if batch.get("note") or batch.get("voices") else ""
    if photos:
        return say("visit.home_with_photos", head=head, n=photos, note=note)
    return say("visit.home_with_note", head=head) if note else say("visit.home_of", head=head)


def _head(moment: Moment, batch: Batch) -> str:
    household = moment.facts.round.get(batch.get("household", -1))
    return head_of(moment, household) if household else "—"


def joined_words(moment: Moment, answers: Batch) -> Say | None:
    """What was added to a saved visit, as long as it can be taken back."""
    household = moment.facts.round.get(answers["household"])
    if "joined" not in answers or household is None:
        return None
    photos, added = len(answers["joined"]), answers.get("added", {})
    note = say("visit.note_clause") if added.get("note") or added.get("voices") else ""
    words = say("visit.joined_note") if note else ""
    what = say("visit.joined_photos", n=photos, note=note) if photos else words
    return say("visit.joined", head=head_of(moment, household), what=what)


def head_of(moment: Moment, household: PairedHousehold) -> str:
    """The head's name; with the group, or the end of the code, where another head is called the same."""
    around = moment.facts.round
    if around.has_namesake(household):
        return f"{household.head} {household.code[-CODE_TAIL:]}"
    namesakes = [one for one in around.households if is_same_name(one.head, household.head)]
    return (
        household.head if len(namesakes) == 1 else f"{household.group or household.village}{household.head}"
    )


def heads_of(moment: Moment, batches: Sequence[Batch]) -> tuple[Say, ...]:
    """Their households, each with its photos if they are few."""
    if len(batches) <= NAMED:
        return tuple(home_words(moment, one) for one in batches)
    named = tuple(say("visit.head", head=_head(moment, one)) for one in batches[:AT_MOST_NAMED])
    left = len(batches) - len(named)
    return (*named, say("visit.and_more", n=left)) if left else named


def told_together(moment: Moment, batches: Sequence[Batch], at_most: int = LINES) -> tuple[Say, ...]:
    """Household by household, a line each, in the order in which they came; the last may share one."""
    if len(batches) == 1:
        (one,) = batches
        # How many photos came is told already if all came of one household.
        who = home_words(moment, one) if "visit" in one else say("visit.home_of", head=_head(moment, one))
        return (_line(moment, one, f"visit.told_{_mode(one).value}", who),)
    shown = batches if len(batches) <= at_most else batches[: at_most - 1]
    lines = tuple(
        _line(moment, one, f"visit.line_{_mode(one).value}", home_words(moment, one)) for one in shown
    )
    others = batches[len(shown) :]
    return (*lines, say("visit.and_also", who=heads_of(moment, others))) if others else lines


def _line(moment: Moment, batch: Batch, key: str, who: Say) -> Say:
    day = day_of(batch)
    when = say("visit.today") if day == moment.facts.today else say("visit.day", day=day)
    late = say("visit.late_clause") if _is_late(batch) else ""
    late = say("visit.same_clause") if "joined" in batch else late
    return say(key, who=who, when=when, late=late)


def day_of(batch: Batch) -> date:
    """The day of the visit."""
    return date.fromisoformat(batch.get("visited_on") or batch["day"])


def _mode(batch: Batch) -> Mode:
    return Mode(batch.get("mode") or batch["said"])


def _is_late(batch: Batch) -> bool:
    if "late" in batch:
        return bool(batch["late"])
    return bool(batch.get("told_on")) and batch["day"] < batch["told_on"]


def day_refused(moment: Moment, named: Named, household: PairedHousehold | None) -> Say:
    """Why the day that was named is not taken, and which would be."""
    today, earliest = moment.facts.today, earliest_for(moment, household)
    example = max(earliest, today - timedelta(days=1))
    unread = not_a_day(named, named.words or moment.event.text, example)
    key = "visit.day_closed" if earliest < today else "visit.day_closed_but_today"
    return unread or say(key, day=named.day, earliest=earliest, today=today)


def aside_words(moment: Moment) -> tuple[Say, ...]:
    """What came besides, and what will be asked about later."""
    proposals, waiting = moment.answers.get("proposals", ()), moment.answers.get("waiting", ())
    aside = (say("visit.aside", n=len(proposals)),) if proposals else ()
    return (*aside, *waiting_words(moment, waiting))


def waiting_words(moment: Moment, waiting: Sequence[Batch]) -> tuple[Say, ...]:
    """What will be asked later: households, and photos without a household."""
    named = [one for one in waiting if moment.facts.round.get(one.get("household", -1))]
    photos = sum(len(one.get("photos", ())) for one in waiting)
    if named and len(named) == len(waiting):
        # That there is a note is told when it is asked about.
        return (say("visit.waiting_homes", who=heads_of(moment, [{**one, "note": ""} for one in named])),)
    return (say("visit.waiting", n=photos) if photos else say("visit.waiting_words"),) if waiting else ()


def voice_words(answers: Mapping[str, Any]) -> tuple[Say, ...]:
    """What was spoken, by its length."""
    spoken = answers.get("voices", ())
    return (say("visit.voice", n=sum(one[2] for one in spoken)),) if spoken else ()


def stands_in_words(household: PairedHousehold) -> tuple[Say, ...]:
    """Whom the visitor stands in for, if anybody."""
    name = household.stands_in_for
    return (say("visit.stands_in", name=clipped(name, LONGEST_HEAD)),) if name else ()


def month_words(moment: Moment, after: Round, month: Month) -> Say:
    """Where the month stands after a visit."""
    total, left = len(after.households), len(after.open)
    if month == Month.of(moment.facts.today).previous:
        return say("visit.progress_last_month", done=total - len(after.open_in(month)), n=total)
    return say("visit.progress", done=total - left, n=total) if left else say("visit.complete", n=total)


def round_after(moment: Moment, visits: Sequence[Batch]) -> Round:
    """The round as it stands with these visits counted."""
    after = moment.facts.round
    for one in visits:
        after = after.with_visit(one["household"], PastVisit(one["visit"], _mode(one), day_of(one)))
    return after
