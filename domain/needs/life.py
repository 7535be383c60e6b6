"""How a need moves: a report begins its life, and each step is one passage of the table, or is refused."""

from dataclasses import replace

from domain.needs.deadlines import due_on, is_lapsed
from domain.needs.needs import Act, Need, NeedMoved, NeedReported, NeedStatus, NeedStep
from domain.needs.orders import NeedOrder, NeedRefusal, NeedScene, NeedTold
from domain.needs.passages import LIFE, Condition
from domain.people.access import Action, Subject, may
from domain.people.ladder import Ladder
from domain.people.people import Rung


def report(
    told: NeedTold, need_id: int, number: int, village_code: str, scene: NeedScene
) -> NeedReported | NeedRefusal:
    """What becomes true when somebody reports a need; it lies with whoever told it, or who stands nearest."""
    subject = Subject(told.household_id, village_code)
    if scene.person_id is None or not may(scene.actor, Action.REPORT_NEED, subject, scene.today):
        return NeedRefusal.NOT_YOURS
    category = scene.policy.category(told.category)
    urgent = told.urgent or category.urgent
    rung, holder_id = first_holder(scene.person_id, scene.ladder, urgent=urgent)
    return NeedReported(
        need_id=need_id,
        number=number,
        household_id=told.household_id,
        category=told.category,
        department=category.department,
        urgent=urgent,
        person_id=scene.person_id,
        at=scene.now,
        holder_id=holder_id,
        level=rung,
        due_on=due_on(scene.today, category.working_days, scene.calendar),
        words=told.words,
        voice=told.voice,
        pictures=told.pictures,
        visit_id=told.visit_id,
    )


def first_holder(reporter_id: int, ladder: Ladder, *, urgent: bool) -> tuple[Rung, int]:
    """Who follows a new need up: the township if it is urgent, else its reporter."""
    if urgent and ladder.township:
        return Rung.TOWNSHIP, ladder.township[0]
    return ladder.rung_of(reporter_id) or Rung.RESPONSIBLE, reporter_id


def reported(fact: NeedReported, village_code: str) -> Need:
    """The need as it stands after its report."""
    return Need(
        id=fact.need_id,
        number=fact.number,
        household_id=fact.household_id,
        village_code=village_code,
        category=fact.category,
        department=fact.department,
        urgent=fact.urgent,
        reporter_id=fact.person_id,
        reported_at=fact.at,
        holder_id=fact.holder_id,
        level=fact.level,
        status=NeedStatus.REPORTED,
        due_on=fact.due_on,
        history=(fact.step,),
        visit_id=fact.visit_id,
    )


def step(need: Need, order: NeedOrder, scene: NeedScene) -> NeedMoved | NeedRefusal:
    """What becomes true when somebody asks for this step, or why it does not."""
    passage = LIFE.get(order.act)
    if passage is None:
        return NeedRefusal.NOT_NOW
    refusal = _refusal(need, order, scene) or _unmet(passage.brings, need, order, scene)
    if refusal:
        return refusal
    after = passage.effect(need, order, scene)
    return _moved(need, replace(after, status=passage.to or after.status), order, scene)


def possible(need: Need, scene: NeedScene) -> tuple[Act, ...]:
    """What the actor can do about the need now, in the order of the table: the buttons of its card."""
    seen = len(need.history)
    return tuple(act for act in LIFE if not _refusal(need, NeedOrder(act, seen), scene))


def lapse(need: Need, scene: NeedScene) -> NeedMoved | None:
    """What becomes true by itself: a solved need closes when its confirm period is over; None: nothing."""
    if not is_lapsed(need, scene.today):
        return None
    closed = replace(need, status=NeedStatus.CONFIRMED)
    return _moved(need, closed, NeedOrder(Act.LAPSE, len(need.history)), scene)


def with_step(need: Need, moved: NeedMoved) -> Need:
    """The need as it stands after a step."""
    return replace(
        need,
        status=moved.step.status,
        holder_id=moved.step.holder_id,
        due_on=moved.step.due_on,
        level=moved.level,
        extensions=moved.extensions,
        solved_at=moved.solved_at,
        confirm_by=moved.confirm_by,
        history=(*need.history, moved.step),
    )


def _refusal(need: Need, order: NeedOrder, scene: NeedScene) -> NeedRefusal | None:
    # Whoever may not see the need is not told that it has moved on; everybody else is told that first.
    if not scene.may(Action.SEE_NEED, need):
        return NeedRefusal.NOT_YOURS
    if order.seen != len(need.history):
        return NeedRefusal.MOVED_ON
    passage = LIFE[order.act]
    if need.status not in passage.since:
        return NeedRefusal.NOT_NOW
    if not scene.may(passage.right, need):
        return NeedRefusal.NOT_YOURS
    return _unmet(passage.needs, need, order, scene)


def _unmet(
    conditions: tuple[Condition, ...], need: Need, order: NeedOrder, scene: NeedScene
) -> NeedRefusal | None:
    found = (refusal for one in conditions if (refusal := one(need, order, scene)))
    return next(found, None)


def _moved(need: Need, stands: Need, order: NeedOrder, scene: NeedScene) -> NeedMoved:
    made = NeedStep(
        act=order.act,
        person_id=None if order.act is Act.LAPSE else scene.person_id,
        at=scene.now,
        status=stands.status,
        holder_id=stands.holder_id,
        due_on=stands.due_on,
        words=order.words,
        reason=order.reason,
        pictures=order.pictures,
        voice=order.voice,
    )
    return NeedMoved(
        need_id=need.id,
        seen=len(need.history),
        step=made,
        level=stands.level,
        extensions=stands.extensions,
        solved_at=stands.solved_at,
        confirm_by=stands.confirm_by,
    )
