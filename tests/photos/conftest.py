"""A township that sends photos, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.photos.stage import Stage


@pytest.fixture
def stage(database: Database, tmp_path: Path) -> Iterator[Stage]:
    one = Stage(database, tmp_path)
    yield one
    one.close()


@pytest.fixture
def lite(sqlite: Database, tmp_path: Path) -> Iterator[Stage]:
    """On SQLite alone."""
    one = Stage(sqlite, tmp_path)
    yield one
    one.close()
