"""看照片: the photos of a visit; copies that leave for an office say below the picture what they show."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.flows.engine.port import say
from bot.office import Office
from bot.paperwork.handing import REFUSED, Album, Copy, Kept, Made, Words
from domain.people.access import Action, Actor, Relation, may, relations
from domain.people.joining import AccessRefused
from locales.render import known, render
from pictures.darkroom import Darkroom
from storage.base.files import FileGone
from storage.chat.paperwork import Asked
from storage.photos.albums import VisitAlbum
from storage.photos.pictures import VisitPhoto
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class _Seen:
    """An album and the eyes that it is for."""

    album: VisitAlbum
    locale: str
    is_stamped: bool


@dataclass(frozen=True)
class Albums:
    """Makes albums; whoever asked must still be allowed to see them."""

    office: Office
    darkroom: Darkroom | None = None

    async def make(self, asked: Asked) -> Made:
        """The album of the visit in the terms."""
        seen = await self.office.database.run(lambda unit: self._found(unit, asked))
        if seen is None:
            return REFUSED
        album = seen.album
        here = [one for one in album.photos if one.original or one.thumbnail]
        pictures = await self._pictures(seen, here)
        if not pictures:
            is_coming = any(one.is_coming for one in album.photos)
            return Made({"ok": True}, (self._words(seen, "album.coming" if is_coming else "album.none"),))
        caption = [self._told(seen, "album.caption", len(pictures))]
        caption += [self._told(seen, "album.small")] if any(not one.original for one in here) else []
        missing = len(album.photos) - len(pictures)
        caption += [self._told(seen, "album.missing", missing)] if missing else []
        return Made({"ok": True}, (Album(pictures, "\n".join(caption)),))

    def _found(self, unit: Unit, asked: Asked) -> _Seen | None:
        today = self.office.today
        actor = unit.staff.actor(asked.person_id, today)
        album = unit.albums.of(int(str(asked.terms["visit"])))
        if album is None or not may_see(actor, album, self.office):
            unit.records.write([AccessRefused(asked.chat, asked.paper.value, self.office.clock.now())])
            return None
        is_theirs = album.person_id == asked.person_id
        is_paired = Relation.PAIRED in relations(actor, album.subject, today)
        locale = known(actor.person.locale if actor.person else "", self.office.settings.locale)
        return _Seen(album, locale, is_stamped=not (is_theirs or is_paired))

    async def _pictures(self, seen: _Seen, here: Sequence[VisitPhoto]) -> list[Copy | Kept]:
        files = [one.original or one.thumbnail or "" for one in here]
        if not seen.is_stamped:
            return [Kept(one) for one in files]
        if self.darkroom is not None:
            return await self._stamped(seen, files, self.darkroom)
        async with Darkroom(children=1) as darkroom:
            return await self._stamped(seen, files, darkroom)

    async def _stamped(self, seen: _Seen, files: Sequence[str], darkroom: Darkroom) -> list[Copy | Kept]:
        copies: list[Copy | Kept] = []
        for name in files:
            try:
                content = await asyncio.to_thread(self.office.stores.photos.get, name)
            except FileGone:
                continue
            copies.append(Copy(await darkroom.stamp(content, self._band(seen))))
        return copies

    def _band(self, seen: _Seen) -> list[str]:
        """Township and household, day and kind of visit."""
        album, township = seen.album, self.office.policy.township.name
        day = say("page.day_of_year", year=album.visited_on.year, day=album.visited_on)
        lines = (
            say("album.band_where", township=township, code=album.code),
            say("album.band_when", day=day, how=say(f"album.mode_{album.mode}")),
        )
        return [render(seen.locale, one) for one in lines]

    def _told(self, seen: _Seen, key: str, n: int | None = None) -> str:
        told = say(key, head=seen.album.head, day=seen.album.visited_on, **({} if n is None else {"n": n}))
        return render(seen.locale, told)

    def _words(self, seen: _Seen, key: str) -> Words:
        return Words(self._told(seen, key))


def may_see(actor: Actor, album: VisitAlbum, office: Office) -> bool:
    """Whether the actor may see the photos: the household may be seen, or it is the actor's own visit."""
    today = office.today
    is_own = actor.person is not None and actor.person.id == album.person_id
    is_welcome = may(actor, Action.TALK, album.subject, today)
    return (is_own and is_welcome) or may(actor, Action.SEE_HOUSEHOLD, album.subject, today)
