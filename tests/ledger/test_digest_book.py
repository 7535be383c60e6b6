"""The workbook of a digest, opened: its numbers are the digest's, and the rows behind them add up to it."""

import gc
import resource
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import ledger.digest.sheet as sheets
from bot.paperwork.digest_book_words import book_words
from domain.digest.counts import Counts
from domain.digest.days import of_month
from domain.digest.digest import Digest
from domain.digest.doubts import DoubtKind
from domain.digest.pace import Pace
from domain.digest.rows import DigestRows, DoubtRow, UnvisitedRow, VisitRow
from domain.people.people import Duty
from domain.policy.needs import Needs
from domain.visits.visits import Mode
from ledger.digest.book import write_digest_book
from ledger.digest.summary import COLUMNS
from tests.digests.counted import NOVEMBER, T7, digest, township
from tests.ledger.behind_t7 import DAY, DOUBTS, household, need, needs, unvisited, visits

NO_ROWS = DigestRows()
WORDS = book_words(Needs())
SHEETS = ["汇总", "还没走访", "走访明细", "诉求台账", "建议核实", "口径说明"]
HOSTILE = (
    *('=HYPERLINK("http://x")', "+1", "@SUM(A1)", "-2", "<r>b</r>", "http://a.b"),
    *("\u202e石😀\x07", "=" * 40_000),
)


def book(told: Digest | None = None, rows: DigestRows = NO_ROWS, named: dict[str, str] | None = None) -> Any:
    written = BytesIO()
    words = replace(WORDS, needs={**WORDS.needs, **(named or {})})
    write_digest_book(written, told or digest(), rows, words)
    return load_workbook(written)


@pytest.fixture(scope="module")
def t7() -> Any:
    """Read only: the workbook of T7 with all its rows."""
    return book(digest(), DigestRows(unvisited(), visits(), needs(), DOUBTS))


def table(workbook: Any, sheet: str, header: int = 1) -> list[dict[str, Any]]:
    names, *rows = workbook[sheet].iter_rows(min_row=header, values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def summary(workbook: Any) -> dict[str, dict[str, Any]]:
    return {str(row["行政村"]): row for row in table(workbook, "汇总", 3)}


def test_the_sheets_stand_in_their_order(t7: Any) -> None:
    assert t7.sheetnames == SHEETS


def test_the_summary_is_the_digest() -> None:
    told, rows = digest(), summary(book())
    for one in (*told.villages, told.whole):
        row = rows["合计" if one is told.whole else one.name]
        assert row["户数"] == one.households
        for duty, progress in (("责任人", one.responsible), ("联系人", one.contact)):
            coverage = progress.coverage
            found = [row[f"{duty}{name}"] for name in ("应访", "已访", "还没去", "按进度应到")]
            assert found == [coverage.owed, coverage.met, coverage.open, progress.expected]
        assert row["连续两月没去"] == one.responsible.two_months
        found = [row[name] for name in ("新增诉求", "办结诉求", "未结诉求", "超期诉求")]
        assert found == [one.needs.new, one.needs.solved, one.needs.open, one.needs.late]
        assert row["建议核实"] == one.to_check
    assert rows["云顶村"]["已说明"] == 6
    paces = [row["进度"] for row in rows.values() if row["进度"]]
    assert paces == ["绿·正常", "绿·正常", "黄·偏慢", "黄·偏慢", "绿·正常"]
    assert (rows["云顶村"]["说明"], rows["高岩村"]["说明"]) == ("请假、路不通", "在县里培训")


def test_a_recount_of_the_rows_gives_the_summary(t7: Any) -> None:
    total = summary(t7)["合计"]
    missed, made = table(t7, "还没走访"), table(t7, "走访明细")
    for duty in ("责任人", "联系人"):
        left = [row for row in missed if row["身份"] == duty and not row["说明"]]
        assert len(left) == total[f"{duty}还没去"]
        done = {row["户编号"] for row in made if row["身份"] == duty and row["算数"] == "是"}
        assert len(done) == total[f"{duty}已访"]
    assert sum(row["连续两月没去"] == "是" for row in missed) == total["连续两月没去"]
    assert sum(bool(row["说明"]) for row in missed) == total["已说明"]
    ledger = table(t7, "诉求台账")
    span = digest().issue.span
    within = [str(day.isoformat()) for day in (span.first, span.last)]
    assert sum(within[0] <= row["提出日期"] <= within[1] for row in ledger) == total["新增诉求"]
    assert sum(within[0] <= (row["完成日期"] or "") <= within[1] for row in ledger) == total["办结诉求"]
    assert sum(row["完成日期"] is None for row in ledger) == total["未结诉求"]
    assert sum(row["超期工作日"] > 0 for row in ledger) == total["超期诉求"]
    assert len(table(t7, "建议核实")) == total["建议核实"]


def test_title_and_days_stand_above(t7: Any) -> None:
    assert t7["汇总"]["A1"].value == "石板镇走访周报"
    assert t7["汇总"]["A2"].value == (
        "走访到 2026-11-23（2026-11 共 21 个工作日，还剩 6 个，当天也算），诉求 2026-11-16 至 2026-11-22"
    )
    monthly = book(digest(T7, of_month(NOVEMBER)))
    assert monthly["汇总"]["A1"].value == "石板镇走访月报"


def test_what_else_the_message_says_stands_below(t7: Any) -> None:
    lines = [tuple(row[:2]) for row in t7["汇总"].iter_rows(min_row=9, values_only=True)]
    assert ("办结中位数（天）", 6) in lines
    at = lines.index(("超期诉求", None))
    assert lines[at + 1 : at + 4] == [("看病吃药", 1), ("住房", 2), ("饮水", 1)]
    assert ("柳坪村帮扶队办结诉求 6 件", None) in lines
    assert ("何梅办结“看病吃药”诉求 2 件", None) in lines
    assert ("石板村补上了上月没去的 5 户", None) in lines
    assert lines[-2:] == [("请您拍板", None), ("云顶村 饮水 2 件（没钱）", None)]


def test_a_townships_own_words_win() -> None:
    made = book(named={"water": "人畜饮水", "no_money": "缺资金"})
    lines = [row[0] for row in made["汇总"].iter_rows(values_only=True)]
    assert "云顶村 人畜饮水 2 件（缺资金）" in lines


def test_a_kind_of_need_that_is_called_like_an_excuse_does_not_become_one() -> None:
    cut_off = UnvisitedRow("云顶村", "一组", "0001", "王福生", Duty.CONTACT, "周敏", excuse="road")
    made = book(rows=DigestRows(unvisited=[cut_off]), named={"road": "出行道路"})
    assert made["还没走访"]["J2"].value == "路不通"


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_is_frozen_filtered_and_prints_on_a4(t7: Any, sheet: str) -> None:
    page = t7[sheet]
    header = 3 if sheet == "汇总" else 1
    assert page.freeze_panes == f"B{header + 1}"
    assert page.print_title_rows == f"$1:${header}"
    assert page.auto_filter.ref.startswith(f"A{header}:")
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)


A4_INCHES = 297 / 25.4


def widths_of(page: Any) -> list[float]:
    """In characters, column by column; neighbours that are alike are kept as one."""
    known = sorted(page.column_dimensions.values(), key=lambda one: one.min)
    return [one.width for one in known for _ in range(one.min, one.max + 1)]


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_fits_the_width_of_a4_in_letters_that_can_be_read(t7: Any, sheet: str) -> None:
    page = t7[sheet]
    wide = widths_of(page)
    assert len(wide) == page.max_column
    pixels = sum(7 * one for one in wide)
    room = 96 * (A4_INCHES - page.page_margins.left - page.page_margins.right)
    # At eleven points and more than five sixths of them.
    assert room / pixels > 0.85
    assert page.oddFooter.center.text == "&A  &P / &N"


def test_no_name_of_a_column_is_cut_off(t7: Any) -> None:
    for sheet in SHEETS:
        page, top = t7[sheet], 3 if sheet == "汇总" else 1
        for cell in page[top]:
            width = widths_of(page)[cell.column - 1]
            lines = -(-2 * len(cell.value) // int(width))
            assert (page.row_dimensions[top].height or 15) >= 15 * lines, (sheet, cell.value)
            assert cell.alignment.wrap_text


def test_a_row_is_as_high_as_its_words_need_it(t7: Any) -> None:
    for sheet in SHEETS:
        page = t7[sheet]
        wide = widths_of(page)
        for row in page.iter_rows(min_row=4):
            told = [cell for cell in row if isinstance(cell.value, str) and cell.alignment.wrap_text]
            lines = max((-(-wide_as(cell.value) // int(wide[cell.column - 1])) for cell in told), default=1)
            assert (page.row_dimensions[row[0].row].height or 15) >= 15 * lines


def wide_as(words: str) -> int:
    return sum(2 if one > "\u2e7f" else 1 for one in words)


def test_every_state_has_its_colour_and_its_word(t7: Any) -> None:
    page = t7["汇总"]
    place = COLUMNS.index("进度") + 1
    told = {page.cell(row, place).value: page.cell(row, place).fill.fgColor.rgb for row in range(4, 9)}
    assert told == {"绿·正常": "FFDDF0E4", "黄·偏慢": "FFFFF2C4"}
    red = book(digest(township(6)))["汇总"]
    [cell] = [
        row[place - 1] for row in red.iter_rows(min_row=4, max_row=9) if row[place - 1].value[0] == "红"
    ]
    assert (cell.value, cell.fill.fgColor.rgb) == ("红·需要支持", "FFFBDDD3")


def test_what_is_late_stands_out_and_what_is_not_does_not(t7: Any) -> None:
    page = t7["诉求台账"]
    assert len({cell.fill.fgColor.rgb for cell in page[1]}) == 1
    place = [cell.value for cell in page[1]].index("超期工作日")
    for row in page.iter_rows(min_row=2):
        is_filled = row[place].fill.fill_type is not None
        assert is_filled is (row[place].value > 0)


def test_the_words_are_those_of_the_messages() -> None:
    assert WORDS.paces[Pace.SUPPORT] == "红·需要支持"
    assert (WORDS.why("road"), WORDS.why("away")) == ("路不通", "外出")
    assert (WORDS.need("water"), WORDS.need("weather")) == ("饮水", "等天气")


def test_the_total_is_not_among_what_is_filtered(t7: Any) -> None:
    assert t7["汇总"].auto_filter.ref == "A3:S7"
    assert t7["汇总"]["A8"].value == "合计"


def test_a_need_is_known_by_its_number(t7: Any) -> None:
    first = table(t7, "诉求台账")[0]
    assert (first["编号"], first["类别"], first["进展"], first["所在层级"]) == (
        "N-0001",
        "住房",
        "办理中",
        "责任人",
    )


def test_codes_and_phones_are_texts(t7: Any) -> None:
    row = table(t7, "还没走访")[0]
    assert (row["户编号"], row["联系电话"]) == (household(0), "10000000001")
    columns = {cell.value: cell.column_letter for cell in t7["还没走访"][1]}
    for name in ("户编号", "联系电话"):
        assert t7["还没走访"].column_dimensions[columns[name]].number_format == "@"


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_becomes_a_formula_a_link_or_a_number(name: str) -> None:
    counts = township(1, name.replace("{", ""))
    rows = DigestRows(
        [UnvisitedRow(name, name, name, name, Duty.CONTACT, name, name, excuse=name, reason=name)],
        [VisitRow(DAY, Mode.PHONE, name, Duty.CONTACT, name, name, name, name, True, note=name)],
        [need(1, **dict.fromkeys(("village", "head", "words", "category", "holder", "reason"), name))],
        [DoubtRow(DoubtKind.PHOTO, name, name, name, name, name)],
    )
    workbook = book(digest(counts, name=name), rows, {"no_money": name})
    for sheet in workbook:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        assert not [cell for cell in cells if cell.hyperlink]
        told = [cell for cell in cells if isinstance(cell.value, str)]
        assert all(cell.data_type in ("s", "inlineStr") for cell in told)
    first = workbook["还没走访"]["D2"].value
    assert first.strip() == name.replace("\x07", "").replace("\u202e", "")[:32_767]


@pytest.mark.parametrize("counts", [Counts(), township(60)])
def test_an_empty_township_and_one_of_sixty_villages_have_a_book(counts: Counts) -> None:
    rows = summary(book(digest(counts)))
    assert len([one for one in counts.villages if one.name in rows]) == len(counts.villages)
    assert rows["合计"]["责任人应访"] == sum(one.households for one in counts.villages)


def test_every_column_of_the_summary_and_every_doubt_is_explained(t7: Any) -> None:
    said = "".join(f"{row['项目']}{row['口径']}" for row in table(t7, "口径说明"))
    plain = {"行政村", "户数"}
    columns = {str(cell.value) for cell in t7["汇总"][3]} - plain
    short = {name.removeprefix("责任人").removeprefix("联系人") for name in columns}
    assert {name for name in short if name not in said} == set()


def test_rows_are_gone_through_once_and_a_full_sheet_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 50)
    write_digest_book(tmp_path / "digest.xlsx", digest(), DigestRows(visits=visits()), WORDS)
    rows = list(load_workbook(tmp_path / "digest.xlsx")["走访明细"].iter_rows(values_only=True))
    assert len(rows) == 52
    assert rows[-1][0] == sheets.CUT
    assert [one.name for one in tmp_path.iterdir()] == ["digest.xlsx"]


# What XlsxWriter leaves open complains once more when it is collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_is_an_error_of_the_system_and_no_half_written_sheets_are_left(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_digest_book(tmp_path / "book.xlsx", digest(), NO_ROWS, WORDS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    gc.collect()
    assert [one.name for one in tmp_path.iterdir()] == ["book.xlsx"]
