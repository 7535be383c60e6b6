"""`--rewrite` writes every transcript anew; each is played once a run, whoever looks at it."""

from pathlib import Path

import pytest

from tests.conversations.script import read_script, scripts
from tests.conversations.stage import Played, play
from tests.conversations.town import Town


class Theatre:
    """Plays transcripts, each of them once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.town = Town(folder / "towns")
        self._played: dict[Path, Played] = {}

    def play(self, path: Path) -> Played:
        """What comes of that file today."""
        if path not in self._played:
            folder = self._folder / path.parent.name / path.stem
            self._played[path] = play(read_script(path), folder, self.town)
        return self._played[path]

    def play_all(self, locale: str = "*") -> list[Played]:
        """All of a language."""
        return [self.play(path) for path in scripts(locale)]


@pytest.fixture(scope="session")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    return Theatre(tmp_path_factory.mktemp("theatre"))


@pytest.fixture
def rewrites(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite", default=False))
