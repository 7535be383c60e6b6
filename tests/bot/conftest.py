"""The bot on SQLite and on PostgreSQL."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from tests.bot.stage import Stage, staged
from tests.conftest import Make


@pytest.fixture(params=["sqlite", "postgresql"])
async def stage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    """A running bot with one cadre and four households."""
    if request.param == "sqlite":
        async with staged(tmp_path) as one:
            yield one
        return
    make: Make = request.getfixturevalue("postgres")
    with make() as address:
        async with staged(tmp_path, settings={"DATABASE_URL": address}) as one:
            yield one


@pytest.fixture(autouse=True)
def _hushed() -> Iterator[None]:
    """Failures are made on purpose here; told with all local variables they would cost most of the time."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()
