"""The sandbox's Bot API as a process of its own: prints its address as a line of JSON, then answers."""

import argparse
import asyncio
import json

from sandbox.clock import SettableClock
from sandbox.telegram.server import serve
from sandbox.telegram.world import World


async def _run(token: str, port: int, flood: bool) -> None:
    running = await serve(World(SettableClock(), token, flood=flood), port=port, control=True)
    print(json.dumps({"url": running.url, "token": token}), flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await running.close()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.telegram", description=__doc__)
    parser.add_argument("--token", default="7000000001:sandbox")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--no-flood", action="store_true", help="lift the flood limits")
    asked = parser.parse_args()
    try:
        asyncio.run(_run(asked.token, asked.port, not asked.no_flood))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
