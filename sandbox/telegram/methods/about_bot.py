"""What the bot asks and says about itself: its name, its commands, its menu button."""

from sandbox.telegram.errors import Json, bad_request
from sandbox.telegram.methods.table import Method
from sandbox.telegram.params import Params
from sandbox.telegram.world import World

BUTTON_KINDS = frozenset({"default", "commands", "web_app"})


async def get_me(world: World, _: Params) -> Json:
    """Who the token belongs to."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_my_commands(world: World, params: Params) -> bool:
    """Offer these commands in a scope and a language."""
    world.commands.set(params)
    _redraw(world, _scoped_chat(params))
    return True


async def get_my_commands(world: World, params: Params) -> list[Json]:
    """The commands of exactly that scope and language."""
    return world.commands.get(params)


async def delete_my_commands(world: World, params: Params) -> bool:
    """Offer what the next wider scope offers."""
    world.commands.delete(params)
    _redraw(world, _scoped_chat(params))
    return True


async def set_chat_menu_button(world: World, params: Params) -> bool:
    """What stands beside the input field, in one private chat or in all."""
    button = params.decoded("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in BUTTON_KINDS:
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    chat_id = _private_chat(world, params)
    world.menu_buttons[chat_id] = button
    _redraw(world, chat_id)
    return True


async def get_chat_menu_button(world: World, params: Params) -> Json:
    """The button of that chat, or the general one."""
    general = world.menu_buttons.get(None, {"type": "default"})
    return world.menu_buttons.get(_private_chat(world, params), general)


def _private_chat(world: World, params: Params) -> int | None:
    return world.chat(params).id if params.has("chat_id") else None


def _scoped_chat(params: Params) -> int | None:
    return Params(params.decoded("scope") or {}).integer("chat_id")


def _redraw(world: World, chat_id: int | None) -> None:
    """Whoever may see other commands or another button now: one chat, or everybody."""
    concerned = world.chats.values() if chat_id is None else filter(None, [world.chats.get(chat_id)])
    for chat in concerned:
        chat.changed()


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
