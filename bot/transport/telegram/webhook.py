"""Takes updates by webhook; Telegram hears 200 only after an update has been stored."""

import asyncio
import hashlib
import hmac
import json
from typing import Any

import structlog
from aiohttp import web
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.transport.addresses import AddressTaken, WebhookRefused
from bot.transport.telegram.api import BotApi, TokenRejected
from bot.transport.telegram.polling import (
    ALLOWED_UPDATES,
    Stopped,
    Store,
    has_id,
    pause_after,
    rest,
    unless_stopped,
)
from domain.errors import OperatorError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BODY = 1024 * 1024

log = structlog.get_logger(__name__)


def hook_secret(token: str) -> str:
    """A secret for a bot whose operator set none: the same in every process and after every restart."""
    return hmac.new(token.encode(), b"zoufang webhook secret", hashlib.sha256).hexdigest()


async def serve_webhook(listen: tuple[str, int], path: str, secret: str, store: Store) -> web.AppRunner:
    """Serves POST `path` on (host, port) until the runner's cleanup(); `path` holds no secret."""
    expected = secret.encode()

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, expected):
            log.warning("a webhook call with a wrong secret was refused")
            return web.Response(status=403)
        update = parsed(await request.read())
        if update is None:
            log.warning("a webhook call that holds no update was refused")
            return web.Response(status=400)
        try:
            await store([update])
        except Exception:
            # Telegram calls again until it hears 200.
            log.exception("an update could not be stored; Telegram will repeat it")
            return web.Response(status=503)
        return web.Response()

    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_post(path or "/", take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=10.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, *listen).start()
    except OSError as error:
        await runner.cleanup()
        where = f"{listen[0]}:{listen[1]}"
        raise AddressTaken(
            f"ZOUFANG_WEBHOOK_LISTEN {where} cannot be used ({error.strerror}); choose another.",
            name="ZOUFANG_WEBHOOK_LISTEN",
            where=where,
        ) from None
    return runner


def parsed(body: bytes) -> dict[str, Any] | None:
    """The update in a request body, None if there is none."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if has_id(update) else None


async def register_webhook(api: BotApi, url: str, secret: str, stop: asyncio.Event) -> bool:
    """Tells Telegram to call `url`, trying until it hears; False if stopped before.

    Raises TokenRejected, or OperatorError if Telegram does not accept the address.
    """
    fields = {"url": url, "secret_token": secret, "allowed_updates": ALLOWED_UPDATES}
    failures = 0
    while not stop.is_set():
        try:
            await unless_stopped(stop, api.call("setWebhook", fields))
            return True
        except Stopped:
            return False
        except (InvalidToken, BadRequest) as error:
            problem = _refusal(error)
            break
        except TelegramError as error:
            pause = pause_after(error, failures)
            failures += 1
            log.warning("the webhook is not registered yet; trying again", error=str(error), pause=pause)
            await rest(stop, pause)
    else:
        return False
    raise problem


def _refusal(error: TelegramError) -> OperatorError:
    if isinstance(error, InvalidToken):
        return TokenRejected()
    return WebhookRefused(
        f"Telegram does not accept ZOUFANG_WEBHOOK_URL ({error}); mend the address.", fault=error
    )
