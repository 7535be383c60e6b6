"""The health address tells living from ready, and says why not."""

import aiohttp

from bot.transport.health import serve_health


async def asked(port: int, path: str) -> tuple[int, object]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.json()


async def test_ready_follows_the_reasons_and_living_does_not() -> None:
    reasons = ["no update has been asked for yet"]
    runner = await serve_health(("127.0.0.1", 0), lambda: list(reasons))
    try:
        port = runner.addresses[0][1]
        assert await asked(port, "/readyz") == (503, {"ready": False, "reasons": reasons})
        assert await asked(port, "/healthz") == (200, {"alive": True})
        reasons.clear()
        assert await asked(port, "/readyz") == (200, {"ready": True, "reasons": []})
    finally:
        await runner.cleanup()
