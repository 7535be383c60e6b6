"""The demo in another language: its people are spoken to in it, beginning with the card in front of them."""

from collections.abc import Sequence
from datetime import datetime

from bot.desk.case import Case, Standing
from bot.desk.deciding import own_menu
from bot.desk.gathering import gather
from bot.desk.messages import replies
from bot.desk.slices import SLICES, loads_of, open_book
from bot.flows.engine.port import Event, Kind, Showing, Turn
from bot.office import Office
from domain.people.joining import LanguageChosen
from storage.chat.outbox import Outgoing
from storage.unit import Unit


class Speech:
    """Changes the language of the people with these numbers, as `/lang` does for one of them."""

    def __init__(self, office: Office, people: Sequence[tuple[str, int]]) -> None:
        """`people`: the phone number and the account of each."""
        self._office = office
        self._people = people
        self._engine = open_book()

    async def speak(self, locale: str) -> None:
        """Remember the language; the last card follows at once, and so does the command menu."""
        await self._office.database.run(lambda unit: self._speak(unit, locale))

    def _speak(self, unit: Unit, locale: str) -> None:
        now = self._office.clock.now()
        found = (unit.people.by_phone(phone) for phone, _ in self._people)
        unit.records.write([LanguageChosen(one.id, locale, now) for one in found if one])
        standing = Standing(self._office.policy, locale, self._office.database.vault.index)
        events = [Event(Kind.ELAPSED, account, account, -account, now) for _, account in self._people]
        cases = gather(unit, events, standing, now, self._engine, loads_of(SLICES))
        owed = [one for case in cases for one in self._told(case, standing, now)]
        unit.outbox.add(owed, unit.ids, now)

    def _told(self, case: Case, standing: Standing, now: datetime) -> list[Outgoing]:
        event, facts, owed = case.event, case.facts, []
        if facts.person:
            owed.append(own_menu(facts, event.chat, standing.locale))
        if case.draft and (facts.person or facts.invitation):
            again = Turn(case.draft, self._engine.card(case.draft, event, facts), Showing.EDIT)
            owed += replies(again, event, standing.locale, now, standing.index)
        return owed
