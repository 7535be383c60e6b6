"""村册: one village in one table, a household a line."""

from io import BytesIO

from xlsxwriter import Workbook

from domain.households.browse import BookRow, VillageBook
from ledger.cards.form import A4, OPTIONS, Form, Value

_COLUMNS = {
    "户编号": 22,
    "户主": 12,
    "组": 10,
    "户类型": 12,
    "致贫原因": 14,
    "人口": 7,
    "责任人": 14,
    "联系人": 14,
    "上次走访": 12,
    "本月": 12,
}
COLUMNS = tuple(_COLUMNS)
_HEADER_ROWS = 3
_DONE = {
    (True, True): "都去过",
    (True, False): "责任人去过",
    (False, True): "联系人去过",
    (False, False): "还没去",
}


def village_book(book: VillageBook, township: str) -> bytes:
    """The book as an .xlsx; title and header stay in sight, and stand on every printed page."""
    written = BytesIO()
    village = book.village
    with Workbook(written, OPTIONS) as workbook:
        sheet = workbook.add_worksheet("村册")
        form = Form(workbook, sheet, tuple(_COLUMNS.values()))
        form.title(f"{township}{village.name}村册")
        form.aside(
            f"{book.as_of.isoformat()} 制表，共 {village.households} 户，本月去过 {village.visited} 户"
        )
        form.labels([(at, at, name) for at, name in enumerate(COLUMNS)])
        for row in book.rows:
            form.line([(at, at, value) for at, value in enumerate(_values(row))])
        sheet.freeze_panes(_HEADER_ROWS, 2)
        sheet.repeat_rows(0, _HEADER_ROWS - 1)
        sheet.autofilter(_HEADER_ROWS - 1, 0, max(form.row - 1, _HEADER_ROWS - 1), len(COLUMNS) - 1)
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
    return written.getvalue()


def _values(row: BookRow) -> tuple[Value, ...]:
    what = (row.code, row.head, row.group, row.household_class, row.cause, row.size)
    who = ("、".join(row.responsible), "、".join(row.contacts))
    last = row.last_visit_on.isoformat() if row.last_visit_on else ""
    return *what, *who, last, _DONE[row.responsible_was_there, row.contact_was_there]
