"""`--rewrite` writes every calendar anew."""

from contextlib import suppress

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    # The transcripts of conversations have the same option.
    with suppress(ValueError):
        parser.addoption("--rewrite", action="store_true", help="write the calendars anew")


@pytest.fixture
def rewrites(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite", default=False))
