"""Drafts: one a chat, each change guarded by its version."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.conversation import Draft, Shelved
from storage.base.repository import Overtaken
from storage.database import Database


def _save(database: Database, now: datetime, *drafts: tuple[int, Draft]) -> None:
    with database.write() as unit:
        unit.drafts.save(dict(drafts), now)


def _read(database: Database, *chats: int) -> dict[int, Draft]:
    with database.read() as unit:
        return unit.drafts.of(chats)


def _draft(state: str = "open") -> Draft:
    shelved = Shelved("visit", "open", {"household": 7}, datetime.fromisoformat("2026-11-20T08:00:00+00:00"))
    return Draft("abc", "visit", state, {"note": "屋顶漏雨", "photos": [["u", "f"]]}, shelved)


def test_a_draft_comes_back_as_it_was_saved(database: Database, now: datetime) -> None:
    _save(database, now, (1, _draft()), (2, _draft("list")))
    read = _read(database, 1, 2, 3)
    assert set(read) == {1, 2}
    assert read[1] == replace(_draft(), touched_at=now, version=1)
    assert read[2].state == "list"


def test_a_draft_that_moved_on_meanwhile_is_not_overwritten(database: Database, now: datetime) -> None:
    _save(database, now, (1, _draft()))
    mine, theirs = _read(database, 1)[1], _read(database, 1)[1]
    _save(database, now, (1, replace(theirs, state="saved")))
    with pytest.raises(Overtaken):
        _save(database, now, (2, _draft()), (1, replace(mine, state="list")))
    read = _read(database, 1, 2)
    assert (read[1].state, read[1].version) == ("saved", 2)
    assert 2 not in read, "all or nothing"


def test_two_that_begin_a_chat_at_once_cannot_both_win(database: Database, now: datetime) -> None:
    _save(database, now, (1, _draft()))
    with pytest.raises(Overtaken):
        _save(database, now, (1, _draft("list")))


def test_the_live_card_is_remembered_apart_from_the_answers(database: Database, now: datetime) -> None:
    _save(database, now, (1, _draft()), (2, _draft()))
    with database.write() as unit:
        unit.drafts.show({1: "77", 9: "78"})
        assert unit.drafts.cards_of([1, 2, 9]) == {1: "77"}
    read = _read(database, 1)[1]
    assert (read.card_message_id, read.version) == ("77", 1)
    _save(database, now, (1, replace(read, state="saved")))
    assert _read(database, 1)[1].card_message_id == "77", "a new step keeps the card"


def test_conversations_that_nobody_touched_for_long_are_forgotten(database: Database, now: datetime) -> None:
    later = now + timedelta(days=1)
    _save(database, now, (1, _draft()))
    _save(database, later, (2, _draft()))
    with database.write() as unit:
        unit.drafts.forget(later)
    assert set(_read(database, 1, 2)) == {2}
