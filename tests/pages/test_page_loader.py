"""Pages as they are loaded: every value of the register, the last visits, and no statement a household."""

from datetime import date

from sqlalchemy import event, update

from domain.households.page import LAST_VISITS, PagePairing, PageVisit
from domain.people.people import Duty
from domain.visits.visits import Mode
from storage.database import Database
from storage.tables import visit
from tests.pages.conftest import (
    FENG,
    HE,
    LI,
    NOW,
    STONE,
    SUN,
    WANG,
    WILLOW,
    ZHOU,
    Enter,
    household_ids,
    small_register,
)


def test_a_page_holds_what_the_register_says(database: Database, enter: Enter) -> None:
    enter(small_register())
    ids = household_ids(database)
    with database.read() as unit:
        page = unit.pages.of([ids[WANG]])[ids[WANG]]
    register = small_register()
    assert page.household == register.households[0]
    assert page.village == "石板村"
    assert page.subject.village_code == STONE
    assert page.members == register.members
    assert page.pairings == (
        PagePairing("李国强", LI, Duty.RESPONSIBLE, "", date(2026, 1, 1), date(2026, 11, 9)),
        PagePairing("周敏", ZHOU, Duty.CONTACT, "村两委", date(2026, 1, 1)),
        PagePairing("何梅", HE, Duty.RESPONSIBLE, "", date(2026, 11, 10)),
    )


def test_the_last_visits_stand_newest_first_with_who_made_them(database: Database, enter: Enter) -> None:
    enter(small_register())
    ids = household_ids(database)
    with database.read() as unit:
        visits = unit.pages.of([ids[WANG]])[ids[WANG]].visits
    assert len(visits) == LAST_VISITS
    assert visits[:2] == (
        PageVisit(date(2026, 11, 12), Mode.NOBODY, "何梅", Duty.RESPONSIBLE),
        PageVisit(date(2026, 11, 3), Mode.HOME, "李国强", Duty.RESPONSIBLE, True, "说好下月再来", "屋顶漏雨"),
    )
    assert [one.visited_on.month for one in visits] == [11, 11, 7, 6, 5]


def test_a_visit_taken_back_is_not_told(database: Database, enter: Enter) -> None:
    enter(small_register())
    ids = household_ids(database)
    with database.write() as unit:
        unit.connection.execute(update(visit).values(undone_at=NOW))
    with database.read() as unit:
        assert unit.pages.of([ids[WANG]])[ids[WANG]].visits == ()


def test_a_household_without_group_members_or_pairings_has_a_page(database: Database, enter: Enter) -> None:
    enter(small_register())
    ids = household_ids(database)
    with database.read() as unit:
        pages = unit.pages.of([ids[SUN], ids[FENG], 1])
    assert set(pages) == {ids[SUN], ids[FENG]}
    lonely = pages[ids[SUN]]
    assert [lonely.members, lonely.pairings, lonely.visits] == [(), (), ()]
    assert pages[ids[FENG]].village == "柳坪村"
    assert pages[ids[FENG]].household.village_code == WILLOW


def test_many_pages_take_as_many_statements_as_one(database: Database, enter: Enter) -> None:
    enter(small_register())
    ids = list(household_ids(database).values())
    counted: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    with database.read() as unit:
        counted.clear()
        unit.pages.of(ids[:1])
        alone = len(counted)
        unit.pages.of(ids)
    assert alone == 6
    assert len(counted) == 2 * alone
