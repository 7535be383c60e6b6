"""The page with the phones in a real browser: join, a routine visit, no signal, and nothing clipped."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

WIDE = (1280, 860)
NARROW = (390, 844)
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)

# What sticks out of its own box, and words set smaller than a tired eye can read.
CLIPPED = """[...document.querySelectorAll("button, a, h1, h2, p, span, time, textarea")]
  .filter((e) => e.offsetParent && getComputedStyle(e).display !== "inline")
  .filter((e) => e.scrollWidth > e.clientWidth + 1
    || (e.matches("button") && e.scrollHeight > e.clientHeight + 1))
  .map((e) => e.outerHTML.slice(0, 120))"""
OUTSIDE = """[...document.querySelectorAll("button, a, textarea, .bubble")]
  .filter((e) => e.offsetParent)
  .filter((e) => e.getBoundingClientRect().left < 0 || e.getBoundingClientRect().right > innerWidth)
  .map((e) => e.outerHTML.slice(0, 120))"""
TOO_SMALL = """[...document.querySelectorAll(".stage button")]
  .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 43.5)
  .map((e) => e.outerHTML.slice(0, 120))"""
FINE_PRINT = """[...document.querySelectorAll(".stage *")]
  .filter((e) => e.offsetParent)
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()))
  .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16)
  .map((e) => e.outerHTML.slice(0, 120))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Handset:
    """One phone on the page, and what its holder can do with it."""

    def __init__(self, page: Page, nth: int) -> None:
        self.screen = page.get_by_test_id(f"phone-{nth}")

    def start(self) -> None:
        """Press START, unless an earlier test has."""
        expect(self.screen).to_be_visible()
        start = self.screen.get_by_test_id("start")
        if start.is_visible():
            start.click()

    def key(self, label: str) -> Locator:
        """The newest inline button with these words on it."""
        return self.screen.get_by_test_id("key").filter(has_text=label).last

    def press(self, label: str) -> None:
        """Press that button as soon as it is there."""
        self.key(label).click(timeout=PATIENCE_MS)

    def attach(self, what: str) -> None:
        """Choose something behind the paper-clip."""
        self.screen.get_by_test_id("clip").click()
        self.screen.get_by_test_id(what).click()

    def write(self, text: str) -> None:
        """Type something and press Enter."""
        field = self.screen.get_by_test_id("input")
        field.fill(text)
        field.press("Enter")

    def sees(self, text: str) -> None:
        """Wait for a bubble with these words."""
        expect(self.bubble(text)).to_be_visible()

    def bubble(self, text: str) -> Locator:
        """The newest bubble with these words."""
        return self.screen.get_by_test_id("bubble").filter(has_text=text).last

    def switch_signal(self) -> None:
        """Lose the signal, or find it again."""
        self.screen.get_by_test_id("signal").click()


@pytest.fixture
def page(browser: Browser, demo: str) -> Iterator[Page]:
    """The demo in a wide window."""
    window = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]})
    window.goto(demo)
    yield window
    window.close()


def test_a_cadre_joins_and_records_a_visit_and_nothing_leaves_this_machine(
    browser: Browser, demo: str
) -> None:
    page = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(demo)
    cadre = Handset(page, 0)

    cadre.start()
    cadre.sees("是您本人吗")
    card = cadre.bubble("是您本人吗").element_handle()
    cadre.press("是我，开始用")
    cadre.press("记走访")
    # the card was edited, not drawn anew: the very same element shows the other words
    assert card.evaluate("(element) => element.isConnected")
    cadre.press(" · ")
    expect(cadre.key("一切正常")).to_be_visible()
    cadre.attach("send-photo-two")
    cadre.sees("照片 2 张")
    expect(cadre.screen.get_by_test_id("album").last.get_by_test_id("photo")).to_have_count(2)
    cadre.press("一切正常")
    cadre.sees("记好了")

    page.close()
    outside = {url for url in asked if not url.startswith("data:") and urlsplit(url).hostname != "127.0.0.1"}
    assert asked
    assert not outside


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), [WIDE, NARROW])
def test_nothing_is_clipped(browser: Browser, demo: str, width: int, height: int, language: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{demo}?lang={language}")
    holder = Handset(page, 0)
    holder.start()
    expect(holder.screen.get_by_test_id("key").first).to_be_visible()
    for opener in (None, "clip", "menu"):
        if opener is not None:
            holder.screen.get_by_test_id(opener).click()
            expect(holder.screen.get_by_test_id(f"{opener}-sheet")).to_be_visible()
        assert page.evaluate(SIDEWAYS) <= 0
        assert page.evaluate(CLIPPED) == []
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(TOO_SMALL) == []
        assert page.evaluate(FINE_PRINT) == []
        page.keyboard.press("Escape")
    page.close()


def test_a_narrow_screen_shows_one_phone_at_a_time(browser: Browser, demo: str) -> None:
    page = browser.new_page(viewport={"width": NARROW[0], "height": NARROW[1]})
    page.goto(demo)
    for nth in (1, 2, 0):
        page.get_by_test_id(f"tab-{nth}").click()
        expect(page.get_by_test_id(f"phone-{nth}")).to_be_visible()
        expect(page.locator(".phone:visible")).to_have_count(1)
    page.close()


def test_without_signal_messages_wait_and_taps_are_lost(page: Page) -> None:
    contact = Handset(page, 1)
    contact.start()
    expect(contact.screen.get_by_test_id("key").first).to_be_visible()

    contact.switch_signal()
    contact.write("山上没信号")
    expect(contact.bubble("山上没信号").get_by_test_id("waiting")).to_be_visible()
    contact.screen.get_by_test_id("key").first.click()
    expect(contact.screen.get_by_test_id("toast")).to_have_text("没信号，按钮这会儿不起作用")
    expect(contact.screen.get_by_test_id("toast")).to_be_visible()

    contact.switch_signal()
    expect(contact.screen.get_by_test_id("waiting")).to_have_count(0)
    expect(contact.bubble("山上没信号").locator("time")).to_be_visible()


def test_the_clock_goes_on_by_a_day(page: Page) -> None:
    shown = page.get_by_test_id("moment")
    before = shown.inner_text().split()[0]
    page.get_by_test_id("clock-day").click()
    expect(shown).not_to_contain_text(before)
