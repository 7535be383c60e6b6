"""What a sweep finds about digests: the week that is over, and at the turn of a month the month."""

from collections.abc import Iterator

from domain.digest.days import Edition, Issue, named, of_last_week, of_month
from domain.notices.notices import NoticeKind
from domain.notices.owed import DIGEST, DIGEST_MONTH, Mark, Marked, Reason
from domain.notices.reasons.visits import rectify_by
from domain.notices.sweep import Sweep


def digests_due(sweep: Sweep) -> Iterator[Reason]:
    """Leaders and village heads who have not received the digest of the week or month."""
    issues = tuple(_issues(sweep))
    for who in sorted(sweep.view.readers) if issues else ():
        for issue in issues:
            mark = mark_of(who, issue)
            if mark not in sweep.told:
                yield Reason(who, NoticeKind.DIGEST, (mark,), {DIGEST: (named(issue),)})


def mark_of(person_id: int, issue: Issue) -> Mark:
    """What is left behind by telling it."""
    if issue.edition is Edition.MONTH:
        return Mark(Marked.PERSON, person_id, str(issue.month), DIGEST_MONTH)
    return Mark(Marked.PERSON, person_id, issue.span.first.isoformat(), DIGEST)


def _issues(sweep: Sweep) -> Iterator[Issue]:
    """The last week: on Monday or any later day of this week, so that after an outage one comes, not three.

    The last month, while its gaps can still be made good: who begins to lead later is not told of it.
    """
    month = sweep.month.previous
    is_turn = sweep.today <= rectify_by(month, sweep.policy, sweep.calendar)
    issues = (of_month(month),) if is_turn else ()
    for one in (*issues, of_last_week(sweep.today)):
        if _has_begun(sweep, one):
            yield one


def _has_begun(sweep: Sweep, issue: Issue) -> bool:
    """Whether the work had begun by then, with a working day left of it."""
    starts_on, span = sweep.view.starts_on, issue.span
    if starts_on <= span.first:
        return True
    return starts_on <= span.last and bool(sweep.calendar.within(starts_on, span.last))
