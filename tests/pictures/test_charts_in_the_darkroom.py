"""Wall charts drawn in a child process: the same pixels, page by page, and a missing font said to be so."""

from pathlib import Path

import pytest

from pictures import font_file
from pictures.child import _obey
from pictures.darkroom import Darkroom
from pictures.font import FontMissing, font
from pictures.messages import Garbled, charted, drawn
from pictures.wall_chart import wall_charts
from pictures.wall_chart_ink import stamp
from pictures.wall_chart_layout import PAPERS
from pictures.wall_chart_value import Chart
from pictures.wall_chart_wire import as_bytes, unpacked
from tests.digests.counted import township
from tests.pictures.charts import chart
from tests.pictures.children import children

HOSTILE = '"\\\u202e石板\x00😀{}\n<b>'


@pytest.mark.parametrize("made", [chart(), chart(township(3, HOSTILE), of_year=True), chart(township(0))])
def test_a_chart_goes_over_the_wire_unchanged(made: Chart) -> None:
    assert unpacked(as_bytes(made)) == made


async def test_a_child_draws_what_the_function_draws_page_by_page() -> None:
    async with Darkroom(children=1) as darkroom:
        for made in (chart(), chart(township(60), of_year=True)):
            assert await darkroom.draw(made) == wall_charts(made)
        assert await darkroom.draw(chart(), "wall") == wall_charts(chart(), PAPERS["wall"])


async def test_without_a_font_no_process_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_file, "CANDIDATES", (tmp_path / "none.otf",))
    async with Darkroom(children=1) as darkroom:
        with pytest.raises(FontMissing, match="apt install"):
            await darkroom.draw(chart())
        assert not children()


def test_a_child_without_a_font_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_file, "CANDIDATES", (tmp_path / "none.otf",))
    for one in (font, stamp):
        one.cache_clear()
    answer = _obey(b"draw", [as_bytes(chart(township(1, "未曾画过"))), b"phone", b"0"])
    with pytest.raises(FontMissing, match="apt install"):
        charted(answer)


@pytest.mark.parametrize("answer", [(b"{}", b""), (b'{"pages": 1}',), (b'{"pages": "x"}', b""), ()])
def test_an_answer_that_is_no_picture_is_garbled(answer: tuple[bytes, ...]) -> None:
    assert charted(drawn(b"png", 2)) == (b"png", 2)
    with pytest.raises(Garbled):
        charted(answer)
