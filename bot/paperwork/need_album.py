"""看照片 of a need: the photos of the report and of every step since, for those who may see the need now."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.flows.engine.port import Say, say
from bot.office import Office
from bot.paperwork.handing import REFUSED, TRIES, Album, Copy, Kept, Made, StillComing, Words
from domain.needs.needs import numbered
from domain.people.access import Action, Actor, Relation, may, relations
from domain.people.joining import AccessRefused
from locales.render import known, render
from pictures.darkroom import Darkroom
from storage.base.files import FileGone
from storage.chat.paperwork import Asked
from storage.photos.need_photos import NeedAlbum
from storage.unit import Unit


@dataclass(frozen=True)
class NeedAlbums:
    """Makes albums; terms: {"need": its id}, and {"solved": True} for those of its solution alone.

    Copies that leave for an office say below what they show.
    """

    office: Office
    darkroom: Darkroom | None = None

    async def make(self, asked: Asked) -> Made:
        """The album of the need in the terms."""
        album, actor = await self.office.database.run(lambda unit: self._found(unit, asked))
        if album is None:
            return REFUSED
        is_coming = any(one.is_coming for one in album.photos)
        if is_coming and asked.terms.get("solved") and asked.tries + 1 < TRIES:
            raise StillComing
        files = [one.original or one.thumbnail or "" for one in album.photos]
        is_paired = Relation.PAIRED in relations(actor, album.subject, self.office.today)
        pictures = await self._pictures(
            [one for one in files if one], None if is_paired else self._band(album, actor)
        )
        if not pictures:
            key = "need.album_coming" if is_coming else "need.album_none"
            return Made({"ok": True}, (Words(self._words(actor, self._named(key, album))),))
        caption = self._named("need.album_caption", album, n=len(pictures))
        return Made({"ok": True}, (Album(pictures, self._words(actor, caption)),))

    def _found(self, unit: Unit, asked: Asked) -> tuple[NeedAlbum | None, Actor]:
        today = self.office.today
        actor = unit.staff.actor(asked.person_id, today)
        zone, solved = self.office.policy.township.time_zone, bool(asked.terms.get("solved"))
        album = unit.need_photos.of(int(str(asked.terms["need"])), zone, solved=solved)
        if album is not None and may(actor, Action.SEE_NEED, album.subject, today):
            return album, actor
        unit.records.write([AccessRefused(asked.chat, asked.paper.value, self.office.clock.now())])
        return None, actor

    async def _pictures(self, files: Sequence[str], band: list[str] | None) -> list[Copy | Kept]:
        if band is None or not files:
            return [Kept(one) for one in files]
        if self.darkroom is not None:
            return await self._stamped(files, band, self.darkroom)
        async with Darkroom(children=1) as darkroom:
            return await self._stamped(files, band, darkroom)

    async def _stamped(self, files: Sequence[str], band: list[str], darkroom: Darkroom) -> list[Copy | Kept]:
        copies: list[Copy | Kept] = []
        for name in files:
            try:
                content = await asyncio.to_thread(self.office.stores.photos.get, name)
            except FileGone:
                continue
            copies.append(Copy(await darkroom.stamp(content, band)))
        return copies

    def _band(self, album: NeedAlbum, actor: Actor) -> list[str]:
        """Township and household, the day of the report and the number."""
        township = self.office.policy.township.name
        day = say("page.day_of_year", year=album.reported_on.year, day=album.reported_on)
        lines = (
            say("album.band_where", township=township, code=album.code),
            say("album.band_when", day=day, how=numbered(album.number)),
        )
        return [self._words(actor, one) for one in lines]

    def _named(self, key: str, album: NeedAlbum, **more: object) -> Say:
        return say(key, number=numbered(album.number), head=album.head, **more)

    def _words(self, actor: Actor, words: Say) -> str:
        locale = actor.person.locale if actor.person else ""
        return render(known(locale, self.office.settings.locale), words)
