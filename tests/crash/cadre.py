"""A helping cadre on a phone who records visits one after another and remembers what must come of it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from sandbox.telegram.client import Client
from sandbox.telegram.screen import buttons
from sandbox.telegram.world import World
from tests.bot.photos import photo

PATIENCE = 300.0
PASSED_BY = 5
STALE = "这一步已过"
SAME, APART = "是同一次吗", "又去了一次"
HOW = (("一切正常", "home"), ("一切正常", "home"), ("家里没人", "nobody"), ("电话联系", "phone"))


@dataclass(frozen=True, slots=True)
class Expected:
    """One visit as `state --json` must tell it."""

    household_code: str
    phone: str
    mode: str
    visited_on: str
    photos: int
    note: str
    undone: bool


@dataclass
class Cadre:
    """`homes` are codes and heads; `told` is the oracle."""

    world: World
    client: Client
    phone: str
    homes: list[tuple[str, str]]
    today: date
    draw: Random
    told: list[Expected] = field(default_factory=list)
    _floor: int = 0
    _toasts: int = 0

    async def visit(self) -> None:
        """One whole conversation, from the command to whatever follows the save."""
        code, head = self.draw.choice(self.homes)
        await self._open(head)
        photos, note = await self._send_evidence(head)
        label, mode = self.draw.choice(HOW)
        await self._record(label, f"记好了：{head}家")
        visit = Expected(code, self.phone, mode, self.today.isoformat(), photos, note, False)
        after = self.draw.random()
        if after < 0.2:
            visit = await self._change_date(visit)
        elif after < 0.4:
            await self._tap("撤销", f"已撤销：{head}家")
            visit = replace(visit, undone=True)
        elif after < 0.5:
            visit = await self._add_photo(visit)
        self.told.append(visit)

    async def _open(self, head: str) -> None:
        self._send(lambda: self.client.send_text("/visit"))
        await self._sees("本月", f"{head} 一组 · ")
        if self.draw.random() < 0.5:
            await self._tap(f"{head} 一组 · ", f"{head}家（")
        else:
            self._send(lambda: self.client.send_text(head))
            await self._sees(f"{head}家（")

    async def _send_evidence(self, head: str) -> tuple[int, str]:
        note = f"屋顶 {self.draw.randrange(10**6)}" if self.draw.random() < 0.4 else ""
        photos = 2 if self.draw.random() < 0.6 else 0
        if photos:
            self._send(lambda: self.client.send_photos([photo(), photo()]))
        if note:
            self._send(lambda: self.client.send_text(note))
        if photos:
            await self._sees(f"{head}家 · 今天 · 照片 2 张")
        if note:
            await self._sees(f"备注：{note}")
        return photos, note

    async def _change_date(self, visit: Expected) -> Expected:
        await self._tap("改日期", "是哪一天去的")
        await self._record("昨天", "日期改好了")
        return replace(visit, visited_on=(self.today - timedelta(days=1)).isoformat())

    async def _add_photo(self, visit: Expected) -> Expected:
        await self._tap("补照片", "请发照片给我" if not visit.photos else "现在有照片")
        self._send(lambda: self.client.send_photos([photo()]))
        await self._sees(f"现在有照片 {visit.photos + 1} 张")
        await self._tap("好了", "记好了")
        return replace(visit, photos=visit.photos + 1)

    async def _record(self, label: str, then: str) -> None:
        """Record what is another visit, whether or not there is one of that day already."""
        await self._tap(label, then, SAME)
        if self._shows(SAME):
            await self._tap(APART, then)

    async def _tap(self, label: str, *then: str) -> None:
        """Tap until it works: a card that was sent twice leaves a keyboard behind that only says so (R4)."""
        for _ in range(PASSED_BY):
            await self._sees("", label)
            message, choice = _button(self.client, label)
            self._toasts, self._floor = self.client.toasts, message
            self._did(self.client.tap(message, choice))
            if self.draw.random() < 0.1:
                # An impatient finger; the second tap must do nothing.
                self._did(self.client.tap(message, choice))
            await self._until(lambda seen: seen.toasts > self._toasts or self._shows_one(then), then)
            if not await self._is_stale(then):
                break
        await self._until(lambda _: self._shows_one(then), then)

    async def _is_stale(self, then: Sequence[str]) -> bool:
        """Whether the bot said that this step is past, and does not show what was asked for soon after."""
        if self.client.toast != STALE:
            return False
        with suppress(TimeoutError):
            await self.client.until(lambda _: self._shows_one(then), timeout=3)
            return False
        return True

    def _send(self, send: Callable[[], list[int]]) -> None:
        self._did(send())
        last = self.client.last
        assert last is not None
        # Whoever has written looks below what was written, not at old cards further up.
        self._floor = last["message_id"] + 1

    def _did(self, updates: list[int]) -> None:
        for update in updates:
            if self.draw.random() < 0.05:
                # As after a connection that was cut before the bot's word of it came through.
                self.world.repeat(update)

    async def _sees(self, words: str, label: str = "") -> None:
        await self._until(lambda _: self._shows(words, label), [words or label])

    def _shows_one(self, several: Sequence[str]) -> bool:
        return any(self._shows(words) for words in several)

    def _shows(self, words: str, label: str = "") -> bool:
        """Whether the live card says so and has a button that begins so."""
        card = next(reversed(self.client.keyboards()), None)
        if card is None or card["message_id"] < self._floor or words not in card["text"]:
            return False
        return any(one["text"].startswith(label) for one in buttons(card))

    async def _until(self, seen: Callable[[Client], object], words: Sequence[str]) -> None:
        try:
            await self.client.until(seen, timeout=PATIENCE)
        except TimeoutError:
            shown = [
                (one.get("text"), [each["text"] for each in buttons(one)])
                for one in self.client.messages[-4:]
            ]
            raise AssertionError(f"{self.client.user['id']} never saw {words!r} but {shown}") from None


def _button(seen: Client, begins: str) -> tuple[int, str]:
    """Where that button of the live card is, and what it sends."""
    card = seen.keyboards()[-1]
    chosen = next(one for one in buttons(card) if one["text"].startswith(begins))
    return card["message_id"], chosen["callback_data"]
