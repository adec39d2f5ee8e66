"""Who may read the metrics and the details of readiness (whether the service can serve), and the metrics' labels."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from ipaddress import ip_network

import httpx
import pytest

from app.asgi import Parts
from app.errors import StoreUnavailable
from app.service.health import Health, Readiness
from app.values import managers
from tests.support.people import NO_TLS, problem
from tests.support.service import Service, Store, small_settings

pytestmark = pytest.mark.http

MANAGER, MONITOR, STRANGER = "10.1.2.3", "2001:db8:5::7", "198.51.100.7"


@pytest.fixture(scope="module")
def watched(store: Store) -> Iterator[Service]:
    """A service with networks for managers and for monitoring. The service trusts the proxy on this machine."""
    with Service(
        small_settings(
            manager_ips=managers("10.0.0.0/8"), metrics_allow_ips=(ip_network("2001:db8:5::/48"),), reserve_size=4
        ),
        store,
    ) as running:
        yield running


async def ask(service: Service, path: str, address: str | None, method: str = "GET") -> httpx.Response:
    """Send a request through a proxy. The proxy names this address, or names no address."""
    headers = {"X-Forwarded-For": address} if address else {}
    async with httpx.AsyncClient(base_url=service.url, headers=headers, trust_env=False, verify=NO_TLS) as client:
        return await client.request(method, path)


@pytest.mark.parametrize("address", [MANAGER, MONITOR, "::ffff:10.0.0.1"])
async def test_managers_and_monitoring_read_everything(watched: Service, address: str) -> None:
    # When a manager or an address in METRICS_ALLOW_IPS asks, Then the answers have all details
    assert "raffle_reserve_size" in (await ask(watched, "/metrics", address)).text
    ready = await ask(watched, "/health/ready", address)
    assert (ready.status_code, ready.json().keys()) == (200, set(Readiness.__struct_fields__))


@pytest.mark.parametrize("address", [STRANGER, "nonsense", "::1", "127.0.0.1", None])
async def test_others_learn_only_whether_the_service_is_ready(watched: Service, address: str | None) -> None:
    # When another client asks, Then the metrics are refused, and the readiness is a status without details
    refused = await ask(watched, "/metrics", address)
    assert (refused.status_code, problem(refused)) == (403, "not-a-manager")
    ready = await ask(watched, "/health/ready", address)
    assert (ready.status_code, ready.content) == (200, b"")


async def test_an_address_for_monitoring_is_no_manager(watched: Service) -> None:
    # When an address in METRICS_ALLOW_IPS sends a request that only managers may send, Then the request is refused
    assert (await ask(watched, "/raffles/0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11/", MONITOR, "DELETE")).status_code == 403


async def test_for_monitoring_a_proxy_without_a_forwarded_address_is_the_client(store: Store) -> None:
    # Given a service that trusts the proxy on this machine, and lets this machine read the metrics
    here = (ip_network("127.0.0.1"),)
    with Service(small_settings(manager_ips=(), metrics_allow_ips=here, reserve_size=4), store) as service:
        # When the proxy itself asks and forwards no address, Then the answers have all details
        assert (await ask(service, "/metrics", None)).status_code == 200
        assert (await ask(service, "/health/ready", None)).json()["durable"] in {True, False}

        # And when the proxy forwards the address of a client, Then the metrics are refused
        assert (await ask(service, "/metrics", STRANGER)).status_code == 403


async def test_by_default_nobody_may_read_the_metrics(store: Store) -> None:
    # Given a service without MANAGER_IPS and METRICS_ALLOW_IPS, When this machine asks, Then the metrics are refused
    with Service(small_settings(manager_ips=(), forwarded_allow_ips=(), reserve_size=4), store) as service:
        assert (await ask(service, "/metrics", None)).status_code == 403
        assert (await ask(service, "/health/ready", None)).content == b""


async def read_as(service: Service, headers: dict[str, str]) -> tuple[int, bool]:
    """Read metrics and readiness. Return the status of the metrics, and whether the readiness has details."""
    client = httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS)
    async with client:
        client.headers = httpx.Headers({"User-Agent": "Prometheus/3.5.0", "X-Forwarded-For": MONITOR} | headers)
        metrics, ready = await client.get("/metrics"), await client.get("/health/ready")
    assert ready.status_code == 200
    return metrics.status_code, ready.content != b""


@pytest.mark.parametrize("host", ["raffle:8000", "raffle.internal.example:8000", "127.0.0.1:8000", ""])
async def test_monitoring_uses_any_host_name(watched: Service, host: str) -> None:
    # When Prometheus asks under a host name that the service does not know, Then the answers have all details
    assert await read_as(watched, {"Host": host}) == (200, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0"},
        {"Accept-Language": "en-US,en;q=0.9"},
        {"Accept-Language": ""},
        {"Referer": "http://raffle:8000/"},
        {"Origin": "http://raffle:8000"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
async def test_a_browser_reads_the_metrics_only_under_a_host_of_the_service(
    watched: Service, headers: dict[str, str]
) -> None:
    # When the browser of somebody in METRICS_ALLOW_IPS asks under a name that a foreign page can have
    for host in ("raffle:8000", "evil.example", "127.0.0.1.evil.example"):
        # Then the answers have only what everybody may learn
        assert await read_as(watched, headers | {"Host": host}) == (403, False)

    # And if the host in the request is an IP address or localhost, Then the browser gets all details
    for host in ("127.0.0.1:8000", "[::1]", "localhost:8000"):
        assert await read_as(watched, headers | {"Host": host}) == (200, True)


@pytest.mark.parametrize(("host", "known"), [("raffle.example:8000", True), ("evil.example", False)])
async def test_allowed_hosts_are_also_for_browsers_that_read_the_metrics(store: Store, host: str, known: bool) -> None:
    # Given a service with ALLOWED_HOSTS
    settings = small_settings(
        manager_ips=(), metrics_allow_ips=(ip_network(MONITOR),), allowed_hosts=("raffle.example",), reserve_size=0
    )
    with Service(settings, store) as service:
        # When a browser asks, Then the browser gets the details only under an allowed host
        browser = {"Host": host, "User-Agent": "Mozilla/5.0", "Accept-Language": "de"}
        assert await read_as(service, browser) == ((200, True) if known else (403, False))

        # And a program for monitoring gets the details under every host name
        assert await read_as(service, {"Host": "10.0.0.8:8000"}) == (200, True)


class Away(Health):
    """The health of a service whose store cannot be reached."""

    async def ready(self) -> Readiness:
        raise StoreUnavailable


@pytest.fixture
async def without_store(store: Store) -> AsyncIterator[Service]:
    def change(parts: Parts) -> Parts:
        parts.health.__class__ = Away
        return replace(parts, health=parts.health)

    with Service(small_settings(manager_ips=managers("10.0.0.0/8"), reserve_size=4), store, change) as running:
        yield running


async def test_others_learn_only_that_the_service_is_not_ready(without_store: Service) -> None:
    # When a manager and a stranger ask a service whose store cannot be reached
    manager, stranger = [await ask(without_store, "/health/ready", address) for address in (MANAGER, STRANGER)]

    # Then only the manager learns the reason, and both answers say when to ask again
    assert (manager.status_code, problem(manager)) == (503, "store-unavailable")
    assert (stranger.status_code, stranger.content) == (503, b"")
    assert manager.headers["Retry-After"] == stranger.headers["Retry-After"]


async def test_uncommon_methods_are_counted_under_one_label(watched: Service) -> None:
    # When clients send methods that httptools knows and HTTP does not define
    for method in ("PURGE", "M-SEARCH", "REPORT", "UNSUBSCRIBE", "MKCALENDAR"):
        reader, writer = await asyncio.open_connection("127.0.0.1", watched.port)
        writer.write(f"{method} /raffles/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert (await reader.read()).startswith(b"HTTP/1.1 405 ")
        writer.close()

    # Then the metrics count these methods as `other`, and have no unknown method as a label
    methods = set(re.findall(r'method="([^"]*)"', (await ask(watched, "/metrics", MANAGER)).text))
    assert "other" in methods
    assert methods <= {"GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "none", "other"}
