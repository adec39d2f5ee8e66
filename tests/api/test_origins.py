"""PUBLIC_URL decides which pages may send requests, and under which host names managers are accepted."""

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from fakeredis import FakeAsyncRedis, FakeServer, FakeStrictRedis

from app.origin import PublicUrl, public_url
from app.store.connect import Server as OneServer
from app.values import managers
from tests.support.people import NO_TLS, new_raffle, problem
from tests.support.service import Service, Store, small_settings

PLAYER, MANAGER = "198.51.100.7", "203.0.113.1"


def served(url: PublicUrl | None, *allowed_hosts: str) -> Service:
    """Return a service behind a proxy. These tests do not need a real store, so the service uses fakeredis."""
    server = FakeServer()
    store = Store(lambda: OneServer(FakeAsyncRedis(server=server, decode_responses=True)), FakeStrictRedis())
    settings = small_settings(
        public_url=url, manager_ips=managers(MANAGER), allowed_hosts=allowed_hosts, reserve_size=0
    )
    return Service(settings, store)


@pytest.fixture(scope="module")
def without() -> Iterator[Service]:
    """A service without PUBLIC_URL."""
    with served(None) as service:
        yield service


@pytest.fixture(scope="module")
def at_8080() -> Iterator[Service]:
    """A service that people reach at port 8080 of a proxy."""
    with served(public_url("http://raffle.lan:8080")) as service:
        yield service


@pytest.fixture(scope="module")
def at_the_default_port() -> Iterator[Service]:
    """A service whose PUBLIC_URL names the default port of its scheme. ALLOWED_HOSTS has one more host name."""
    with served(public_url("https://raffle.example:443/fair"), "other.example") as service:
        yield service


def post_as_page(service: Service, origin: str, host: str, address: str = PLAYER) -> httpx.Response:
    """Send a request as a page does without TLS, where browsers send no Sec-Fetch-Site."""
    headers = {"Origin": origin, "Host": host, "X-Forwarded-For": address}
    url = f"{service.url}/raffles/{uuid4()}/participate/"
    return httpx.post(url, headers=headers, trust_env=False, verify=NO_TLS)


@pytest.mark.parametrize(
    ("fixture", "origin", "host"),
    [
        ("without", "http://raffle.lan", "raffle.lan:80"),
        ("without", "https://raffle.lan", "raffle.lan:443"),
        ("without", "https://raffle.lan:443", "raffle.lan"),
        ("without", "http://[2001:db8::1]", "[2001:DB8::1]:80"),
        ("at_8080", "http://raffle.lan:8080", "raffle.lan"),
        ("at_8080", "http://raffle.lan:8080", "raffle.lan:8080"),
        ("at_8080", "http://raffle.lan:8080", "backend"),
        ("at_8080", "http://192.0.2.1:8000", "192.0.2.1:8000"),
        ("at_8080", "http://localhost", "localhost:80"),
        ("at_the_default_port", "https://raffle.example", "raffle.example"),
        ("at_the_default_port", "https://raffle.example", "raffle.example:8080"),
        ("at_the_default_port", "https://other.example", "other.example:443"),
    ],
)
def test_a_page_of_the_service_may_send_requests(
    request: pytest.FixtureRequest, fixture: str, origin: str, host: str
) -> None:
    # When a page of the service sends a request through a proxy, which may change the header Host
    answer = post_as_page(request.getfixturevalue(fixture), origin, host)

    # Then the service accepts this page. It refuses the request only because the raffle does not exist
    assert problem(answer) == "raffle-not-found"


@pytest.mark.parametrize(
    ("fixture", "origin", "host"),
    [
        ("without", "http://raffle.lan:8080", "raffle.lan"),
        ("without", "http://raffle.lan", "raffle.lan:8080"),
        ("without", "https://raffle.lan", "raffle.lan:80"),
        ("at_8080", "http://raffle.lan", "raffle.lan"),
        ("at_8080", "https://raffle.lan:8080", "raffle.lan:8080"),
        ("at_8080", "http://evil.example", "evil.example"),
        ("at_8080", "http://evil.example", "raffle.lan"),
        ("at_the_default_port", "http://raffle.example", "raffle.example"),
        ("at_the_default_port", "https://raffle.example:8443", "raffle.example:8443"),
    ],
)
def test_the_refusal_of_another_origin_names_what_was_compared(
    request: pytest.FixtureRequest, fixture: str, origin: str, host: str
) -> None:
    # When a page of another origin sends a request
    answer = post_as_page(request.getfixturevalue(fixture), origin, host)

    # Then the problem names the origin and the host that were compared, and says what to set
    assert (answer.status_code, problem(answer)) == (403, "cross-site")
    detail = answer.json()["detail"]
    assert f"A page of {origin} sent this request to {host}" in detail
    assert f"set PUBLIC_URL={origin}" in detail
    public = {"at_8080": "http://raffle.lan:8080", "at_the_default_port": "https://raffle.example/fair"}
    assert ("PUBLIC_URL is" in detail) == (fixture in public)
    assert public.get(fixture, "") in detail


@pytest.mark.parametrize(
    ("host", "taken"),
    [
        ("raffle.lan", True),
        ("Raffle.LAN:8080", True),
        ("127.0.0.1:8000", True),
        ("[::1]", True),
        ("localhost", True),
        ("evil.example", False),
        ("www.raffle.lan", False),
        ("raffle.lan.evil.example", False),
    ],
)
def test_a_manager_may_use_the_host_of_the_public_url(at_8080: Service, host: str, taken: bool) -> None:
    # Given managers in MANAGER_IPS, and no ALLOWED_HOSTS, When a manager sends a request under a host name
    headers = {"Host": host, "X-Forwarded-For": MANAGER}
    body = new_raffle() | {"name": ""}
    answer = httpx.post(f"{at_8080.url}/raffles/", json=body, headers=headers, trust_env=False, verify=NO_TLS)

    # Then the guard of host names accepts the request only if it knows the host name. Another check refuses the
    # accepted request, because the name of the new raffle is empty
    assert problem(answer) == ("invalid-request" if taken else "unknown-host")


def test_the_host_of_the_public_url_needs_no_second_setting(at_the_default_port: Service) -> None:
    # Given ALLOWED_HOSTS without the host of PUBLIC_URL, When somebody asks under the host of PUBLIC_URL, under the
    # allowed host, and under an unknown host
    statuses = [
        httpx.get(at_the_default_port.url, headers={"Host": host}, trust_env=False, verify=NO_TLS).status_code
        for host in ("raffle.example", "other.example", "evil.example")
    ]

    # Then only the request under the unknown host is refused
    assert statuses == [200, 200, 400]


def test_a_client_learns_on_request_how_the_request_reached_the_service(at_8080: Service) -> None:
    # When a client asks how its request reached the service
    headers = {"Host": "raffle.lan", "X-Forwarded-For": "192.0.2.9, 198.51.100.7:4711", "X-Forwarded-Proto": "https"}
    path = f"{at_8080.url}/me?connection=true"
    seen = httpx.get(path, headers=headers, trust_env=False, verify=NO_TLS).json()

    # Then the client learns its own address, the address of the connection (the proxy), and what the proxy forwarded
    assert seen == {
        "address": "198.51.100.7",
        "manager": False,
        "connection": {
            "peer": "127.0.0.1",
            "peer_is_trusted": True,
            "forwarded_for": "192.0.2.9, 198.51.100.7:4711",
            "host": "raffle.lan",
            "scheme": "https",
            "address_is_shared": False,
        },
    }

    # And a client that does not ask this learns only its address, and whether it is a manager
    plain = httpx.get(f"{at_8080.url}/me?connection=no", headers=headers, trust_env=False, verify=NO_TLS).json()
    assert plain == {"address": "198.51.100.7", "manager": False}
