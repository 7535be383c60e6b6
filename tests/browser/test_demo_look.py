"""The look of the page in a real browser: what fits, what scrolls, and that English reaches every phone."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_demo_page import CLERK, NARROW, WIDE, WIDEST, Handset

CHINESE_LABELS = re.compile("记走访|我的户|有事要报|帮助|提意见|是我，开始用")
ENGLISH = re.compile("Help|Yes, start|Good")
SCROLLING = """[...document.querySelectorAll(".stage *")]
  .filter((e) => e.offsetParent && e.scrollHeight > e.clientHeight + 1)
  .filter((e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowY))
  .filter((e) => getComputedStyle(e).scrollbarWidth !== "none")
  .filter((e) => getComputedStyle(e, "::-webkit-scrollbar-button").display !== "none"
    || getComputedStyle(e).scrollbarWidth !== "auto" || getComputedStyle(e).scrollbarColor !== "auto")
  .map((e) => e.outerHTML.slice(0, 120))"""
"""What has a scroll bar with arrows at its ends."""


def opened(browser: Browser, demo: str, size: tuple[int, int], language: str) -> Page:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{demo}?lang={language}")
    expect(page.get_by_test_id("phone-0")).to_be_visible()
    return page


def height_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["height"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_a_narrow_screen_the_header_leaves_room_and_no_signal_keeps_the_chat(
    browser: Browser, demo: str, language: str
) -> None:
    page = opened(browser, demo, NARROW, language)
    page.get_by_test_id("tour-leave").click()
    assert height_of(page, "header") + height_of(page, ".tab-list") <= 120
    cadre = Handset(page, 0)
    cadre.start()
    before, head = height_of(page, ".phone.front .chat"), height_of(page, ".phone.front .head")
    cadre.switch_signal()
    hint = cadre.screen.locator(".no-signal")
    expect(hint).to_be_visible()
    assert height_of(page, ".phone.front .head") == head
    assert height_of(page, ".phone.front .chat") >= before - 70
    cadre.switch_signal()
    expect(hint).to_be_hidden()
    page.close()


def test_on_a_narrow_screen_the_clocks_buttons_come_out_below_the_bar(browser: Browser, demo: str) -> None:
    page = opened(browser, demo, NARROW, "zh")
    day = page.get_by_test_id("clock-day")
    expect(day).to_be_hidden()
    page.get_by_test_id("clock-open").click()
    before = page.get_by_test_id("moment").inner_text()
    day.click()
    expect(page.get_by_test_id("moment")).not_to_have_text(before)
    expect(day).to_be_hidden()
    page.close()


def test_the_third_phone_is_as_tall_as_the_others(browser: Browser, demo: str) -> None:
    page = opened(browser, demo, WIDE, "zh")
    boxes = [phone.bounding_box() for phone in page.locator(".phone:visible").all()]
    assert len({(box["y"], box["height"]) for box in boxes if box}) == 1
    page.close()


@pytest.mark.parametrize("size", [WIDEST, WIDE, NARROW])
def test_nothing_inside_the_page_has_a_scroll_bar_with_arrows(
    browser: Browser, demo: str, size: tuple[int, int]
) -> None:
    page = opened(browser, demo, size, "zh")
    clerk = Handset(page, CLERK)
    clerk.join()
    clerk.screen.get_by_test_id("input").fill("一\n二\n三\n四\n五\n六\n七\n八")
    assert page.evaluate(SCROLLING) == []
    clerk.screen.get_by_test_id("menu").click()
    expect(clerk.screen.get_by_test_id("menu-sheet")).to_be_visible()
    assert page.evaluate(SCROLLING) == []
    page.close()


def test_english_reaches_all_phones_their_cards_and_their_menus_and_chinese_comes_back(
    browser: Browser, demo: str
) -> None:
    page = opened(browser, demo, WIDEST, "zh")
    phones = [Handset(page, nth) for nth in range(4)]
    for one in phones:
        one.start()
        expect(one.screen.get_by_test_id("key").first).to_be_visible()
    page.get_by_role("link", name="English").click()
    for one in phones:
        expect(one.bubble(ENGLISH)).to_be_visible()
        expect(one.screen.get_by_test_id("key").filter(has_text=CHINESE_LABELS)).to_have_count(0)
    for one in phones:
        one.screen.get_by_test_id("menu").click()
        expect(one.screen.get_by_test_id("menu-sheet")).to_contain_text("Log a visit")
    page.get_by_role("link", name="中文").click()
    for one in phones:
        expect(one.screen.get_by_test_id("key").filter(has_text=CHINESE_LABELS).first).to_be_visible()
    page.close()


def test_every_entry_of_the_menu_has_an_icon_of_its_own(browser: Browser, demo: str) -> None:
    page = opened(browser, demo, WIDEST, "zh")
    clerk = Handset(page, CLERK)
    clerk.join()
    clerk.screen.get_by_test_id("menu").click()
    entries = clerk.screen.get_by_test_id("command")
    expect(entries.first).to_be_visible()
    drawn = [one.locator(".offer-icon").inner_html() for one in entries.all()]
    assert len(drawn) > 8
    assert len(set(drawn)) == len(drawn)
    page.close()


def test_the_underscores_of_a_link_can_be_seen(browser: Browser, demo: str) -> None:
    page = opened(browser, demo, WIDE, "zh")
    address = page.get_by_test_id("phone-0").get_by_test_id("invite-link").locator(".address")
    expect(address).to_contain_text("https://t.me/zoufang_demo_bot?start=")
    assert address.evaluate("(e) => getComputedStyle(e).textDecorationLine") == "none"
    page.close()


def test_what_is_written_with_marks_of_formatting_stays_as_it_was_written(
    browser: Browser, demo: str
) -> None:
    page = opened(browser, demo, WIDE, "zh")
    cadre = Handset(page, 0)
    cadre.start()
    words = "a_b_c *d* `e` [f](g) __h__ <i>j</i>"
    cadre.write(words)
    assert cadre.bubble(words).locator(".text").inner_text() == words
    page.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_tour_has_five_steps_turns_to_the_phone_it_speaks_of_and_stays_left(
    browser: Browser, demo: str, size: tuple[int, int], language: str
) -> None:
    page = opened(browser, demo, size, language)
    place, told = page.get_by_test_id("tour-place"), page.get_by_test_id("tour-told")
    said = []
    for nth in range(1, 6):
        expect(place).to_have_text(f"{nth}/5")
        said.append(told.inner_text())
        holder = page.locator(".phone.front").get_by_test_id("holder")
        name = next(one for one in ("李国强", "周敏", "罗建华") if one in said[-1] or nth in (2, 3))
        expect(holder).to_contain_text(name)
        if nth < 5:
            page.get_by_test_id("tour-next").click()
    assert len(set(said)) == 5
    page.reload()
    expect(place).to_have_text("5/5")
    expect(page.locator(".phone.front").get_by_test_id("holder")).to_contain_text("罗建华")
    page.get_by_test_id("tour-leave").click()
    expect(page.get_by_test_id("tour")).to_be_hidden()
    page.reload()
    expect(page.get_by_test_id("phone-0")).to_be_visible()
    expect(page.get_by_test_id("tour")).to_be_hidden()
    page.get_by_test_id("tour-open").click()
    expect(place).to_have_text("1/5")
    page.close()
