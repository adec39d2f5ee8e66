"""PUBLIC_URL with a path: all links of the service lead under this path. The proxy may remove the path or keep it."""

import re
import socket
from collections.abc import AsyncIterator, Iterator
from html import unescape
from uuid import uuid4

import httpx
import pytest
from fakeredis import FakeAsyncRedis, FakeServer, FakeStrictRedis
from litestar.routes import HTTPRoute

from app.asgi import create_app, wire
from app.errors import TooManyConnections
from app.http.base_path import _kept_with_base
from app.http.last_answer import last_answer
from app.http.manager_token import FILE_NAME, manager_token
from app.origin import OWN_PATHS, public_url
from app.settings import Settings
from app.store.connect import Server as OneServer
from tests.support.people import NO_TLS, new_raffle
from tests.support.service import Service, Store, small_settings

BASE = "/verlosung%20f%C3%BCr%20alle"
PUBLIC = public_url(f"https://example.org{BASE}")


@pytest.fixture(scope="module")
def store() -> Store:
    server = FakeServer()
    return Store(lambda: OneServer(FakeAsyncRedis(server=server, decode_responses=True)), FakeStrictRedis())


@pytest.fixture(scope="module")
def settings() -> Settings:
    return small_settings(public_url=PUBLIC, manager_ips=(), forwarded_allow_ips=(), reserve_size=0)


@pytest.fixture(scope="module")
def service(store: Store, settings: Settings) -> Iterator[Service]:
    with Service(settings, store) as service:
        yield service


@pytest.fixture(scope="module")
def get_paths(store: Store, settings: Settings) -> list[str]:
    """The path of each route that answers GET, with values for its parameters."""
    values = {
        "raffle_id": str(uuid4()),
        "slug": "sold-out",
        "name": "swagger-ui.css",
        "path": "raffle.css",
        "page": "tickets",
    }
    app = create_app(settings, wire(settings, store.connect()))
    return [
        route.path_format.format(**values)
        for route in app.routes
        if isinstance(route, HTTPRoute) and "GET" in route.methods
    ]


@pytest.fixture(params=[BASE, ""], ids=["passed on", "stripped"])
async def browser(request: pytest.FixtureRequest, service: Service) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of the manager. Its proxy either passes the base path on or removes the base path from each request."""
    token = manager_token(service.settings)
    assert token is not None
    async with httpx.AsyncClient(
        base_url=f"{service.url}{request.param}",
        headers={"Authorization": f"Bearer {(service.settings.data_dir / FILE_NAME).read_text().strip()}"},
        trust_env=False,
        verify=NO_TLS,
    ) as client:
        yield client


async def test_every_link_of_every_page_leads_under_the_path(browser: httpx.AsyncClient, get_paths: list[str]) -> None:
    # When a browser opens every address of the service, and an address that does not exist
    pages = {}
    for path in [*get_paths, "/nothing"]:
        answer = await browser.get(path, headers={"Accept": "text/html"})
        if answer.headers["content-type"].startswith("text/html"):
            pages[path] = answer.text

    # Then each link on each page leads under the path, and each page has the public URL
    assert {"/", "/manage", "/docs", "/nothing", "/problems/sold-out"} < pages.keys()
    for path, page in pages.items():
        links = [unescape(link) for link in re.findall(r'\b(?:href|src|action)="(/[^"]*)"', page)]
        assert links, path
        assert [link for link in links if not link.startswith(f"{BASE}/")] == [], path
        assert f'<meta name="public-url" content="{PUBLIC}">' in page, path


async def test_links_to_a_next_page_lead_under_the_path(browser: httpx.AsyncClient) -> None:
    # Given so many raffles that one page of the list cannot have all of them
    for _ in range(2):
        assert (await browser.post("/raffles/", json=new_raffle())).status_code == 201

    # When somebody reads one page of the list, Then the link to the next page leads under the path
    link = (await browser.get("/raffles/?limit=1")).headers["link"]
    assert link.startswith(f"<{BASE}/raffles/?limit=1&cursor=")


@pytest.mark.parametrize("path", ["/", "/privacy", "/r/01900000-0000-7000-8000-000000000000/stage"])
async def test_the_choice_of_a_language_leads_back_to_the_page(browser: httpx.AsyncClient, path: str) -> None:
    # When a visitor chooses a language on a page, Then the answer leads back to this page under the path
    answer = await browser.get(path, params={"language": "de"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BASE}{path}")
    assert f"; Path={BASE};" in answer.headers["set-cookie"]


async def test_the_addresses_of_redirects_are_not_kept(browser: httpx.AsyncClient) -> None:
    # Given the number of answers whose headers the service keeps in its memory
    await browser.get(f"/r/{uuid4()}?language=de")
    kept = _kept_with_base.cache_info().currsize

    # When somebody chooses a language at addresses that nobody has used before, Then none of them is kept
    for _ in range(5):
        assert (await browser.get(f"/r/{uuid4()}?language=de")).status_code == 303
    assert _kept_with_base.cache_info().currsize == kept


async def test_redirects_and_the_cookie_stay_under_the_path(browser: httpx.AsyncClient, service: Service) -> None:
    # When a browser opens three addresses: the link for managers, a check link (to check a ticket) with an encoded #,
    # and a path with an old name
    token = (service.settings.data_dir / FILE_NAME).read_text().strip()
    managing = await browser.get("/manage", params={"token": token})
    raffle_id = uuid4()
    check = await browser.get(f"/r/{raffle_id}%23check=7.ABCD")
    renamed = await browser.get("/problems/too-many-checks")

    # Then each answer leads to an address under the path, and the cookie is only for addresses under the path
    assert (managing.status_code, managing.headers["location"]) == (303, f"{BASE}/manage")
    assert f"; Path={BASE};" in managing.headers["set-cookie"]
    assert (check.status_code, check.headers["location"]) == (303, f"{BASE}/r/{raffle_id}#check=7.ABCD")
    assert (renamed.status_code, renamed.headers["location"]) == (301, f"{BASE}/problems/too-many-wrong-codes")


async def test_the_type_of_every_problem_leads_under_the_path(browser: httpx.AsyncClient, service: Service) -> None:
    # When four requests fail: in a handler, in a claim, because of a wrong method, and at an address that does not
    # exist
    answers = [
        await browser.get(f"/raffles/{uuid4()}/"),
        await browser.post(f"/raffles/{uuid4()}/participate/"),
        await browser.put("/raffles/"),
        await browser.get("/nothing"),
    ]
    types = [answer.json()["type"] for answer in answers]

    # Then the type of each problem is the path of the page that explains the problem. This path leads under the base
    # path. A malformed request and a refused connection have such a type too
    names = ["raffle-not-found", "raffle-not-found", "method-not-allowed", "not-found"]
    assert types == [f"{BASE}/problems/{name}" for name in names]
    assert [(await browser.get(kind.removeprefix(BASE))).status_code for kind in types] == [200] * len(types)
    with socket.create_connection(("127.0.0.1", service.port)) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        assert f'"type":"{BASE}/problems/malformed-request"'.encode() in connection.makefile("rb").read()
    assert f'"type":"{BASE}/problems/too-many-connections"'.encode() in last_answer(TooManyConnections(), BASE)


async def test_the_documentation_names_the_path(browser: httpx.AsyncClient) -> None:
    # When a program reads the OpenAPI document of the service
    document = (await browser.get("/openapi.json")).json()

    # Then the document says that all requests go under the path. The links in the document, and the types in its
    # examples, begin with the path
    assert document["servers"] == [{"url": BASE}]
    assert f"[pages]({BASE}/)" in document["info"]["description"]
    types = re.findall(r"'type': '([^']*/problems/[^']*)'", str(document))
    assert types
    assert [kind for kind in types if not kind.startswith(f"{BASE}/problems/")] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (BASE, 200),
        (f"{BASE}/", 200),
        ("/verlosung f%c3%bcr alle/me".replace(" ", "%20"), 200),
        ("/health/live", 200),
        (f"{BASE}{BASE}/me", 404),
        (f"{BASE}s/me", 404),
        (f"/x{BASE}/me", 404),
    ],
)
def test_the_base_path_is_removed_once_from_the_beginning_of_a_path(service: Service, path: str, status: int) -> None:
    # When a path begins with the base path, Then the service removes it once. It does not remove a second base path, or
    # a base path in the middle of a path
    assert httpx.get(f"{service.url}{path}", trust_env=False, verify=NO_TLS).status_code == status


def test_the_link_for_managers_has_the_path(settings: Settings) -> None:
    # When the program prints the link for managers, Then the link has the base path, because the cookie is only for
    # this path
    token = manager_token(settings)
    assert token is not None
    assert token.link(settings).startswith(f"http://127.0.0.1:8000{BASE}/manage?token=")


def test_no_path_of_the_service_can_be_the_path_of_the_public_url(get_paths: list[str]) -> None:
    # Given the first segment of every path of the service
    first = {path.split("/")[1] for path in get_paths} - {""}

    # Then the settings refuse a PUBLIC_URL whose path begins with one of these segments
    assert first - OWN_PATHS == set()
