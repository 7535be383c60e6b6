"""Escalation: which rung of the ladder a gap or a late need climbs next, when, and who hears of it there."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from domain.calendar.working_days import WorkingDays
from domain.duties.answers import Answer, Answered, held_until
from domain.notices.owed import AGAIN
from domain.people.ladder import Ladder, rungs_above
from domain.people.people import Duty, Rung
from domain.policy.duty import Escalation, LadderStep
from domain.policy.needs import LateLadder


@dataclass(frozen=True, slots=True)
class Climbed:
    """A rung that a gap has reached, and on which day; a second time it is called again."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """An open obligation of this month whose addressee has left reminders unanswered, or that climbs already.

    `addressee_id` is who is to make the visit: the duty holder, or the stand-in, from `since` on; `answers`
    are those of the people who were asked about this pairing.
    """

    pairing_id: int
    household_id: int
    duty: Duty
    addressee_id: int
    since: date = date.min
    climbed: tuple[Climbed, ...] = ()
    answers: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class DueNeed:
    """A need that somebody still has to do something about, due soon or late.

    `level` is the rung where it lies; `told` are the names of the marks that it bears for this date, and
    `climbed_on` is the day of the newest of its rungs.
    """

    need_id: int
    household_id: int
    holder_id: int
    level: Rung
    due_on: date
    urgent: bool = False
    told: frozenset[str] = frozenset()
    climbed_on: date = date.min


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who hears on a rung; None: nobody who can."""

    rung: Rung
    person_id: int | None


def next_step(
    duty: OpenDuty, nags: tuple[date, ...], today: date, policy: Escalation, calendar: WorkingDays
) -> LadderStep | None:
    """The step that an open duty takes today, after so many unanswered reminders; None: it waits.

    Downtime escalates once: what has been climbed is stored, and the next rung counts from there.
    """
    reached = {one.name for one in duty.climbed}
    left = [one for one in policy.ladder if one.rung not in reached]
    if not left or today <= held_until(duty.answers, policy, calendar):
        return None
    since = _counts_from(duty, nags, left[0])
    if since is None or calendar.between(since, today) < left[0].working_days:
        return None
    return left[0]


def is_asked_again(duty: OpenDuty, today: date, policy: Escalation, calendar: WorkingDays) -> Rung | None:
    """The rung whose people are due to be asked again, as they wished; once for each rung."""
    asked = [one.on for one in duty.answers if one.answer is Answer.ASK_LATER]
    if not asked or not duty.climbed or today <= held_until(duty.answers, policy, calendar):
        return None
    last = max(duty.climbed, key=lambda one: one.on)
    is_due = last.on <= max(asked) and not last.name.endswith(AGAIN)
    return Rung(last.name) if is_due else None


def late_rungs(need: DueNeed, today: date, ladder: LateLadder, calendar: WorkingDays) -> tuple[Rung, ...]:
    """The rungs that are still to hear that a need is late, the next one first; one rung a day."""
    if need.climbed_on >= today:
        return ()
    late = calendar.between(need.due_on, today)
    after = {Rung.CONTACT: ladder.contact, Rung.VILLAGE: ladder.village, Rung.TOWNSHIP: ladder.township}
    return tuple(one for one in rungs_above(need.level) if late >= after[one] and one not in need.told)


def climb(ladder: Ladder, rungs: Iterable[Rung], but: int, hearing: Container[int]) -> tuple[Receiver, ...]:
    """The rungs that are climbed at once: up to the first on which somebody else can hear."""
    climbed: list[Receiver] = []
    for rung in rungs:
        heard = (one for one in ladder.on(rung) if one != but and one in hearing)
        climbed.append(Receiver(rung, next(heard, None)))
        if climbed[-1].person_id is not None:
            break
    return tuple(climbed)


def _counts_from(duty: OpenDuty, nags: tuple[date, ...], step: LadderStep) -> date | None:
    if len(nags) < step.unanswered:
        return None
    climbed = max((one.on for one in duty.climbed), default=None)
    return climbed or (nags[step.unanswered - 1] if step.unanswered else duty.since)
