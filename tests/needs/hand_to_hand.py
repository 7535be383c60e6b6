"""One household with everybody around it, and what they can do about a need."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.needs.life import lapse, report, reported, step, with_step
from domain.needs.needs import Act, Need, NeedMoved, NeedReported
from domain.needs.orders import NeedOrder, NeedRefusal, NeedScene, NeedTold
from domain.people.access import Actor
from domain.people.ladder import Ladder
from domain.people.people import TOWNSHIP, Duty, Pairing, Person, Role, RoleKind
from domain.policy.needs import Needs

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
HOUSEHOLD, VILLAGE = 7, "V1"
LONG_AGO = date(2020, 1, 1)
LI, ZHOU, WU, QIAN, YANG, STRANGER, NEIGHBOUR = "Li", "Zhou", "Wu", "Qian", "Yang", "stranger", "neighbour"
IDS = {LI: 1, ZHOU: 2, WU: 3, QIAN: 4, YANG: 5, NEIGHBOUR: 6}


def _paired(person_id: int, duty: Duty, household_id: int = HOUSEHOLD) -> Actor:
    return Actor(Person(person_id, "", "", ""), (), (Pairing(household_id, person_id, duty, LONG_AGO),))


def _official(person_id: int, kind: RoleKind, area: str) -> Actor:
    return Actor(Person(person_id, "", "", ""), (Role(kind, area, LONG_AGO),))


ACTORS = {
    LI: _paired(1, Duty.RESPONSIBLE),
    ZHOU: _paired(2, Duty.CONTACT),
    WU: _official(3, RoleKind.VILLAGE_HEAD, VILLAGE),
    QIAN: _official(4, RoleKind.TOWNSHIP_LEADER, TOWNSHIP),
    YANG: _official(5, RoleKind.CLERK, TOWNSHIP),
    NEIGHBOUR: _paired(6, Duty.RESPONSIBLE, household_id=8),
    STRANGER: Actor(None),
}
"""Responsible person, contact person, village head, leader, clerk; one of another household; nobody known."""
LADDER = Ladder((1,), (2,), (3,), (4,))


@dataclass
class Hamlet:
    """A need as it goes from hand to hand."""

    ladder: Ladder = LADDER
    now: datetime = NOON
    policy: Needs = field(default_factory=Needs)
    need: Need | None = None

    def scene(self, who: str) -> NeedScene:
        today = self.now.astimezone(ZONE).date()
        return NeedScene(ACTORS[who], self.ladder, self.now, today, policy=self.policy)

    @property
    def it(self) -> Need:
        assert self.need is not None
        return self.need

    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    def tell(self, who: str, category: str = "housing", **given: object) -> NeedReported | NeedRefusal:
        told = replace(NeedTold(HOUSEHOLD, category), **given)  # type: ignore[arg-type]
        fact = report(told, 99, 231, VILLAGE, self.scene(who))
        if isinstance(fact, NeedReported):
            self.need = reported(fact, VILLAGE)
        return fact

    def do(self, who: str, act: Act, seen: int | None = None, **given: object) -> NeedMoved | NeedRefusal:
        order = NeedOrder(act, len(self.it.history) if seen is None else seen)
        fact = step(self.it, replace(order, **given), self.scene(who))  # type: ignore[arg-type]
        if isinstance(fact, NeedMoved):
            self.need = with_step(self.it, fact)
        return fact

    def cannot(self, who: str) -> NeedMoved | NeedRefusal:
        return self.do(who, Act.CANNOT, reason="no_money")

    def more_time(self, who: str, days: int = 5) -> NeedMoved | NeedRefusal:
        return self.do(who, Act.MORE_TIME, reason="materials", working_days=days)

    def let_lapse(self) -> NeedMoved | None:
        fact = lapse(self.it, self.scene(STRANGER))
        if fact:
            self.need = with_step(self.it, fact)
        return fact


def told_by(who: str, category: str = "housing", **given: object) -> Hamlet:
    """A hamlet in which that person has just reported a need."""
    hamlet = Hamlet()
    assert isinstance(hamlet.tell(who, category, **given), NeedReported)
    return hamlet
