"""An invitation to hand on: a one-time link in words and as a QR picture."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.flows.engine.port import say
from bot.office import Office
from bot.paperwork.handing import REFUSED, Made, Sheet
from domain.people.access import Action, Actor
from domain.people.staff import Colleague, PersonInvited, manages, scope
from locales.render import known, render
from pictures.qr import qr_png
from storage.chat.paperwork import Asked
from storage.unit import Unit

Introduce = Callable[[], Awaitable[Mapping[str, Any]]]
"""What the bot's own account says of itself."""
PICTURE = "invitation.png"


def link_of(username: str, token: str) -> str:
    """The link that opens the bot with that token."""
    return f"https://t.me/{username}?start={token}"


@dataclass(frozen=True)
class Invitations:
    """The maker of invitations; the token is nowhere but in the message that hands it out."""

    office: Office
    introduce: Introduce | None

    async def make(self, asked: Asked) -> Made:
        """A new link for each person; older ones are void. Refused if the asker may not any more."""
        if self.introduce is None:
            return Made({"failed": True})
        username = str((await self.introduce())["username"])
        issued = await self.office.database.run(lambda unit: self._issue(unit, asked))
        if not issued:
            return REFUSED
        return Made({"ok": True}, [await self._sheet(username, *one) for one in issued])

    async def _sheet(self, username: str, name: str, token: str, locale: str) -> Sheet:
        link = link_of(username, token)
        picture = await asyncio.to_thread(qr_png, link)
        words = render(locale, say("invitation", name=name, link=link))
        return Sheet(PICTURE, picture, words, passes_on=True)

    def _issue(self, unit: Unit, asked: Asked) -> list[tuple[str, str, str]]:
        """Name, token and the asker's language: asked for a moment ago, allowed now or not at all."""
        office, now = self.office, self.office.clock.now()
        actor = unit.staff.actor(asked.person_id, office.today)
        staff = unit.staff.seen_from(scope(actor, office.today), office.today)
        named = [staff.get(one) for one in asked.terms.get("people") or [asked.terms.get("person")]]
        allowed = [one.person for one in named if one is not None and self._may_invite(actor, one)]
        if actor.person is None or not allowed:
            return []
        tokens = unit.invites.issue([one.id for one in allowed], unit.ids, now)
        unit.records.write([PersonInvited(actor.person.id, one.id, now) for one in allowed])
        locale = known(actor.person.locale, office.settings.locale)
        return [(one.name, tokens[one.id], locale) for one in allowed]

    def _may_invite(self, actor: Actor, colleague: Colleague) -> bool:
        is_welcome = colleague.person.suspended_at is None
        return is_welcome and manages(actor, Action.INVITE, colleague, self.office.today)
