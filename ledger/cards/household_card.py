"""户卡: one household on one A4 page, with the columns of the office's own ledger."""

from collections.abc import Iterator
from datetime import date, tzinfo
from io import BytesIO

from xlsxwriter import Workbook

from domain.households.page import HouseholdPage, PagePairing, PageVisit
from domain.people.people import Duty
from domain.policy.needs import Needs
from domain.register.register import MemberEntry
from domain.register.sheets import HOUSEHOLDS, MEMBERS
from domain.visits.visits import Mode
from ledger.cards.form import A4, OPTIONS, Form, Span, Value
from ledger.cards.needs import write_checks, write_needs
from ledger.checks.layout import BY_SHEET

WIDTHS = (15, 12, 22, 9, 15, 12, 15, 13)
DUTY_WORDS = {Duty.RESPONSIBLE: "责任人", Duty.CONTACT: "联系人"}
MODE_WORDS = {Mode.HOME: "入户", Mode.PHONE: "电话", Mode.NOBODY: "家中无人"}
_LABELLED = ((0, 0), (1, 3), (4, 4), (5, 7))
_PAIRINGS = ("身份", "姓名", "联系电话", "联系人身份", "开始时间", "结束时间")
_PAIRING_SPANS = ((0, 0), (1, 1), (2, 2), (3, 4), (5, 5), (6, 7))
_VISITS = ("走访日期", "走访方式", "走访人", "身份", "备注")
_VISIT_SPANS = ((0, 0), (1, 1), (2, 2), (3, 3), (4, 7))


def household_card(
    page: HouseholdPage, township: str, today: date, zone: tzinfo, policy: Needs, *, is_masked: bool
) -> bytes:
    """The card as an .xlsx; the page says already as much as its reader may see."""
    written = BytesIO()
    with Workbook(written, OPTIONS) as workbook:
        sheet = workbook.add_worksheet("户卡")
        form = Form(workbook, sheet, WIDTHS)
        form.title(f"{township}户卡")
        form.aside(f"{today.isoformat()} 制表" + ("，证件号码和电话已部分遮盖" if is_masked else ""))
        for spans in _household(page):
            form.line(spans, labelled=True)
        _write_members(form, page.members)
        _write_pairings(form, page.pairings)
        write_checks(form, page, today, zone, policy)
        write_needs(form, page, zone, policy)
        _write_visits(form, page.visits)
        sheet.set_paper(A4)
        sheet.set_portrait()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 1)
        sheet.print_area(0, 0, form.row - 1, len(WIDTHS) - 1)
        sheet.hide_gridlines(2)
    return written.getvalue()


def _household(page: HouseholdPage) -> Iterator[list[Span]]:
    """Two columns of the ledger a line, each with its name before it."""
    home = page.household
    values: tuple[Value, ...] = (
        *(home.code, home.head, page.village, home.group, home.household_class, home.monitored_class),
        *(home.cause, home.size, home.income, "是" if home.away else "否"),
        *(home.longitude, home.latitude, home.phone),
    )
    named: list[Value] = []
    for name, value in zip(BY_SHEET[HOUSEHOLDS].columns, values, strict=True):
        named += [name, value]
    named += [""] * (-len(named) % len(_LABELLED))
    for at in range(0, len(named), len(_LABELLED)):
        four = named[at : at + len(_LABELLED)]
        yield [(first, last, value) for (first, last), value in zip(_LABELLED, four, strict=True)]


def _write_members(form: Form, members: tuple[MemberEntry, ...]) -> None:
    names = BY_SHEET[MEMBERS].columns[1:]
    form.heading(f"家庭成员（{len(members)} 人）")
    form.labels([(at, at, name) for at, name in enumerate(names)])
    for one in members:
        who: tuple[Value, ...] = (one.name, one.relation, one.id_number, one.birth_year)
        form.line(_singly((*who, one.health, one.schooling, one.labour, one.months_away)))


def _singly(values: tuple[Value, ...]) -> list[Span]:
    return [(at, at, value) for at, value in enumerate(values)]


def _write_pairings(form: Form, pairings: tuple[PagePairing, ...]) -> None:
    form.heading("结对")
    form.labels(_spanned(_PAIRING_SPANS, _PAIRINGS))
    for one in pairings:
        until = one.until.isoformat() if one.until else ""
        days = (one.since.isoformat(), until)
        form.line(_spanned(_PAIRING_SPANS, (DUTY_WORDS[one.duty], one.name, one.phone, one.capacity, *days)))


def _write_visits(form: Form, visits: tuple[PageVisit, ...]) -> None:
    form.heading("最近走访")
    form.labels(_spanned(_VISIT_SPANS, _VISITS))
    for one in visits:
        how = MODE_WORDS[one.mode] + ("（补记）" if one.late else "")
        told = "；".join(part for part in (one.note, one.issues) if part)
        day = one.visited_on.isoformat()
        form.line(_spanned(_VISIT_SPANS, (day, how, one.name, DUTY_WORDS[one.duty], told)))


def _spanned(spans: tuple[tuple[int, int], ...], values: tuple[Value, ...]) -> list[Span]:
    return [(first, last, value) for (first, last), value in zip(spans, values, strict=True)]
