"""What 户卡 says of needs: the six checks of the month, and the needs in the office's own columns."""

from datetime import date, tzinfo

from domain.households.page import HouseholdPage
from domain.needs.needs import Need
from domain.needs.six_checks import NO, YES
from domain.policy.needs import Needs
from domain.register.needs import category_words
from ledger.cards.form import Form, Span
from ledger.checks.layout import CHECK_COLUMNS
from ledger.checks.need_words import STATUS_WORDS

LAST_NEEDS = 10
"""Needs on the card: those that are not closed, then the newest; all of them are in the ledger."""
_ANSWERS = {YES: "是", NO: "否"}
_CHECK_SPANS = ((0, 0), (1, 1), (2, 2), (3, 4), (5, 5), (6, 7))
_NEEDS = ("编号", "类别", "描述", "提出日期", "完成时限", "进展")
_NEED_SPANS = ((0, 0), (1, 1), (2, 3), (4, 4), (5, 5), (6, 7))


def write_checks(form: Form, page: HouseholdPage, today: date, zone: tzinfo, policy: Needs) -> None:
    """One line of six answers; blank where nobody has told of it this month."""
    letters = page.checks(today, zone, policy.checks_of)
    form.heading(f"两不愁三保障和饮水（{today.year} 年 {today.month} 月）")
    form.labels(_spanned(_CHECK_SPANS, CHECK_COLUMNS))
    form.line(_spanned(_CHECK_SPANS, tuple(_ANSWERS.get(one, "") for one in letters)))


def write_needs(form: Form, page: HouseholdPage, zone: tzinfo, policy: Needs) -> None:
    """One line a need; nothing where there was never any."""
    if not page.needs:
        return
    words = category_words(policy)
    form.heading("诉求")
    form.labels(_spanned(_NEED_SPANS, _NEEDS))
    for one in _told(page):
        told_on = one.reported_at.astimezone(zone).date()
        what = (one.label, words.get(one.category, one.category), one.words)
        when = (told_on.isoformat(), one.due_on.isoformat(), STATUS_WORDS[one.status])
        form.line(_spanned(_NEED_SPANS, (*what, *when)))


def _told(page: HouseholdPage) -> tuple[Need, ...]:
    waiting = page.open_needs
    closed = sorted((one for one in page.needs if one not in waiting), key=lambda one: -one.number)
    return (*waiting, *closed)[:LAST_NEEDS]


def _spanned(spans: tuple[tuple[int, int], ...], values: tuple[str, ...]) -> list[Span]:
    return [(first, last, value) for (first, last), value in zip(spans, values, strict=True)]
