"""挂图 and 周报台账: the picture and the workbook that go with a digest, for those who may read it now."""

from dataclasses import dataclass

import structlog

from bot.flows.engine.port import say
from bot.office import Office
from bot.paperwork.digest_chart import month_on_phone, year_on_phone
from bot.paperwork.digest_look import look_at, write_book
from bot.paperwork.handing import REFUSED, Album, Copy, Made, Sheet
from bot.paperwork.workbook import LARGEST_DOCUMENT
from domain.digest.days import Edition, Issue
from domain.digest.reader import Reader, reader_of
from domain.digest.terms import of_terms
from domain.paperwork import Paper
from domain.people.access import Action, Subject, may
from domain.people.joining import AccessRefused
from locales.render import known, render
from pictures.darkroom import Darkroom
from pictures.font_file import FontMissing
from pictures.wall_chart_value import Chart
from storage.chat.paperwork import Asked
from storage.unit import Unit

NO_FONT = Made({"no_font": True})
ACTIONS = {Paper.WALL_CHART: Action.READ_DIGEST, Paper.DIGEST_BOOK: Action.TAKE_DIGEST_BOOK}
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DigestOrder:
    """A digest for whoever asked, in that person's language."""

    issue: Issue
    reader: Reader
    locale: str

    @property
    def is_of_month(self) -> bool:
        """Whether it is of a whole month."""
        return self.issue.edition is Edition.MONTH


@dataclass(frozen=True)
class Digests:
    """Makers of what goes with a digest; the rule is asked again before anything is made."""

    office: Office
    darkroom: Darkroom | None = None

    async def wall_chart(self, asked: Asked) -> Made:
        """How the villages stand as a picture; with a month's digest the twelve months, too."""
        order = await self.office.database.run(lambda unit: self.order(unit, asked))
        if order is None:
            return REFUSED
        charts = await self.office.database.beside(lambda: self._charts(order))
        if not charts:
            return Made({"ok": True})
        try:
            pictures = await self._drawn(charts)
        except FontMissing as error:
            # The text has gone out all the same; `doctor` says so, too.
            log.warning("a digest goes without its picture", reason=str(error))
            return NO_FONT
        return Made({"ok": True}, (Album(pictures, "\n".join((charts[0].title, charts[0].aside))),))

    async def digest_book(self, asked: Asked) -> Made:
        """The workbook with the rows behind the numbers."""
        order = await self.office.database.run(lambda unit: self.order(unit, asked))
        if order is None:
            return REFUSED
        content = await self.office.database.beside(lambda: self._written(asked, order))
        if len(content) > LARGEST_DOCUMENT:
            return Made({"too_big": True})
        key = "digest.book_month" if order.is_of_month else "digest.book_week"
        caption = render(order.locale, say(key, first=order.issue.span.first))
        kind = "月报" if order.is_of_month else "周报"
        name = f"{kind}-{order.issue.span.first:%Y%m%d}.xlsx"
        return Made({"ok": True}, (Sheet(name, content, caption),))

    def _charts(self, order: DigestOrder) -> tuple[Chart, ...]:
        """None where nobody is to be visited."""
        calendar = self.office.policy.working_days()
        with self.office.database.read() as unit:
            seen = look_at(unit, self.office, order.issue, order.reader, of_year=order.is_of_month)
        if seen.digest.is_empty:
            return ()
        today = month_on_phone(seen, calendar, order.locale)
        return (today, year_on_phone(seen, calendar, order.locale)) if order.is_of_month else (today,)

    async def _drawn(self, charts: tuple[Chart, ...]) -> list[Copy]:
        if self.darkroom is not None:
            return [Copy(one) for chart in charts for one in await self.darkroom.draw(chart)]
        async with Darkroom(children=1) as darkroom:
            return [Copy(one) for chart in charts for one in await darkroom.draw(chart)]

    def _written(self, asked: Asked, order: DigestOrder) -> bytes:
        """It is written in plain, and goes as soon as it is read."""
        path = self.office.papers / f"digest-{asked.id}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with self.office.database.read() as unit:
                seen = look_at(unit, self.office, order.issue, order.reader)
                write_book(unit, self.office, seen.digest, order.reader, path)
            return path.read_bytes()
        finally:
            path.unlink(missing_ok=True)

    def order(self, unit: Unit, asked: Asked) -> DigestOrder | None:
        """What was asked for, if whoever asked may have it now; None, and noted down: not any more."""
        office, today, action = self.office, self.office.today, ACTIONS[asked.paper]
        actor, terms = unit.staff.actor(asked.person_id, today), of_terms(asked.terms)
        reader, villages = reader_of(actor, today), terms.villages
        subjects = [Subject()] if villages is None else [Subject(village_code=one) for one in villages]
        if actor.person and reader and subjects and all(may(actor, action, one, today) for one in subjects):
            locale = known(actor.person.locale, office.settings.locale)
            return DigestOrder(terms.issue, Reader(villages, reader.rung), locale)
        unit.records.write([AccessRefused(asked.chat, asked.paper.value, office.clock.now())])
        return None
