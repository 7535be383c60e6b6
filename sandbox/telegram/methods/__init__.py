"""The methods of the Bot API, one table of them, called by name in any case."""

from typing import Any

from sandbox.telegram.errors import ApiError
from sandbox.telegram.methods import (
    about_bot,
    answering,
    chatting,
    editing,
    receiving,
    sending,
    sending_files,
)
from sandbox.telegram.methods.table import Method
from sandbox.telegram.params import Params
from sandbox.telegram.world import World

METHODS: dict[str, Method] = {
    name.lower(): method
    for module in (about_bot, answering, chatting, editing, receiving, sending, sending_files)
    for name, method in module.METHODS.items()
}


async def call(world: World, name: str, params: Params) -> Any:
    """Do what the method does and return its result; raises ApiError where Telegram would refuse."""
    method = METHODS.get(name.lower())
    if method is None:
        raise ApiError(404, "Not Found")
    world.calls[name.lower()] += 1
    if world.gate is not None:
        await world.gate(name.lower(), params)
    return await method(world, params)
