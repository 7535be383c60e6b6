"""What happens to needs and photos in the sample township, decided by the domain and written as facts."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from domain.needs.life import lapse, report, step
from domain.needs.needs import Act, NeedMoved, NeedReported
from domain.needs.orders import NeedOrder, NeedScene, NeedTold
from domain.people.access import Actor
from domain.people.people import Duty
from domain.register.register import HouseholdEntry, PairingEntry
from domain.visits.likeness import LikenessFound
from domain.visits.visits import Mode, Picture, VisitRecorded
from sandbox.township import demo_register
from sandbox.township_people import PHONES
from storage.tables import photo
from storage.unit import Unit
from tests.digests.town import Town
from tests.duties.hillside import at


def _scene(unit: Unit, here: Town, who: int, home: int, on: date, hour: int) -> NeedScene:
    person = next(one for one in unit.people.all() if one.id == who)
    roles = unit.people.roles_of([who]).get(who, ())
    pairings = tuple(one.pairing for one in unit.rounds.of([who], on)[who])
    ladder, policy = unit.ladders.of([home], on)[home], here.here.policy
    return NeedScene(
        Actor(person, roles, pairings), ladder, at(on, hour), on, policy.working_days(), policy.needs
    )


def tell(here: Town, name: str, category: str, on: date, nth: int = 0, hour: int = 10) -> int:
    """A duty holder reports a need of a household; its id."""
    home = here.paired(name, nth)["household_id"]
    with here.here.database.write() as unit:
        scene = _scene(unit, here, here.person(name), home, on, hour)
        number, village = unit.needs.next_number(), unit.need_homes.of([home], on)[home].village_code
        made = report(NeedTold(home, category), unit.ids.at(at(on, hour)), number, village, scene)
        assert isinstance(made, NeedReported), made
        unit.records.write([made])
    return made.need_id


def move(
    here: Town, need_id: int, name: str | int | None, act: Act, on: date, *, hour: int = 11, **more: Any
) -> None:
    """Somebody (a name or an id) does something about it; None: its holder."""
    with here.here.database.write() as unit:
        need = unit.needs.of([need_id])[need_id]
        who = here.person(name) if isinstance(name, str) else name or need.holder_id
        scene = _scene(unit, here, who, need.household_id, on, hour)
        if act is Act.LAPSE:
            made: Any = lapse(need, scene)
        else:
            made = step(need, NeedOrder(act, len(need.history), **more), scene)
        assert isinstance(made, NeedMoved), made
        unit.records.write([made])


def contact(here: Town, need_id: int) -> int:
    """Who asks the household whether it is solved."""
    home = next(one.household_id for one in here.needs() if one.id == need_id)
    held = (one for one in here.here.pairings() if (one["household_id"], one["duty"]) == (home, "contact"))
    return next(int(one["person_id"]) for one in held if one["until"] is None)


def look_alike(here: Town, name: str, found_on: date, hour: int = 12) -> LikenessFound:
    """Two visits with photos, and the question about the later one."""
    (first, _), (second, made) = (_with_photo(here, name, nth) for nth in range(2))
    which, who = here.here.new_id(), here.person(name)
    found = LikenessFound(which, second, first, made.visit_id, who, 3, at(found_on, hour))
    here.here.take(found)
    return found


def _with_photo(here: Town, name: str, nth: int) -> tuple[int, VisitRecorded]:
    paired, which = here.paired(name, nth), here.here.new_id()
    who, home, today = paired["person_id"], paired["household_id"], here.here.today
    shown = (Picture(f"unique-{which}", f"file-{which}"),)
    made = VisitRecorded(
        which, home, who, Duty(paired["duty"]), Mode.NOBODY, today, at(today), False, pictures=shown
    )
    here.here.take(made)
    with here.here.database.read() as unit:
        found = unit.connection.scalar(select(photo.c.id).where(photo.c.visit_id == which))
    return found or 0, made


def go_away(here: Town, code: str) -> None:
    """A household goes away to work: the workbook says so."""
    register = demo_register(here.here.today)
    homes = tuple(replace(one, away=one.code == code or one.away) for one in register.households)
    here.here.enter(replace(register, households=homes, pairings=(), visits=(), needs=()))


def enter_household(here: Town, code: str, since: date) -> None:
    """A household of the first village is entered last, with a responsible person from a day on."""
    home = HouseholdEntry(code, "黄新", here.order[0], "", "脱贫户")
    paired = PairingEntry(code, PHONES["王丽娟"], Duty.RESPONSIBLE, since)
    known = demo_register(here.here.today)
    homes, pairings = (*known.households, home), (*known.pairings, paired)
    here.here.enter(replace(known, households=homes, pairings=pairings, visits=(), needs=()))
    here.villages[code] = here.order[0]
