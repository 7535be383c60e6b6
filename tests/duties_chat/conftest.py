"""The sample township on a morning, with its own database."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.office import Office
from tests.conversations.town import ZONE, Town, Watch, open_town

MORNING = datetime(2026, 11, 23, 9)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("towns"))


@pytest.fixture
def watch() -> Watch:
    return Watch(MORNING.replace(tzinfo=ZONE))


@pytest.fixture
def office(town: Town, watch: Watch, tmp_path: Path) -> Iterator[Office]:
    town.copy_to(tmp_path, MORNING, {})
    opened = open_town(tmp_path, watch)
    yield opened
    opened.database.close()
