"""What a digest says, a line for each thing that a leader can act on (transcript T7)."""

from collections.abc import Iterator

from bot.flows.digest.names import area_words, reason_word, span_words, strung, tallies
from bot.flows.digest.village_words import villages_line
from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Say, say
from bot.flows.need.words import category_words, reason_words
from bot.flows.shared.words import LONGEST_HEAD, clipped, month_words
from domain.calendar.month import Month
from domain.digest.counts import Decision
from domain.digest.days import Edition
from domain.digest.digest import Digest
from domain.digest.pace import Pace, Share
from domain.digest.praise import Praise, in_turn
from domain.digest.progress import Progress

DECISIONS_TOLD = 4


def digest_words(
    facts: Facts, digest: Digest, *, after: Digest | None = None, tells_missed: bool = True
) -> tuple[Say, ...]:
    """All its lines; the few that are left to say `after` that of a month in the same message.

    `tells_missed` False: another section of the message is about whom nobody visited in that month.
    """
    head = _title(facts, digest)
    if digest.is_empty:
        return head, say("digest.empty")
    visits = (_visits(digest), *(_unvisited(facts, digest) if tells_missed else ()))
    if after:
        return head, *(visits if after.issue.month != digest.issue.month else ()), _needs(facts, digest)
    numbers = (head, *_idle(digest), *visits, _needs(facts, digest), *villages_line(digest))
    return (*numbers, *_to_check(digest), *_praise(facts, digest), *_decisions(facts, digest))


def _title(facts: Facts, digest: Digest) -> Say:
    issue, area = digest.issue, area_words(digest)
    if issue.edition is Edition.MONTH:
        return say("digest.title_month", area=area, month=month_words(issue.month))
    so_far = issue.span.first <= facts.today <= issue.span.last
    return say("digest.title_so_far" if so_far else "digest.title", area=area, span=span_words(issue.span))


def _idle(digest: Digest) -> tuple[Say, ...]:
    """A kind word where nothing was written down at all."""
    if not digest.is_idle:
        return ()
    return (say("digest.idle_early" if digest.whole.pace is Pace.EARLY else "digest.idle"),)


def _visits(digest: Digest) -> Say:
    one, other = digest.whole.responsible, digest.whole.contact
    contact = _contact(other, one.pace)
    if not one.coverage.owed:
        excused = one.pace is Pace.EXCUSED
        return say("digest.visits_excused" if excused else "digest.visits_none", contact=contact)
    if one.pace is Pace.EARLY:
        return say("digest.visits_early", done=one.done.counts, contact=contact)
    pace = say(f"digest.pace.{one.pace}")
    if digest.issue.edition is Edition.MONTH:
        # A month that is over is told by what it came to, not by what was expected of it.
        share = "digest.counts" if one.done.is_small else "digest.counts_share"
        done = say(share, done=one.done.counts, percent=one.done.percent)
        return say("digest.visits_over", done=done, pace=pace, contact=contact)
    if one.done.is_small:
        due = one.due.counts
        return say("digest.visits_few", done=one.done.counts, due=due, pace=pace, contact=contact)
    return say(
        "digest.visits",
        done=one.done.counts,
        percent=one.done.percent,
        due=Share(digest.elapsed.working_days, digest.elapsed.of_working_days).percent,
        pace=pace,
        contact=contact,
    )


def _contact(one: Progress, told: Pace) -> Say | str:
    """The contact persons' share, with its pace where that is another one."""
    if not one.coverage.owed:
        return ""
    if one.pace is told:
        return say("digest.contact", done=one.done.counts)
    return say("digest.contact_pace", done=one.done.counts, pace=say(f"digest.pace.{one.pace}"))


def _unvisited(facts: Facts, digest: Digest) -> Iterator[Say]:
    """How many are left; in the first days of a month nobody has missed anything yet."""
    one, issue = digest.whole.responsible, digest.issue
    is_this = issue.month == Month.of(facts.today)
    month = say("digest.this_month") if is_this else say("digest.in_month", month=month_words(issue.month))
    left = one.coverage.open
    if missed_told(digest):
        twice = say("digest.twice", n=one.two_months) if twice_told(digest) else ""
        yield say("digest.unvisited", month=month, n=left, twice=twice)
    elif one.coverage.owed and not left:
        yield say("digest.all_visited", month=month)
    if digest.whole.excused:
        yield say(
            "digest.excused", kinds=tallies((reason_word(one.key), one.count) for one in digest.whole.excused)
        )


def missed_told(digest: Digest) -> int:
    """Households that a responsible person has not visited; in the first days of a month, none."""
    one = digest.whole.responsible
    return 0 if one.pace is Pace.EARLY else one.coverage.open


def twice_told(digest: Digest) -> int:
    """Households that were not visited for two months; while the second has hardly begun, none."""
    one = digest.whole.responsible
    return 0 if one.pace is Pace.EARLY else one.two_months


def _needs(facts: Facts, digest: Digest) -> Say:
    needs = digest.whole.needs
    if not (needs.new or needs.solved or needs.open):
        return say("digest.no_needs")
    late = [(category_words(facts, one.key), one.count) for one in needs.late_by]
    return say(
        "digest.needs",
        new=needs.new,
        solved=needs.solved,
        late=needs.late,
        by=say("digest.by", what=tallies(late)) if late else "",
        median=say("digest.median", n=needs.median_days) if needs.median_days is not None else "",
    )


def _to_check(digest: Digest) -> tuple[Say, ...]:
    doubts = [(say(f"digest.doubt.{one.key}"), one.count) for one in digest.whole.doubts]
    return (say("digest.check", kinds=tallies(doubts)),) if doubts else ()


def _praise(facts: Facts, digest: Digest) -> tuple[Say, ...]:
    told = [_fact(facts, digest, one) for one in in_turn(digest.praise, digest.turn)]
    return (say("digest.praise", facts=strung("digest.and", told)),) if told else ()


def _fact(facts: Facts, digest: Digest, one: Praise) -> Say:
    what = category_words(facts, one.category) if one.category else ""
    who, month = clipped(one.who, LONGEST_HEAD), month_words(digest.issue.month)
    return say(f"digest.praise.{one.kind}", who=who, n=one.count, what=what, month=month)


def _decisions(facts: Facts, digest: Digest) -> tuple[Say, ...]:
    told = [_asked(facts, digest, one) for one in digest.decisions[:DECISIONS_TOLD]]
    others = sum(one.count for one in digest.decisions[DECISIONS_TOLD:])
    more = (say("digest.more_decisions", n=others),) if others else ()
    return (say("digest.decisions", asked=strung("digest.and", (*told, *more))),) if told else ()


def _asked(facts: Facts, digest: Digest, one: Decision) -> Say:
    village = clipped(digest.name_of(one.village_code), LONGEST_HEAD)
    why = say("digest.why", why=reason_words(one.reason)) if one.reason else ""
    return say(
        "digest.decision", village=village, n=one.count, what=category_words(facts, one.category), why=why
    )
