"""How the bot gets its updates and its files: by asking, or at an address of its own."""

import re

from sandbox.telegram.errors import Json, bad_request, conflict
from sandbox.telegram.files import DOWNLOAD_LIMIT
from sandbox.telegram.methods.table import Method
from sandbox.telegram.params import Params
from sandbox.telegram.webhook import Hook
from sandbox.telegram.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def get_updates(world: World, params: Params) -> list[Json]:
    """Pending updates, waiting for the next if there is none and the bot has time."""
    if world.webhook.hook is not None:
        raise conflict(HOOKED)
    world.updates.want(params.decoded("allowed_updates"))
    limit = params.integer("limit") or 100
    return await world.updates.poll(
        params.integer("offset") or 0,
        limit if 1 <= limit <= 100 else 100,
        params.number("timeout") or 0.0,
    )


async def set_webhook(world: World, params: Params) -> bool:
    """Deliver there; plain http is taken, since everything here is loopback. No address: as deleteWebhook."""
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return await delete_webhook(world, params)
    if not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    world.updates.want(params.decoded("allowed_updates"))
    _drop(world, params)
    await world.webhook.set(Hook(url, secret, params.integer("max_connections") or 40))
    return True


async def delete_webhook(world: World, params: Params) -> bool:
    """Go back to getUpdates; what was not delivered waits there."""
    await world.webhook.remove()
    _drop(world, params)
    return True


async def get_webhook_info(world: World, _: Params) -> Json:
    """Where updates go, and how that is going."""
    hook, allowed = world.webhook.hook, world.updates.allowed
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if hook is not None:
        info["max_connections"] = hook.connections
    if world.webhook.last_error:
        info |= {"last_error_date": world.timestamp(), "last_error_message": world.webhook.last_error}
    return info | ({"allowed_updates": sorted(allowed)} if allowed else {})


async def get_file(world: World, params: Params) -> Json:
    """The path under which a file can be downloaded."""
    kept = world.files.by_id(params.text("file_id"))
    if kept is None:
        raise bad_request("invalid file_id")
    if len(kept.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return kept.reference() | {"file_path": kept.path}


def _drop(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.updates.drop()


METHODS: dict[str, Method] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
}
