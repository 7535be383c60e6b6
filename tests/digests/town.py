"""The sample township in a database on any day, and its office, whose `state` is counted by hand."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.commands.state import state
from bot.office import Office
from bot.settings import load_settings
from domain.calendar.month import Month
from domain.digest.counts import Counts
from domain.digest.days import Issue, of_last_week
from domain.digest.rows import DigestRows
from domain.needs.needs import Need
from domain.people.people import Rung
from domain.visits.visits import VisitUndone
from sandbox.township import demo_register
from sandbox.township_people import PHONES
from storage.database import Database
from storage.needs.reading import NeedReading
from storage.tables import household, visit
from tests.duties.hillside import Hillside, Stopped, at


@dataclass
class Town:
    """石板镇, whose facts can be changed one by one (`here`)."""

    here: Hillside
    folder: Path
    villages: dict[str, str]
    """By household code: the code of its village."""
    order: tuple[str, ...]

    @property
    def office(self) -> Office:
        """The office on that day."""
        settings = load_settings({"ZOUFANG_DATA_DIR": str(self.folder)})
        return Office(settings, self.here.policy, Stopped(at(self.here.today)), self.here.database)

    @property
    def issue(self) -> Issue:
        """What goes out that day."""
        return of_last_week(self.here.today)

    def state(self, month: Month) -> dict[str, Any]:
        """What `state --json` prints."""
        return state(self.office, month)

    def needs(self) -> tuple[Need, ...]:
        """Every need with its history."""
        with self.here.database.read() as unit:
            return NeedReading(unit).where()

    def counts(
        self,
        villages: tuple[str, ...] | None = None,
        rung: Rung = Rung.TOWNSHIP,
        issue: Issue | None = None,
        months: tuple[Month, ...] = (),
    ) -> Counts:
        """As the database counts."""
        with self.here.database.read() as unit:
            return unit.digests.counts(issue or self.issue, villages, rung, self.here.policy, months)

    def rows(self, villages: tuple[str, ...] | None = None, rung: Rung = Rung.TOWNSHIP) -> DigestRows:
        """All rows, gone through."""
        with self.here.database.read() as unit:
            rows = unit.digests.rows(self.issue, villages, rung, self.here.policy)
            return DigestRows(
                tuple(rows.unvisited), tuple(rows.visits), tuple(rows.needs), tuple(rows.doubts)
            )

    def person(self, name: str) -> int:
        """The id of somebody."""
        return self.here.person(PHONES[name])

    def paired(self, name: str, nth: int = 0) -> Any:
        """A pairing that somebody holds."""
        mine = [one for one in self.here.pairings() if one["person_id"] == self.person(name)]
        return [one for one in mine if one["until"] is None][nth]

    def code_of(self, paired: Any) -> str:
        """The code of a pairing's household."""
        with self.here.database.read() as unit:
            asked = select(household.c.code).where(household.c.id == paired["household_id"])
            return str(unit.connection.scalar(asked))

    def undo_visits(self, paired: Any, months: int = 1) -> None:
        """Nobody has been there this month for that duty, or (2) since the last one began."""
        with self.here.database.read() as unit:
            theirs = (visit.c.household_id == paired["household_id"], visit.c.duty == paired["duty"])
            month = Month.of(self.here.today)
            since = visit.c.visited_on >= (month if months == 1 else month.previous).first
            made = unit.connection.execute(select(visit.c.id, visit.c.person_id).where(*theirs, since))
            undone = [VisitUndone(row.id, row.person_id, at(self.here.today)) for row in made]
        self.here.take(*undone)


def town(database: Database, folder: Path, today: date) -> Town:
    """As of a day, with results kept from then on."""
    register = demo_register(today)
    here = Hillside(database, today, Hillside.policy.model_copy(update={"township": _starts(today)}))
    here.enter(register)
    here.keep_up()
    villages = {one.code: one.village_code for one in register.households}
    return Town(here, folder, villages, tuple(one.code for one in register.villages))


def _starts(today: date) -> Any:
    # So that there is a month before.
    return Hillside.policy.township.model_copy(update={"starts_on": Month.of(today).previous.previous.first})
