"""Text, picture and workbook of a digest tell the same numbers: those of a recount from `state --json`."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from domain.calendar.month import Month
from domain.digest.progress import is_early
from domain.digest.reader import Reader
from domain.duties.pace import elapsed
from domain.needs.needs import Act
from domain.people.people import Duty, RoleKind, Rung
from domain.register.register import (
    HouseholdEntry,
    PairingEntry,
    PersonEntry,
    Register,
    VillageEntry,
    VisitEntry,
)
from domain.visits.visits import Mode
from pictures import font_file
from sandbox.township import demo_register
from storage.database import Database
from tests.digests.happenings import move, tell
from tests.digests.papers import (
    Told,
    by_hand,
    description,
    of_book,
    of_picture,
    of_rows,
    of_text,
    papers,
    written,
)
from tests.digests.recount import recount
from tests.digests.town import Town, town
from tests.duties.hillside import ZONE, Hillside

MONDAY, DAY = date(2026, 11, 23), timedelta(days=1)
HOSTILE = '=1+1"\u202e😀石<b>&_*{x}板' + "长" * 18


def names_of(here: Town) -> dict[str, str]:
    with here.here.database.read() as unit:
        return {one.code: one.name for one in unit.browse.villages(here.here.today, phone_counts=False)}


def agree(here: Town, out: Path) -> None:
    """All papers with the recount, for the township and for each village."""
    names, at = names_of(here), datetime.combine(here.here.today, time(9), ZONE)
    readers = (Reader(None, Rung.TOWNSHIP), *(Reader((code,), Rung.VILLAGE) for code in here.order))
    for reader in readers:
        of = reader.villages
        counts = recount(here, of, reader.rung)
        told = by_hand(counts, {code: name for code, name in names.items() if of is None or code in of})
        made = papers(here.office, at, reader, out)
        # In the first days of a month nobody has missed anything, so the message says nothing of it.
        passed = elapsed(Month.of(here.here.today), here.here.today, here.office.policy.working_days())
        missed = (0, 0) if is_early(passed) else (told.open, told.two_months)
        expected = replace(told, villages={}, open=missed[0], two_months=missed[1])
        assert of_text(made.text) == expected
        assert of_book(made.book) == told
        assert of_picture(made.alt) == rows_of(told)
        assert sum(of_rows(made.book)) == sum(one.coverage.owed for one in counts.duties)


def rows_of(told: Told) -> dict[str, tuple[str, str]]:
    """What the chart has: a row for all of them where there are several."""
    return told.villages | ({"全镇": told.whole} if len(told.villages) > 1 else {})


@pytest.mark.parametrize("today", [date(2026, 11, 2), MONDAY, date(2026, 11, 30)])
def test_all_papers_of_the_sample_township_agree(sqlite: Database, tmp_path: Path, today: date) -> None:
    agree(town(sqlite, tmp_path, today), tmp_path / "book.xlsx")


def test_all_papers_agree_after_much_has_happened(database: Database, tmp_path: Path) -> None:
    here = town(database, tmp_path, MONDAY)
    here.here.leave(here.person("李国强"), MONDAY, date(2026, 12, 9))
    here.here.hand_over(here.paired("何梅"), here.person("郑秋菊"), date(2026, 11, 10))
    told = [tell(here, "何梅", "health", date(2026, 11, day)) for day in (3, 17, 18, 19)]
    move(here, told[1], "何梅", Act.SOLVE, date(2026, 11, 20))
    agree(here, tmp_path / "book.xlsx")
    counts = here.counts()
    assert counts.excused
    assert counts.solved_after


def test_all_papers_agree_where_everybody_is_excused_or_nothing_was_done(
    sqlite: Database, tmp_path: Path
) -> None:
    register = demo_register(MONDAY)
    here = Hillside(sqlite, MONDAY, Hillside.policy)
    here.enter(replace(register, visits=(), needs=()))
    here.keep_up()
    of = {one.code: one.village_code for one in register.households}
    there = Town(here, tmp_path, of, tuple(one.code for one in register.villages))
    agree(there, tmp_path / "book.xlsx")
    for one in register.people:
        here.leave(here.person(one.phone), date(2026, 11, 1), date(2026, 12, 9))
    agree(there, tmp_path / "book.xlsx")
    at, whole = datetime.combine(MONDAY, time(9), ZONE), Reader(None, Rung.TOWNSHIP)
    made = papers(there.office, at, whole, tmp_path / "book.xlsx")
    assert "已说明" in made.text
    assert made.alt.splitlines()[-1] == "全镇: 责任人 有因 | 联系人 有因"


@pytest.mark.parametrize("seed", range(3))
def test_all_papers_of_any_small_township_agree(sqlite: Database, tmp_path: Path, seed: int) -> None:
    agree(any_town(sqlite, tmp_path, Random(seed)), tmp_path / "book.xlsx")


def any_town(database: Database, folder: Path, chance: Random) -> Town:
    """Some villages, one of them empty, and whoever is paired has been anywhere on any day."""
    villages = [VillageEntry(f"V{nth}", f"第{nth}村", ("一组",)) for nth in range(chance.randint(2, 4))]
    kinds = (RoleKind.RESPONSIBLE, RoleKind.RESPONSIBLE, RoleKind.CONTACT)
    people = [PersonEntry(f"某{nth}", f"1000000000{nth}", (kind,)) for nth, kind in enumerate(kinds)]
    homes = [
        HouseholdEntry(
            f"H{nth:02}", f"户主{nth}", chance.choice(villages[1:]).code, "一组", away=nth % 5 == 0
        )
        for nth in range(chance.randint(4, 14))
    ]
    pairings = [
        PairingEntry(one.code, who.phone, duty, date(2026, 1, 1))
        for one in homes
        for duty, who in ((Duty.RESPONSIBLE, chance.choice(people[:2])), (Duty.CONTACT, people[2]))
        if chance.random() < 0.9
    ]
    first = date(2026, 10, 1)
    visits = [
        VisitEntry(
            one.household_code, one.phone, one.duty, chance.choice((*Mode, Mode.HOME)), first + DAY * number
        )
        for one in pairings
        for number in chance.sample(range(53), chance.randint(0, 3))
    ]
    here = Hillside(database, MONDAY, Hillside.policy)
    here.enter(Register(tuple(villages), tuple(people), tuple(homes), (), tuple(pairings), tuple(visits)))
    here.keep_up()
    here.leave(here.person(people[0].phone), MONDAY - 7 * DAY, MONDAY + 20 * DAY)
    of = {one.code: one.village_code for one in homes}
    return Town(here, folder, of, tuple(one.code for one in villages))


def test_hostile_names_stand_in_every_cell_and_no_head_on_a_chart(sqlite: Database, tmp_path: Path) -> None:
    register = demo_register(MONDAY)
    hostile = replace(
        register,
        villages=tuple(replace(one, name=f"{HOSTILE}{one.name}"[-30:]) for one in register.villages),
        households=tuple(replace(one, head=f"={one.head}{HOSTILE}"[:30]) for one in register.households),
        people=tuple(replace(one, name=f"+{one.name}{HOSTILE}"[:30]) for one in register.people),
        visits=tuple(replace(one, note="@SUM(A1)\t=2") for one in register.visits),
    )
    here = Hillside(sqlite, MONDAY, Hillside.policy)
    here.enter(hostile)
    here.keep_up()
    of = {one.code: one.village_code for one in register.households}
    there = Town(here, tmp_path, of, tuple(one.code for one in register.villages))
    files = written(there.office, "2026-11-23T09:00", "township", tmp_path / "out")
    workbook = load_workbook(files.paths[1])
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(str(cell.value).startswith("=王福生") for cell in cells)
    assert any(str(cell.value).startswith("@SUM(A1)") for cell in cells)
    told = [description(one) for one in files.paths[2:]]
    assert len(told) == 4
    assert not any(one.head in words for one in register.households for words in told)
    assert not any(one.name in words for one in register.people for words in told)


def test_the_files_hold_the_papers_and_without_a_font_all_but_the_pictures(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = town(sqlite, tmp_path, MONDAY)
    before = written(here.office, "2026-11-23T09:00", "township", tmp_path / "out")
    at, reader = datetime(2026, 11, 23, 9, tzinfo=ZONE), Reader(None, Rung.TOWNSHIP)
    made = papers(here.office, at, reader, tmp_path / "book.xlsx")
    assert [one.suffix for one in before.paths] == [".txt", ".xlsx", *[".png"] * 4]
    assert before.paths[0].read_text() == made.text
    assert of_book(before.paths[1]) == of_book(made.book)
    phone, wall = (description(one) for one in before.paths[2:4])
    assert phone == made.alt
    # A wall has the weeks besides; its last column says the same.
    newest = [line.rpartition(" | ")[2].split(" ") for line in wall.splitlines()[2:]]
    assert [(one[2], one[4]) for one in newest] == list(of_picture(phone).values())
    monkeypatch.setattr(font_file, "CANDIDATES", (tmp_path / "none.otf",))
    files = written(here.office, "2026-11-23T09:00", "township", tmp_path / "out")
    assert files.paths == before.paths[:2]
    assert "pip install" in files.missing
    # Pictures of another day's numbers are not left lying beside this text.
    assert list((tmp_path / "out").glob("*.png")) == []
    assert "走访：" in files.paths[0].read_text()
