"""If the service cannot use a store, it tells an operator why. The message contains no password."""

import asyncio
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from redis import ConnectionError as NotYet
from redis import Redis

from app.__main__ import _check
from app.embedded.failure import CannotStart
from app.embedded.program import server_program
from app.errors import StoreUnavailable
from app.settings import Settings
from app.store.connect import connect
from app.store.scripts import Scripts
from app.store.trouble import trouble_of
from tests.support.ports import free_port

PASSWORD = "the-right-password"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    """Return three ports. STORE is a server with a password, NODE is a node of a cluster, and NOBODY is unused."""
    ports = {name: free_port() for name in ("STORE", "NODE", "NOBODY")}
    with ExitStack() as stack:
        for name, arguments in {
            "STORE": ["--requirepass", PASSWORD],
            "NODE": ["--cluster-enabled", "yes", "--cluster-port", str(free_port())],
        }.items():
            folder = tmp_path_factory.mktemp(name)
            command = [server_program(), "--port", str(ports[name]), "--dir", str(folder), "--save", "", *arguments]
            server = stack.enter_context(subprocess.Popen(command, stdout=subprocess.DEVNULL))
            stack.callback(server.kill)
        with Redis(port=ports["STORE"], password=PASSWORD) as redis, Redis(port=ports["NODE"]) as node:
            for each in (redis, node):
                _wait_for(each)
            redis.execute_command("ACL", "SETUSER", "weak", "on", ">weak-password", "~*", "+ping", "+hello", "+client")
        yield ports


def _wait_for(redis: Redis) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            redis.ping()
        except NotYet:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the server does not start")


TROUBLE = {
    "redis://:wrong-password@127.0.0.1:STORE": "refuses the user name or the password",
    "redis://nobody:wrong-password@127.0.0.1:STORE": "refuses the user name or the password",
    "redis+cluster://:wrong-password@127.0.0.1:STORE": "refuses the user name or the password",
    "redis://127.0.0.1:STORE": "needs a password",
    "redis://weak:weak-password@127.0.0.1:STORE": "give its user more rights",
    f"redis://:{PASSWORD}@127.0.0.1:STORE/99": "no database with the number in REDIS_URL",
    f"redis+cluster://:{PASSWORD}@127.0.0.1:STORE": "the store is not a cluster",
    "redis://127.0.0.1:NODE/2": "no database with the number in REDIS_URL",
    "redis+sentinel://127.0.0.1:NODE/raffles": "not that of a Sentinel",
}
WAITING = {
    "redis://127.0.0.1:NOBODY": "nothing listens",
    "redis+cluster://127.0.0.1:NOBODY": "nothing listens",
    "redis://no-such-host.invalid": "does not resolve",
    "unix:///no/such.sock": "cannot be used: No such file or directory",
    f"rediss://:{PASSWORD}@127.0.0.1:STORE?ssl_ca_certs=/no/such.crt": "cannot be used: No such file or directory",
    f"rediss://:{PASSWORD}@127.0.0.1:STORE": "whether the port has TLS",
}


@pytest.mark.parametrize(("url", "told"), TROUBLE.items(), ids=TROUBLE)
async def test_a_store_that_refuses_what_the_url_says_is_not_waited_for(
    servers: dict[str, int], url: str, told: str
) -> None:
    # When the service starts with a URL that the store refuses, Then the service stops with one line that has no
    # password
    with pytest.raises(CannotStart, match=told) as refused:
        await _check(Settings(redis_url=_at(servers, url)))
    assert "\n" not in str(refused.value)
    assert "password@" not in str(refused.value).replace(":password@host", "")
    assert PASSWORD not in str(refused.value)


@pytest.mark.parametrize(("url", "told"), WAITING.items(), ids=WAITING)
async def test_a_store_that_may_come_back_is_waited_for(
    servers: dict[str, int], capsys: pytest.CaptureFixture[str], url: str, told: str
) -> None:
    # When the service starts but its store cannot be reached, Then it continues, and one warning says why
    await _check(Settings(redis_url=_at(servers, url)))
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("WARNING: the service waits for its store: ")
    assert told in line
    assert PASSWORD not in line


@pytest.mark.parametrize(("url", "told"), WAITING.items(), ids=WAITING)
async def test_a_store_that_must_be_durable_is_not_waited_for(
    servers: dict[str, int], capsys: pytest.CaptureFixture[str], url: str, told: str
) -> None:
    # Given the setting REQUIRE_DURABLE, When the store cannot be asked whether it is durable
    with pytest.raises(CannotStart) as refused:
        await _check(Settings(redis_url=_at(servers, url), require_durable=True))

    # Then the service stops with one line that says why. It does not say that the service waits
    assert str(refused.value).startswith("REQUIRE_DURABLE is set, and the store cannot be asked ")
    assert told in str(refused.value)
    assert PASSWORD not in str(refused.value)
    assert not capsys.readouterr().err


def _at(servers: dict[str, int], url: str) -> str:
    for name, port in servers.items():
        url = url.replace(name, str(port))
    return url


async def test_a_web_server_is_no_store() -> None:
    # Given a program that does not use the protocol of Redis
    port = free_port()

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"<html>")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", port):
        client = connect(f"redis://127.0.0.1:{port}")
        # When the service uses this program as a store, Then the message to the operator says that this program is no
        # store
        with pytest.raises(StoreUnavailable) as error:
            await Scripts(client).prepare(16)
        await client.aclose()
    assert "is no store" in trouble_of(error.value).text
