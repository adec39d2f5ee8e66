"""The manager token makes a client on this machine a manager. For other clients, the token has no effect.

The program prints a link with the token at its start. A service with MANAGER_IPS accepts no token.
"""

import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.errors import NotAManager
from app.http.manager_token import COOKIE, FILE_NAME, TokenUnusable, manager_token
from app.settings import Settings
from app.values import managers
from tests.support.folders import new_folder
from tests.support.people import NO_TLS, Visitor, new_raffle, problem
from tests.support.service import Service, Store, small_settings

pytestmark = pytest.mark.http

FORWARDING = (
    # Standards, and headers of many proxies
    "CDN-Loop",
    "Client-IP",
    "Forwarded",
    "Forwarded-For",
    "Front-End-Https",
    "HTTP-X-Forwarded-For",
    "True-Client-IP",
    "Via",
    "X-Client-IP",
    "X-Cluster-Client-IP",
    "X-Forward-For",
    "X-Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Original-For",
    "X-Original-Forwarded-For",
    "X-Original-Host",
    "X-Originating-IP",
    "X-ProxyUser-Ip",
    "X-Real-IP",
    "X-Remote-Addr",
    "X-Remote-IP",
    "X-Scheme",
    "X-True-Client-IP",
    "X-Url-Scheme",
    # Headers of one product or one company
    "Ali-CDN-Real-IP",
    "Ar-Real-IP",
    "CDN-Src-IP",
    "CDN-Viewer-IP",
    "CF-Connecting-IP",
    "CF-Connecting-IPv6",
    "CF-Pseudo-IPv4",
    "CloudFront-Viewer-Address",
    "DO-Connecting-IP",
    "EO-Connecting-IP",
    "Fastly-Client-IP",
    "Fly-Client-IP",
    "Incap-Client-IP",
    "Oxygen-Buyer-IP",
    "Proxy-Client-IP",
    "WL-Proxy-Client-IP",
    "X-AppEngine-User-IP",
    "X-Azure-ClientIP",
    "X-Azure-SocketIP",
    "X-Envoy-External-Address",
    "X-Envoy-Internal",
    "X-NF-Client-Connection-IP",
    "X-SP-Forwarding-IP",
    "X-Sucuri-ClientIP",
    "X-Vercel-Forwarded-For",
    "X-Vercel-Proxied-For",
)
"""Headers by which a proxy shows that it forwarded a request."""


@pytest.fixture(scope="module")
def settings() -> Settings:
    """The settings of somebody who tries the service for the first time: no managers and no trusted proxy."""
    return small_settings(manager_ips=(), forwarded_allow_ips=())


@pytest.fixture
def token(service: Service, settings: Settings) -> str:
    """The token in the file of the running service."""
    return text_in(settings)


@pytest.fixture(scope="module")
def service(store: Store, settings: Settings) -> Iterator[Service]:
    with Service(settings, store) as running:
        yield running


@pytest.fixture
async def visitor(service: Service) -> AsyncIterator[Visitor]:
    """A visitor on this machine."""
    async with service.visitor() as somebody:
        yield somebody


@pytest.fixture
async def browser(service: Service) -> AsyncIterator[httpx.AsyncClient]:
    """A browser on this machine, which keeps cookies."""
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as client:
        yield client


def text_in(settings: Settings) -> str:
    return (settings.data_dir / FILE_NAME).read_text().strip()


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


async def creates(visitor: Visitor, **headers: str) -> int:
    """Return the status of a request that only managers may send."""
    return (await visitor.post("/raffles/", new_raffle(), headers=headers)).status_code


async def test_a_client_with_the_token_is_a_manager(visitor: Visitor, token: str) -> None:
    # When a client on this machine sends the token, Then this client is a manager. The word `Bearer` may be in any case
    assert await creates(visitor, Authorization=f"Bearer {token}") == 201
    assert await creates(visitor, Authorization=f"bearer  {token}") == 201
    assert (await visitor.get("/me", headers=bearer(token))).json() == {"address": "127.0.0.1", "manager": True}


@pytest.mark.parametrize("sent", ["", "Bearer", 'Bearer ""', "Bearer x", "Bearer {t}x", "Basic {t}", "{t}", "Bearer é"])
async def test_without_the_token_nobody_is_a_manager(visitor: Visitor, token: str, sent: str) -> None:
    # When a client on this machine sends no token, a wrong token, or the right token in a wrong form
    headers: Any = {"Authorization": sent.format(t=token).encode("latin-1")}
    answer = await visitor.post("/raffles/", new_raffle(), headers=headers)

    # Then the request is refused, and the answer says that the program printed a link
    assert (answer.status_code, problem(answer)) == (403, "not-a-manager")
    assert "open the link that it printed" in answer.json()["detail"]
    assert not (await visitor.get("/me", headers=headers)).json()["manager"]


@pytest.mark.parametrize("name", FORWARDING)
async def test_with_a_forwarding_header_the_token_does_not_count(
    visitor: Visitor, token: str, browser: httpx.AsyncClient, name: str
) -> None:
    # When a request with the token comes through a proxy that is not in FORWARDED_ALLOW_IPS
    header = {name: "127.0.0.1"}

    # Then the client is no manager, neither with the header Authorization nor with the link
    assert await creates(visitor, **bearer(token), **header) == 403
    assert (await browser.get(f"/manage?token={token}", headers=header)).status_code == 403


async def test_the_link_gives_the_browser_a_cookie(browser: httpx.AsyncClient, token: str) -> None:
    # When a client opens the link for managers
    answer = await browser.get(f"/manage?token={token}")

    # Then the browser gets a cookie, which no script and no other site can use. A redirect leads to the address without
    # the token
    assert (answer.status_code, answer.headers["location"]) == (303, "/manage")
    cookie, *attributes = answer.headers["set-cookie"].split("; ")
    assert set(attributes) == {"HttpOnly", "SameSite=Strict", "Path=/"}
    assert (answer.headers["referrer-policy"], answer.headers["cache-control"]) == ("no-referrer", "no-store")

    # And with this cookie, the browser is a manager. The cookie does not contain the token
    assert (await browser.get("/me")).json()["manager"]
    assert (await browser.post("/raffles/", json=new_raffle())).status_code == 201
    assert token not in cookie

    # And the value of the cookie does not count as the token
    value = cookie.removeprefix(f"{COOKIE}=")
    browser.cookies.clear()
    assert not (await browser.get("/me", headers=bearer(value))).json()["manager"]


@pytest.mark.parametrize("wrong", ["", "x", "é", "{t}x"])
async def test_a_wrong_link_is_refused(browser: httpx.AsyncClient, token: str, wrong: str) -> None:
    # When a client opens a link with another text instead of the token
    answer = await browser.get("/manage", params={"token": wrong.format(t=token)})

    # Then the answer says where the right link is. The answer sets no cookie, and does not contain the token
    assert (answer.status_code, answer.json()["detail"]) == (403, NotAManager.detail)
    assert "set-cookie" not in answer.headers
    assert token not in answer.text


async def test_a_wrong_link_shows_a_person_the_page_for_managers(browser: httpx.AsyncClient, token: str) -> None:
    # When somebody opens a link with a wrong token in a browser
    answer = await browser.get("/manage", params={"token": f"{token}x"}, headers={"Accept": "text/html,*/*;q=0.8"})

    # Then the answer is the page for managers, which says where the right link is. The answer sets no cookie, and does
    # not contain the token
    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/html; charset=utf-8")
    assert 'id="not-a-manager"' in answer.text
    assert "set-cookie" not in answer.headers
    assert token not in answer.text


@pytest.mark.parametrize("cookie", ["", "x", "{t}", "é"])
async def test_a_client_with_a_wrong_cookie_is_no_manager(browser: httpx.AsyncClient, token: str, cookie: str) -> None:
    # When a browser sends a cookie with a wrong value, Then the client is no manager
    headers: Any = {"Cookie": f"other=1; {COOKIE}={cookie.format(t=token)}".encode("latin-1")}
    assert not (await browser.get("/me", headers=headers)).json()["manager"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
    ],
    ids=str,
)
async def test_a_page_of_another_site_cannot_use_the_cookie(
    browser: httpx.AsyncClient, token: str, headers: dict[str, str]
) -> None:
    # Given a browser that has the cookie of a manager
    await browser.get(f"/manage?token={token}")

    # When a page of another site, or at another port of this machine, sends a request with the cookie
    answer = await browser.post("/raffles/", json=new_raffle(), headers=headers)

    # Then the service refuses the request
    assert (answer.status_code, problem(answer)) == (403, "cross-site")


async def test_a_trusted_proxy_on_this_machine_passes_the_token_on(store: Store) -> None:
    # Given a proxy on this machine that the service trusts
    settings = small_settings(manager_ips=())
    with Service(settings, store) as service:
        token = text_in(settings)

        # When a client on this machine uses the proxy over HTTPS, Then the token counts, and the cookie is sent only
        # over HTTPS
        async with service.visitor("127.0.0.1") as here:
            assert await creates(here, **bearer(token)) == 201
            opened = await here.get(f"/manage?token={token}", headers={"X-Forwarded-Proto": "https"})
            assert "; Secure" in opened.headers["set-cookie"]

        # And when the proxy forwards a request of a client on another machine, Then the token does not count
        async with service.visitor("198.51.100.7") as elsewhere:
            assert await creates(elsewhere, **bearer(token)) == 403
            assert (await elsewhere.get(f"/manage?token={token}")).status_code == 403


async def test_with_named_managers_the_token_does_not_count(store: Store) -> None:
    # Given a service that had a token, and now has a list of managers instead
    settings = small_settings(manager_ips=(), data_dir=new_folder())
    manager_token(settings)
    named = small_settings(manager_ips=managers("192.0.2.1"), forwarded_allow_ips=(), data_dir=settings.data_dir)
    with Service(named, store) as service:
        # When a client sends the token, Then the client is no manager
        async with service.visitor() as visitor:
            assert await creates(visitor, **bearer(text_in(settings))) == 403
            assert (await visitor.get(f"/manage?token={text_in(settings)}")).status_code == 403


@pytest.fixture(scope="module")
def everybody_here(store: Store) -> Iterator[Service]:
    """A service for which every client on this machine is a manager."""
    settings = small_settings(manager_ips=managers("127.0.0.0/8"), forwarded_allow_ips=())
    with Service(settings, store) as running:
        yield running


@pytest.mark.parametrize("name", FORWARDING)
async def test_a_proxy_that_nobody_named_is_no_manager_by_its_address(everybody_here: Service, name: str) -> None:
    # Given a client on this machine, who is a manager
    async with everybody_here.visitor() as visitor:
        assert await creates(visitor) == 201

        # When a request of this client has a forwarding header, which only a proxy adds, Then the client is no manager
        assert await creates(visitor, **{name: "127.0.0.1"}) == 403


def test_the_token_is_made_once_and_only_its_user_can_read_it() -> None:
    # Given a folder that does not exist yet
    settings = small_settings(manager_ips=(), data_dir=new_folder() / "new" / "var")

    # When two workers start, Then both have the same token, with at least 256 random bits
    first, second = manager_token(settings), manager_token(settings)
    assert first is not None
    assert second is not None
    assert second.equals(text_in(settings).encode())
    assert first.equals(text_in(settings).encode())
    assert len(text_in(settings)) >= 43

    # And only the user of the service can read the file of the token. The folder contains no other file
    file = settings.data_dir / FILE_NAME
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700
    assert list(settings.data_dir.iterdir()) == [file]


def test_a_token_file_that_others_can_read_becomes_private() -> None:
    # Given a token file that other users can read
    settings = small_settings(manager_ips=())
    manager_token(settings)
    file = settings.data_dir / FILE_NAME
    file.chmod(0o644)

    # When the service starts, Then other users can no longer read the file
    manager_token(settings)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_deleted_token_is_replaced_by_a_new_token() -> None:
    # Given a token, and the cookie that belongs to it
    settings = small_settings(manager_ips=())
    before = manager_token(settings)
    text = text_in(settings)
    assert before is not None

    # When somebody deletes the file of the token, and the service starts again, Then both the token and its cookie are
    # new
    (settings.data_dir / FILE_NAME).unlink()
    after = manager_token(settings)
    assert after is not None
    assert not after.equals(text.encode())
    assert after.set_cookie("http") != before.set_cookie("http")


@pytest.mark.parametrize("content", ["", "\n", "secret", "x" * 42, "x" * 42 + "!", f"{'x' * 43}\n{'y' * 43}"])
def test_a_file_without_a_token_is_refused(content: str) -> None:
    # Given a token file whose content is not a token
    settings = small_settings(manager_ips=())
    (settings.data_dir / FILE_NAME).write_text(content)

    # When the service starts, Then the error says what to do
    with pytest.raises(TokenUnusable, match="delete this file"):
        manager_token(settings)


def test_a_folder_that_cannot_have_the_token_is_refused(tmp_path: Path) -> None:
    # Given a DATA_DIR that cannot be made, because it would be below a file
    (tmp_path / "file").touch()

    # When the service starts, Then the error says what to do
    with pytest.raises(TokenUnusable, match="make DATA_DIR writable, or set MANAGER_IPS"):
        manager_token(small_settings(manager_ips=(), data_dir=tmp_path / "file" / "var"))


def test_the_document_declares_the_token_as_an_alternative(service: Service) -> None:
    # When somebody reads the OpenAPI document, Then exactly the operations for managers need a manager's address or the
    # token
    scheme = service.openapi["components"]["securitySchemes"]["managerToken"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    guarded = {
        (method, path): operation["security"]
        for path, item in service.openapi["paths"].items()
        for method, operation in item.items()
        if operation.get("security")
    }
    either: list[dict[str, list[str]]] = [{}, {"managerToken": []}]
    assert guarded == {
        ("post", "/raffles"): either,
        ("delete", "/raffles/{raffle_id}"): either,
        ("patch", "/raffles/{raffle_id}"): either,
        ("post", "/raffles/{raffle_id}/publish"): either,
        ("post", "/raffles/{raffle_id}/resume"): either,
        ("get", "/raffles/{raffle_id}/log"): either,
        ("post", "/raffles/{raffle_id}/winners"): either,
        ("post", "/raffles/{raffle_id}/substitutions"): either,
        ("post", "/raffles/{raffle_id}/stage"): either,
        ("post", "/raffles/{raffle_id}/end"): either,
        ("post", "/raffles/{raffle_id}/hand-overs"): either,
        ("post", "/raffles/{raffle_id}/hand-overs/check"): either,
        ("post", "/raffles/{raffle_id}/erase"): either,
        ("get", "/raffles/{raffle_id}/hand-overs"): either,
    }
