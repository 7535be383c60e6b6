"""The outbox: replies before notices, a chat's messages in order, one unsent card a chat."""

from datetime import datetime, timedelta

from storage.chat.outbox import INTERACTIVE, NOTICE, Outgoing, Sent
from storage.database import Database


def _owe(database: Database, now: datetime, *messages: Outgoing) -> None:
    with database.write() as unit:
        unit.outbox.add(messages, unit.ids, now)


def _text(words: str, chat: int = 1, lane: int = INTERACTIVE) -> Outgoing:
    return Outgoing(chat, "note", {"text": words}, lane)


def _card(words: str, *, posts: bool = False, replaceable: bool = True, chat: int = 1) -> Outgoing:
    return Outgoing(chat, "card", {"text": words}, replaceable=replaceable, posts=posts)


def _unsent(database: Database) -> list[Outgoing]:
    """In the order in which they leave."""
    with database.read() as unit:
        found = {one.id: one for one in unit.outbox.whole([head.id for head in unit.outbox.heads(100)])}
        return [found[head.id] for head in unit.outbox.heads(100)]


def _words(database: Database) -> list[str]:
    return [one.payload["text"] for one in _unsent(database)]


def test_replies_leave_before_notices_and_each_in_the_order_they_were_owed(
    database: Database, now: datetime
) -> None:
    _owe(database, now, _text("通知一", lane=NOTICE), _text("回复一", 2))
    _owe(database, now, _text("回复二"), _text("通知二", 2, NOTICE))
    assert _words(database) == ["回复一", "回复二", "通知一", "通知二"]
    with database.read() as unit:
        assert len(unit.outbox.heads(3)) == 3


def test_a_newer_card_takes_the_place_of_the_unsent_one_of_its_chat_alone(
    database: Database, now: datetime
) -> None:
    _owe(database, now, _card("旧"), _card("别家", chat=2), _text("话"))
    _owe(database, now, _card("新"))
    assert _words(database) == ["别家", "话", "新"]


def test_a_card_that_tells_of_something_recorded_is_not_replaced(database: Database, now: datetime) -> None:
    _owe(database, now, _card("记好了", replaceable=False))
    _owe(database, now, _card("下一户"))
    assert _words(database) == ["记好了", "下一户"]


def test_the_note_of_a_card_that_is_replaced_stands_above_the_newer_one_once(
    database: Database, now: datetime
) -> None:
    def noted(words: str, *notes: list[str]) -> Outgoing:
        text = "\n".join([*(told for _, told in notes), words])
        return Outgoing(1, "card", {"text": text, "notes": list(notes)}, replaceable=True)

    _owe(database, now, noted("孙有才", ["joined 孙有才", "补到孙有才家了（1 张）。"]))
    _owe(database, now, noted("孙有才", ["joined 孙有才", "补到孙有才家了（2 张）。"]))
    _owe(database, now, noted("陈二妹", ["file.video", "视频我收不了。"]))
    _owe(database, now, _card("列表"))
    assert _words(database) == ["补到孙有才家了（2 张）。\n视频我收不了。\n列表"]


def test_whatever_takes_the_place_of_a_card_to_be_shown_anew_is_shown_anew(
    database: Database, now: datetime
) -> None:
    for words, posts in (("一", True), ("二", False), ("三", False)):
        _owe(database, now, _card(words, posts=posts))
    assert [(one.payload["text"], one.posts) for one in _unsent(database)] == [("三", True)]
    _owe(database, now, _text("只是话"))
    assert [one.posts for one in _unsent(database)] == [True, False]


def test_a_card_that_is_sent_is_no_longer_replaced(database: Database, now: datetime) -> None:
    _owe(database, now, _card("一", posts=True))
    with database.write() as unit:
        unit.outbox.mark(Sent(one.id, "sent", 1, now) for one in unit.outbox.heads(9))
    _owe(database, now, _card("二"))
    assert [(one.payload["text"], one.posts) for one in _unsent(database)] == [("二", False)]


def test_a_message_put_off_stays_owed_with_its_tries(database: Database, now: datetime) -> None:
    later = now + timedelta(seconds=30)
    _owe(database, now, _text("一"))
    with database.write() as unit:
        (head,) = unit.outbox.heads(9)
        unit.outbox.mark([Sent(head.id, "due", 1, later)])
    with database.read() as unit:
        (head,) = unit.outbox.heads(9)
        (whole,) = unit.outbox.whole([head.id])
    assert (head.due_at, whole.tries, whole.payload["text"]) == (later, 1, "一")


def test_nothing_more_goes_to_a_chat_that_is_held(database: Database, now: datetime) -> None:
    _owe(database, now, _text("一"), _text("二", 2))
    with database.write() as unit:
        unit.outbox.hold([1])
    assert _words(database) == ["二"]
    with database.read() as unit:
        assert unit.outbox.counts() == {"held": 1, "due": 1}


def test_what_is_settled_is_forgotten_after_its_time_and_what_is_owed_never(
    database: Database, now: datetime
) -> None:
    _owe(database, now, _text("一"), _text("二"))
    with database.write() as unit:
        unit.outbox.mark([Sent(unit.outbox.heads(1)[0].id, "sent", 1, now)])
        unit.outbox.forget(now)
        assert unit.outbox.counts() == {"sent": 1, "due": 1}
        unit.outbox.forget(now + timedelta(seconds=1))
        assert unit.outbox.counts() == {"due": 1}


def test_nothing_asked_for_is_nothing_given(database: Database) -> None:
    with database.write() as unit:
        unit.outbox.add([], unit.ids, datetime.now().astimezone())
        unit.outbox.mark([])
        assert unit.outbox.whole([]) == ()
