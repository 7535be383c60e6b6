"""The bot changes or removes what was said."""

from datetime import timedelta

from sandbox.telegram.chats import Chat
from sandbox.telegram.errors import Json, bad_request
from sandbox.telegram.markup import inline_markup
from sandbox.telegram.messages import NOT_MODIFIED, caption_content, is_same, text_content
from sandbox.telegram.methods.table import Method
from sandbox.telegram.params import Params
from sandbox.telegram.world import World

DELETABLE = timedelta(hours=48)


async def edit_message_text(world: World, params: Params) -> Json:
    """Put another text, and other buttons or none, in place of a text message's."""
    chat, old = _own(world, params)
    content = text_content(params)
    if "text" not in old:
        raise bad_request("there is no text in the message to edit")
    return _replace(world, chat, params, old, "text", content)


async def edit_message_caption(world: World, params: Params) -> Json:
    """Put another caption, or none, under a photo or document."""
    chat, old = _own(world, params)
    content = caption_content(params)
    if "photo" not in old and "document" not in old:
        raise bad_request("there is no caption in the message to edit")
    return _replace(world, chat, params, old, "caption", content)


async def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Put other buttons under a message, or take them away."""
    chat, old = _own(world, params)
    field = "text" if "text" in old else "caption"
    kept = {key: old[key] for key in _worded(field) if key in old}
    return _replace(world, chat, params, old, field, kept)


async def delete_message(world: World, params: Params) -> bool:
    """Take a message away for everybody; Telegram allows that for two days."""
    chat = world.chat(params)
    message = chat.messages.get(_message_id(params))
    if message is None:
        raise bad_request("message to delete not found")
    if world.timestamp() - message["date"] > DELETABLE.total_seconds():
        raise bad_request("message can't be deleted for everyone")
    chat.remove(message["message_id"])
    return True


def _own(world: World, params: Params) -> tuple[Chat, Json]:
    chat = world.chat(params)
    old = chat.messages.get(_message_id(params))
    if old is None:
        raise bad_request("message to edit not found")
    if old["from"]["id"] != world.bot["id"]:
        raise bad_request("message can't be edited")
    return chat, old


def _message_id(params: Params) -> int:
    message_id = params.integer("message_id")
    if message_id is None:
        raise bad_request("message identifier is not specified")
    return message_id


def _replace(world: World, chat: Chat, params: Params, old: Json, field: str, content: Json) -> Json:
    markup = inline_markup(params)
    kept = {key: value for key, value in old.items() if key not in {*_worded(field), "reply_markup"}}
    new = kept | content | ({"reply_markup": markup} if markup else {})
    chat.check_writable()
    if is_same(old, new, field):
        raise bad_request(NOT_MODIFIED)
    world.flood.check(chat.id)
    new["edit_date"] = world.timestamp()
    chat.put(new)
    return new


def _worded(field: str) -> tuple[str, str]:
    return ("text", "entities") if field == "text" else ("caption", "caption_entities")


METHODS: dict[str, Method] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
}
