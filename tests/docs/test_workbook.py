"""The table of the workbook's sheets in both languages is that of the layout."""

import re
from pathlib import Path

import pytest

from ledger.checks.layout import LAYOUTS, Layout
from tests.docs.documents import in_both_languages, table_in

TABLES = in_both_languages("workbook")
HEADINGS = ("Sheet", "工作表")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.sheet)
@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_the_table_has_the_columns_of_the_sheet(path: Path, layout: Layout) -> None:
    told = {row[0].split("`")[1]: row[1] for row in table_in(path, *HEADINGS)}
    assert list(told) == [one.sheet for one in LAYOUTS]
    columns = told[layout.sheet]
    assert re.findall(r"\*\*(.+?)\*\*", columns) == list(layout.mandatory)
    named = re.split(r"[,、（(和/ ]+|and/or", columns.replace("**", "").replace("时间(月)", "时间[月]"))
    known = [one.replace("(", "[").replace(")", "]") for one in layout.columns]
    assert [one for one in known if one not in named] == []
