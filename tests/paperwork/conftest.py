"""Offices on a database of their own, of either kind, as many as a test needs."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from bot.office import Office
from bot.paperwork.importing import Imported, import_workbook
from bot.settings import load_settings
from domain.policy.policy import Policy
from storage.base.keys import load_keys
from storage.base.vault import Vault
from storage.database import Database
from tests.conftest import Make
from tests.ledger.conftest import Book, book, pack
from tests.paperwork.watch import Watch

__all__ = ["book"]

Offices = Callable[[str], AbstractContextManager[Office]]
KINDS = ("sqlite", "postgresql")
NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)


@pytest.fixture(scope="session")
def offices(sqlite_template: bytes, postgres: Make, tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """Opens a new office with nothing in it: `with offices("sqlite") as office`."""
    folder = tmp_path_factory.mktemp("offices")
    numbers = count(1)

    @contextmanager
    def make(kind: str) -> Iterator[Office]:
        place = folder / str(next(numbers))
        place.mkdir()
        with nullcontext(_sqlite(place, sqlite_template)) if kind == "sqlite" else postgres() as address:
            settings = load_settings({"ZOUFANG_DATA_DIR": str(place), "ZOUFANG_DATABASE_URL": address})
            database = Database(address, Vault(load_keys(place / "keys")))
            yield Office(settings, Policy(), Watch(NOON), database)
            database.close()

    return make


def _sqlite(place: Path, template: bytes) -> str:
    (place / "zoufang.db").write_bytes(template)
    return f"sqlite:///{place / 'zoufang.db'}"


@pytest.fixture(params=KINDS)
def office(request: pytest.FixtureRequest, offices: Offices) -> Iterator[Office]:
    """A new office; the test runs on both kinds of database."""
    with offices(request.param) as made:
        yield made


@pytest.fixture
def imports(office: Office, book: Book) -> Callable[[], Imported]:
    """Imports the book as it is then; it has been imported once already."""
    assert import_workbook(office, pack(book)).ok
    return lambda: import_workbook(office, pack(book))
