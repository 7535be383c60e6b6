"""What the documents point to is there, and they name no path of anybody's machine."""

import re
from pathlib import Path

import pytest

from tests.docs.documents import ROOT, documents

LINK = re.compile(r"\]\(([^)\s]+)\)")
MACHINE = re.compile(r"(?<![\w:])/(?:work|root|home|Users|tmp|mnt)/|[A-Z]:\\|\.\./shared")


def anchors_of(path: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", one.lower()).strip() for one in headings)
    return {one.replace(" ", "-") for one in plain}


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    broken = []
    for link in LINK.findall(path.read_text("utf-8")):
        if link.startswith(("https://", "http://127.0.0.1")):
            continue
        where, _, anchor = link.partition("#")
        target = (path.parent / where).resolve() if where else path
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_names_a_path_of_a_machine(path: Path) -> None:
    assert MACHINE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_cites_one_that_is_not_here(path: Path) -> None:
    cited = re.findall(r"[\w./-]*\b[A-Z]{4,}(?:\.zh-CN)?\.md", path.read_text("utf-8"))
    assert [one for one in cited if not ((path.parent / one).exists() or (ROOT / one).exists())] == []


def test_the_pictures_of_the_demo_are_small_enough_for_a_page() -> None:
    sizes = {picture.name: picture.stat().st_size for picture in (ROOT / "docs").glob("*.png")}
    assert sizes
    assert max(sizes.values()) <= 400 * 1024
