"""The bot looks at a chat, or leaves it."""

from sandbox.telegram.errors import Json, bad_request
from sandbox.telegram.group import membership
from sandbox.telegram.methods.table import Method
from sandbox.telegram.params import Params
from sandbox.telegram.world import World


async def get_chat(world: World, params: Params) -> Json:
    """What is known of a chat."""
    return world.chat(params).info | {"accent_color_id": 0, "max_reaction_count": 11}


async def leave_chat(world: World, params: Params) -> bool:
    """Leave a group; there is no leaving a private chat."""
    chat = world.chat(params)
    if chat.id > 0:
        raise bad_request("chat member status can't be changed in private chats")
    chat.check_writable()
    chat.left = True
    world.updates.put("my_chat_member", membership(world, chat, world.bot, "member", "left"))
    chat.changed()
    return True


METHODS: dict[str, Method] = {"getChat": get_chat, "leaveChat": leave_chat}
