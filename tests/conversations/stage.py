"""Plays a script: the person's lines through the real desk, the bot's replies as lines of text."""

import asyncio
import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.commands.state import state
from bot.desk.case import Standing
from bot.desk.desk import Desk
from bot.flows.engine.port import Event, Kind
from bot.handlers.events import own_event
from bot.office import Office
from domain.conversation import Draft
from domain.duties.round import Place
from domain.paperwork import Attachment
from domain.visits.visits import Picture, Voice
from sandbox.township_people import PEOPLE
from scheduler.need_closing import NeedClosing
from scheduler.waking import wake
from storage.chat.outbox import Sent
from storage.unit import Unit
from tests.arrivals import arrived, keys_of
from tests.conversations import town as at
from tests.conversations.duty_room import notices, reconcile, report, settle_need, visit_all
from tests.conversations.paper_room import Papers, sweep
from tests.conversations.phone import Button, Phone
from tests.conversations.photo_room import develop
from tests.conversations.script import Script
from tests.conversations.watched import Seen, WatchedEngine

STRANGER = "stranger"
_ACCOUNTS = {one.name: 1001 + number for number, one in enumerate(PEOPLE)} | {STRANGER: 999}
_CLERK = "杨晓芸"
_ACT = re.compile(r"\((?P<what>[^)]*)\) ?(?P<rest>.*)", re.DOTALL)
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass
class Played:
    """What came of a script: the whole transcript, and what was seen on the way."""

    text: str
    seen: Seen
    buttons: list[Button]


def play(script: Script, folder: Path, town: at.Town) -> Played:
    """Play it on a township of its own."""
    town.copy_to(
        folder,
        script.starts,
        script.renamed(),
        int(script.get("more villages", "0")),
        spread=script.get("spread homes") == "yes",
    )
    watch = at.Watch(script.starts.replace(tzinfo=at.ZONE))
    office = at.open_town(folder, watch, phone_counts=script.get("policy") == "phone counts")
    try:
        return asyncio.run(Stage(office, watch, script).play())
    finally:
        office.database.close()


class Stage:
    """One township, its phones, and a desk."""

    def __init__(self, office: Office, watch: at.Watch, script: Script) -> None:
        self._office, self._watch, self._script = office, watch, script
        self._seen = Seen()
        standing = Standing(office.policy, script.locale, office.database.vault.index)
        engine, nobody = WatchedEngine(self._seen), asyncio.Event()
        self._desk = Desk(office.database, engine, standing, watch, nobody, nobody, nobody)
        self._phones = {account: Phone(name, account) for name, account in _ACCOUNTS.items()}
        who, _, how = script.get("person").partition(" ")
        self._phone = self._phones[_ACCOUNTS[who]]
        absent = {who} if how else {STRANGER}
        for name in {_CLERK, who} - absent:
            at.bind(office, name, _ACCOUNTS[name])
        self._papers = Papers(office)
        self._updates = 0
        self._token = ""
        self._before = len(state(office)["visits"])

    async def play(self) -> Played:
        """The whole transcript."""
        written = [*self._script.header, ""]
        for line in self._script.lines:
            written += [line, *(await self._came_of(line) if line else [])]
        buttons = [one for phone in self._phones.values() for one in phone.shown]
        return Played("\n".join(one.rstrip() for one in written).rstrip() + "\n", self._seen, buttons)

    async def _came_of(self, line: str) -> list[str]:
        mark, _, rest = line.partition(" ")
        if mark == ">":
            await self._act(rest.replace("\\n", "\n"))
            return self._deliver()
        if mark == "@":
            set_time(self._watch, rest)
        elif mark == "as":
            self._phone = self._phones[_ACCOUNTS[rest]]
        elif line.startswith("$ tick "):
            set_time(self._watch, rest.removeprefix("tick "))
            reconcile(self._office, self._watch)
            await self._wake()
            return self._deliver()
        elif mark == "$":
            self._operate(rest.split())
        elif mark == "=":
            return [f"  {told}" for told in self._stands(rest)] or ["  none"]
        return []

    def _operate(self, words: list[str]) -> None:
        orders: dict[str, Any] = {
            "suspend": at.suspend,
            "close": close_needs,
            "join": lambda office, name: at.bind(office, name, _ACCOUNTS[name]),
            "hand_over": at.hand_over,
            "change_number": at.change_number,
            "link": at.issue_link,
            "end_office": at.end_office,
            "sweep": sweep,
            "visit_all": visit_all,
            "report": report,
            "settle_need": settle_need,
        }
        if words[0] == "upgrade":
            at.lose_state(self._office, self._phone.account)
        else:
            orders[words[0]](self._office, *words[1:])

    async def _act(self, words: str) -> None:
        old, twice = words.startswith("(old) "), words.startswith("(twice) ")
        words = words.removeprefix("(old) ").removeprefix("(twice) ")
        if words.startswith("["):
            button = self._phone.button(words[1:-1], old=old)
            for _ in range(2 if twice else 1):
                await self._take(Kind.CHOICE, choice=button.sends, message=button.message, callback="c")
            return
        done = _ACT.fullmatch(words)
        if done is None:
            await self._take(Kind.TEXT, text=self._with_link(words))
            return
        what, *names = done["what"].split()
        what, _, album = what.partition("@")
        if what in ("photo", "album"):
            together = album or (f"album-{self._updates}" if what == "album" else "")
            for number, name in enumerate(names):
                await self._take_photo(name, "" if number else done["rest"], together)
        elif what in ("heic", "video", "document"):
            media = "other" if what == "document" else what
            sent = Attachment(names[0], names[0], names[0])
            await self._take(Kind.FILE, media=media, attachment=sent, text=done["rest"], group=album)
        elif what == "edit":
            await self._edit(int(names[0]), done["rest"])
        elif what == "file":
            await self._take(Kind.FILE, attachment=Attachment(names[0], names[0], names[0]))
        elif what == "papers":
            for event in await self._papers.make():
                await self._desk.take(event)
        elif what == "developed":
            await develop(self._office)
        elif what == "due":
            await self._wake()
        elif what == "paper":
            await self._take(Kind.PAPERWORK, paper=at.settle_paper(self._office, names[0]))
        elif what == "voice" and names:
            spoken = Voice(f"unique-{names[0]}", f"file-{names[0]}", int(names[1]))
            await self._take(Kind.VOICE, voice=spoken)
        elif what == "location":
            await self._take(Kind.LOCATION, place=Place(float(names[0]), float(names[1])))
        else:
            kinds = {"sticker": Kind.FILE, "blocks": Kind.BLOCKED, "returns": Kind.JOINED}
            await self._take(kinds.get(what) or Kind(what))

    async def _wake(self) -> None:
        """What time alone makes happen: notices, and conversations that go on by themselves."""
        now = self._watch.now()
        with self._office.database.write() as unit:
            wake(unit, now)
        while due := await self._office.database.run(lambda unit: unit.inbox.next(now, 500, None)):
            # One of each chat at a time.
            for one in due:
                await self._desk.take(own_event(json.loads(one.raw), one.id, now))

    async def _take_photo(self, name: str, words: str, album: str) -> None:
        picture = Picture(f"unique-{name}", f"file-{name}", album)
        await self._take(Kind.PHOTO, text=words, picture=picture, group=album)

    def _with_link(self, words: str) -> str:
        found = re.search(r"\{link (\S+)\}", words)
        if found:
            self._token = at.issue_link(self._office, found[1])
            return words.replace(found[0], self._token)
        return words.replace("{same link}", self._token)

    async def _edit(self, back: int, words: str) -> None:
        kind, given = self._phone.sent[-back]
        await self._take(kind, **{**given, "text": words, "edits": True})

    async def _take(self, kind: Kind, **given: Any) -> None:
        self._updates += 1
        if kind is not Kind.CHOICE and not given.get("edits"):
            given["said"] = str(self._phone.take_id())
            self._phone.sent.append((kind, given))
        who = self._phone.account
        turns = len(self._seen.turns)
        with self._office.database.write() as unit:
            unit.inbox.add([arrived(self._updates, who)], self._watch.now())
            (key,) = keys_of(unit, self._updates)
        await self._desk.take(Event(kind, who, who, key, self._watch.now(), **given))
        for turn in self._seen.turns[turns:]:
            self._check_draft(turn.draft)

    def _check_draft(self, draft: Draft) -> None:
        """What the flow made and what the database gives back are the same conversation (R3)."""
        bare = replace(draft, touched_at=None, version=0, card_message_id=None, elapses_at=None)
        assert Draft.from_json(draft.to_json()) == replace(bare, elapses_at=None)
        with self._office.database.read() as unit:
            kept = unit.drafts.of([self._phone.account])[self._phone.account]
        kept = replace(kept, touched_at=None, version=0, card_message_id=None, elapses_at=None)
        assert kept == bare

    def _deliver(self) -> list[str]:
        with self._office.database.write() as unit:
            told = [line for head in unit.outbox.heads(500) for line in self._one(unit, head.id)]
        assert all(phone.live is not None for phone in self._phones.values())
        return told

    def _one(self, unit: Unit, message_id: int) -> list[str]:
        (message,) = unit.outbox.whole([message_id])
        phone = self._phones[message.chat_id]
        card, told = phone.receive(message, unit.drafts.cards_of([phone.account]).get(phone.account))
        if card is not None:
            unit.drafts.show({phone.account: card})
        unit.outbox.mark([Sent(message.id, "sent", 1, self._watch.now())])
        return told if phone is self._phone else [f"{told[0][0]} ({phone.name}) {told[0][2:]}", *told[1:]]

    def _stands(self, what: str) -> list[str]:
        now = state(self._office)
        if what == "joined":
            return [one["name"] for one in now["people"] if one["joined"] and one["name"] != _CLERK]
        if what == "notices":
            return notices(self._office)
        if what == "papers":
            return self._papers.kept()
        if what == "needs":
            return [_need(self._heads()[one["household_code"]], one) for one in now["needs"]]
        heads = self._heads()
        return [_visit(heads[one["household_code"]], one) for one in now["visits"][self._before :]]

    def _heads(self) -> dict[str, str]:
        with self._office.database.read() as unit:
            people = unit.people.all()
            rounds = unit.rounds.of([one.id for one in people], self._office.today)
        return {home.code: home.head for homes in rounds.values() for home in homes}


def set_time(watch: at.Watch, words: str) -> None:
    """`+2h`, or a local time."""
    if words.startswith("+"):
        watch.at += timedelta(**{_UNITS[words[-1]]: int(words[1:-1])})
    else:
        watch.at = datetime.fromisoformat(words).replace(tzinfo=at.ZONE)


def close_needs(office: Office) -> None:
    """What nobody has objected to in time closes by itself."""
    with office.database.write() as unit:
        NeedClosing(office.database, office.clock, office.policy).close(unit)


def _need(head: str, one: dict[str, Any]) -> str:
    urgent = ", urgent" if one["urgent"] else ""
    return f"{one['number']}, {head}, {one['category']}, {one['status']}, due {one['due_on']}{urgent}"


def _visit(head: str, one: dict[str, Any]) -> str:
    told = [f"{head}, {one['duty']}, {one['mode']}, {one['visited_on']}"]
    told += [f"{one['photos']} photos"] if one["photos"] else []
    told += [word for word in ("late", "undone") if one[word]]
    told += [repr(one["note"])] if one["note"] else []
    return ", ".join(told)
