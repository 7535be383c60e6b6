"""The clerk's workbook in chat: checked, imported, marked with its problems, exported."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.office import Office
from bot.paperwork.exporting import export_workbook
from bot.paperwork.findings import answer_of
from bot.paperwork.handing import REFUSED, Made, Sheet
from bot.paperwork.importing import Imported, import_workbook, reason
from bot.transport.fetcher import Source, Trouble
from domain.people.access import Action, Subject, may
from domain.people.joining import AccessRefused
from domain.register.register import Finding
from ledger.checks.renumbering import Renumber
from ledger.problems import mark_problems
from locales.render import known
from storage.base.files import FileGone
from storage.chat.paperwork import Asked
from storage.unit import Unit

LARGEST_DOCUMENT = 50 * 1000 * 1000
"""Bytes of the largest file that a bot may send."""
GONE = Made({"ok": False, "gone": True})


class CannotFetch(Exception):
    """The file could not be had from the channel this time."""


class NotAllowed(Exception):
    """The person who asked is no longer allowed to have it."""


class AlreadyDone(Exception):
    """The import has taken effect before, with that answer, in a process that ended or in another one."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        super().__init__()
        self.answer = answer


@dataclass(frozen=True)
class Workbooks:
    """Makers of everything about the workbook; each asks the rule again, for it may say no by then."""

    office: Office
    source: Source

    async def check(self, asked: Asked) -> Made:
        """Fetch the file, keep it for a later import, and say what importing it would do."""
        self._drop(asked.terms.get("replaces"))
        if not await self._is_allowed(asked, Action.IMPORT):
            return REFUSED
        if "checked" in asked.terms:
            return await self._check_again(asked)
        got = await self.source.fetch(str(asked.terms["file"]))
        if got is Trouble.FOR_NOW:
            raise CannotFetch
        if got is Trouble.TOO_LARGE:
            return Made(answer_of(Imported(False, errors=(Finding("", None, None, "finding.too_big"),))))
        if not isinstance(got, bytes):
            return GONE
        tried = await asyncio.to_thread(import_workbook, self.office, got, dry_run=True)
        await asyncio.to_thread(self.office.stores.papers.put, _kept(asked.id), got)
        return Made(answer_of(tried))

    async def _check_again(self, asked: Asked) -> Made:
        """What importing the kept workbook would do after what the clerk has said of new numbers."""
        try:
            content = await asyncio.to_thread(self.office.stores.papers.get, _kept(asked.terms["checked"]))
        except FileGone:
            return GONE
        tried = await asyncio.to_thread(
            import_workbook, self.office, content, dry_run=True, renumber=_told(asked)
        )
        return Made(answer_of(tried))

    async def import_checked(self, asked: Asked) -> Made:
        """Import the workbook that the check has kept; a second try tells what the first has done."""
        kept = _kept(asked.terms["checked"])
        try:
            made = await asyncio.to_thread(self._import, asked, kept)
        except NotAllowed:
            return await self._refused(asked)
        except AlreadyDone as done:
            made = Made(done.answer)
        if made.answer.get("ok"):
            self.office.stores.papers.delete(kept)
        return made

    def _import(self, asked: Asked, kept: str) -> Made:
        with self.office.database.read() as unit:
            self._look_for_answer(unit, asked)
        try:
            content = self.office.stores.papers.get(kept)
        except FileGone:
            return GONE

        def check_may(unit: Unit) -> None:
            self._look_for_answer(unit, asked)
            if not self._may(unit, asked, Action.IMPORT):
                raise NotAllowed

        def note(unit: Unit, imported: Imported) -> None:
            unit.paperwork.note(asked.id, answer_of(imported))

        imported = import_workbook(self.office, content, renumber=_told(asked), before=check_may, after=note)
        return Made(answer_of(imported))

    def _look_for_answer(self, unit: Unit, asked: Asked) -> None:
        done = unit.paperwork.answers([asked.id]).get(asked.id)
        if done is not None:
            raise AlreadyDone(done)

    async def tell_problems(self, asked: Asked) -> Made:
        """The clerk's own workbook with a column 问题."""
        if not await self._is_allowed(asked, Action.IMPORT):
            return REFUSED
        try:
            content = await asyncio.to_thread(self.office.stores.papers.get, _kept(asked.terms["checked"]))
        except FileGone:
            return GONE
        return await asyncio.to_thread(self._marked, content, asked)

    def _marked(self, content: bytes, asked: Asked) -> Made:
        tried = import_workbook(self.office, content, dry_run=True, renumber=_told(asked))
        locale = str(asked.terms.get("locale", ""))
        spoken = known(locale, self.office.settings.locale)
        findings = (*tried.errors, *tried.warnings)
        marked = mark_problems(content, [(one, reason(one, spoken)) for one in findings])
        return Made(sheets=(Sheet("问题表.xlsx", marked, to_work_on=True),))

    async def discard(self, asked: Asked) -> Made:
        """Throw away what a check has kept."""
        self._drop(asked.terms.get("checked"))
        return Made()

    async def export(self, asked: Asked) -> Made:
        """The register as a workbook."""
        if not await self._is_allowed(asked, Action.EXPORT):
            return REFUSED
        content = await asyncio.to_thread(self._exported, asked.id)
        if len(content) > LARGEST_DOCUMENT:
            return Made({"too_big": True})
        return Made({"ok": True}, (Sheet(f"台账-{self.office.today:%Y%m%d}.xlsx", content, to_work_on=True),))

    def _exported(self, paper_id: int) -> bytes:
        """It is written in plain, and goes as soon as it is read."""
        path = self.office.papers / f"export-{paper_id}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            export_workbook(self.office, path)
            return path.read_bytes()
        finally:
            path.unlink(missing_ok=True)

    async def _is_allowed(self, asked: Asked, action: Action) -> bool:
        if await self.office.database.run(lambda unit: self._may(unit, asked, action)):
            return True
        await self._refused(asked)
        return False

    def _may(self, unit: Unit, asked: Asked, action: Action) -> bool:
        today = self.office.today
        return may(unit.staff.actor(asked.person_id, today), action, Subject(), today)

    async def _refused(self, asked: Asked) -> Made:
        refused = AccessRefused(asked.chat, asked.paper.value, self.office.clock.now())
        await self.office.database.run(lambda unit: unit.records.write([refused]))
        return REFUSED

    def _drop(self, paper_id: object) -> None:
        if paper_id is not None:
            self.office.stores.papers.delete(_kept(paper_id))


def _told(asked: Asked) -> Renumber:
    """What the clerk has said of known names with new numbers."""
    told = asked.terms.get("told")
    return Renumber(told=told if isinstance(told, Mapping) else {})


def _kept(paper_id: object) -> str:
    """The name under which a checked workbook waits to be imported."""
    return f"workbook-{int(str(paper_id))}.xlsx"
