"""The bot reacts to a tap or a message without saying anything in the chat."""

import re
from datetime import timedelta

from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.table import Method
from sandbox.telegram.params import Params
from sandbox.telegram.world import World

ANSWERABLE = timedelta(seconds=150)
TOAST_LIMIT = 200
ACTION = re.compile(
    "typing|find_location|choose_sticker|upload_(photo|document)|(upload|record)_(video|voice|video_note)"
)
EMOJI = frozenset(
    {
        *(
            "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴"
            "😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
        ),
        "❤\u200d🔥",
        "👨\u200d💻",
        "🤷\u200d♂",
        "🤷\u200d♀",
    }
)


async def answer_callback_query(world: World, params: Params) -> bool:
    """Stop the little clock on a button, perhaps with a toast; once, and within 150 seconds."""
    text = params.text("text")
    if len(text) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.pop(params.text("callback_query_id"), None)
    if query is None or world.clock.now() - query.asked_at > ANSWERABLE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.client(query.user_id).answered(text or None, params.flag("show_alert"))
    return True


async def set_message_reaction(world: World, params: Params) -> bool:
    """Put one emoji on a message, or take it away."""
    chat, message_id = world.chat(params), params.integer("message_id") or 0
    if message_id not in chat.messages:
        raise bad_request("message to react not found")
    given = params.decoded("reaction") or []
    emoji = [str(one.get("emoji")).replace("\ufe0f", "") for one in given if isinstance(one, dict)]
    if not EMOJI.issuperset(emoji):
        raise bad_request("REACTION_INVALID")
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    chat.reactions[message_id] = emoji
    chat.changed()
    return True


async def send_chat_action(world: World, params: Params) -> bool:
    """Show for five seconds that the bot is typing, or sending a photo."""
    chat, action = world.chat(params), params.text("action")
    if not ACTION.fullmatch(action):
        raise bad_request("wrong parameter action in request")
    chat.check_writable()
    chat.act(action)
    return True


METHODS: dict[str, Method] = {
    "answerCallbackQuery": answer_callback_query,
    "setMessageReaction": set_message_reaction,
    "sendChatAction": send_chat_action,
}
