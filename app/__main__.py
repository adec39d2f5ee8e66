"""`python -m app [--reload]`: read the settings, start the embedded store if REDIS_URL is unset, serve."""

import asyncio
import os
import resource
import signal
import sys
from contextlib import ExitStack, suppress
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn

from app import logs
from app import settings as settings_of
from app.embedded.failure import CannotStart
from app.embedded.server import EmbeddedStore
from app.errors import StoreUnavailable
from app.http.protocol import protocol_settings
from app.settings import Settings, WrongSettings
from app.store.connect import connect
from app.store.durability import durability
from app.store.scripts import script_folder

FOLLOW_CHANGES: dict[str, Any] = {
    "reload": True,
    "reload_dirs": [str(Path(__file__).parent), str(script_folder())],
    "reload_includes": ["*.lua", "*.html"],
}
"""For `--reload`: one worker, started anew whenever the code changes."""

WRONG_SETTINGS = 2
CANNOT_START = 1

SHUTDOWN_SECONDS = 5
"""The time that running requests get at the end: more than an answer may take, and not as long as a client likes."""


def main(*, reload: bool = False) -> int:
    """Serve until SIGINT or SIGTERM, with `reload` started again at each change; return the exit code."""
    # uvicorn ends by raising the signal again that it caught; the store must still be stopped after that.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        settings = settings_of.read()
    except WrongSettings as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_SETTINGS
    _as_many_connections_as_allowed()
    try:
        with ExitStack() as stack:
            if not settings.redis_url:
                store = stack.enter_context(EmbeddedStore(settings.data_dir))
                os.environ["REDIS_URL"] = store.url
                settings = settings_of.read()
                print(f"store   redis-cli -p {store.port}   (embedded, data in {settings.data_dir}/)", flush=True)
            if not asyncio.run(_durable_enough(settings)):
                return CANNOT_START
            if settings.workers > 1:
                os.environ["PROMETHEUS_MULTIPROC_DIR"] = stack.enter_context(
                    TemporaryDirectory(prefix="raffle-figures-")
                )
            print(f"raffle  http://{settings.host}:{settings.port}/   API at /docs", flush=True)
            serve(settings, reload=reload)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return CANNOT_START
    except KeyboardInterrupt:
        pass
    return 0


def _as_many_connections_as_allowed() -> None:
    """Raise the limit of open files, which many systems set to 1024 for programs that do not ask for more."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError):  # some systems name no limit, and yet have one
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def _durable_enough(settings: Settings) -> bool:
    """Say in one line each what the store does not promise; tell whether to serve all the same."""
    client = connect(settings.redis_url)
    try:
        store = await durability(client)
    except StoreUnavailable:
        print("WARNING: the store cannot be reached yet", file=sys.stderr)
        durable = False
    else:
        durable = store.durable
        print(f"store   {store}", flush=True)
        for warning in store.warnings(settings.claim_min_replicas):
            print(f"WARNING: {warning}", file=sys.stderr)
    finally:
        await client.aclose()
    if settings.require_durable and not durable:
        print("REQUIRE_DURABLE is set, and the store does not promise that: not starting", file=sys.stderr)
        return False
    return True


def serve(settings: Settings, *, reload: bool) -> None:
    """Run uvicorn with the settings' number of workers until it is told to stop."""
    uvicorn.run(
        "app.asgi:from_environment",
        factory=True,
        workers=settings.workers,
        **uvicorn_settings(settings),
        **(FOLLOW_CHANGES if reload else {}),
    )


def uvicorn_settings(settings: Settings) -> dict[str, Any]:
    """Return how uvicorn listens and whom it believes; nothing else reads forwarding headers."""
    return {
        "host": settings.host,
        "port": settings.port,
        "proxy_headers": bool(settings.forwarded_allow_ips),
        "forwarded_allow_ips": [name for network in settings.forwarded_allow_ips for name in _names(network)],
        "log_config": logs.config(settings.log_level),
        "access_log": False,
        "server_header": False,
        **protocol_settings(),
        "timeout_graceful_shutdown": SHUTDOWN_SECONDS,
    }


def _names(network: IPv4Network | IPv6Network) -> list[str]:
    """Return how a socket names the addresses of a network: one that takes both kinds maps IPv4 into IPv6."""
    if isinstance(network, IPv6Network):
        return [str(network)]
    return [str(network), f"::ffff:{network.network_address}/{96 + network.prefixlen}"]


if __name__ == "__main__":
    sys.exit(main(reload="--reload" in sys.argv))
