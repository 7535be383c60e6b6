"""Tells a supervisor whether the process lives and whether it takes updates."""

from collections.abc import Callable

from aiohttp import web

from bot.transport.addresses import AddressTaken


async def serve_health(listen: tuple[str, int], reasons: Callable[[], list[str]]) -> web.AppRunner:
    """Serves /healthz and /readyz on (host, port) until the runner's cleanup(); no reasons means ready."""

    async def alive(_: web.Request) -> web.Response:
        # To answer at all shows that the event loop turns.
        return web.json_response({"alive": True})

    async def ready(_: web.Request) -> web.Response:
        found = reasons()
        return web.json_response({"ready": not found, "reasons": found}, status=503 if found else 200)

    app = web.Application()
    app.add_routes([web.get("/healthz", alive), web.get("/readyz", ready)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, *listen).start()
    except OSError as error:
        await runner.cleanup()
        where = f"{listen[0]}:{listen[1]}"
        raise AddressTaken(
            f"ZOUFANG_HEALTH_LISTEN {where} cannot be used ({error.strerror}); choose another.",
            name="ZOUFANG_HEALTH_LISTEN",
            where=where,
        ) from None
    return runner
