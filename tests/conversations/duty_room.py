"""What happens around a conversation about duties: time passes, and others make their visits."""

from datetime import UTC, date, datetime, time

from bot.office import Office
from domain.needs.needs import Act, NeedMoved, NeedReported, NeedStatus, NeedStep
from domain.notices.notices import Notice
from domain.people.people import Person, Rung
from domain.visits.visits import Mode, VisitRecorded
from scheduler.reconciling import Reconciling
from storage.unit import Unit
from tests.conversations.town import Watch


def reconcile(office: Office, watch: Watch) -> None:
    """What is owed as of now is written."""
    Reconciling(office.database, watch, office.policy).run()


def visit_all(office: Office, name: str, day: str, *but: str) -> None:
    """That person was at all the households of the round on that day, but not at these."""
    on = date.fromisoformat(day)
    at = datetime.combine(on, time(8), UTC)
    with office.database.write() as unit:
        who = person(unit, name)
        homes = unit.rounds.of([who.id], on)[who.id]
        unit.records.write(
            VisitRecorded(unit.ids.at(at), one.id, who.id, one.pairing.duty, Mode.HOME, on, at, late=False)
            for one in homes
            if one.head not in but
        )


def report(office: Office, name: str, head: str, category: str, due: str) -> None:
    """That person told of a need of that household, and follows it up."""
    now = office.clock.now()
    with office.database.write() as unit:
        who = person(unit, name)
        home = next(one for one in unit.rounds.of([who.id], office.today)[who.id] if one.head == head)
        number, need_id = unit.needs.next_number(), unit.ids.at(now)
        due_on, rung = date.fromisoformat(due), Rung.RESPONSIBLE
        told = NeedReported(need_id, number, home.id, category, "", False, who.id, now, who.id, rung, due_on)
        unit.records.write([told])


def settle_need(office: Office, number: str) -> None:
    """The need is withdrawn."""
    with office.database.write() as unit:
        need = unit.needs.by_number([int(number)])[int(number)]
        now, holder = office.clock.now(), need.holder_id
        step = NeedStep(Act.WITHDRAW, holder, now, NeedStatus.WITHDRAWN, holder, need.due_on)
        unit.records.write([NeedMoved(need.id, len(need.history), step, need.level, 0, None, None)])


def person(unit: Unit, name: str) -> Person:
    """Somebody by name."""
    return next(one for one in unit.people.all() if one.name == name)


_NOTICES = "SELECT id, status FROM notice ORDER BY due_at, person_id, kind"


def notices(office: Office) -> list[str]:
    """Every notice that is owed or told, by kind and name; ids of one instant have no order."""
    with office.database.read() as unit:
        names = {one.id: one.name for one in unit.people.all()}
        rows = unit.connection.exec_driver_sql(_NOTICES).all()
        known: dict[int, Notice] = unit.notices.of([one[0] for one in rows])
    told = ((known[which], status) for which, status in rows)
    return [f"{names[one.person_id]}: {one.kind}, {status}" for one, status in told]
