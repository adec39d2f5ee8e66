"""`python -m app [--reload]` reads the settings, starts the embedded store if REDIS_URL is empty, and serves."""

import asyncio
import os
import shlex
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import ChangeReload

from app import env_file, listening, logs, machine, metrics, program
from app import settings as settings_of
from app.domain.player import is_loopback
from app.embedded.failure import CannotStart
from app.embedded.moved import require_not_moved
from app.embedded.receipt_secret import kept_secret
from app.embedded.repair import require_no_loss
from app.embedded.restore import require_no_backup, require_restore_ended
from app.embedded.server import EmbeddedStore
from app.errors import OutcomeUnknown, StoreLoading, StoreUnavailable
from app.http.connections import Connections
from app.http.manager_token import TokenUnusable, manager_token
from app.http.protocol import protocol_settings
from app.http.workers import HANG_SECONDS, run_workers
from app.restored import NotRestored, replace_lost_store
from app.settings import Settings, WrongSettings
from app.shutdown import end_at_hangup
from app.store.connect import connect
from app.store.durability import durability
from app.store.layout import WrongLayout
from app.store.script import script_folder
from app.store.scripts import Scripts
from app.store.trouble import trouble_of

RELOAD_SETTINGS: dict[str, Any] = {
    "reload": True,
    "reload_dirs": [str(Path(__file__).parent), str(script_folder())],
    "reload_includes": ["*.lua", "*.html", "*.js", "*.css", "*.svg"],
}
"""The settings of uvicorn for `--reload`: uvicorn restarts its worker whenever code, a script or a page changes."""

LOADING_CHECK_SECONDS = 0.1
"""The time between two checks whether the store has loaded its data."""

SHUTDOWN_SECONDS = 5
"""When the service stops, the requests under way get at most this time. Most answers need less time. Without this
limit, a client that reads slowly could delay the end."""


def main(*, reload: bool = False) -> int:
    """Serve until SIGINT, SIGTERM or SIGHUP, and return the exit code.

    With `reload`, restart the worker whenever the code changes.
    """
    # uvicorn catches SIGTERM, ends, and then raises SIGTERM once more. Without a handler, this second signal would end
    # the process before the embedded store is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    end_at_hangup()
    return program.run(lambda settings: _serve(settings, reload=reload), CannotStart, NotRestored, TokenUnusable)


def _serve(settings: Settings, *, reload: bool) -> int:
    try:
        sockets = listening.opened(settings.host, settings.port)
    except listening.CannotListen as reason:
        raise WrongSettings(reason) from None
    machine.raise_open_file_limit()
    try:
        with ExitStack() as stack:
            for each in sockets:
                stack.enter_context(each)
            if not settings.redis_url:
                require_no_backup(settings.data_dir)
                require_not_moved(settings.data_dir)
                require_no_loss(settings.data_dir)
                require_restore_ended(settings.data_dir)
                replace_lost_store(settings.data_dir)
                store = EmbeddedStore(settings.data_dir, settings.store_memory, when_lost=_stop_serving)
                stack.enter_context(store)
                os.environ["REDIS_URL"] = store.url
                receipt_secrets = [*settings.receipt_secret, kept_secret(settings.data_dir)]
                os.environ["RECEIPT_SECRET"] = ",".join(secret.text for secret in receipt_secrets)
                settings = settings_of.read()
                reach = f"redis-cli -s {shlex.quote(str(store.socket))}"
                program.say(f"store   {reach}   (embedded, data in {settings.data_dir}/)", flush=True)
            try:
                asyncio.run(_check(settings))
            except StoreLoading as loading:
                program.say(f"store   {loading.detail}", flush=True)
                stack.enter_context(_checked_when_loaded(settings))
            if settings.workers > 1:
                stack.enter_context(_metrics_of_workers(settings.data_dir))
            of_machine = machine.warnings(settings.manager_networks)
            for warning in [*of_machine, *settings.warnings, *env_file.warnings_about()]:
                program.say(f"WARNING: {warning}", file=sys.stderr)
            for each in sockets:
                each.listen()  # from now on, connections are accepted, and wait until a worker serves
            program.say("\n".join(_addresses(settings)), flush=True)
            serve(settings, sockets, reload=reload)
    except KeyboardInterrupt:
        pass
    return 0


def _addresses(settings: Settings) -> Iterator[str]:
    """Yield a line for each address that people on this machine can use now."""
    yield f"raffle  {settings.local_url}/   API at {settings.base_path}/docs"
    if token := manager_token(settings):
        yield f"manage  {token.link(settings)}   (only on this machine)"
    if phones := _line_for_phones(settings):
        yield phones


def _line_for_phones(settings: Settings) -> str | None:
    """Return a line with a command that opens the service to phones in this network, or None if no line is needed."""
    own = listening.network_address()
    only_here = settings.host == "localhost" or is_loopback(settings.host)
    if own is None or settings.forwarded_allow_ips or not only_here:
        return None
    return f"phones  make run HOST=0.0.0.0 PORT={settings.port} ALLOWED_HOSTS={own},127.0.0.1,localhost"


@contextmanager
def _metrics_of_workers(data_dir: Path) -> Iterator[None]:
    """Keep a folder for the metrics of the workers.

    Raises:
        CannotStart: no folder can be made for the metrics.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(metrics.kept_by_workers(data_dir))
        except OSError as error:
            raise CannotStart(f"cannot keep the metrics of the workers in {data_dir}: {error.strerror}") from None
        yield


def _stop_serving() -> None:
    """Stop the service from another thread, as SIGTERM does."""
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _checked_when_loaded(settings: Settings) -> Iterator[None]:
    """Check the store in a thread as soon as the store has loaded its data. Until then, the service is not ready.

    If the service must not use this store, stop the service.

    Raises, at the end of the `with` block:
        CannotStart: the service was stopped for this reason.
    """
    leaving = threading.Event()
    refused: list[CannotStart] = []

    def check() -> None:
        while not leaving.wait(LOADING_CHECK_SECONDS):
            try:
                asyncio.run(_check(settings))
            except StoreLoading:
                continue
            except CannotStart as reason:
                refused.append(reason)
                _stop_serving()
            break

    thread = threading.Thread(target=check, daemon=True)
    thread.start()
    try:
        yield
    finally:
        leaving.set()
        thread.join()
        for reason in refused:
            raise reason


async def _check(settings: Settings) -> None:
    """Print what the store promises, and a line for each warning. Prepare the store for this service.

    Raises:
        StoreLoading: the store still loads its data.
        CannotStart: REDIS_URL or the layout of the store (the version of its keys) is wrong. Or REQUIRE_DURABLE is set,
            but the store is not durable, or cannot be asked whether it is durable.
    """
    client = connect(settings.redis_url)
    try:
        store = await durability(client)
        await Scripts(client).prepare(settings.code_length)
    except (StoreUnavailable, OutcomeUnknown) as error:
        trouble = trouble_of(error)
        if trouble.lasting:
            raise CannotStart(trouble.text) from None
        if settings.require_durable:
            unknown = "REQUIRE_DURABLE is set, and the store cannot be asked whether it is durable"
            raise CannotStart(f"{unknown}: {trouble.text}") from None
        # The store does not answer yet. The workers prepare the store as soon as it answers.
        program.say(f"WARNING: the service waits for its store: {trouble.text}", file=sys.stderr)
    except WrongLayout as reason:
        raise CannotStart(str(reason)) from None
    else:
        program.say(f"store   {store}", flush=True)
        for warning in store.warnings(settings.claim_min_replicas):
            program.say(f"WARNING: {warning}", file=sys.stderr)
        if settings.require_durable and not store.durable:
            raise CannotStart("REQUIRE_DURABLE is set, but the store may lose acknowledged claims: the service stops")
    finally:
        await client.aclose()


def serve(settings: Settings, sockets: list[socket.socket], *, reload: bool) -> None:
    """Run uvicorn on sockets with as many workers as the settings say, until a signal stops it."""
    config = uvicorn.Config(
        "app.asgi:from_environment",
        factory=True,
        workers=settings.workers,
        timeout_worker_healthcheck=HANG_SECONDS,
        **uvicorn_settings(settings, sockets),
        **(RELOAD_SETTINGS if reload else {}),
    )
    server = uvicorn.Server(config)
    if config.should_reload:
        ChangeReload(config, target=server.run, sockets=sockets).run()
    elif config.workers > 1:
        run_workers(config, sockets)
    else:
        server.run(sockets)
        if not server.started:
            sys.exit(STARTUP_FAILURE)


def uvicorn_settings(settings: Settings, sockets: list[socket.socket]) -> dict[str, Any]:
    """Return the settings of uvicorn for a service that listens on sockets."""
    limits = Connections(
        per_address=settings.connections_per_address,
        proxies=settings.forwarded_allow_ips,
        open_files=machine.open_files(),
        ipv6_prefix=settings.player_ipv6_prefix,
        keep_alive_seconds=settings.keep_alive_seconds,
        base_path=settings.base_path,
        listening=sockets,
    )
    return {
        "proxy_headers": False,  # http/forwarded.py reads X-Forwarded-For
        "log_config": logs.config(settings.log_level),
        "access_log": False,
        "server_header": False,
        **protocol_settings(limits),
        "timeout_graceful_shutdown": SHUTDOWN_SECONDS,
    }


if __name__ == "__main__":
    sys.exit(main(reload="--reload" in sys.argv))
