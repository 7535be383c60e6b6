"""Who reads a digest: of which villages, and on which rung what lies with the reader is decided."""

from dataclasses import dataclass
from datetime import date

from domain.digest.counts import Counts, VillageName
from domain.people.access import Action, Actor, Subject, may
from domain.people.people import TOWNSHIP, RoleKind, Rung


@dataclass(frozen=True, slots=True)
class Reader:
    """The codes of the villages of which somebody reads, sorted; None: of the whole township."""

    villages: tuple[str, ...] | None
    rung: Rung

    @property
    def area_code(self) -> str:
        """The code of the area: TOWNSHIP, the village, or several codes."""
        return TOWNSHIP if self.villages is None else "+".join(self.villages)

    def area(self, township: str, counts: Counts) -> VillageName:
        """What the digest of these counts is about, under one name."""
        names = "、".join(one.name for one in counts.villages)
        return VillageName(self.area_code, township if self.villages is None else names)


def reader_of(actor: Actor, today: date) -> Reader | None:
    """What the actor may read by the offices held on that day; None: no digest at all."""
    codes = {role.area_code for role in actor.roles}
    seen = {code for code in codes if may(actor, Action.READ_DIGEST, _area(code), today)}
    if not seen:
        return None
    heads = {one.kind for one in actor.roles if one.holds_on(today)} & _OFFICES == {RoleKind.VILLAGE_HEAD}
    villages = None if TOWNSHIP in seen else tuple(sorted(seen))
    return Reader(villages, Rung.VILLAGE if heads else Rung.TOWNSHIP)


_OFFICES = frozenset({RoleKind.VILLAGE_HEAD, RoleKind.TOWNSHIP_LEADER, RoleKind.CLERK})


def _area(code: str) -> Subject:
    return Subject() if code == TOWNSHIP else Subject(village_code=code)
