"""The desk: events that wait together are decided and written in one transaction."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.desk.case import Decision, Standing
from bot.desk.deciding import decide
from bot.desk.gathering import gather
from bot.desk.slices import SLICES, Slice, loads_of, news_of
from bot.flows.engine.engine import Engine
from bot.flows.engine.port import Event
from domain.calendar.clock import Clock
from domain.needs.needs import NeedReported
from domain.paperwork import PaperworkAsked
from domain.visits.visits import Picture, Voice
from domain.writing.characters import tidy
from storage.base.repository import Overtaken
from storage.chat.outbox import Outgoing
from storage.database import Database
from storage.unit import Unit

LARGEST_BATCH = 128
OVERTAKEN_TRIES = 3


@dataclass(frozen=True, slots=True)
class Errand:
    """One update on the desk: an event, or only what is owed for the update."""

    update: int
    event: Event | None = None
    owed: tuple[Outgoing, ...] = ()
    settled: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def settle(self, failure: Exception | None) -> None:
        """Settle the case for the caller that waits for it."""
        if self.settled.done():
            return
        if failure:
            self.settled.set_exception(failure)
        else:
            self.settled.set_result(None)


class Desk:
    """Takes errands one by one, does them in batches; the events nudge who goes on from there."""

    def __init__(
        self,
        database: Database,
        engine: Engine,
        standing: Standing,
        clock: Clock,
        owed: asyncio.Event,
        wanted: asyncio.Event,
        asked: asyncio.Event,
        worker: str | None = None,
        slices: Sequence[Slice] = SLICES,
    ) -> None:
        self._database = database
        self._engine = engine
        self._standing = standing
        self._clock = clock
        self._worker = worker
        self._loads = loads_of(slices)
        self._news = news_of(slices)
        self._papers_asked = False
        self._waiting: list[Errand] = []
        self._running: asyncio.Task[None] | None = None
        self._owed = owed
        self._wanted = wanted
        self._asked = asked

    async def take(self, event: Event) -> None:
        """Handle an event; when this returns its effect is on disk. Raises what its flow raised."""
        # All that people write comes in here, from whichever channel.
        await self._do(Errand(event.update, replace(event, text=tidy(event.text))))

    async def pass_by(self, update: int, owed: Sequence[Outgoing] = ()) -> None:
        """Mark an update done that no conversation is concerned with."""
        await self._do(Errand(update, owed=tuple(owed)))

    async def _do(self, errand: Errand) -> None:
        self._waiting.append(errand)
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        await errand.settled

    async def _run(self) -> None:
        # What else became ready in this turn of the loop joins the first batch.
        await asyncio.sleep(0)
        while self._waiting:
            batch, self._waiting = self._waiting[:LARGEST_BATCH], self._waiting[LARGEST_BATCH:]
            await self._settle(batch)
            self._owed.set()
            if any(errand.event and (errand.event.picture or errand.event.voice) for errand in batch):
                self._wanted.set()
            if self._papers_asked:
                self._papers_asked = False
                self._asked.set()

    async def _settle(self, batch: Sequence[Errand]) -> None:
        try:
            failures = await self._database.run(lambda unit: self._work(unit, batch))
        except Exception:
            # Whatever went wrong, it came of one of them, and must not fall on the others.
            for errand in batch:
                errand.settle(await self._alone(errand))
            return
        for errand in batch:
            errand.settle(failures.get(errand.update))

    async def _alone(self, errand: Errand) -> Exception | None:
        """Handle one case in its own transaction; decide again if another writer was faster."""
        try:
            for _ in range(OVERTAKEN_TRIES):
                with suppress(Overtaken):
                    failures = await self._database.run(lambda unit: self._work(unit, [errand]))
                    return failures.get(errand.update)
                if not await self._database.run(lambda unit: unit.inbox.is_open(errand.update)):
                    return None
        except Exception as error:
            return error
        return Overtaken(f"update {errand.update}")

    def _work(self, unit: Unit, batch: Sequence[Errand]) -> dict[int, Exception]:
        now = self._clock.now()
        events = [errand.event for errand in batch if errand.event]
        cases = gather(unit, events, self._standing, now, self._engine, self._loads)
        decisions: list[Decision] = []
        failures: dict[int, Exception] = {}
        reported = 0
        for case in cases:
            try:
                decision = decide(case.after(reported), self._engine, self._standing, now)
            except Exception as error:
                failures[case.event.update] = error
                continue
            decisions.append(decision)
            reported += sum(isinstance(fact, NeedReported) for fact in decision.facts)
        self._close(unit, [errand.update for errand in batch if errand.update not in failures])
        facts = [fact for one in decisions for fact in one.facts]
        unit.records.write(facts)
        unit.accounts.heard({one.case.event.who for one in decisions if one.is_of_somebody}, now)
        if any(isinstance(fact, PaperworkAsked) for fact in facts):
            self._papers_asked = True
        unit.drafts.save({one.case.event.chat: one.draft for one in decisions if one.draft}, now)
        self._want(unit, [file for one in decisions for file in one.files], now)
        owed = [message for errand in batch for message in errand.owed]
        owed += [message for one in decisions for message in one.owed]
        for kinds, tell in self._news:
            told = [fact for fact in facts if type(fact) in kinds]
            owed += tell(unit, told, self._standing, now) if told else ()
        self._owe(unit, owed, now)
        unit.staff_changes.silence_suspended(facts)
        return failures

    def _close(self, unit: Unit, updates: Sequence[int]) -> None:
        """These updates have their effect in this transaction."""
        unit.inbox.done(updates, self._worker)

    def _want(self, unit: Unit, files: Sequence[Picture | Voice], now: datetime) -> None:
        """These files are to be downloaded."""
        unit.fetches.add(files, unit.ids, now)

    def _owe(self, unit: Unit, messages: Sequence[Outgoing], now: datetime) -> None:
        """These messages are owed from this transaction on."""
        unit.outbox.add(messages, unit.ids, now)
