"""Who has a part in a need today: its holders, and those who may say for the household that it is solved."""

from domain.needs.needs import Need
from domain.people.access import Subject
from domain.people.ladder import Ladder


def holders(need: Need, ladder: Ladder) -> frozenset[int]:
    """Who follows it up; when its holder has left the household, all on the rung where it lies."""
    if need.holder_id in ladder.everybody:
        return frozenset({need.holder_id})
    heir = ladder.at(need.level)
    return frozenset(ladder.on(heir[0])) if heir else frozenset()


def confirmers(need: Need, ladder: Ladder) -> tuple[int, ...]:
    """Who is asked whether it is solved, and may say so: the first of these groups that has anybody in it.

    The contact person; the responsible person; either of them though they reported it; the village head;
    the township leader. Never whoever solved it.
    """
    parties = frozenset({need.reporter_id, need.solver_id})
    solver = frozenset({need.solver_id})
    groups = (
        (ladder.contact, parties),
        (ladder.responsible, parties),
        (ladder.contact + ladder.responsible, solver),
        (ladder.village, solver),
        (ladder.township, solver),
    )
    asked = (tuple(one for one in group if one not in but) for group, but in groups)
    return next((group for group in asked if group), ())


def subject_of(need: Need, ladder: Ladder) -> Subject:
    """What the one authorisation rule is asked about."""
    return Subject(
        need.household_id,
        need.village_code,
        need.reporter_id,
        holders(need, ladder),
        frozenset(confirmers(need, ladder)),
    )
