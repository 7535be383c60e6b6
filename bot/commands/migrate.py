"""`migrate`: the schema taken to the newest version, after a backup."""

from dataclasses import dataclass
from pathlib import Path

from bot.flows.engine.port import Say, say
from bot.office import Office
from storage.locks import RunLock
from storage.schema import back_up_sqlite, upgrade, versions


@dataclass(frozen=True)
class Migrated:
    """From which schema to which, and where the copy of before is (SQLite only)."""

    before: str | None
    after: str | None
    backup: Path | None

    @property
    def words(self) -> Say:
        """What was done."""
        if self.before == self.after:
            return say("cli.schema_newest", after=self.after or "")
        if self.backup:
            return say(
                "cli.migrated_with_copy", before=self.before, after=self.after, backup=str(self.backup)
            )
        return say("cli.migrated", before=self.before or "0", after=self.after)


def migrate(office: Office) -> Migrated:
    """Back up, then upgrade; nothing happens if the schema is the newest already."""
    database = office.database
    with RunLock(database):
        before, head = versions(database)
        if before == head:
            return Migrated(before, head, None)
        backup = None
        if before is not None and database.is_sqlite:
            backup = back_up_sqlite(database, office.settings.data_dir / "backups", office.clock.now())
        upgrade(database)
        return Migrated(before, head, backup)
