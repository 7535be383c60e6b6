"""The page with the phones in a real browser: a visit, a workbook, no signal, and nothing clipped."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from re import Pattern
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

WIDEST = (1600, 900)
WIDE = (1280, 860)
NARROW = (390, 844)
CLERK = 3
PATIENCE_MS = 60_000
# What is said to a duty holder after joining, and to an official.
WELCOME = re.compile("平时三件事|可以用了")
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
        self._turns = [page.get_by_test_id(f"{tabs}-{nth}") for tabs in ("tab", "aside")]

    def bring_forward(self) -> None:
        """Press the tab of this phone where it has one."""
        expect(self.screen).to_be_attached()
        for tab in self._turns:
            if tab.is_visible():
                tab.click()
        expect(self.screen).to_be_visible()

    def start(self) -> None:
        """Press START, unless an earlier test has."""
        self.bring_forward()
        start, field = (self.screen.get_by_test_id(name) for name in ("start", "input"))
        expect(start.or_(field).filter(visible=True)).to_be_visible()
        if start.is_visible():
            start.click()

    def join(self) -> None:
        """Press START, and say that it is oneself."""
        self.start()
        yes = self.key("是我，开始用")
        expect(yes.or_(self.bubble(WELCOME))).to_be_visible()
        if yes.is_visible():
            yes.click()
            self.sees(WELCOME)

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

    def sees(self, text: str | Pattern[str]) -> None:
        """Wait for a bubble with these words."""
        expect(self.bubble(text)).to_be_visible()

    def bubble(self, text: str | Pattern[str]) -> Locator:
        """The newest bubble with these words."""
        return self.screen.get_by_test_id("bubble").filter(has_text=text).last

    def switch_signal(self) -> None:
        """Lose the signal, or find it again."""
        self.screen.get_by_test_id("signal").click()


def requests_of(page: Page) -> list[str]:
    """What the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    return asked


def assert_all_local(asked: list[str]) -> None:
    outside = {url for url in asked if not url.startswith("data:") and urlsplit(url).hostname != "127.0.0.1"}
    assert asked
    assert not outside


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
    asked = requests_of(page)
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
    assert_all_local(asked)


def test_the_clerk_imports_the_practice_workbook_and_downloads_the_ledger(
    browser: Browser, demo: str, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]})
    asked = requests_of(page)
    page.goto(demo)
    clerk = Handset(page, CLERK)
    clerk.join()
    with page.expect_download() as practice:
        clerk.screen.get_by_test_id("workbook").click()
    kept = tmp_path / practice.value.suggested_filename
    practice.value.save_as(kept)
    assert kept.name == "练习用台账.xlsx"

    clerk.attach("send-workbook")
    # a household with its two members and two pairings, and a contact person in place of another
    clerk.sees("新增 6、修改 1")
    clerk.press("确认导入")
    clerk.sees("导入好了：新增 6、修改 1")
    with page.expect_download() as sent:
        clerk.screen.get_by_test_id("document").filter(has_text=kept.name).last.click()
    assert sent.value.path().read_bytes() == kept.read_bytes()

    clerk.press("导出台账")
    with page.expect_download() as ledger:
        clerk.screen.get_by_test_id("document").filter(has_text="台账-").last.click()
    assert ledger.value.suggested_filename.endswith(".xlsx")
    assert ledger.value.path().read_bytes().startswith(b"PK")
    page.close()
    assert_all_local(asked)


def test_a_workbook_from_this_computer_is_sent_as_a_file(page: Page, tmp_path: Path) -> None:
    broken = tmp_path / "不是台账.xlsx"
    broken.write_bytes(b"no workbook")
    clerk = Handset(page, CLERK)
    clerk.join()
    with page.expect_file_chooser() as chooser:
        clerk.attach("send-from-computer")
    chooser.value.set_files(broken)
    clerk.sees(broken.name)
    clerk.sees("不是 Excel 工作簿")
    clerk.press("取消")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("nth", [0, CLERK])
@pytest.mark.parametrize(("width", "height"), [WIDEST, WIDE, NARROW])
def test_nothing_is_clipped(
    browser: Browser, demo: str, width: int, height: int, nth: int, language: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{demo}?lang={language}")
    holder = Handset(page, nth)
    holder.start()
    expect(holder.screen.get_by_test_id("bubble").last).to_be_visible()
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


@pytest.mark.parametrize(
    ("width", "side_by_side"), [(1600, 4), (1500, 4), (1499, 3), (1280, 3), (1100, 3), (1099, 1), (390, 1)]
)
def test_every_phone_is_reached_and_as_many_as_fit_stand_side_by_side(
    browser: Browser, demo: str, width: int, side_by_side: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 860})
    page.goto(demo)
    for nth in (1, CLERK, 2, 0):
        Handset(page, nth).bring_forward()
        expect(page.locator(".phone:visible")).to_have_count(side_by_side)
        boxes = [phone.bounding_box() for phone in page.locator(".phone:visible").all()]
        edges = [(box["x"], box["x"] + box["width"], box["y"] + box["height"]) for box in boxes if box]
        assert all(left_end <= right for (_, left_end, _), (right, _, _) in pairwise(edges))
        assert len({round(bottom) for _, _, bottom in edges}) == 1
    assert page.evaluate(SIDEWAYS) <= 0
    page.close()


def test_the_tab_of_a_hidden_phone_counts_what_came_in(browser: Browser, demo: str) -> None:
    page = browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]})
    page.goto(demo)
    clerk = Handset(page, CLERK)
    clerk.join()
    Handset(page, 2).bring_forward()
    unread = page.get_by_test_id("aside-3").locator(".unread")
    before = unread.text_content() or ""
    other = browser.new_page(viewport={"width": WIDEST[0], "height": WIDEST[1]})
    other.goto(demo)
    Handset(other, CLERK).write("/home")
    expect(unread).not_to_have_text(before)
    expect(unread).to_be_visible()
    clerk.bring_forward()
    expect(unread).to_be_hidden()
    other.close()
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


def test_photos_with_a_name_sent_without_signal_come_to_the_right_household(page: Page) -> None:
    cadre = Handset(page, 0)
    cadre.start()
    yes = cadre.key("是我，开始用")
    expect(yes.or_(cadre.bubble("记好了"))).to_be_visible()
    if yes.is_visible():
        yes.click()
        cadre.sees("三件事")
    cadre.switch_signal()
    cadre.screen.get_by_test_id("input").fill("赵桂兰 正常")
    cadre.attach("send-photo-two")
    expect(cadre.bubble("赵桂兰 正常").get_by_test_id("waiting")).to_be_visible()
    expect(cadre.screen.get_by_test_id("input")).to_have_value("")

    cadre.switch_signal()
    cadre.sees("收到照片 2 张。我记成：赵桂兰家，今天走访，一切正常。对吗？")
    cadre.screen.get_by_test_id("key").get_by_text("对", exact=True).click()
    cadre.sees("记好了：赵桂兰家")


def test_the_clock_goes_on_by_a_day(page: Page) -> None:
    shown = page.get_by_test_id("moment")
    before = shown.inner_text().split()[0]
    page.get_by_test_id("clock-day").click()
    expect(shown).not_to_contain_text(before)
