"""What a message says: text and captions checked and measured as Telegram does, with their entities."""

import re

from sandbox.telegram.errors import Json, bad_request
from sandbox.telegram.formatting import parse_html, utf16_length
from sandbox.telegram.params import Params

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_COMMAND = re.compile(r"(?<![\w/])/[a-zA-Z0-9_]{1,32}(?:@\w{3,32})?(?!\w|/)", re.ASCII)
_BLANK = " \t\r\n\v\f\u00a0\u2000\u200b\u3000\ufeff"


def text_content(params: Params) -> Json:
    """The text of a message to send or to put in place of another."""
    text, entities = _formatted(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return worded("text", text, entities)


def caption_content(params: Params) -> Json:
    """The caption of a photo or document; nothing if it is empty."""
    text, entities = _formatted(params, "caption", "caption_entities")
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return worded("caption", text, entities) if text else {}


def typed(field: str, text: str) -> Json:
    """What a person typed, as text or as a caption, with the commands in it marked."""
    return worded(field, text, _commands(text)) if text else {}


def worded(field: str, text: str, entities: list[Json]) -> Json:
    """Words under the names that the field asks for."""
    named = "entities" if field == "text" else "caption_entities"
    return {field: text} | ({named: entities} if entities else {})


def is_same(old: Json, new: Json, field: str) -> bool:
    """Whether an edit would change neither words nor buttons."""
    named = "entities" if field == "text" else "caption_entities"
    return all(old.get(key) == new.get(key) for key in (field, named, "reply_markup"))


def _formatted(params: Params, field: str, entities_field: str) -> tuple[str, list[Json]]:
    source, mode = params.text(field), params.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode:
        # Markdown is not modelled: a name would become markup too easily (threat 11).
        raise bad_request("unsupported parse_mode")
    else:
        given = params.decoded(entities_field)
        text, entities = source, _checked(given) if given else _commands(source)
    return _stripped(text, entities)


def _checked(entities: object) -> list[Json]:
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    for one in entities:
        if not isinstance(one, dict) or not all(
            isinstance(one.get(key), int) for key in ("offset", "length")
        ):
            raise bad_request("can't parse MessageEntity: offset and length must be Integers")
    return entities


def _stripped(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without the blanks at both ends, and the entities moved and cut accordingly."""
    bare = text.strip(_BLANK)
    if bare == text:
        return text, entities
    ahead = utf16_length(text[: len(text) - len(text.lstrip(_BLANK))])
    length = utf16_length(bare)
    cut = []
    for one in entities:
        begin, end = one["offset"] - ahead, one["offset"] + one["length"] - ahead
        begin, end = max(begin, 0), min(end, length)
        if begin < end:
            cut.append({**one, "offset": begin, "length": end - begin})
    return bare, cut


def _commands(text: str) -> list[Json]:
    if "/" not in text:
        return []
    return [
        {"type": "bot_command", "offset": utf16_length(text[: found.start()]), "length": len(found[0])}
        for found in _COMMAND.finditer(text)
    ]
