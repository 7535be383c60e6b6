"""What a text may hold on its way into and out of a cell."""

import re

from domain.writing.characters import tidy

CELL_LIMIT = 32_767
"""Characters that Excel keeps in one cell."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPED_CONTROL = re.compile(r"_x(00[01][0-9A-Fa-f]|005F)_")


def clean_text(text: str) -> str:
    """The text without control characters and outer spaces, its lines ended by \\n only."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def unescape(text: str) -> str:
    """Characters that Excel writes as _x000D_ and the like (openpyxl leaves them so)."""
    return _ESCAPED_CONTROL.sub(lambda match: chr(int(match[1], 16)), text)


def cell_text(value: str) -> str:
    """The text as it is written into a cell."""
    text = tidy(clean_text(value))[:CELL_LIMIT]
    # XlsxWriter takes <r>…</r> for ready XML and would write it as it is; outer spaces go when read again
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
