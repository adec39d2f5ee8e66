"""Stores that use TLS and passwords: one server, Sentinels, and a cluster."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from app.errors import StoreUnavailable
from app.store.connect import connect
from app.store.durability import durability
from tests.support.needs import ProgramOf
from tests.support.parts import Parts, a_raffle
from tests.support.ports import free_port
from tests.support.servers import Server
from tests.support.tls import PASSWORD, SENTINEL_PASSWORD, Certificates, TlsServer
from tests.support.waiting import block_until

pytestmark = pytest.mark.tls

LOGIN = f":{quote(PASSWORD)}@"
LAST_SLOT = 16_383


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates") / "right")


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """The servers that a test starts. They are stopped at the end of the test."""
    with ExitStack() as started:
        yield started


@pytest.fixture
def secure(stack: ExitStack, folder: Path, certificates: Certificates, program_of: ProgramOf) -> Server:
    """One server that uses TLS."""
    server = TlsServer(folder / "server", certificates, program=program_of("redis"), password=PASSWORD)
    return stack.enter_context(server)


@pytest.fixture
def watched(
    stack: ExitStack, folder: Path, secure: Server, certificates: Certificates, program_of: ProgramOf
) -> Server:
    """A Sentinel that uses TLS and watches the server."""
    config = folder / "sentinel" / "sentinel.conf"
    config.parent.mkdir()
    config.write_text("")
    arguments = (str(config), "--sentinel")
    sentinel = TlsServer(
        config.parent, certificates, *arguments, program=program_of("redis"), password=SENTINEL_PASSWORD
    )
    stack.enter_context(sentinel)
    sentinel.redis.sentinel_monitor("raffles", "127.0.0.1", secure.port, 1)
    sentinel.redis.sentinel_set("raffles", "auth-pass", PASSWORD)
    block_until(lambda: sentinel.redis.sentinel_masters()["raffles"]["flags"] == "master")
    return sentinel


@pytest.fixture
def node(stack: ExitStack, folder: Path, certificates: Certificates, program_of: ProgramOf) -> Server:
    """A cluster with one node that uses TLS."""
    settings = {"cluster-enabled": "yes", "cluster-port": free_port(), "tls-cluster": "yes"}
    program = program_of("redis")
    node = TlsServer(folder / "node", certificates, program=program, password=PASSWORD, **settings)
    stack.enter_context(node)
    node.redis.execute_command("CLUSTER ADDSLOTSRANGE", 0, LAST_SLOT)
    block_until(lambda: node.redis.cluster("INFO")["cluster_state"] == "ok")
    return node


@pytest.fixture
def url(request: pytest.FixtureRequest, certificates: Certificates) -> str:
    """The URL of a store. The parameter of the test chooses the kind of store."""
    if request.param == "server":
        return f"rediss://{LOGIN}127.0.0.1:{request.getfixturevalue('secure').port}/0?{certificates.query}"
    if request.param == "cluster":
        return f"rediss+cluster://{LOGIN}127.0.0.1:{request.getfixturevalue('node').port}?{certificates.query}"
    sentinels = f"127.0.0.1:{request.getfixturevalue('watched').port}"
    login = f"sentinel_password={quote(SENTINEL_PASSWORD)}"
    return f"rediss+sentinel://{LOGIN}{sentinels}/raffles?{login}&{certificates.query}"


each_kind = pytest.mark.parametrize("url", ["server", "sentinel", "cluster"], indirect=True)


@asynccontextmanager
async def parts_on(url: str) -> AsyncIterator[Parts]:
    parts = Parts.on(connect(url))
    try:
        yield parts
    finally:
        await parts.close()


@each_kind
async def test_a_raffle_is_sold_and_drawn_over_tls(url: str) -> None:
    # Given a store that uses TLS and passwords
    async with parts_on(url) as parts:
        # When a player claims the only ticket of a raffle, and a manager draws its winner
        raffle, _ = await parts.raffles.create(a_raffle(1))
        await parts.claim(raffle.id, "player")
        await parts.draw(raffle.id)

        # Then the ticket has won
        assert (await parts.record(raffle.id)).winners == [1]


@each_kind
async def test_a_store_with_a_certificate_of_somebody_else_is_unavailable(
    url: str, certificates: Certificates, folder: Path
) -> None:
    # Given a client that does not trust the certificate authority of the store, but trusts a different authority
    other = Certificates(folder / "wrong")
    wrong = url.replace(certificates.query.split("&")[0], other.query.split("&")[0])

    # When the service asks the store, Then the store is unavailable
    async with parts_on(wrong) as parts:
        with pytest.raises(StoreUnavailable):
            await durability(parts.client)


async def test_the_certificate_of_a_server_is_checked_unless_the_url_says_no(
    secure: Server, certificates: Certificates
) -> None:
    # Given a URL that does not name the certificate authority of the server
    keys = certificates.query.partition("&")[2]
    url = f"rediss://{LOGIN}127.0.0.1:{secure.port}/0?{keys}"

    # When the URL turns off the check of certificates, Then the store answers. With the check, the store is unavailable
    async with parts_on(f"{url}&ssl_cert_reqs=none") as parts:
        assert (await durability(parts.client)).durable
    async with parts_on(url) as parts:
        with pytest.raises(StoreUnavailable):
            await durability(parts.client)


@pytest.mark.parametrize("url", ["sentinel"], indirect=True)
async def test_a_sentinel_refuses_another_password(url: str) -> None:
    # Given a wrong password for the Sentinel
    wrong = url.replace(quote(SENTINEL_PASSWORD), "wrong")

    # When the service asks the store, Then the store is unavailable
    async with parts_on(wrong) as parts:
        with pytest.raises(StoreUnavailable):
            await durability(parts.client)
