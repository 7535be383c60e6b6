"""What the bot and every command work with: settings, policy, clock, and the database opened."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from bot.policy_file import load_policy
from bot.settings import Settings
from domain.calendar.clock import Clock
from domain.errors import OperatorError
from domain.policy.policy import Policy
from storage.base.files import SealedFolder, Stores
from storage.base.keys import load_keys
from storage.base.vault import Vault
from storage.database import Database, DatabaseFailed
from storage.schema import ensure


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The current instant."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class Office:
    """One township's bot on one database."""

    settings: Settings
    policy: Policy
    clock: Clock
    database: Database

    @property
    def today(self) -> date:
        """The township's day."""
        return self.clock.now().astimezone(self.policy.township.time_zone).date()

    @property
    def papers(self) -> Path:
        """Where workbooks and sheets wait until they are sent."""
        return self.settings.data_dir / "papers"

    @property
    def photos(self) -> Path:
        """Where photos and voices are kept."""
        return self.settings.data_dir / "photos"

    @cached_property
    def stores(self) -> Stores:
        """The sealed files in these two folders."""
        vault = self.database.vault
        return Stores(SealedFolder(self.photos, vault), SealedFolder(self.papers, vault))


class NoDataDirectory(OperatorError):
    """The data directory cannot be made."""


class NoDatabase(OperatorError):
    """The database cannot be used."""


def open_office(settings: Settings, clock: Clock | None = None, *, any_schema: bool = False) -> Office:
    """Open the database, making it if there is none; raises OperatorError. `any_schema`: even an old one."""
    policy = load_policy(settings.policy, settings.timezone)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        path = settings.data_dir
        raise NoDataDirectory(
            f"The data directory {path} cannot be made ({error.strerror}); set ZOUFANG_DATA_DIR.", path=path
        ) from error
    database = Database(settings.database_url, Vault(load_keys(settings.keys)))
    if not any_schema:
        try:
            ensure(database)
        except DatabaseFailed as error:
            raise NoDatabase(
                f"The database cannot be used ({type(error).__name__}); "
                "see that it runs and has room, or mend ZOUFANG_DATABASE_URL.",
                fault=type(error).__name__,
            ) from error
    return Office(settings, policy, clock or SystemClock(), database)
