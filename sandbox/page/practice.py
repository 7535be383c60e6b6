"""The workbook pinned above the clerk's chat: what to try, one press away from being downloaded."""

from sandbox.page.elements import icon, tag
from sandbox.page.words import Words

WORKBOOK_URL = "/practice-workbook.xlsx"
WORKBOOK_NAME = "练习用台账.xlsx"


def draw_practice(words: Words) -> None:
    """Stays in its place while the chat goes on, as a pinned message does."""
    link = {"href": WORKBOOK_URL, "download": WORKBOOK_NAME, "title": words("workbook_download")}
    with tag("a", "pinned", data_testid="workbook", **link):
        icon("workbook", "icon pinned-icon")
        with tag("span", "pinned-words"):
            tag("strong", text=words("workbook"))
            tag("span", "about", words("workbook_about"))
        icon("download", "icon pinned-act")
