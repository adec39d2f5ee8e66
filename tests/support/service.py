"""The service over real HTTP, in a thread of the test process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_network
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import uvicorn
from redis import Redis

from app.__main__ import uvicorn_settings
from app.asgi import Parts, create_app, wire
from app.embedded.server import EmbeddedStore
from app.listening import opened
from app.settings import Settings
from app.store.calls import Client
from app.store.connect import connect
from app.values import managers
from tests.support.folders import new_folder
from tests.support.people import NO_TLS, Visitor, documented
from tests.support.waiting import block_until


@dataclass
class Store:
    """A store: a function that connects the service to this store, and a client with which a test reads the store."""

    connect: Callable[[], Client]
    redis: Redis


def small_settings(**changes: Any) -> Settings:
    """Return settings for tests: this machine's address is a manager and a trusted proxy, and the reserve is small.

    The reserve holds codes that were made in advance, with their hashes. Processes with the lowest priority make them.
    A hash of these settings is cheap, so that these processes are fast enough. With two workers on a machine with two
    processors, each worker starts only one such process. A second process would cost a test more time than it saves.
    """
    usual = {
        "manager_ips": managers("127.0.0.1"),
        "forwarded_allow_ips": (ip_network("127.0.0.1"),),
        "reserve_size": 64,
        "workers": 2,
        "argon2_memory_kib": 8,
        "data_dir": new_folder(),
    }
    return Settings(**{**usual, **changes})


class Service:
    """The service in uvicorn, which is configured as in `python -m app`. A test can change parts and settings."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        change: Callable[[Parts], Parts] = lambda parts: parts,
        **uvicorn_changes: Any,
    ) -> None:
        self._parts = change(wire(settings, store.connect()))
        app = create_app(settings, self._parts)
        self.settings = settings
        self.store = store
        changes = {"log_config": None, **uvicorn_changes}
        sockets = opened("127.0.0.1", 0)
        self._server = uvicorn.Server(uvicorn.Config(app, **{**uvicorn_settings(settings, sockets), **changes}))
        self._thread = threading.Thread(target=self._server.run, args=(sockets,))

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self._wait_for_start()
        except BaseException:
            self._stop()  # A thread that goes on would keep the test process alive for ever.
            raise
        return self

    def _wait_for_start(self) -> None:
        block_until(lambda: self._server.started or not self._thread.is_alive())
        if not self._server.started:
            raise RuntimeError("the service did not start")
        self.port: int = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        documented(self.url)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()

    def wait_for_codes(self) -> Self:
        """Wait until the reserve is full. On a busy machine, the first claims could come before the first codes."""
        block_until(lambda: len(self._parts.reserve) >= self.settings.reserve_size)
        return self

    @cached_property
    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document of this service."""
        document: dict[str, Any] = httpx.get(f"{self.url}/openapi.json", trust_env=False, verify=NO_TLS).json()
        return document

    def visitor(self, address: str | None = None) -> Visitor:
        """Return a visitor from an address. Without an address, the visitor is the manager."""
        return Visitor(self.url, documented(self.url), address or self.manager)

    @property
    def manager(self) -> str | None:
        """The address that a proxy forwards for the manager, or None if the manager comes without a proxy."""
        networks = self.settings.manager_networks if self.settings.forwarded_allow_ips else ()
        return str(networks[0].network_address) if networks else None


@contextmanager
def serving(folder: Path, **changes: Any) -> Iterator[Service]:
    """Run a service with an embedded store in a folder, in the process of the test.

    Use this function if the test does not test the program itself: a process of its own would need more than a second
    of processor time. `changes` are changes of the settings.
    """
    with EmbeddedStore(folder) as embedded, Redis.from_url(embedded.url, decode_responses=True) as redis:
        store = Store(lambda: connect(embedded.url), redis)
        with Service(small_settings(data_dir=folder, redis_url=embedded.url, **changes), store) as service:
            yield service
