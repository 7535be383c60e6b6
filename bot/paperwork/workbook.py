"""The clerk's workbook in chat: checked, imported, marked with its problems, exported."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.office import Office
from bot.paperwork.exporting import export_workbook
from bot.paperwork.importing import Imported, import_workbook, reason
from bot.paperwork.room import Made, Sheet
from bot.transport.fetcher import Source, Trouble
from domain.register import Finding
from ledger.problems import mark_problems
from locales.render import known
from storage.paperwork import Asked

ROWS_NAMED = 8


class CannotFetch(Exception):
    """The file could not be had from the channel this time."""


@dataclass(frozen=True)
class Workbooks:
    """Makers of everything about the workbook."""

    office: Office
    source: Source

    async def check(self, asked: Asked) -> Made:
        """Fetch the file, keep it for a later import, and say what importing it would do."""
        got = await self.source.fetch(str(asked.terms["file"]))
        if got is Trouble.FOR_NOW:
            raise CannotFetch
        if not isinstance(got, bytes):
            return Made({"ok": False, "gone": True})
        await asyncio.to_thread(self._keep, asked.id, got)
        tried = await asyncio.to_thread(import_workbook, self.office, got, dry_run=True)
        return Made(_answer(tried))

    async def import_checked(self, asked: Asked) -> Made:
        """Import the workbook that the check has kept."""
        content = await asyncio.to_thread(self._kept(int(asked.terms["checked"])).read_bytes)
        done = await asyncio.to_thread(import_workbook, self.office, content)
        return Made(_answer(done))

    async def tell_problems(self, asked: Asked) -> Made:
        """The clerk's own workbook with a column 问题."""
        content = await asyncio.to_thread(self._kept(int(asked.terms["checked"])).read_bytes)
        return await asyncio.to_thread(self._marked, content, str(asked.terms.get("locale", "")))

    def _marked(self, content: bytes, locale: str) -> Made:
        tried = import_workbook(self.office, content, dry_run=True)
        spoken = known(locale, self.office.settings.locale)
        findings = (*tried.errors, *tried.warnings)
        marked = mark_problems(content, [(one, reason(one, spoken)) for one in findings])
        return Made(sheets=(Sheet("问题表.xlsx", marked),))

    async def export(self, asked: Asked) -> Made:
        """The register as a workbook."""
        path = self._kept(asked.id)
        await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True, mode=0o700)
        await asyncio.to_thread(export_workbook, self.office, path)
        content = await asyncio.to_thread(path.read_bytes)
        path.unlink()
        return Made(sheets=(Sheet(f"台账-{self.office.today:%Y%m%d}.xlsx", content),))

    def _kept(self, paper_id: int) -> Path:
        return self.office.papers / f"workbook-{paper_id}.xlsx"

    def _keep(self, paper_id: int, content: bytes) -> None:
        path = self._kept(paper_id)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(content)
        path.chmod(0o600)


def _answer(imported: Imported) -> dict[str, Any]:
    return {
        "ok": imported.ok,
        "new": sum(imported.new.values()),
        "changed": sum(imported.changed.values()),
        "same": sum(imported.same.values()),
        "absent": sum(len(codes) for codes in imported.absent.values()),
        "errors": len(imported.errors),
        "warnings": len(imported.warnings),
        "places": _places(imported.errors or imported.warnings),
    }


def _places(findings: Sequence[Finding]) -> list[str]:
    places = [f"{one.sheet}{one.row or ''}" for one in findings if one.sheet]
    return list(dict.fromkeys(places))[:ROWS_NAMED]
