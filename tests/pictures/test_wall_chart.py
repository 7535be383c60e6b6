"""Wall charts, opened and looked at: size, pages, patterns, letters, and the same numbers in words."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import pictures.font as fonts
import pictures.wall_chart_ink as inks
from domain.digest.counts import Counts
from domain.digest.days import of_last_week
from domain.digest.pace import Pace
from domain.duties.pace import Coverage
from pictures import font_file
from pictures.font import STANDS_FOR_MISSING, FontMissing
from pictures.wall_chart import wall_charts
from pictures.wall_chart_ink import COLOURS, INK, LIGHTEST, STROKES, TINTS, cell, length, stamp, write
from pictures.wall_chart_layout import (
    PHONE,
    WALL,
    WALL_UPRIGHT,
    Paper,
    enlarged,
    numbers_width,
    plan,
    words_in,
)
from pictures.wall_chart_lines import fitted
from tests.digests.counted import digest, township
from tests.pictures.charts import WORDS, chart, indexes, on_phone, opened

HOSTILE = "<b>&_*石板\u202e镇😀村بلدية很长很长的名字_of_the_north"


@pytest.mark.parametrize("paper", [WALL, WALL_UPRIGHT])
def test_a_chart_has_the_size_of_its_paper(paper: Paper) -> None:
    image = opened(wall_charts(chart(), paper)[0])
    assert image.size == (paper.width, paper.height)
    assert (image.mode, image.format) == ("P", "PNG")
    dots = image.info.get("dpi")
    assert (dots and round(dots[0])) == (paper.dots or None)


def test_a3_at_300_dots_to_the_inch() -> None:
    assert [side / 300 * 25.4 for side in (WALL.width, WALL.height)] == pytest.approx([420, 297], 0.001)


@pytest.mark.parametrize("villages", [1, 3, 11, 20])
def test_a_phones_picture_ends_with_what_is_on_it(villages: int) -> None:
    made = on_phone(township(villages))
    canvas = indexes(opened(wall_charts(made)[0]))
    inked = np.nonzero(canvas.any(axis=1))[0]
    assert canvas.shape[1] == PHONE.width
    assert canvas.shape[0] - inked[-1] < 2 * PHONE.text
    # No stretch between two lines, or rows, is blank for longer than a line.
    assert np.diff(inked).max() < PHONE.text
    # A chat shows it whole: no more than a village's row too high.
    assert canvas.shape[0] <= max(PHONE.handy, 600 + round(PHONE.lowest * PHONE.text) * len(made.rows))


@pytest.mark.parametrize("villages", [1, 3, 11, 20])
def test_a_phones_letters_can_be_read_in_a_chat_without_opening_it(villages: int) -> None:
    made = on_phone(township(villages))
    planned = plan(made, PHONE)
    # Where a chat makes 1080 pixels 360 points wide, ten points and more.
    assert min(planned.size, planned.title.size, PHONE.text * 0.86) / 3 > 10
    assert planned.size >= PHONE.text


def test_a_phone_heads_both_duties_and_colours_each_by_its_own_pace() -> None:
    made, told = on_phone(), digest()
    assert made.columns == ("责任人", "联系人")
    for one, row in zip((*told.villages, told.whole), made.rows, strict=True):
        for duty, shown in zip((one.responsible, one.contact), row.cells, strict=True):
            assert shown is not None
            assert (shown.lines, shown.pace, shown.word) == ((duty.done.counts,), duty.pace, WORDS[duty.pace])


def test_a_phones_year_tells_the_months_of_all_of_them() -> None:
    made, months = on_phone(township(20), of_year=True), chart(township(20), of_year=True)
    assert [one.name for one in made.rows] == list(months.columns)
    assert on_phone(Counts(), of_year=True).rows == ()


@pytest.mark.parametrize(("villages", "pages"), [(0, 1), (1, 1), (5, 1), (20, 1), (60, 3)])
def test_twenty_villages_and_the_whole_fit_one_phone(villages: int, pages: int) -> None:
    whole = on_phone(township(villages))
    drawn = wall_charts(whole)
    assert len(drawn) == pages
    told = [opened(one).text["Description"].splitlines()[2:] for one in drawn]
    assert [line for page in told for line in page] == whole.alt.splitlines()[2:]
    assert max(map(len, told)) - min(map(len, told)) <= 2


def test_letters_on_a_wall_grow_until_one_page_is_full() -> None:
    few, many, pages = (chart(township(villages)) for villages in (4, 14, 60))
    sizes = [enlarged(one, WALL).text for one in (few, many, pages)]
    assert sizes[0] == 2 * WALL.text
    assert sizes[0] > sizes[1] > sizes[2] == WALL.text
    assert [len(wall_charts(one, WALL)) for one in (few, many)] == [1, 1]
    assert enlarged(few, PHONE) == PHONE


def test_pages_are_numbered_only_if_there_are_several() -> None:
    assert [one.aside for one in chart(township(2)).pages(9)] == ["到 11月23日"]
    assert [one.aside[-6:] for one in chart(township(11)).pages(6)] == [" (1/2)", " (2/2)"]
    assert [len(one.rows) for one in chart(township(20)).pages(20)] == [11, 10]


def test_the_description_tells_the_digests_numbers() -> None:
    told = digest()
    lines = chart().alt.splitlines()[2:]
    for stands, line in zip((*told.villages, told.whole), lines, strict=True):
        newest = line.rpartition(" | ")[2].split(" ")
        numbers = (stands.responsible.done.counts, stands.contact.done.counts)
        assert newest == ["23–30日", "责", numbers[0], "联", numbers[1], WORDS[stands.pace]]
    assert [line.partition(":")[0] for line in lines] == ["石板村", "柳坪村", "高岩村", "云顶村", "全镇"]


def test_a_year_tells_shares_and_small_numbers_as_counts() -> None:
    first, *_, whole = chart(township(20), of_year=True).rows
    numbers = [line for cell in first.cells if cell for line in cell.lines]
    assert [one[:2] for one in numbers] == ["责 ", "联 "] * 12
    assert all(one.endswith("/13") for one in numbers)
    assert all(line.endswith("%") for cell in whole.cells if cell for line in cell.lines)


def box_of(picture: bytes, row: int, column: int, rows: int = 1) -> inks.Pixels:
    """A cell as it was drawn, without its border."""
    planned = plan(on_phone(township(rows)), PHONE)
    canvas = indexes(opened(picture))
    left = PHONE.text + planned.name + column * planned.column
    header = next(y for y in range(canvas.shape[0]) if canvas[y, left + 2] == inks.SHADE)
    top = header + round(2.1 * PHONE.text) + row * planned.row
    return canvas[top + 2 : top + planned.row - 2, left + 2 : left + planned.column - 2]


def stood_at(coverage: Coverage, on: date) -> Counts:
    counts = township(1)
    return replace(counts, met=(), duties=tuple(replace(one, coverage=coverage) for one in counts.duties))


@pytest.mark.parametrize(
    ("coverage", "day", "pace"),
    [
        (Coverage(30, 30), 23, Pace.ON_TRACK),
        (Coverage(30, 18), 23, Pace.SLOW),
        (Coverage(30, 5), 23, Pace.SUPPORT),
        (Coverage(30, 0), 2, Pace.EARLY),
        (Coverage(0, 0, 9), 23, Pace.EXCUSED),
        (Coverage(), 23, Pace.NOTHING),
    ],
)
def test_each_pace_has_its_colour_its_pattern_and_its_word(coverage: Coverage, day: int, pace: Pace) -> None:
    on = date(2026, 11, day)
    made = on_phone(stood_at(coverage, on), of_last_week(on))
    drawn = box_of(wall_charts(made)[0], 0, 0)
    assert (drawn == TINTS[pace]).mean() > 0.5
    assert (drawn == STROKES.get(pace, 99)).any() == (pace in STROKES)
    assert (drawn >= LIGHTEST).any()
    [row] = made.rows
    told = row.cells[0]
    assert told is not None
    assert (told.word, bool(told.lines)) == (WORDS[pace], bool(coverage.owed))


def grey(colours: inks.Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """How light the colours are, 0 to 255, as a black and white printer sees them."""
    table = np.array([[one >> 16, one >> 8 & 255, one & 255] for one in COLOURS]) @ [0.299, 0.587, 0.114]
    return np.asarray(table[colours], float)


def test_patterns_can_be_told_apart_in_black_and_white() -> None:
    strips = {pace: grey(cell(pace, 74, 70, 2))[2:-2, 1:9] for pace in list(Pace)[:5]}
    looks = {
        pace: (round(one.mean() / 24), round(one.std(axis=0).mean() / 12), round(one.std(axis=1).mean() / 12))
        for pace, one in strips.items()
    }
    assert len(set(looks.values())) == len(looks)


def test_letters_stand_out_from_every_background() -> None:
    tones = grey(np.arange(len(COLOURS), dtype=np.uint8))
    assert min(tones[list(TINTS.values())]) - tones[INK] > 200


def test_no_word_leaves_its_cell() -> None:
    walls = (chart(), chart(township(20), of_year=True), chart(township(1)), chart(township(60)))
    phones = (on_phone(), on_phone(township(20), of_year=True), on_phone(township(1)), on_phone(township(60)))
    for paper, charts in ((WALL, walls), (PHONE, phones)):
        for made in charts:
            planned = plan(made, paper)
            room = planned.column - inks.strip(planned.column, paper.unit)
            told = [words_in(one) for row in made.rows for one in row.cells if one]
            word = max(length(word, planned.size) for _, word in told)
            numbers = numbers_width(made, planned.size)
            assert (numbers + word if planned.is_beside else max(numbers, word)) < room
            lines = max(len(one.lines) for row in made.rows for one in row.cells if one)
            assert (lines if planned.is_beside else lines + 1) * planned.size < planned.row


def test_letters_can_be_read_from_across_a_room() -> None:
    # On paper 300 dots are an inch.
    assert plan(chart(township(60), of_year=True), WALL).size * 25.4 / 300 > 3.5


def test_nothing_is_drawn_beyond_the_margins_or_over_another_line() -> None:
    names = township(20, HOSTILE + "{}")
    for picture in (*wall_charts(on_phone(names)), *wall_charts(on_phone(names, of_year=True))):
        canvas = indexes(opened(picture))
        assert not canvas[:, : PHONE.text - 2].any()
        assert not canvas[:, 2 - PHONE.text :].any()
        assert not canvas[-PHONE.text // 2 :].any()


def test_a_hostile_name_is_drawn_with_signs_for_what_the_font_lacks() -> None:
    made = fitted(HOSTILE, 28, 150, 2)
    assert STANDS_FOR_MISSING in "".join(made.lines)
    assert not {"\u202e", "😀", "ب"} & set("".join(made.lines))
    assert all(length(line, made.size) <= 150 for line in made.lines)
    assert made.lines[-1].endswith("…")
    assert HOSTILE in chart(township(1, HOSTILE)).alt


def test_a_name_shrinks_before_it_is_cut() -> None:
    assert fitted("石板村", 28, 230, 2).size == 28
    smaller = fitted("石板镇很长很长名字的少数民族自治村", 28, 230, 2)
    assert (smaller.size, len(smaller.lines)) == (22, 2)
    assert "".join(smaller.lines) == "石板镇很长很长名字的少数民族自治村"


def test_the_legend_explains_what_is_on_the_chart() -> None:
    assert [pace for pace, _ in on_phone().legend] == [Pace.ON_TRACK, Pace.SLOW, Pace.SUPPORT]
    early = on_phone(township(2), of_last_week(date(2026, 11, 2)))
    assert [pace for pace, _ in early.legend][3:] == [Pace.EARLY]


def test_other_numbers_look_different() -> None:
    one, other = (
        wall_charts(on_phone(stood_at(Coverage(30, met), date(2026, 11, 23))))[0] for met in (28, 29)
    )
    differ = indexes(opened(one)) != indexes(opened(other))
    assert 10 < differ.sum() < 9_000


def test_letters_are_the_fonts_own_and_clipped_at_the_edge() -> None:
    canvas = np.zeros((60, 60), np.uint8)
    assert write(canvas, "石", (10, 10), 32) == pytest.approx(10 + length("石", 32))
    rows, columns = np.nonzero(canvas)
    assert rows.min() in range(10, 16)
    assert rows.max() in range(38, 45)
    assert columns.min() >= 10
    assert canvas.max() == INK
    write(canvas, "板" * 9, (10, 10), 32)
    assert stamp("石", 32)[0].max() == INK


def test_without_a_font_nothing_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    caches = (fonts.font, fonts.has_glyph, fonts._no_glyph, stamp, length, words_in, fitted)
    for one in caches:
        one.cache_clear()
    monkeypatch.setattr(font_file, "CANDIDATES", (tmp_path / "none.otf",))
    with pytest.raises(FontMissing):
        wall_charts(chart(township(1, "从未画过的村")))


def test_a_word_is_rather_smaller_than_broken() -> None:
    width = length("Township", 68) - 1

    made = fitted("Township", 68, width, 2)

    assert made.lines == ("Township",)
    assert made.size < 68
