"""Visits to which a photo just sent may belong: those saved a moment ago, and the one that has its album."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select

from domain.visits import Mode, Picture, RecentVisit
from storage.repository import Repository
from storage.tables import photo, visit

_OF_ALBUM = select(photo.c.visit_id).where(
    photo.c.withdrawn_at.is_(None), photo.c.album.in_(bindparam("albums", expanding=True))
)
_RECENT = (
    select(visit)
    .where(visit.c.person_id.in_(bindparam("people", expanding=True)), visit.c.undone_at.is_(None))
    .where(
        or_(
            # The day is there for the index; nothing older than two months can be entered.
            and_(visit.c.visited_on >= bindparam("from_day"), visit.c.recorded_at >= bindparam("since")),
            visit.c.id.in_(_OF_ALBUM),
        )
    )
    .order_by(visit.c.recorded_at, visit.c.id)
)
_PHOTOS = (
    select(photo.c.visit_id, photo.c.unique_ref, photo.c.album)
    .where(photo.c.visit_id.in_(bindparam("visits", expanding=True)), photo.c.withdrawn_at.is_(None))
    .order_by(photo.c.id)
)
EARLIEST = timedelta(days=62)


class Recents(Repository):
    """Visits with the references of their photos."""

    def of(
        self, people: Sequence[int], pictures: Sequence[Picture], since: datetime
    ) -> dict[int, tuple[RecentVisit, ...]]:
        """By person: visits recorded since then, or that have a part of the album of one of these photos."""
        if not people:
            return {}
        sought = {
            "people": list(people),
            "albums": [one.album for one in pictures if one.album],
            "from_day": (since - EARLIEST).date(),
            "since": since,
        }
        rows = self._connection.execute(_RECENT, sought).mappings().all()
        kept: dict[int, list[Picture]] = defaultdict(list)
        for where, unique, album in self._connection.execute(
            _PHOTOS, {"visits": [row["id"] for row in rows]}
        ):
            kept[where].append(Picture(unique, "", album or ""))
        recent: dict[int, tuple[RecentVisit, ...]] = defaultdict(tuple)
        for row in rows:
            note = row["note"] and self._vault.open_once("visit", "note", row["id"], row["note"])
            recent[row["person_id"]] += (
                RecentVisit(
                    row["id"],
                    row["household_id"],
                    Mode(row["mode"]),
                    row["visited_on"],
                    row["recorded_at"],
                    row["late"],
                    note or "",
                    tuple(kept[row["id"]]),
                ),
            )
        return dict(recent)
