"""`--rewrite` writes every calendar anew."""

import pytest


@pytest.fixture
def rewrites(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite"))
