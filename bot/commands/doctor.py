"""`doctor`: what is wrong, and how to mend it, in the operator's language."""

import asyncio

from bot.doctor import Check, examine
from bot.office import Office
from locales.render import render
from storage.schema import versions


def doctor(office: Office) -> tuple[Check, ...]:
    """Every check."""

    async def revisions() -> tuple[str | None, str]:
        found, newest = await asyncio.to_thread(versions, office.database)
        return found, newest or ""

    return asyncio.run(examine(office.settings, office.policy, office.clock.now(), revisions))


def sentence(check: Check, locale: str) -> str:
    """The check in words."""
    return render(locale, check)
