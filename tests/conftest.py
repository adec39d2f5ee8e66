"""Fixtures for all tests: stores, a service on real HTTP, and visitors who use this service."""

import fcntl
import gc
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest
from fakeredis import FakeAsyncRedis, FakeServer, FakeStrictRedis
from redis import Redis
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from app.embedded.program import server_program
from app.embedded.server import EmbeddedStore
from app.settings import Settings
from app.store.connect import Server as OneServer
from app.store.connect import connect
from tests.support import needs
from tests.support.embedded_sale import CLIENTS
from tests.support.left_open import forget_the_failure, left_open
from tests.support.many_servers import Cluster, Watched
from tests.support.needs import ProgramOf
from tests.support.parts import Parts
from tests.support.people import Visitor
from tests.support.servers import Server
from tests.support.service import Service, Store, small_settings

STORES = ("valkey", "fakeredis")

PAGES = "tests/browser/"
SMALL = ("tests/service/", "tests/store/", "tests/unit/")

STARTED_BY_A_TEST = "PYTEST_CURRENT_TEST" in os.environ
"""Whether this run of pytest was started by a test of another run."""

# Hypothesis gets no deadline, because an example takes longer on a busy machine.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a wrong value of the environment variable WITHOUT before any test runs."""
    try:
        needs.left_out(os.environ)
    except needs.Stop as reason:
        raise pytest.UsageError(str(reason)) from None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Exclude the thousands of tests from garbage collection. Otherwise, each collection would visit all of them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests with the mark `http` on the real server only, because HTTP does not depend on the kind of store."""
    if metafunc.definition.get_closest_marker("http"):
        for store in {"store", "own_store"}.intersection(metafunc.fixturenames):
            metafunc.definition.add_marker(pytest.mark.parametrize(store, ["valkey"], indirect=True))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the tests that need no server and no browser as quick: all unit tests, and every case on fakeredis."""
    case = getattr(item, "callspec", None)
    if item.path.parent.name == "unit" or (case and "fakeredis" in case.params.values()):
        item.add_marker(pytest.mark.quick)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of pages first, because only two workers run all of them, and these tests take longest.

    Most other tests come next. Then come the tests with the mark `late`, which wait without using a processor. Then
    come the tests in SMALL: they keep the other workers busy until the last long module has ended. The tests with the
    mark `alone` come last.
    """
    items.sort(key=_turn)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Give all tests of one module to one worker, but divide all tests of pages between two workers.

    More than two browsers at a time would be slow, because each browser keeps a processor busy. The longest module runs
    on two kinds of stores, Cluster and Watched, and each kind may get a worker of its own.
    """
    return _ByModule(config, log)


class _ByModule(LoadScopeScheduling):  # type: ignore[misc] # xdist has no types
    def _split_scope(self, nodeid: str) -> str:
        module, _, test = nodeid.partition("::")
        servers = [kind.__name__ for kind in (Cluster, Watched) if kind.__name__ in test.partition("[")[2]]
        if nodeid.startswith(PAGES):
            # The modules whose names come before test_lists take as long as all other modules of pages together.
            return f"{PAGES} first half" if module < f"{PAGES}test_lists" else f"{PAGES} second half"
        return " ".join([module, *servers])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test with the mark `alone` while no other test runs: its lock is exclusive, and other tests share the lock.

    All tests wait for this lock in one queue. No test begins while a test at the head of the queue waits for the
    exclusive lock. Without the queue, some worker would always hold the shared lock, and the exclusive lock would never
    be free.

    A run of pytest that a test has started takes no lock. This test holds the lock already, so the run could wait for
    ever.
    """
    if STARTED_BY_A_TEST:
        return (yield)
    with Path(__file__).open() as turn:
        with Path(needs.__file__).open() as head_of_queue:
            fcntl.flock(head_of_queue, fcntl.LOCK_EX)
            fcntl.flock(turn, fcntl.LOCK_EX if _is(item, "alone") else fcntl.LOCK_SH)
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Fail the last test of a module if the module left an open socket, file or event loop.

    Without this, Python would find such an object during a test of another module, and this other test would fail.

    A failed test may leave such objects, because its traceback refers to them. They are freed directly after this test.
    A test with the mark `tls` may leave connections: a closed TLS connection waits for an answer of its server, and the
    event loop of the test may end before.

    What is still in use at the end of a module, for example an imported library, is excluded from garbage collection.
    Otherwise, the collection at the end of each module would take 0.1 s.
    """
    result = yield
    has_failed = forget_the_failure()
    if has_failed or nextitem is None or nextitem.path != item.path:
        left = left_open()
        gc.freeze()
        assert has_failed or not left or _is(item, "tls"), f"left open by {item.path.name}: {left}"
    return result


def _turn(item: pytest.Item) -> tuple[bool, ...]:
    return (
        _is(item, "alone"),
        item.nodeid.startswith(SMALL),
        _is(item, "late"),
        not item.nodeid.startswith(PAGES),
    )


def _is(item: pytest.Item, marker: str) -> bool:
    return item.get_closest_marker(marker) is not None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Print in the last line which tests were left out because of WITHOUT."""
    yield
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if terminal and (names := needs.left_out(os.environ)):
        terminal.write_line(f"left out: {', '.join(names)}")


@pytest.fixture(autouse=True)
def sales_end() -> Iterator[None]:
    """Close the connections that the sales of a test have opened."""
    yield
    while CLIENTS:
        CLIENTS.pop().close()


@pytest.fixture(scope="session")
def program_of() -> ProgramOf:
    """Return a function that finds a program by its name. If WITHOUT has this name, the function skips the test."""

    def path(name: str) -> str:
        if name in needs.left_out(os.environ):
            pytest.skip(f"left out: {name}")
        return needs.path_of(name)

    return path


def pytest_report_header() -> list[str]:
    """Print the versions of the servers on which tests of the store run, in addition to fakeredis."""
    programs = [server_program(), shutil.which("redis-server")]
    return [subprocess.check_output([program, "--version"], text=True).strip() for program in programs if program]


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """The embedded store, with the same durability as in production."""
    with EmbeddedStore(tmp_path_factory.mktemp("valkey")) as store:
        yield store


@pytest.fixture(scope="session", params=STORES)
def store(request: pytest.FixtureRequest) -> Store:
    """A store: the same tests run on a real server and on fakeredis. Tests of HTTP run on the real server only."""
    if request.param == "fakeredis":
        return _fake()
    url = request.getfixturevalue("valkey").url
    return Store(lambda: connect(url), Redis.from_url(url, decode_responses=True))


def _fake() -> Store:
    server = FakeServer()
    return Store(
        lambda: OneServer(FakeAsyncRedis(server=server, decode_responses=True, encoding_errors="replace")),
        FakeStrictRedis(server=server, decode_responses=True),
    )


@pytest.fixture(scope="session")
def settings() -> Settings:
    return small_settings()


@pytest.fixture(scope="session")
def service(store: Store, settings: Settings) -> Iterator[Service]:
    """The whole service, which listens on a port of its own. Each kind of store has one such service."""
    with Service(settings, store) as running:
        yield running.wait_for_codes()


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
def redis_7(program_of: ProgramOf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Redis server from the packages of the operating system, for example of Debian."""
    with Server(tmp_path_factory.mktemp("redis"), program=program_of("redis")) as running:
        yield running


@pytest.fixture(params=[*STORES, "redis_7"])
def empty(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store without any key, for one test only."""
    with _without_keys(request, database=9) as store:
        yield store


@pytest.fixture(scope="module", params=STORES)
def own_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store for a module that reads whole lists. In a shared store, the lists would have raffles of other modules."""
    with _without_keys(request, database=6) as store:
        yield store


@contextmanager
def _without_keys(request: pytest.FixtureRequest, database: int) -> Iterator[Store]:
    if request.param == "fakeredis":
        yield _fake()
        return
    real: EmbeddedStore | Server = request.getfixturevalue(request.param)
    url = f"{real.url.removesuffix('0')}{database}"
    with Redis.from_url(url, decode_responses=True) as redis:
        redis.flushdb()
        yield Store(lambda: connect(url), redis)
        redis.flushdb()


@pytest.fixture
async def parts(empty: Store) -> AsyncIterator[Parts]:
    working = Parts.on(empty.connect())
    yield working
    await working.close()


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    """A server for one test only."""
    with Server(folder / "server") as running:
        yield running
