"""Which file the font with Chinese characters is in."""

from importlib.util import find_spec
from pathlib import Path

from domain.errors import OperatorError

WHEEL, IN_WHEEL = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"
DEBIAN = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


class FontMissing(OperatorError):
    """There is no font with Chinese characters."""


def _of_the_wheel() -> tuple[Path, ...]:
    # Not imported: without it photos must still be developed, and texts go out without their picture.
    found = find_spec(WHEEL)
    return (Path(found.origin).parent / IN_WHEEL,) if found and found.origin else ()


CANDIDATES = (*_of_the_wheel(), DEBIAN)
"""Noto Sans SC from the wheel (OFL 1.1), else Debian's package fonts-noto-cjk."""


def font_path() -> Path:
    """Where the font is; raises `FontMissing`."""
    for path in CANDIDATES:
        if path.is_file():
            return path
    raise FontMissing(
        "No font with Chinese characters was found; run `pip install pylopdf-fonts-zh-cn`"
        " or, on Debian, `apt install fonts-noto-cjk`."
    )
