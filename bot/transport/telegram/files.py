"""Files of the Bot API: getFile, then the download."""

from telegram.error import BadRequest, TelegramError

from bot.transport.fetcher import Trouble
from bot.transport.telegram.api import BotApi
from bot.transport.telegram.http import FileTooLarge

LARGEST_FILE = 20 * 1024 * 1024


class TelegramFiles:
    """The Telegram side of the fetcher."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    async def fetch(self, file_ref: str) -> bytes | Trouble:
        """The file's bytes; a refusal is for good, anything else may pass."""
        try:
            found = await self._api.call("getFile", {"file_id": file_ref})
            if found.get("file_size", 0) > LARGEST_FILE:
                return Trouble.TOO_LARGE
            return await self._api.download(found["file_path"], LARGEST_FILE)
        except FileTooLarge:
            return Trouble.TOO_LARGE
        except BadRequest as error:
            return Trouble.TOO_LARGE if "too big" in str(error).casefold() else Trouble.FOR_GOOD
        except (TelegramError, KeyError):
            return Trouble.FOR_NOW
