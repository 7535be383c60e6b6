"""The tray of a visit conversation: batches of photos and words, each of one visit, not yet recorded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.flows.visit import answers as given
from domain.conversation import NO_ANSWERS
from domain.visits.visits import Mode, Picture

Batch = Mapping[str, Any]
"""Answers about one visit: household, said (how it was), photos, voices, note, day, told_on and so on."""
_NOT_OF_A_BATCH = frozenset(
    {"proposals", "waiting", "page", "found", "near", "arrived", "which", "changes", "reports", "twin"}
)
AT_ONCE = timedelta(minutes=2)
"""What comes so soon after each other was sent at once: a phone splits more than ten photos into albums."""
LARGEST_ALBUM = 10
AT_MOST = 12
"""Proposals that one card asks about; beyond that the oldest is filed."""


def has_content(batch: Batch) -> bool:
    """Whether anything was sent for it."""
    return any(batch.get(one) for one in ("photos", "note", "voices"))


def has_album_of(batch: Batch, picture: Picture) -> bool:
    """Whether it has this photo, or another part of its album."""
    return any(one.unique == picture.unique for one in given.pictures(batch)) or has_part_of(
        batch, picture.album
    )


def has_part_of(batch: Batch, album: str) -> bool:
    """Whether it has a part of this album, be it only the words of one that is no photo."""
    parts = {one.album for one in given.pictures(batch)} | set(batch.get("albums", ()))
    return bool(album) and album in parts


def speaks_in(batch: Batch, album: str) -> bool:
    """Whether a part of this album named the household of the batch in its own words."""
    spoke = batch.get("spoke", ())
    own = any(one.album == album and one.unique in spoke for one in given.pictures(batch))
    return bool(album) and (own or album in batch.get("albums", ()))


def merged(before: Batch, since: Batch) -> dict[str, Any]:
    """Two batches of one visit as one; what was said last counts."""
    both = {**before, **{name: value for name, value in since.items() if value}}
    lists = {
        name: list(dict.fromkeys([*before.get(name, ()), *since.get(name, ())]))
        for name in ("spoke", "albums")
    }
    came = [one["came"] for one in (before, since) if one.get("came")]
    both |= {name: value for name, value in lists.items() if value} | ({"came": min(came)} if came else {})
    is_dated = since.get("dated") and since.get("day")
    return both | given.joined(before, since) | ({"day": since["day"]} if is_dated else {})


@dataclass(frozen=True, slots=True)
class Tray:
    """The batch that is asked about, those proposed, and those that wait until they are asked about."""

    current: Batch = field(default_factory=lambda: NO_ANSWERS)
    proposals: tuple[Batch, ...] = ()
    waiting: tuple[Batch, ...] = ()

    @classmethod
    def of(cls, answers: Mapping[str, Any]) -> "Tray":
        """The tray that these draft answers hold."""
        current = {name: value for name, value in answers.items() if name not in _NOT_OF_A_BATCH}
        return cls(current, tuple(answers.get("proposals", ())), tuple(answers.get("waiting", ())))

    def answers(self) -> dict[str, Any]:
        """The tray as draft answers."""
        lists = {"proposals": [*map(dict, self.proposals)], "waiting": [*map(dict, self.waiting)]}
        return dict(self.current) | {name: value for name, value in lists.items() if value}

    @property
    def place(self) -> str:
        """The state that asks about the current batch."""
        if self.current.get("household"):
            return "open"
        return "proposed" if self.proposals and not has_content(self.current) else "list"

    @property
    def is_bare(self) -> bool:
        """Whether nothing was sent for what is asked about."""
        return not has_content(self.current)

    def __iter__(self) -> Iterator[Batch]:
        return iter((self.current, *self.proposals, *self.waiting))

    def changed(self, old: Batch, new: Batch) -> "Tray":
        """The tray with one batch replaced; an empty batch is removed."""

        def put(batches: tuple[Batch, ...]) -> tuple[Batch, ...]:
            return tuple(new if one is old else one for one in batches if new or one is not old)

        current = new if self.current is old else self.current
        return Tray(current, put(self.proposals), put(self.waiting))

    def holding(self, unique: str, album: str) -> Batch | None:
        """The batch that has this photo, or else the other parts of its album; None if several have some."""
        own = [one for one in self if any(it.unique == unique for it in given.pictures(one))]
        parts = own or [one for one in self if has_part_of(one, album)]
        named = [one for one in parts if one.get("household")]
        return None if len(named) > 1 and not own else next(iter(named or parts), None)

    def saying(self, message: str) -> Batch | None:
        """The batch of which this message told."""
        return next((one for one in self if message in one.get("heard", ())), None)

    def is_torn(self, album: str) -> bool:
        """Whether parts of the album belong to several households, so that one more may be anybody's."""
        return len({one["household"] for one in self if one.get("household") and has_part_of(one, album)}) > 1

    def proposing(self, batch: Batch, *, corrects: bool = False) -> "Tray":
        """The tray with one more proposal, merged by household and day.

        Captions come in any order: whoever was met at home once was met. Words typed now correct them.
        """
        name = ("household", "day")
        batch = {key: value for key, value in batch.items() if key != "saved"}
        alike = [one for one in self.proposals if all(one.get(key) == batch.get(key) for key in name)]
        if not alike:
            told = sorted((*self.proposals, batch), key=lambda one: one.get("came", 0))
            return replace(self, proposals=tuple(told))
        said = batch["said"] if corrects else Mode(alike[0]["said"]).or_more(Mode(batch["said"])).value
        return self.changed(alike[0], merged(alike[0], batch) | {"said": said})

    def proposed_anew(self, proposals: Iterable[Batch]) -> "Tray":
        """With these proposals in place of its own; those that now are of one household and day are one."""
        tray = replace(self, proposals=())
        for one in proposals:
            tray = tray.proposing(one)
        return tray

    def postponing(self, batch: Batch) -> "Tray":
        """The tray with a batch to ask about later; batches without a household are merged."""
        alike = [one for one in self.waiting if _are_of_one(one, batch)]
        if alike:
            return self.changed(alike[0], merged(alike[0], batch))
        return replace(self, waiting=(*self.waiting, batch))

    def absorbing(self, laid_aside: Batch) -> "Tray":
        """The tray with the shelved batch, to be asked about later."""
        laid = Tray.of(laid_aside)
        tray = self
        for batch in (laid.current, *laid.waiting):
            tray = tray.postponing(batch) if has_content(batch) else tray
        return tray

    def settled(self) -> "Tray":
        """The tray with its next open question, if one is left."""
        if self.current or self.proposals or not self.waiting:
            return self
        return Tray(self.waiting[0], (), self.waiting[1:])


def _are_of_one(one: Batch, other: Batch) -> bool:
    if one.get("household") or other.get("household"):
        return bool(one.get("household") == other.get("household"))
    return not one.get("note") and not other.get("note")
