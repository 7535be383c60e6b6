"""Who heads the villages of a digest, and who of them was asked to go round."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, true

from domain.calendar.month import Month
from domain.digest.village_asking import TOPIC, VillageHead, VillageHeads
from domain.people.people import TOWNSHIP, RoleKind
from storage.base.dated import lasts
from storage.base.reach import IS_REACHED
from storage.base.repository import Repository
from storage.tables import area, notice, person, role


class Heads(Repository):
    """Rows of `role` beside those of `notice`."""

    def of(self, villages: Sequence[str] | None, month: Month, today: date) -> VillageHeads:
        """In ledger order; suspended people head nothing."""
        held = (
            select(area.c.code, person.c.id, person.c.name, IS_REACHED.label("is_reached"))
            .select_from(role)
            .join(area, area.c.id == role.c.area_id)
            .join(person, person.c.id == role.c.person_id)
            .where(role.c.kind == RoleKind.VILLAGE_HEAD.value, role.c.since <= today)
            .where(lasts(role, today), person.c.suspended_at.is_(None))
            .where(true() if villages is None else area.c.code.in_((*villages, TOWNSHIP)))
            .order_by(area.c.position, area.c.id, person.c.position, role.c.id)
        )
        heads = tuple(
            VillageHead(
                row.id,
                self._vault.open("person", "name", row.id, row.name),
                row.code,
                bool(row.is_reached),
            )
            for row in self._connection.execute(held)
        )
        asked = select(notice.c.person_id).where(
            notice.c.person_id.in_([one.person_id for one in heads]),
            notice.c.topic == TOPIC,
            notice.c.period == str(month),
        )
        return VillageHeads(heads, frozenset(self._connection.scalars(asked)))
