"""The bot says something: a text, a place."""

from sandbox.telegram.chats import Chat
from sandbox.telegram.errors import Json, bad_request
from sandbox.telegram.markup import reply_markup
from sandbox.telegram.messages import text_content
from sandbox.telegram.methods.table import Method
from sandbox.telegram.params import Params
from sandbox.telegram.world import World


async def send_message(world: World, params: Params) -> Json:
    """Say a text."""
    chat = world.chat(params)
    return post(world, chat, params, text_content(params))


async def send_location(world: World, params: Params) -> Json:
    """Show a place."""
    chat = world.chat(params)
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        raise bad_request("wrong latitude or longitude")
    return post(world, chat, params, {"location": {"latitude": latitude, "longitude": longitude}})


def post(world: World, chat: Chat, params: Params, *contents: Json) -> Json:
    """Put the bot's messages into a chat and return the first; checked first for rights, buttons, flood."""
    markup = reply_markup(params)
    shared = _reply(chat, params)
    if params.flag("protect_content"):
        shared["has_protected_content"] = True
    if markup is not None and "inline_keyboard" in markup:
        shared["reply_markup"] = markup
    chat.check_writable()
    world.flood.check(chat.id)
    if markup is not None and "inline_keyboard" not in markup:
        chat.reply_keyboard = markup if "keyboard" in markup else None
    chat.action = None
    messages = [world.message(chat, world.bot, shared | content) for content in contents]
    for message in messages:
        chat.put(message)
    return messages[0]


def _reply(chat: Chat, params: Params) -> Json:
    asked = params.decoded("reply_parameters") or {}
    if not isinstance(asked, dict):
        raise bad_request("object expected as reply parameters")
    message_id = Params(asked).integer("message_id") or params.integer("reply_to_message_id")
    if not message_id:
        return {}
    replied = chat.messages.get(message_id)
    if replied is not None:
        return {"reply_to_message": {key: replied[key] for key in replied if key != "reply_to_message"}}
    if asked.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


METHODS: dict[str, Method] = {"sendMessage": send_message, "sendLocation": send_location}
