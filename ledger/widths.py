"""How wide a column is, and whether what is typed into it must stay text."""

from ledger.checks.layout import CODE_COLUMNS

_WIDE = frozenset({"家庭变化", "问题与需求", "备注", "单位", "所辖", "描述", "进展", "说明"})
_NARROW = 10


def is_text_column(column: str) -> bool:
    """Codes, IDs, phones and dates: Excel would make numbers of them."""
    return column in CODE_COLUMNS or column.endswith(("电话", "时间", "日期", "时限", "期限"))


def width_of(column: str) -> int:
    """In characters of Excel; a Chinese one takes two."""
    if column in CODE_COLUMNS:
        return 22
    if column in _WIDE:
        return 28
    return max(_NARROW, 2 * len(column) + 4)
