"""`python -m docs.pictures ADDRESS`: takes the pictures of the READMEs, from a demo that was just started."""

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

HERE = Path(__file__).parent
WIDE = {"width": 1600, "height": 900}
NARROW = {"width": 390, "height": 844}
CADRE, CONTACT, LEADER, CLERK = range(4)
SETTLED_MS = 2_500


def phone(page: Page, nth: int) -> Locator:
    """One phone, as it stands on the page."""
    return page.get_by_test_id(f"phone-{nth}")


def press(page: Page, nth: int, label: str | re.Pattern[str]) -> None:
    """Press the newest button with that label on it."""
    phone(page, nth).get_by_test_id("key").filter(has_text=label).last.click()


def write(page: Page, nth: int, text: str) -> None:
    """Type something and send it."""
    field = phone(page, nth).get_by_test_id("input")
    field.fill(text)
    field.press("Enter")


def attach(page: Page, nth: int, what: str) -> None:
    """Send something from behind the paper-clip."""
    phone(page, nth).get_by_test_id("clip").click()
    phone(page, nth).get_by_test_id(what).click()


def play(page: Page) -> None:
    """What the READMEs' words about the wide picture say: a visit, a list, a chart, a workbook."""
    for nth in (CADRE, CONTACT, LEADER, CLERK):
        phone(page, nth).get_by_test_id("start").click()
        press(page, nth, "是我，开始用")
        phone(page, nth).get_by_test_id("bubble").filter(has_text=re.compile("三件事|可以用了")).wait_for()
    write(page, CADRE, "/visit")
    press(page, CADRE, "王福生")
    phone(page, CADRE).get_by_test_id("key").filter(has_text="一切正常").wait_for()
    attach(page, CADRE, "send-photo-two")
    phone(page, CADRE).get_by_test_id("bubble").filter(has_text="照片 2 张").wait_for()
    press(page, CADRE, "一切正常")
    phone(page, CADRE).get_by_test_id("bubble").filter(has_text="记好了").first.wait_for()
    write(page, CONTACT, "/visit")
    phone(page, CONTACT).get_by_test_id("key").filter(has_text="没去").first.wait_for()
    write(page, LEADER, "/digest")
    phone(page, LEADER).get_by_test_id("photo").last.wait_for()
    attach(page, CLERK, "send-workbook")
    phone(page, CLERK).get_by_test_id("key").filter(has_text="确认导入").wait_for()


def take(address: str) -> None:
    """Both pictures; the narrow one shows the first phone."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        page = chromium.new_page(viewport=WIDE)
        page.goto(address)
        page.get_by_test_id("tour-leave").click()
        play(page)
        page.mouse.click(5, 600)
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=HERE / "demo.png")
        page.set_viewport_size(NARROW)
        page.get_by_test_id("tab-0").click()
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=HERE / "demo-phone.png")
        chromium.close()


if __name__ == "__main__":
    take(sys.argv[1])
