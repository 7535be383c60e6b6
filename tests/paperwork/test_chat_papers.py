"""Papers in chat: asked again whether they may be, made once, never half, and nothing kept for ever."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.commands.state import state
from bot.office import Office
from bot.paperwork import importing
from bot.paperwork.handing import TRIES
from bot.paperwork.workbook import LARGEST_DOCUMENT, Workbooks
from bot.transport.fetcher import Trouble
from domain.paperwork import Paper
from scheduler.waste_paper import WastePaper
from storage.register.ledger import Ledger
from storage.tables import audit, paperwork, role
from tests.ledger.conftest import pack
from tests.paperwork.desk import CLERK, Desk
from tests.paperwork.watch import Watch

Book = dict[str, list[list[Any]]]
LI = "10000000001"


@pytest.fixture
def desk(office: Office, book: Book) -> Desk:
    """A township that is imported, and a workbook in which a name has changed."""
    assert importing.import_workbook(office, pack(book)).ok
    book["户"][1][1] = "王福贵"
    return Desk(office, pack(book))


def heads(desk: Desk) -> list[str]:
    with desk.office.database.read() as unit:
        people = [one.id for one in unit.people.all()]
        rounds = unit.rounds.of(people, desk.office.today)
    return sorted({home.head for homes in rounds.values() for home in homes})


def lose_office(desk: Desk) -> None:
    with desk.office.database.write() as unit:
        clerk = unit.people.by_phone(CLERK)
        assert clerk
        gone = update(role).where(role.c.person_id == clerk.id)
        unit.connection.execute(gone.values(until=desk.office.today - timedelta(days=1)))


async def test_a_check_writes_nothing_and_an_import_does_what_it_said(desk: Desk) -> None:
    checked = await desk.make(Paper.CHECK, file="f")
    assert (checked["ok"], checked["new"], checked["changed"]) == (True, 0, 1)
    assert "王福贵" not in heads(desk)
    with desk.office.database.read() as unit:
        kept = unit.connection.scalar(select(paperwork.c.id))

    done = await desk.make(Paper.IMPORT, checked=kept)

    assert {name: done[name] for name in checked} == dict(checked)
    assert "王福贵" in heads(desk)
    assert desk.files() == []


@pytest.mark.parametrize("paper", [Paper.CHECK, Paper.IMPORT, Paper.PROBLEMS, Paper.EXPORT])
async def test_nobody_but_the_clerk_is_given_anything(desk: Desk, paper: Paper) -> None:
    kept = desk.ask(Paper.CHECK, file="f")
    await desk.room.make_due()

    answer = await desk.make(paper, LI, checked=kept, file="f")

    assert answer == {"refused": True}
    assert "王福贵" not in heads(desk)
    assert desk.sent() == 0
    with desk.office.database.read() as unit:
        kinds = unit.connection.scalars(select(audit.c.kind)).all()
    assert "access_refused" in kinds


async def test_who_loses_the_office_between_check_and_confirmation_imports_nothing(desk: Desk) -> None:
    kept = desk.ask(Paper.CHECK, file="f")
    await desk.room.make_due()
    asked = desk.ask(Paper.IMPORT, checked=kept)
    lose_office(desk)

    await desk.room.make_due()

    assert desk.answer(asked) == {"refused": True}
    assert "王福贵" not in heads(desk)


async def test_two_imports_of_one_check_take_effect_once(desk: Desk) -> None:
    kept = desk.ask(Paper.CHECK, file="f")
    await desk.room.make_due()
    first, second = desk.ask(Paper.IMPORT, checked=kept), desk.ask(Paper.IMPORT, checked=kept)

    await desk.room.make_due()

    assert desk.answer(first)["changed"] == 1
    assert desk.answer(second) == {"ok": False, "gone": True}


async def test_two_rooms_on_one_database_import_once_and_tell_the_same(desk: Desk) -> None:
    kept = desk.ask(Paper.CHECK, file="f")
    await desk.room.make_due()
    asked = desk.ask(Paper.IMPORT, checked=kept)

    await asyncio.gather(desk.room.make_due(), desk.new_room().make_due())

    assert desk.answer(asked)["changed"] == 1
    with desk.office.database.read() as unit:
        kinds = unit.connection.scalars(select(audit.c.kind)).all()
    assert list(kinds).count("ledger_imported") == 2


async def test_an_import_cut_off_after_its_commit_is_told_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = desk.ask(Paper.CHECK, file="f")
    await desk.room.make_due()
    asked = desk.ask(Paper.IMPORT, checked=kept)
    with desk.office.database.read() as unit:
        one = next(due for due in unit.paperwork.due() if due.id == asked)
    await Workbooks(desk.office, desk.phone).import_checked(one)
    assert "王福贵" in heads(desk)

    await desk.new_room().make_due()

    assert desk.answer(asked)["changed"] == 1


async def test_an_import_cut_off_before_its_commit_has_done_nothing_and_is_done_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = desk.ask(Paper.CHECK, file="f")
    await desk.room.make_due()
    asked = desk.ask(Paper.IMPORT, checked=kept)

    def die(ledger: Ledger, *_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("storage.register.writing.write_visits", die)
        with pytest.raises(KeyboardInterrupt):
            importing.import_workbook(desk.office, desk.phone.content)  # type: ignore[arg-type]
    assert "王福贵" not in heads(desk)

    await desk.new_room().make_due()

    assert desk.answer(asked)["changed"] == 1
    assert "王福贵" in heads(desk)


async def test_a_paper_that_took_the_process_down_every_time_is_given_up(desk: Desk) -> None:
    asked = desk.ask(Paper.CHECK, file="f")
    with desk.office.database.write() as unit:
        for _ in range(TRIES):
            unit.paperwork.tried(asked)

    await desk.room.make_due()

    assert desk.answer(asked) == {"failed": True}


async def test_a_file_that_is_gone_or_a_picture_is_answered_and_not_kept(desk: Desk) -> None:
    desk.phone.content = Trouble.FOR_GOOD
    assert (await desk.make(Paper.CHECK, file="f")) == {"ok": False, "gone": True}
    assert desk.files() == []
    desk.phone.content = b"\xff\xd8\xff\xe0"

    answer = await desk.make(Paper.CHECK, file="f")

    assert answer["unreadable"]["key"] == "finding.not_xlsx"


async def test_the_problem_list_and_the_ledger_go_out_and_nothing_outlives_its_day(desk: Desk) -> None:
    kept = desk.ask(Paper.CHECK, file="f")
    await desk.room.make_due()
    assert (await desk.make(Paper.EXPORT)) == {"ok": True}
    await desk.make(Paper.PROBLEMS, checked=kept, locale="en")
    desk.office.stores.papers.put("tmphalf", b"half")
    assert len(desk.files()) == 4
    assert desk.sent() == 2
    watch = desk.office.clock
    assert isinstance(watch, Watch)
    bin_ = WastePaper(desk.office.stores.papers, watch)

    await bin_.sweep()
    assert len(desk.files()) == 3
    watch.at += timedelta(hours=25)
    await bin_.sweep()

    assert desk.files() == []


async def test_a_replaced_or_discarded_workbook_is_not_kept(desk: Desk) -> None:
    first = desk.ask(Paper.CHECK, file="f")
    await desk.room.make_due()
    second = desk.ask(Paper.CHECK, file="f", replaces=first)
    await desk.room.make_due()
    assert desk.files() == [f"workbook-{second}.xlsx"]

    await desk.make(Paper.DISCARD, checked=second)

    assert desk.files() == []


async def test_a_ledger_too_large_for_a_chat_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.paperwork.workbook.LARGEST_DOCUMENT", LARGEST_DOCUMENT // 10**6)

    assert (await desk.make(Paper.EXPORT)) == {"too_big": True}
    assert desk.sent() == 0


async def test_what_the_conversation_is_told_fits_a_card_whatever_stood_in_the_cells(
    desk: Desk, book: Book
) -> None:
    for nth, row in enumerate(book["户"][1:]):
        row[4] = f"{nth}个" + "很多人" * 1000
    desk.phone.content = pack(book)

    answer = await desk.make(Paper.CHECK, file="f")

    assert len(answer["findings"]) == 2
    assert all(len(one["params"]["value"]) <= 16 for one in answer["findings"])


def test_the_import_lock_makes_two_processes_stand_in_line(desk: Desk) -> None:
    """Two at once on PostgreSQL; on SQLite there is one writer anyway."""
    other = replace(desk.office)
    content = desk.phone.content
    assert isinstance(content, bytes)

    async def both() -> list[importing.Imported]:
        jobs = [asyncio.to_thread(importing.import_workbook, one, content) for one in (desk.office, other)]
        return list(await asyncio.gather(*jobs))

    done = asyncio.run(both())

    assert sorted(sum(one.changed.values()) for one in done) == [0, 1]
    assert len(state(desk.office)["pairings"]) == 5
