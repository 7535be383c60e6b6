"""A street on each of the two databases."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.people.street import CLERK, HE, HEAD, LI, ZHOU, Street, open_street

Make = Callable[[], AbstractContextManager[str]]


@pytest.fixture(params=["sqlite", "postgresql"])
def street(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Street]:
    with ExitStack() as stack:
        url = ""
        if request.param == "postgresql":
            make: Make = request.getfixturevalue("postgres")
            url = stack.enter_context(make())
        opened = open_street(tmp_path, url)
        opened.join(CLERK, HEAD, LI, HE, ZHOU)
        yield opened
        opened.office.database.close()


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Street]:
    """The same on SQLite alone."""
    opened = open_street(tmp_path)
    opened.join(CLERK, HEAD, LI, HE, ZHOU)
    yield opened
    opened.office.database.close()
