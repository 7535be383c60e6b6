"""The command menu: published at start in every language; a person's own follows when that person joins."""

from collections.abc import Mapping, Sequence

import structlog
from telegram.error import TelegramError

from bot.transport.telegram.api import BotApi
from bot.transport.telegram.post import listed

log = structlog.get_logger()

Commands = Sequence[Mapping[str, str]]


async def publish_menu(api: BotApi, usual: Commands, by_language: Mapping[str, Commands]) -> None:
    """Set the commands for everybody and by language code; without them the bot works all the same."""
    try:
        await api.call("setMyCommands", {"commands": listed(usual)})
        for language, commands in by_language.items():
            await api.call("setMyCommands", {"commands": listed(commands), "language_code": language})
        await api.call("setChatMenuButton", {"menu_button": {"type": "commands"}})
    except TelegramError as error:
        log.warning("the command menu could not be set", says=str(error))
