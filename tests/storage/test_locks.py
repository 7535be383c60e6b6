"""Who may run, and who may send."""

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.locks import AlreadyRunning, RunLock, SenderSeat

pytestmark = pytest.mark.durable


def test_a_second_run_on_one_sqlite_file_is_refused_until_the_first_has_ended(sqlite: Database) -> None:
    with RunLock(sqlite):
        with pytest.raises(AlreadyRunning, match="ZOUFANG_DATA_DIR"), RunLock(sqlite):
            pass
        with sqlite.write():
            pass
    with RunLock(sqlite):
        pass


def test_postgresql_lets_many_processes_run(postgresql: Database) -> None:
    with RunLock(postgresql), RunLock(postgresql):
        pass


def test_on_sqlite_whoever_runs_may_send(sqlite: Database) -> None:
    assert SenderSeat(sqlite).take()


def test_one_of_two_may_send_and_the_other_once_the_seat_is_free(postgresql: Database) -> None:
    other = Database(str(postgresql.engine.url), postgresql.vault)
    first, second = SenderSeat(postgresql), SenderSeat(other)
    assert [first.take(), second.take(), first.take(), second.take()] == [True, False, True, False]
    first.leave()
    assert second.take()
    assert not first.take()
    second.leave()
    other.close()


def test_a_sender_whose_connection_was_lost_has_lost_its_seat(postgresql: Database) -> None:
    other = Database(str(postgresql.engine.url), postgresql.vault)
    first, second = SenderSeat(postgresql), SenderSeat(other)
    assert first.take()
    with other.engine.begin() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                 " AND datname = current_database()")
        )  # fmt: skip
    assert not first.take(), "it must not believe that it still may"
    assert second.take()
    second.leave()
    other.close()
