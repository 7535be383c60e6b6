"""The documents of the repository, and the tables in them."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
READMES = tuple(ROOT / name for name in ("README.md", "README.zh-CN.md"))


def in_both_languages(name: str) -> tuple[Path, Path]:
    """A document of docs/ in English and in Chinese."""
    return ROOT / "docs" / f"{name}.md", ROOT / "docs" / f"{name}.zh-CN.md"


def documents() -> list[Path]:
    """Every document of the repository."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def table_in(path: Path, *headings: str) -> list[list[str]]:
    """The cells of the table in which the first heading is one of these."""
    lines = iter(path.read_text("utf-8").splitlines())
    for line in lines:
        if _cells(line)[0] in headings:
            break
    else:
        raise AssertionError(f"{path.name} has no table headed {headings[0]}")
    next(lines)
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append(_cells(line))
    return rows


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("| ").removesuffix(" |").split(" | ")]
