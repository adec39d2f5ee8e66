"""Fixtures for all tests: stores, a service on real HTTP, and the people who use it."""

import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from fakeredis import FakeAsyncRedis, FakeServer, FakeStrictRedis
from hypothesis import settings as hypothesis_settings
from redis import Redis

from app.embedded.server import EmbeddedStore, server_program
from app.settings import Settings
from app.store.connect import Server as OneServer
from app.store.connect import connect
from tests.support.parts import Parts
from tests.support.people import Visitor
from tests.support.servers import Server
from tests.support.service import Service, Store, small_settings

STORES = ("valkey", "fakeredis")

# A busy machine makes no example wrong: how fast something is has tests of its own.
hypothesis_settings.register_profile("steady", deadline=None)
hypothesis_settings.load_profile("steady")


def pytest_report_header() -> list[str]:
    """Report which servers the tests of the store run on, besides fakeredis."""
    programs = [server_program(), shutil.which("redis-server")]
    return [subprocess.check_output([program, "--version"], text=True).strip() for program in programs if program]


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """The embedded store, with the durability that it is shipped with."""
    with EmbeddedStore(tmp_path_factory.mktemp("valkey")) as store:
        yield store


@pytest.fixture(scope="session", params=STORES)
def store(request: pytest.FixtureRequest) -> Store:
    """A store. The same cases run on a real server and on fakeredis."""
    if request.param == "fakeredis":
        server = FakeServer()
        return Store(
            lambda: OneServer(FakeAsyncRedis(server=server, decode_responses=True)),
            FakeStrictRedis(server=server, decode_responses=True),
        )
    url = request.getfixturevalue("valkey").url
    return Store(lambda: connect(url), Redis.from_url(url, decode_responses=True))


@pytest.fixture(scope="session")
def settings() -> Settings:
    return small_settings()


@pytest.fixture(scope="session")
def service(store: Store, settings: Settings) -> Iterator[Service]:
    """The whole service on its own port: one service for each kind of store."""
    with Service(settings, store) as running:
        yield running


@pytest.fixture
async def manager(service: Service) -> AsyncIterator[Visitor]:
    """A manager: a visitor from an address in MANAGER_IPS."""
    async with service.visitor() as visitor:
        yield visitor


@pytest.fixture
async def player(service: Service) -> AsyncIterator[Visitor]:
    """A visitor who is not a manager."""
    async with service.visitor("198.51.100.7") as visitor:
        yield visitor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for one test only."""
    return tmp_path


@pytest.fixture(scope="session")
def redis_7(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Redis server as Debian ships it."""
    program = shutil.which("redis-server")
    assert program is not None, "these tests need a redis-server on PATH: apt-get install redis-server"
    with Server(tmp_path_factory.mktemp("redis"), program=program) as running:
        yield running


@pytest.fixture(params=[*STORES, "redis_7"])
def empty(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store without any key, for one test only."""
    if request.param == "fakeredis":
        server = FakeServer()
        yield Store(
            lambda: OneServer(FakeAsyncRedis(server=server, decode_responses=True)),
            FakeStrictRedis(server=server, decode_responses=True),
        )
        return
    real: EmbeddedStore | Server = request.getfixturevalue(request.param)
    url = real.url.removesuffix("0") + "9"
    with Redis.from_url(url, decode_responses=True) as redis:
        redis.flushdb()
        yield Store(lambda: connect(url), redis)


@pytest.fixture
async def parts(empty: Store) -> AsyncIterator[Parts]:
    working = Parts.on(empty.connect())
    yield working
    await working.close()
