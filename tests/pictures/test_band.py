"""The caption band: below the picture, legible, and without empty boxes."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from PIL.ImageFont import FreeTypeFont

from pictures import font_file
from pictures.band import with_band, wrapped
from pictures.font import STANDS_FOR_MISSING, FontMissing, font, font_path, has_glyph, printable
from tests.pictures.scenes import SIZE, house
from tests.pictures.shots import telling

LINES = ("石板镇石板村 · H000123 · 入户走访", "2026年10月21日")


def pixels(content: bytes) -> NDArray[np.int16]:
    return np.asarray(Image.open(BytesIO(content)).convert("L"), np.int16)


def in_band(lines: tuple[str, ...], picture: bytes | None = None) -> NDArray[np.int16]:
    given = picture or shot_of(SIZE)
    return pixels(with_band(given, lines))[pixels(given).shape[0] :]


def shot_of(size: tuple[int, int]) -> bytes:
    written = BytesIO()
    house(1, 0).resize(size).save(written, "JPEG", quality=85)
    return written.getvalue()


def test_the_band_covers_nothing_of_the_picture() -> None:
    given = shot_of(SIZE)
    kept = pixels(with_band(given, LINES))
    assert kept.shape[1] == SIZE[0]
    assert SIZE[1] + 2 * 21 < kept.shape[0] < SIZE[1] * 1.25
    assert abs(kept[: SIZE[1]] - pixels(given)).mean() < 2


def test_the_words_are_black_on_white_and_touch_no_edge() -> None:
    band = in_band(LINES)
    assert (band.min(), band.max()) == (pytest.approx(0, abs=30), pytest.approx(255, abs=5))
    # Text inks between a twentieth and a third of the paper, a bar or an empty band do not.
    assert 0.02 < (band < 128).mean() < 0.3
    assert min(band[:4].min(), band[-4:].min(), band[:, :8].min(), band[:, -8:].min()) > 200


def test_other_words_look_different() -> None:
    assert abs(in_band(("石板村",)) - in_band(("青山村",))).max() > 128
    assert abs(in_band(("石板村",)) - in_band(("□□□",))).max() > 128


@pytest.mark.parametrize("width", [1600, 1200, 480])
def test_letters_grow_with_the_picture(width: int) -> None:
    band = in_band(("国国国国国国国国",), shot_of((width, width // 2)))
    columns = np.flatnonzero((band < 128).any(axis=0))
    assert (columns[-1] - columns[0]) / width == pytest.approx(8 / 30, abs=0.03)


@pytest.mark.parametrize("size", [(1, 1600), (100, 80), (1600, 1)])
def test_a_narrow_picture_gets_a_band_that_can_be_read(size: tuple[int, int]) -> None:
    kept = pixels(with_band(shot_of(size), LINES))
    assert kept.shape[1] == max(480, size[0])
    assert (kept[size[1] :] < 128).any()


def test_a_long_line_goes_on_in_the_next() -> None:
    line = "贵州省黔西南布依族苗族自治州石板镇石板村第十二村民小组户主家庭走访记录照片说明 home visit " * 2
    face = font(20)
    lines = list(wrapped(line, face, 300))
    assert "".join(lines).replace(" ", "") == line.replace(" ", "")
    assert all(face.getlength(one) <= 300 for one in lines)
    assert " ".join(lines).count("home") == " ".join(lines).count("visit") == 2
    step = len(in_band(("一", "二"))) - len(in_band(("一",)))
    assert len(in_band((line,))) == len(in_band(("一",))) + 3 * step


@pytest.mark.parametrize("width", [0.0, 5.0])
def test_a_line_too_narrow_for_a_letter_still_has_one(width: float) -> None:
    assert list(wrapped("家access", font(20), width)) == ["家", *"access"]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert list(wrapped("accessible", font(20), font(20).getlength("acces"))) == ["acces", "sible"]


def test_no_word_is_lost_or_broken_where_it_need_not_be() -> None:
    assert (
        list(wrapped("home visit home visit", font(20), font(20).getlength("home visit")))
        == ["home visit"] * 2
    )


def test_no_line_begins_with_a_full_stop() -> None:
    assert list(wrapped("按进度。", font(20), font(20).getlength("按进度"))) == ["按进", "度。"]


@pytest.mark.parametrize("character", ["石", "镇", "A", "7", "·", "，", "㛃", "䶮", "é"])
def test_common_and_rare_characters_are_drawn(character: str) -> None:
    assert printable(character) == character


@pytest.mark.parametrize("character", ["😀", "\U0002a6d6", "ຫ", "ᚠ", "\U0001f1e8"])
def test_what_the_font_lacks_is_no_empty_box(character: str) -> None:
    assert not has_glyph(character)
    assert printable(f"石{character}板") == f"石{STANDS_FOR_MISSING}板"
    assert has_glyph(STANDS_FOR_MISSING)


def test_what_cannot_be_seen_is_left_out() -> None:
    assert printable("a\u202e石\u200d板\ufe0f\0b\n c\td\ud83d") == "a石板b c d"


def test_the_copy_tells_nothing_of_the_camera() -> None:
    # Given a picture that was not developed, so that there is something to leave out.
    copy = with_band(telling("JPEG"), LINES)
    assert not [word for word in (b"canary", b"Exif", b"ICC_PROFILE", b"JPEG comment") if word in copy]


def test_without_the_wheel_the_font_of_the_system_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "second.otf"
    second.touch()
    monkeypatch.setattr(font_file, "CANDIDATES", (tmp_path / "first.otf", second))
    assert font_path() == second


def test_without_any_font_the_operator_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font_file, "CANDIDATES", (tmp_path / "none.otf",))
    with pytest.raises(FontMissing, match="pip install"):
        font_path()


def test_the_font_is_one_with_chinese_characters() -> None:
    assert isinstance(font(20), FreeTypeFont)
    assert all(has_glyph(one) for one in "走访户主村镇年月日入户")
