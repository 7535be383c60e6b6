"""Comparing a photo with all others: hashes in memory, and what follows from a likeness."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.notices.notices import Notice, NoticeKind
from domain.visits.likeness import Alike, LikenessFound, Pair, asked_at, pairs_to_ask
from pictures.likeness import Hashes
from storage.photos.likenesses import Found, Waiting
from storage.photos.pictures import OVERLAP
from storage.unit import Unit

NEAREST = 60
"""Pictures looked at more closely: of one house photographed every month there may be many."""


class Comparing:
    """Every known hash, 16 bytes each; pictures of other processes are learned by their ids."""

    def __init__(self, known: Sequence[tuple[int, int]], zone: ZoneInfo) -> None:
        """`known`: picture ids, rising, and their hashes."""
        self._hashes = Hashes(known)
        self._seen = known[-1][0] if known else 0
        self._lately = {picture_id for picture_id, _ in known if picture_id >= self._seen - OVERLAP}
        self._zone = zone

    def learn(self, unit: Unit) -> None:
        """Take in what was developed since, by this process or another one."""
        found = unit.pictures.hashes(since=max(0, self._seen - OVERLAP))
        for picture_id, phash in found:
            if picture_id not in self._lately:
                self._hashes.add(picture_id, phash)
        if found:
            self._seen = found[-1][0]
            self._lately = {picture_id for picture_id, _ in found}

    def compare(self, unit: Unit, one: Waiting, now: datetime) -> None:
        """Compare one photo, and ask its cadre if it looks like another; one question a visit."""
        unit.likenesses.compared([one.photo.photo_id], now)
        if not one.stands:
            return
        near = {} if one.is_plain else dict(self._hashes.near(one.phash, at_most=NEAREST))
        found = [
            other
            for other in unit.likenesses.like(list(near), one.photo.sha256)
            if other.photo.photo_id != one.photo.photo_id
        ]
        twin = _twin(one, found)
        if twin is not None:
            unit.likenesses.is_the_same(one.photo.photo_id, twin)
            return
        # A later photo that was not compared yet will find this one by itself.
        alike = [
            Alike(other.photo, near.get(other.picture_id, 0))
            for other in found
            if other.is_compared or other.photo.photo_id < one.photo.photo_id
        ]
        self._ask(unit, pairs_to_ask(one.photo, alike), now)

    def _ask(self, unit: Unit, pairs: Sequence[Pair], now: datetime) -> None:
        asked = unit.likenesses.asked_about([pair.later.visit_id for pair in pairs]) if pairs else set()
        for pair in pairs:
            if pair.later.visit_id not in asked:
                asked.add(pair.later.visit_id)
                unit.records.write(self._question(unit, pair, now))

    def _question(self, unit: Unit, pair: Pair, now: datetime) -> tuple[LikenessFound, Notice]:
        later, found_id, notice_id = pair.later, unit.ids.at(now), unit.ids.at(now)
        found = LikenessFound(
            found_id,
            later.photo_id,
            pair.earlier.photo_id,
            later.visit_id,
            later.person_id,
            pair.distance,
            now,
        )
        notice = Notice(
            notice_id,
            later.person_id,
            NoticeKind.REQUEST,
            "lookalike",
            f"likeness:{later.photo_id}",
            asked_at(now, self._zone),
            {"likeness": found_id},
        )
        return found, notice


def _twin(one: Waiting, found: Sequence[Found]) -> int | None:
    """The photo of the same visit that the same bytes came as before."""
    return next(
        (
            other.photo.photo_id
            for other in found
            if other.is_compared
            and other.photo.visit_id == one.photo.visit_id
            and other.photo.sha256 == one.photo.sha256
        ),
        None,
    )
