"""`--version`: which version this is, as pyproject.toml has it."""

import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def version() -> str:
    """The number; it is read from the checkout, which is what runs."""
    return str(tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"])
