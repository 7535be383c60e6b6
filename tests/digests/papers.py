"""A digest's files, and the numbers that can be read off each: the text, the pictures and the workbook."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PIL import Image

from bot.commands.digest import DigestFiles, write_digest
from bot.office import Office
from bot.paperwork.digest_chart import month_on_phone
from bot.paperwork.digest_look import look_at, write_book
from bot.paperwork.digest_text import text_of
from domain.digest.counts import Counts
from domain.digest.days import of_last_week
from domain.digest.reader import Reader
from domain.people.people import Duty

Met = tuple[str, str]
"""Of the responsible and of the contact persons: done/owed."""


@dataclass(frozen=True, slots=True)
class Told:
    """The numbers of a whole area, and of its villages by name as far as they are told."""

    whole: Met
    open: int
    two_months: int
    needs: tuple[int, int, int]
    """New, solved, late."""
    villages: dict[str, Met]


@dataclass(frozen=True, slots=True)
class Papers:
    """What a digest's reader is given, before it is drawn and sent."""

    text: str
    alt: str
    book: Path


def papers(office: Office, at: datetime, reader: Reader, book: Path) -> Papers:
    """Of the week before that day, out of one look."""
    with office.database.read() as unit:
        seen = look_at(unit, office, of_last_week(at.date()), reader)
        write_book(unit, office, seen.digest, reader, book)
    chart = month_on_phone(seen, office.policy.working_days(), "zh_CN")
    return Papers(text_of(office, seen.digest, at), chart.alt, book)


def written(office: Office, at: str, area: str, out: Path) -> DigestFiles:
    """What the command writes."""
    return write_digest(office, at, area, out, wrote=lambda _: None)


def by_hand(counts: Counts, names: dict[str, str]) -> Told:
    """Plain sums; `names` of the villages that there are, by code."""
    of_village = {name: _met(counts, (code,)) for code, name in names.items()}
    mine = [one for one in counts.duties if one.duty is Duty.RESPONSIBLE]
    sums = Counter[str]()
    for one in counts.needs:
        sums.update({"new": one.new, "solved": one.solved, "late": one.late})
    needs = (sums["new"], sums["solved"], sums["late"])
    left = sum(one.coverage.open for one in mine)
    return Told(_met(counts, names), left, sum(one.two_months for one in mine), needs, of_village)


def _met(counts: Counts, codes: Iterable[str]) -> Met:
    def of(duty: Duty) -> str:
        some = [one.coverage for one in counts.duties if one.duty is duty and one.village_code in codes]
        return f"{sum(one.met for one in some)}/{sum(one.owed for one in some)}"

    return of(Duty.RESPONSIBLE), of(Duty.CONTACT)


def of_text(text: str) -> Told:
    """What the message says; it tells nothing of single villages but their pace."""

    def found(pattern: str) -> Any:
        return (re.search(pattern, text) or ["", "0"])[1]

    whole = (found(r"走访：(\d+/\d+)"), found(r"联系人 (\d+/\d+)"))
    needs = tuple(int(found(rf"诉求：.*{word} (\d+)")) for word in ("新增", "办结", "超期"))
    left, twice = int(found(r"没去过：\S+ (\d+) 户")), int(found(r"连续两月没去 (\d+)"))
    return Told(_none(whole), left, twice, (needs[0], needs[1], needs[2]), {})


def _none(met: tuple[str, str]) -> Met:
    one, other = ("0/0" if "/" not in share else share for share in met)
    return one, other


def of_picture(alt: str) -> dict[str, Met]:
    """What a chart's description says, by the names of its rows."""
    return {line.partition(": ")[0]: _shares(line) for line in alt.splitlines()[2:]}


def description(picture: Path) -> str:
    """What a picture says of itself."""
    told: str = Image.open(BytesIO(picture.read_bytes())).info["Description"]
    return told


def _shares(line: str) -> Met:
    """Of both duties; where one owes nothing, there is only a word."""
    cells = [cell.split(" ")[1] for cell in line.partition(": ")[2].split(" | ")]
    return _none((cells[0], cells[1]))


def of_book(path: Path) -> Told:
    """What the summary of the workbook says."""
    rows = {str(row["行政村"]): row for row in table(path, "汇总", 3) if row["责任人应访"] is not None}
    whole = rows.pop("合计")
    met = {name: _line(row) for name, row in rows.items()}
    needs = (whole["新增诉求"], whole["办结诉求"], whole["超期诉求"])
    return Told(_line(whole), whole["责任人还没去"], whole["连续两月没去"], needs, met)


def _line(row: dict[str, Any]) -> Met:
    mine, theirs = (f"{row[who + '已访']}/{row[who + '应访']}" for who in ("责任人", "联系人"))
    return mine, theirs


def of_rows(path: Path) -> tuple[int, int, int, int]:
    """Counted from the rows behind the summary: open of both duties, and met of both."""
    missed, made = table(path, "还没走访"), table(path, "走访明细")
    left = Counter(row["身份"] for row in missed if not row["说明"])
    done = Counter(who for who, _ in {(row["身份"], row["户编号"]) for row in made if row["算数"] == "是"})
    return left["责任人"], left["联系人"], done["责任人"], done["联系人"]


def table(path: Path, sheet: str, header: int = 1) -> list[dict[str, Any]]:
    """The rows of a sheet by the names of its columns."""
    names, *rows = load_workbook(path)[sheet].iter_rows(min_row=header, values_only=True)
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]
