"""The demo's clock in a browser: what nobody does comes back, is put off, climbs, and reaches the leader."""

import re
from collections.abc import Iterator
from re import Pattern

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from tests.browser.test_demo_page import WIDEST, Handset

DAYS = 40
"""At most so many days until somebody is told; a month and the first working days of the next."""
PATIENCE_MS = 1_500
WEEKLY = re.compile("走访周报")
REMINDED = re.compile(r"李国强您好，.*月.*王福生", re.DOTALL)


@pytest.fixture
def page(browser: Browser, demo: str) -> Iterator[Page]:
    """The demo with four phones side by side."""
    window = browser.new_page(viewport={"width": WIDEST[0], "height": WIDEST[1]})
    window.goto(demo)
    yield window
    window.close()


def told_within_days(page: Page, who: Handset, words: Pattern[str], before: int = 0) -> None:
    """Let day after day go by until somebody has been told these words more often than before."""
    told = who.screen.get_by_test_id("bubble").filter(has_text=words).nth(before)
    for _ in range(DAYS):
        page.get_by_test_id("clock-day").click()
        try:
            told.wait_for(timeout=PATIENCE_MS)
        except TimeoutError:
            continue
        return
    raise AssertionError(f"{DAYS} days went by without {words.pattern}")


def test_a_nag_is_put_off_climbs_to_the_contact_person_and_reaches_the_leader(page: Page) -> None:
    cadre, contact, leader = (Handset(page, nth) for nth in range(3))
    for one in (cadre, contact, leader):
        one.join()
    page.get_by_test_id("clock-window").click()
    page.wait_for_timeout(PATIENCE_MS)
    if not cadre.bubble(REMINDED).is_visible():
        told_within_days(page, cadre, REMINDED)

    cadre.press("周五再提醒")
    cadre.sees("再提醒您")
    # It stands where the reminder stood.
    expect(cadre.bubble(REMINDED)).to_have_count(0)
    told_within_days(page, cadre, REMINDED)

    told_within_days(page, contact, re.compile("想请您帮个忙.*李国强已提醒 [2-9] 次", re.DOTALL))
    told_within_days(page, leader, re.compile("月还有 .*户没去过"))


def test_the_leader_is_told_of_the_week_on_monday_with_a_chart_and_can_take_the_workbook(page: Page) -> None:
    leader = Handset(page, 2)
    leader.join()
    weekly = leader.screen.get_by_test_id("bubble").filter(has_text=WEEKLY)
    before = weekly.count()
    page.get_by_test_id("clock-monday").click()
    page.wait_for_timeout(2 * PATIENCE_MS)
    if weekly.count() == before:
        # That Monday is a holiday.
        told_within_days(page, leader, WEEKLY, before)
    expect(leader.screen.get_by_test_id("photo").last).to_be_visible()
    leader.press("下载台账")
    with page.expect_download() as sent:
        leader.screen.get_by_test_id("document").filter(has_text=re.compile("[周月]报-")).last.click()
    assert sent.value.path().read_bytes().startswith(b"PK")
