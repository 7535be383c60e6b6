"""The few values that the database remembers about itself, such as when the work began."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.base.repository import Work
from storage.tables import setting

STARTS_ON = "starts_on"
_NAMED = select(setting.c.name, setting.c.value).where(setting.c.name.in_(bindparam("names", expanding=True)))


class SettingsTable:
    """Rows of `setting`."""

    def __init__(self, work: Work) -> None:
        self._connection = work.connection

    def of(self, *names: str) -> dict[str, str]:
        """The values under these names, as far as there are any."""
        return dict(self._connection.execute(_NAMED, {"names": list(names)}).all())

    def put(self, values: Mapping[str, str]) -> None:
        """Remember these instead of what was there; an empty one is forgotten."""
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(setting)
        upsert = statement.on_conflict_do_update(
            index_elements=["name"], set_={"value": statement.excluded.value}
        )
        rows = [{"name": name, "value": value} for name, value in values.items() if value]
        if rows:
            self._connection.execute(upsert, rows)
        gone = [name for name, value in values.items() if not value]
        if gone:
            self._connection.execute(delete(setting).where(setting.c.name.in_(gone)))

    def hold(self, name: str) -> None:
        """Let no other process change this value until the transaction is over."""
        self._connection.execute(select(setting.c.name).where(setting.c.name == name).with_for_update())

    def starts_on(self) -> date | None:
        """The first of the month of the first import."""
        kept = self._connection.scalar(select(setting.c.value).where(setting.c.name == STARTS_ON))
        return date.fromisoformat(kept) if kept else None

    def begin(self, day: date) -> None:
        """Remember when the work began, unless it is known already."""
        if self.starts_on() is None:
            self._connection.execute(
                insert(setting), {"name": STARTS_ON, "value": day.replace(day=1).isoformat()}
            )
