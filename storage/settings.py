"""The few values that the database remembers about itself, such as when the work began."""

from datetime import date

from sqlalchemy import Connection, insert, select

from storage.tables import setting

STARTS_ON = "starts_on"


class SettingsTable:
    """Rows of `setting`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
