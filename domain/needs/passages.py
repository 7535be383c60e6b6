"""The life of a need as a table: what can be done when, by whom, and how the need stands after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.needs.deadlines import due_on, later_date, reopened_date
from domain.needs.needs import OPEN, Act, Need, NeedStatus
from domain.needs.orders import NeedOrder, NeedRefusal, NeedScene
from domain.people.access import Action

UNDO_FOR = timedelta(hours=24)
"""How long "solved", and that it is so, can be taken back by the one who said it."""

Condition = Callable[[Need, NeedOrder, NeedScene], NeedRefusal | None]
Effect = Callable[[Need, NeedOrder, NeedScene], Need]


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of the table.

    `needs` must hold before anything is asked, `brings` is what the order must bring along. `to` is how the
    need stands after `effect`; None where the effect decides that too.
    """

    since: frozenset[NeedStatus]
    to: NeedStatus | None
    right: Action
    effect: Effect
    needs: tuple[Condition, ...] = ()
    brings: tuple[Condition, ...] = ()


def _taken_up(need: Need, _order: NeedOrder, scene: NeedScene) -> Need:
    # Only a holder gets here: the one named, or an heir of one who has left (domain.needs.rights).
    return replace(need, holder_id=scene.person_id or need.holder_id)


def _as_it_is(need: Need, _order: NeedOrder, _scene: NeedScene) -> Need:
    return need


def _solved(need: Need, _order: NeedOrder, scene: NeedScene) -> Need:
    confirm_by = due_on(scene.today, scene.policy.confirm_working_days, scene.calendar)
    return replace(need, solved_at=scene.now, confirm_by=confirm_by)


def _unsolved(need: Need, _order: NeedOrder, _scene: NeedScene) -> Need:
    solved = max(at for at, one in enumerate(need.history) if one.act is Act.SOLVE)
    return replace(need, status=need.history[solved - 1].status, solved_at=None, confirm_by=None)


def _reopened(need: Need, _order: NeedOrder, scene: NeedScene) -> Need:
    due = reopened_date(need, scene.today, scene.policy, scene.calendar)
    return replace(need, due_on=due, solved_at=None, confirm_by=None)


def _later(need: Need, order: NeedOrder, scene: NeedScene) -> Need:
    due = later_date(need, scene.today, order.working_days, scene.calendar)
    held = _taken_up(need, order, scene)
    return replace(held, due_on=due, extensions=need.extensions + 1)


def _one_level_up(need: Need, order: NeedOrder, scene: NeedScene) -> Need:
    held = _taken_up(need, order, scene)
    found = scene.ladder.above(need.level, but=(held.holder_id,))
    if found is None:
        return held
    rung, person_id = found
    return replace(need, status=NeedStatus.REPORTED, holder_id=person_id, level=rung)


def _passed(need: Need, order: NeedOrder, scene: NeedScene) -> Need:
    receiver = order.receiver_id or need.holder_id
    return replace(need, holder_id=receiver, level=scene.ladder.rung_of(receiver) or need.level)


def _is_solver(need: Need, _order: NeedOrder, scene: NeedScene) -> NeedRefusal | None:
    return None if need.solver_id == scene.person_id else NeedRefusal.NOT_YOURS


def _is_fresh(need: Need, _order: NeedOrder, scene: NeedScene) -> NeedRefusal | None:
    is_fresh = need.solved_at is not None and scene.now - need.solved_at <= UNDO_FOR
    return None if is_fresh else NeedRefusal.TOO_LATE


def _has_just_confirmed(need: Need, _order: NeedOrder, scene: NeedScene) -> NeedRefusal | None:
    last = need.history[-1]
    if last.act is not Act.CONFIRM or last.person_id != scene.person_id:
        return NeedRefusal.NOT_YOURS
    return None if scene.now - last.at <= UNDO_FOR else NeedRefusal.TOO_LATE


def _is_no_undo(need: Need, order: NeedOrder, scene: NeedScene) -> NeedRefusal | None:
    # For a day the solver takes it back instead, which leaves the date as it was.
    is_undo = not (_is_solver(need, order, scene) or _is_fresh(need, order, scene))
    return NeedRefusal.NOT_NOW if is_undo else None


def _has_time_left(need: Need, _order: NeedOrder, scene: NeedScene) -> NeedRefusal | None:
    return None if need.extensions < scene.policy.more_time_at_most else NeedRefusal.NO_MORE_TIME


def _has_days_and_reason(_need: Need, order: NeedOrder, scene: NeedScene) -> NeedRefusal | None:
    policy = scene.policy
    is_offered = (
        order.working_days in policy.more_time_working_days and order.reason in policy.more_time_reasons
    )
    return None if is_offered else NeedRefusal.NOT_OFFERED


def _has_reason(_need: Need, order: NeedOrder, scene: NeedScene) -> NeedRefusal | None:
    return None if order.reason in scene.policy.cannot_reasons else NeedRefusal.NOT_OFFERED


def _has_receiver(need: Need, order: NeedOrder, scene: NeedScene) -> NeedRefusal | None:
    is_offered = order.receiver_id in scene.ladder.everybody and order.receiver_id != need.holder_id
    return None if is_offered else NeedRefusal.NOT_OFFERED


_NEW = frozenset({NeedStatus.REPORTED})
_SOLVED = frozenset({NeedStatus.SOLVED})
_CLOSED = frozenset({NeedStatus.CONFIRMED})
_TIME = ((_has_time_left,), (_has_days_and_reason,))
_S, _A = NeedStatus, Action
# fmt: off
LIFE: Mapping[Act, Passage] = {
    Act.SOLVE:     Passage(OPEN,    _S.SOLVED,      _A.SOLVE_NEED,    _solved),
    Act.MORE_TIME: Passage(OPEN,    _S.IN_PROGRESS, _A.FOLLOW_NEED,   _later, *_TIME),
    Act.CANNOT:    Passage(OPEN,    None,           _A.FOLLOW_NEED,   _one_level_up, (), (_has_reason,)),
    Act.ACCEPT:    Passage(_NEW,    _S.ACCEPTED,    _A.FOLLOW_NEED,   _taken_up),
    Act.PROGRESS:  Passage(OPEN,    _S.IN_PROGRESS, _A.FOLLOW_NEED,   _taken_up),
    Act.PASS:      Passage(OPEN,    _S.REPORTED,    _A.PASS_NEED,     _passed, (), (_has_receiver,)),
    Act.WITHDRAW:  Passage(OPEN,    _S.WITHDRAWN,   _A.WITHDRAW_NEED, _as_it_is),
    Act.CONFIRM:   Passage(_SOLVED, _S.CONFIRMED,   _A.CONFIRM_NEED,  _as_it_is),
    Act.REOPEN:    Passage(_SOLVED, _S.IN_PROGRESS, _A.REOPEN_NEED,   _reopened, (_is_no_undo,)),
    Act.UNDO:      Passage(_SOLVED, None,           _A.SOLVE_NEED,    _unsolved, (_is_solver, _is_fresh)),
    Act.RETRACT:   Passage(_CLOSED, _S.SOLVED,      _A.CONFIRM_NEED,  _as_it_is, (_has_just_confirmed,)),
}
# fmt: on
"""Everything that somebody can do, in the order of the buttons. Time alone does `domain.needs.life.lapse`."""
