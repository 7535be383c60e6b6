"""Visits to which what is sent may belong: saved a moment ago, with the same album, or told of again."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select

from domain.visits.visits import Mode, Picture, RecentVisit, Voice
from storage.base.repository import Repository
from storage.tables import photo, visit, voice

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
            visit.c.id.in_(bindparam("told", expanding=True)),
        )
    )
    .order_by(visit.c.recorded_at, visit.c.id)
)
_PHOTOS = (
    select(photo.c.visit_id, photo.c.unique_ref, photo.c.album, photo.c.added_at)
    .where(photo.c.visit_id.in_(bindparam("visits", expanding=True)), photo.c.withdrawn_at.is_(None))
    .order_by(photo.c.id)
)
_VOICES = (
    select(voice.c.visit_id, voice.c.unique_ref, voice.c.seconds)
    .where(voice.c.visit_id.in_(bindparam("visits", expanding=True)))
    .order_by(voice.c.id)
)
EARLIEST = timedelta(days=62)


class Recents(Repository):
    """Visits with the references of their photos."""

    def of(
        self, people: Sequence[int], albums: Sequence[str], since: datetime, told: Sequence[int] = ()
    ) -> dict[int, tuple[RecentVisit, ...]]:
        """By person: visits recorded since then, with a part of one of these albums, or told of again."""
        if not people:
            return {}
        sought = {
            "people": list(people),
            "albums": list(albums),
            "told": list(told),
            "from_day": (since - EARLIEST).date(),
            "since": since,
        }
        rows = self._connection.execute(_RECENT, sought).mappings().all()
        kept: dict[int, list[Picture]] = defaultdict(list)
        recorded = {row["id"]: row["recorded_at"] for row in rows}
        joined: dict[int, set[str]] = defaultdict(set)
        for where, unique, album, added_at in self._connection.execute(_PHOTOS, {"visits": list(recorded)}):
            kept[where].append(Picture(unique, "", album or ""))
            joined[where] |= {unique} if added_at != recorded[where] else set()
        spoken: dict[int, list[Voice]] = defaultdict(list)
        for where, unique, seconds in self._connection.execute(_VOICES, {"visits": list(recorded)}):
            spoken[where].append(Voice(unique, "", seconds))
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
                    tuple(spoken[row["id"]]),
                    frozenset(joined[row["id"]]),
                ),
            )
        return dict(recent)
