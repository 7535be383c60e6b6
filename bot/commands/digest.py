"""`digest`: a digest's text, workbook and wall charts as files, for offices that print."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.commands.console import Refusal, progress_bar, spoken, tell, why
from bot.commands.tick import instant
from bot.flows.engine.port import say
from bot.office import Office
from bot.paperwork.digest_chart import month_chart, month_on_phone, year_chart, year_on_phone
from bot.paperwork.digest_look import DigestLook, look_at, write_book
from bot.paperwork.digest_text import text_of
from domain.calendar.month import Month
from domain.digest.days import Edition, Issue, of_last_week, of_month
from domain.digest.digest import rung_of
from domain.digest.reader import Reader
from domain.people.people import TOWNSHIP
from locales.render import render
from pictures.font_file import FontMissing, font_path
from pictures.wall_chart import wall_charts
from pictures.wall_chart_layout import PHONE, WALL
from storage.unit import Unit

LISTED = 30
"""Villages that are named where none has the code that was given."""
CHARTS = {
    "month-phone": (month_on_phone, PHONE),
    "month-wall": (month_chart, WALL),
    "year-phone": (year_on_phone, PHONE),
    "year-wall": (year_chart, WALL),
}
"""The charts and what they are drawn on, by what their files are called."""
Progress = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class DigestFiles:
    """What was written; `missing` says why there are no pictures, if there are none."""

    paths: tuple[Path, ...]
    missing: str = ""


def tell_digest(office: Office, at: str, area: str, out: Path, edition: Edition) -> None:
    """Write it, and tell where everything is; without a font the rest is whole, so it is no failure."""
    with progress_bar() as bar:
        task = bar.add_task(render(spoken(), say("cli.files")), total=None)
        files = write_digest(office, at, area, out, edition, wrote=lambda _: bar.advance(task))
    for path in files.paths:
        tell(say("cli.written", file=str(path)))
    if files.missing:
        tell(say("cli.no_pictures", why=say("doctor.font.missing")))


def issue_at(at: datetime, edition: Edition) -> Issue:
    """What goes out on that day, if it is a Monday: the last week; or the last month."""
    day: date = at.date()
    return of_month(Month.of(day).previous) if edition is Edition.MONTH else of_last_week(day)


def write_digest(
    office: Office, at: str, area: str, out: Path, edition: Edition = Edition.WEEK, *, wrote: Progress
) -> DigestFiles:
    """Write everything into a directory, as of one look at the database; raises OperatorError."""
    told_at = instant(office, at).astimezone(office.policy.township.time_zone)
    issue = issue_at(told_at, edition)
    with office.database.read() as unit:
        reader = _reader(unit, office, area)
        try:
            out.mkdir(parents=True, exist_ok=True)
            return _Writing(office, told_at, issue, reader, out, wrote).everything(unit)
        except OSError as error:
            raise Refusal(say("cli.cannot_write", file=str(out), why=why(error))) from error


def _reader(unit: Unit, office: Office, area: str) -> Reader:
    known = {one.code: one.name for one in unit.browse.villages(office.today, phone_counts=False)}
    if area == TOWNSHIP:
        return Reader(None, rung_of(area))
    if area in known:
        return Reader((area,), rung_of(area))
    there = [TOWNSHIP, *(f"{code} ({name})" for code, name in known.items())]
    more = ["…"] if len(there) > LISTED else []
    raise Refusal(say("cli.no_area", area=area, areas=tuple(there[:LISTED] + more)))


@dataclass(frozen=True)
class _Writing:
    """Writes one digest."""

    office: Office
    at: datetime
    issue: Issue
    reader: Reader
    out: Path
    wrote: Progress

    def everything(self, unit: Unit) -> DigestFiles:
        """Text, workbook and pictures; without a font the first two all the same."""
        seen = look_at(unit, self.office, self.issue, self.reader, of_year=True)
        # Pages that an earlier run has left would be taken for this one's.
        for named in CHARTS:
            for old in self.out.glob(f"{self._name}-{named}*.png"):
                old.unlink()
        text = self._kept(".txt", text_of(self.office, seen.digest, self.at).encode())
        book = self.out / f"{self._name}.xlsx"
        write_book(unit, self.office, seen.digest, self.reader, book)
        self.wrote(book)
        try:
            return DigestFiles((text, book, *self._pictures(seen)))
        except FontMissing as error:
            return DigestFiles((text, book), str(error))

    def _pictures(self, seen: DigestLook) -> Iterator[Path]:
        if seen.digest.is_empty:
            return
        font_path()  # Raises before the first picture is written, so that there are all or none.
        calendar = self.office.policy.working_days()
        for named, (draw, paper) in CHARTS.items():
            pages = wall_charts(draw(seen, calendar, self._locale), paper)
            for nth, page in enumerate(pages, 1):
                number = f"-{nth}" if len(pages) > 1 else ""
                yield self._kept(f"-{named}{number}.png", page)

    def _kept(self, ending: str, content: bytes) -> Path:
        path = self.out / f"{self._name}{ending}"
        path.write_bytes(content)
        self.wrote(path)
        return path

    @property
    def _name(self) -> str:
        # Codes are anybody's text; names of files are not.
        area = re.sub(r"[^\w.]", "_", self.reader.area_code)[:40]
        is_month = self.issue.edition is Edition.MONTH
        return f"digest-{area}-{self.issue.month if is_month else self.issue.as_of}"

    @property
    def _locale(self) -> str:
        return self.office.settings.locale
