"""The commands a bot offers: which list a person sees, by chat and language."""

import re

from sandbox.telegram.errors import Json, bad_request
from sandbox.telegram.params import Params

PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")


class Commands:
    """Lists by scope and language; the narrowest one wins (the order of the Bot API's own description)."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], list[Json]] = {}

    def set(self, params: Params) -> None:
        """Replace one list."""
        commands = params.decoded("commands")
        if not isinstance(commands, list):
            raise bad_request("can't parse commands: expected an Array of commands")
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self._lists[_key(params)] = [_checked(command) for command in commands]

    def get(self, params: Params) -> list[Json]:
        """One list, without looking further."""
        return self._lists.get(_key(params), [])

    def delete(self, params: Params) -> None:
        """Drop one list, so that the next wider one is seen."""
        self._lists.pop(_key(params), None)

    def seen_by(self, chat_id: int, language_code: str) -> list[Json]:
        """What a person with that app language sees in the private chat."""
        language = language_code.partition("-")[0]
        for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
            for spoken in (language, ""):
                if found := self._lists.get((scope, spoken)):
                    return found
        return []


def _key(params: Params) -> tuple[str, str]:
    scope = params.decoded("scope") or {"type": "default"}
    language = params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in PLAIN_SCOPES:
        return str(kind), language
    if kind not in {"chat", "chat_administrators", "chat_member"} or "chat_id" not in scope:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return f"{kind}:{scope['chat_id']}", language


def _checked(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse commands: expected an Object")
    name, description = str(command.get("command", "")), str(command.get("description", ""))
    name = name.removeprefix("/")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
