"""`run`: the bot itself, until it is told to stop."""

import asyncio
import signal

import structlog

from bot.app import ROLES, App
from bot.commands.console import Refusal
from bot.flows.engine.port import say
from bot.office import Office

log = structlog.get_logger()


def run(office: Office, roles: str) -> None:
    """Poll or serve the webhook until SIGTERM or SIGINT, then drain; `roles` are separated by commas."""
    chosen = [one.strip() for one in roles.split(",") if one.strip()]
    unknown = sorted(set(chosen) - set(ROLES))
    if unknown or not chosen:
        raise Refusal(say("cli.roles", roles=ROLES, unknown=tuple(unknown)))
    asyncio.run(_run(office, chosen))


async def _run(office: Office, roles: list[str]) -> None:
    app = App(office, roles)
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, app.stop.set)
    await app.run()
    log.info("the bot has stopped")
