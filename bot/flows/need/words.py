"""How needs are told: their category, their date, how they stand, and every step of their lives."""

from datetime import date

from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Say, say
from bot.flows.shared.words import LONGEST_HEAD, clipped
from domain.needs.deadlines import deadline
from domain.needs.needs import Act, NeedStatus, NeedStep
from domain.needs.pages import NeedHome, NeedPage
from domain.needs.rights import confirmers
from domain.people.people import Duty
from domain.policy.needs import CATEGORIES, Needs
from domain.visits.visits import Voice

_CATEGORIES = frozenset(one.code for one in CATEGORIES)
_REASONS = frozenset(Needs().more_time_reasons + Needs().cannot_reasons)


def category_words(facts: Facts, code: str) -> Say:
    """What a category is called: by the township, or else by everybody."""
    category = facts.policy.needs.category(code)
    spoken = facts.person.locale if facts.person else ""
    own = category.name(spoken) or category.zh or category.en
    if not own and code in _CATEGORIES:
        return say(f"need.category.{code}")
    return say("need.said", words=own or code)


def reason_words(reason: str) -> Say:
    """A reason by its code, or as the township wrote it."""
    return say(f"need.reason.{reason}") if reason in _REASONS else say("need.said", words=reason)


def due_words(facts: Facts, due_on: date) -> Say:
    """How the date stands, in working days before it and after it (R14)."""
    stands = deadline(due_on, facts.today, facts.policy.working_days())
    if stands.is_late:
        return say("need.late", day=due_on, n=stands.working_days_late)
    left = stands.working_days_left
    return say("need.left", n=left) if left else say("need.due", day=due_on)


def short_due_words(facts: Facts, due_on: date) -> Say:
    """The same shortly enough for a button."""
    stands = deadline(due_on, facts.today, facts.policy.working_days())
    if stands.is_late:
        return say("need.short_late", n=stands.working_days_late)
    left = stands.working_days_left
    return say("need.short_left", n=left) if left else say("need.due", day=due_on)


def named(facts: Facts, page: NeedPage) -> Say:
    """Number, household and category, shortly."""
    head = clipped(page.home.head, LONGEST_HEAD)
    return say(
        "need.named", number=page.need.label, head=head, what=category_words(facts, page.need.category)
    )


def told_parts(words: str, voice: Voice | None, photos: int) -> tuple[Say | str, ...]:
    """What was said, how long somebody spoke, and how many photos there are."""
    written = (clipped(words),) if words else ()
    spoken = (say("need.voice", n=voice.seconds),) if voice else ()
    shown = (say("need.photos", n=photos),) if photos else ()
    return (*written, *spoken, *shown)


def told_clause(words: str, voice: Voice | None = None, photos: int = 0) -> Say | str:
    """The same after a colon; nothing if nothing was told."""
    parts = told_parts(words, voice, photos)
    return say("need.told_clause", parts=parts) if parts else ""


def step_clause(step: NeedStep | None) -> Say | str:
    """What somebody told with a step, after a colon."""
    return told_clause(step.words, step.voice, len(step.pictures)) if step else ""


def stands_words(facts: Facts, page: NeedPage) -> Say:
    """Who follows it up by when, or what became of it."""
    need = page.need
    if need.status is NeedStatus.WITHDRAWN:
        return say("need.stands_withdrawn")
    if need.status is NeedStatus.CONFIRMED:
        return say("need.stands_confirmed")
    if need.status is NeedStatus.SOLVED:
        asked = asked_words(page.home, confirmers(need, page.home.ladder), page)
        return say("need.stands_solved", who=asked, day=need.confirm_by or need.due_on)
    if need.needs_decision:
        return say("need.stands_undecided")
    return say("need.stands_open", name=page.name(need.holder_id), due=due_words(facts, need.due_on))


def asked_words(home: NeedHome, asked: tuple[int, ...], page: NeedPage) -> Say:
    """Who is asked whether it is solved, by duty and name."""
    first = asked[0] if asked else 0
    known = {Duty.RESPONSIBLE: home.ladder.responsible, Duty.CONTACT: home.ladder.contact}
    duty = next((duty.value for duty, people in known.items() if first in people), "office")
    return say(f"need.who_{duty}", name=page.name(first)) if first else say("need.who_nobody")


def step_words(facts: Facts, page: NeedPage, step: NeedStep) -> Say:
    """One step of its life on one line."""
    begins = step.act is Act.PROGRESS and not (step.words or step.voice or step.pictures)
    stays = step.act is Act.CANNOT and step.holder_id == step.person_id
    key = "begin" if begins else "cannot_stays" if stays else step.act.value
    return say(
        f"need.step_{key}",
        day=facts.local_day(step.at),
        name=page.name(step.person_id),
        holder=page.name(step.holder_id),
        reason=reason_words(step.reason) if step.reason else "",
        due=step.due_on,
        words=step_clause(step),
    )
