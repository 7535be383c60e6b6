"""户卡 and 村册 as sheets: the rule is asked again before they are made, for it may say no by then."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.flows.engine.port import Say, say
from bot.office import Office
from bot.paperwork.handing import REFUSED, Made, Sheet
from domain.households.browse import VillageBook
from domain.households.page import HouseholdPage, as_seen_by
from domain.people.access import Action, Actor, may
from domain.people.joining import AccessRefused
from ledger.cards.household_card import household_card
from ledger.cards.village_book import village_book
from locales.render import known, render
from storage.chat.paperwork import Asked
from storage.unit import Unit

Find = Callable[[Unit, Asked], Callable[[], Sheet] | None]
"""What makes the sheet, if its asker may have it at this moment."""


@dataclass(frozen=True)
class Sheets:
    """Makers of what is handed out about households and villages."""

    office: Office

    async def household_card(self, asked: Asked) -> Made:
        """One household on one page, as much as its asker may see."""
        return await self._made(asked, self._find_card)

    async def village_book(self, asked: Asked) -> Made:
        """One village in one table."""
        return await self._made(asked, self._find_book)

    async def _made(self, asked: Asked, find: Find) -> Made:
        make = await self.office.database.run(lambda unit: self._found(unit, asked, find))
        if make is None:
            return REFUSED
        return Made({"ok": True}, (await asyncio.to_thread(make),))

    def _found(self, unit: Unit, asked: Asked, find: Find) -> Callable[[], Sheet] | None:
        found = find(unit, asked)
        if found is None:
            at = self.office.clock.now()
            unit.records.write([AccessRefused(asked.chat, asked.paper.value, at)])
        return found

    def _find_card(self, unit: Unit, asked: Asked) -> Callable[[], Sheet] | None:
        actor, today = self._actor(unit, asked), self.office.today
        home_id = int(str(asked.terms["household"]))
        page = unit.pages.of([home_id]).get(home_id)
        seen = as_seen_by(actor, page, today) if page else None
        if seen is None or not may(actor, Action.TAKE_HOUSEHOLD_CARD, seen.subject, today):
            return None
        in_full = may(actor, Action.SEE_NUMBERS, seen.subject, today)
        return lambda: self._card(seen, in_full, actor)

    def _card(self, page: HouseholdPage, in_full: bool, actor: Actor) -> Sheet:
        policy, today = self.office.policy, self.office.today
        township, zone = policy.township.name, policy.township.time_zone
        content = household_card(page, township, today, zone, policy.needs, is_masked=not in_full)
        caption = self._words(actor, say("page.card_caption", head=page.household.head))
        # A family's name is nobody's business where files are listed: the code is enough there.
        return Sheet(_file_name("户卡", page.household.code), content, caption)

    def _find_book(self, unit: Unit, asked: Asked) -> Callable[[], Sheet] | None:
        actor, today = self._actor(unit, asked), self.office.today
        counts = self.office.policy.visits.phone_counts
        village = next(
            (
                one
                for one in unit.browse.villages(today, phone_counts=counts)
                if one.id == asked.terms["village"]
            ),
            None,
        )
        if village is None or not may(actor, Action.TAKE_VILLAGE_BOOK, village.subject, today):
            return None
        book = unit.browse.book(village, today, phone_counts=counts)
        return lambda: self._book(book, actor)

    def _book(self, book: VillageBook, actor: Actor) -> Sheet:
        content = village_book(book, self.office.policy.township.name)
        caption = self._words(actor, say("villages.book_caption", village=book.village.name))
        return Sheet(_file_name("村册", book.village.name, f"{book.as_of:%Y%m%d}"), content, caption)

    def _actor(self, unit: Unit, asked: Asked) -> Actor:
        return unit.staff.actor(asked.person_id, self.office.today)

    def _words(self, actor: Actor, words: Say) -> str:
        locale = actor.person.locale if actor.person else ""
        return render(known(locale, self.office.settings.locale), words)


def _file_name(*parts: str) -> str:
    """Names of villages and codes are anybody's text; names of files are not."""
    return "-".join(re.sub(r"[^\w.]", "_", part)[:40] for part in parts) + ".xlsx"
