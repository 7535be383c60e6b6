"""An invitation to hand on: a one-time link in words and as a QR picture."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.flows.port import say
from bot.office import Office
from bot.paperwork.handing import Made, Sheet
from domain.access import Action
from domain.staff import PersonInvited, manages, scope
from locales.render import known, render
from pictures.qr import qr_png
from storage.paperwork import Asked
from storage.unit import Unit

Introduce = Callable[[], Awaitable[Mapping[str, Any]]]
"""What the bot's own account says of itself."""
PICTURE = "invitation.png"
REFUSED = Made({"refused": True})


def link_of(username: str, token: str) -> str:
    """The link that opens the bot with that token."""
    return f"https://t.me/{username}?start={token}"


@dataclass(frozen=True)
class Invitations:
    """The maker of invitations; the token is nowhere but in the message that hands it out."""

    office: Office
    introduce: Introduce | None

    async def make(self, asked: Asked) -> Made:
        """A new link for the person; older ones are void. Refused if the asker may not any more."""
        if self.introduce is None:
            return Made({"failed": True})
        username = str((await self.introduce())["username"])
        issued = await self.office.database.run(lambda unit: self._issue(unit, asked))
        if issued is None:
            return REFUSED
        name, token, locale = issued
        link = link_of(username, token)
        picture = await asyncio.to_thread(qr_png, link)
        words = render(locale, say("invitation", name=name, link=link))
        return Made({"ok": True}, (Sheet(PICTURE, picture, words, passes_on=True),))

    def _issue(self, unit: Unit, asked: Asked) -> tuple[str, str, str] | None:
        """Name, token and the asker's language: asked for a moment ago, allowed now or not at all."""
        office = self.office
        actor = unit.staff.actor(asked.person_id, office.today)
        colleague = unit.staff.seen_from(scope(actor, office.today), office.today).get(asked.terms["person"])
        if actor.person is None or colleague is None or colleague.person.suspended_at is not None:
            return None
        if not manages(actor, Action.INVITE, colleague, office.today):
            return None
        who, now = colleague.person, office.clock.now()
        token = unit.invites.issue([who.id], unit.ids, now)[who.id]
        unit.records.write([PersonInvited(actor.person.id, who.id, now)])
        return who.name, token, known(actor.person.locale, office.settings.locale)
