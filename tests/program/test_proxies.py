"""The snippets for proxies in docs/operating.md. Nobody can forge an address through a proxy that uses one of them."""

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from redis import Redis

from app.embedded.server import EmbeddedStore
from app.origin import public_url
from app.public_check import examine_public
from app.settings import Settings
from app.store.connect import connect
from app.values import managers
from tests.support.needs import ProgramOf
from tests.support.people import NO_TLS, new_raffle, problem
from tests.support.ports import free_port
from tests.support.program import ROOT
from tests.support.service import Service, Store, small_settings
from tests.support.waiting import block_until

OPERATING = (ROOT / "docs/operating.md").read_text()
PLAYER, MANAGER = "127.0.0.77", "203.0.113.1"

NGINX_AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{snippet}
}}
"""
"""What a package of nginx has around its servers."""


class Kind(NamedTuple):
    """A proxy: its program, where its snippet listens, what it needs around the snippet, and how it is started."""

    program: Callable[[ProgramOf], str]
    listens: str
    listens_here: str
    around: str
    command: Callable[[str, Path, Path], list[str | Path]]


KINDS = {
    "nginx": Kind(
        lambda program_of: program_of("nginx"),
        "listen 80;",
        "listen 127.0.0.1:{port};",
        NGINX_AROUND,
        lambda program, file, folder: [program, "-p", folder, "-c", file, "-e", "stderr"],
    ),
    "caddy": Kind(
        lambda program_of: program_of("caddy"),
        "raffle.example {",
        "http://127.0.0.1:{port} {{",
        "{{\n    admin off\n}}\n{snippet}",
        lambda program, file, _: [program, "run", "--adapter", "caddyfile", "--config", file],
    ),
    "haproxy": Kind(
        lambda program_of: program_of("haproxy"),
        "bind :80",
        "bind 127.0.0.1:{port}",
        "{snippet}",
        lambda program, file, _: [program, "-f", file],
    ),
}
FENCES = {"nginx": "nginx", "caddy": "caddyfile", "haproxy": "haproxy"}


def snippet_of(name: str) -> str:
    """Return the only snippet in the paper for a proxy."""
    (snippet,) = re.findall(rf"^```{FENCES[name]}\n(.*?)^```", OPERATING, re.MULTILINE | re.DOTALL)
    return str(snippet)


PORTLESS = ("proxy_set_header Host $http_host;", "proxy_set_header Host $host;")
"""A line of the snippet for nginx, and the one that many people write instead. It passes Host on without its port."""


class Proxied(NamedTuple):
    """A service behind a proxy: the URL of the proxy, and the settings of the service."""

    url: str
    settings: Settings


@contextmanager
def behind(
    name: str,
    program_of: ProgramOf,
    valkey: EmbeddedStore,
    folder: Path,
    *changes: tuple[str, str],
    public: bool = False,
) -> Iterator[Proxied]:
    """Run a service behind a proxy that uses a snippet of the paper, with changes. `public` sets PUBLIC_URL."""
    kind = KINDS[name]
    program = kind.program(program_of)
    store = Store(lambda: connect(valkey.url), Redis.from_url(valkey.url, decode_responses=True))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = small_settings(
        manager_ips=managers(MANAGER), redis_url=valkey.url, public_url=public_url(url) if public else None
    )
    with Service(settings, store) as service:
        snippet = snippet_of(name)
        for written, here in (
            (kind.listens, kind.listens_here.format(port=port)),
            ("127.0.0.1:8000", f"127.0.0.1:{service.port}"),
            *changes,
        ):
            assert snippet.count(written) == 1
            snippet = snippet.replace(written, here)
        file = folder / "proxy.conf"
        file.write_text(kind.around.format(folder=folder, snippet=snippet))
        log = folder / "log"
        with (
            log.open("w") as output,
            subprocess.Popen(kind.command(program, file, folder), stdout=output, stderr=output) as proxy,
        ):
            try:
                block_until(lambda: proxy.poll() is not None or _answers(url))
                assert proxy.poll() is None, log.read_text()
                yield Proxied(url, settings)
            finally:
                proxy.terminate()


@pytest.fixture(params=KINDS)
def proxied(
    request: pytest.FixtureRequest, program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path
) -> Iterator[str]:
    """The service behind a proxy that uses a snippet of the paper. The URL of the proxy."""
    with behind(request.param, program_of, valkey, tmp_path) as proxied:
        yield proxied.url


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health/live", trust_env=False, verify=NO_TLS).status_code == 200
    except httpx.TransportError:
        return False


FORGED: list[list[tuple[str, str]]] = [
    [],
    [("X-Forwarded-For", MANAGER)],
    [("X-Forwarded-For", MANAGER), ("X-Forwarded-For", MANAGER)],
    [("X-Forwarded-For", f"{MANAGER}, 127.0.0.1")],
    [("X-Forwarded-For", f"{MANAGER},")],
    [("x_forwarded_for", MANAGER)],
    [("Connection", "X-Forwarded-For"), ("X-Forwarded-For", MANAGER)],
    [("Connection", "close, X-Forwarded-For")],
    [("Forwarded", f"for={MANAGER}"), ("X-Real-IP", MANAGER), ("True-Client-IP", MANAGER)],
]


def test_nobody_forges_an_address_through_the_proxy(proxied: str) -> None:
    # Given somebody who comes through the proxy
    here = httpx.HTTPTransport(local_address=PLAYER, verify=NO_TLS)
    with httpx.Client(base_url=proxied, transport=here) as player:
        for headers in FORGED:
            # When this person says to have the address of a manager
            seen: Any = player.get("/me", headers=headers)

            # Then the service knows who it is
            assert (seen.status_code, seen.json()) == (200, {"address": PLAYER, "manager": False}), headers
            assert player.post("/raffles/", json=new_raffle(), headers=headers).status_code == 403


def test_a_page_behind_the_proxy_can_send_requests(proxied: str) -> None:
    # When a page of the service sends a request, Then the proxy passes Host on, so that Host and Origin agree
    with httpx.Client(base_url=proxied, trust_env=False, verify=NO_TLS) as browser:
        answer = browser.post("/raffles/x/participate/", headers={"Origin": proxied})
        assert (answer.status_code, problem(answer)) == (404, "raffle-not-found")


@pytest.mark.parametrize("public", [False, True], ids=["without PUBLIC_URL", "with PUBLIC_URL"])
def test_a_proxy_that_drops_the_port_needs_the_public_url(
    program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path, *, public: bool
) -> None:
    # Given nginx on a port of its own, which passes Host on without this port
    with behind("nginx", program_of, valkey, tmp_path, PORTLESS, public=public) as (url, settings):
        # When a page sends a request, and the doctor asks through the proxy
        answer = httpx.post(f"{url}/raffles/x/participate/", headers={"Origin": url}, trust_env=False, verify=NO_TLS)
        found = list(examine_public(settings, url))

    # Then PUBLIC_URL decides whether the page may, and the doctor says so
    assert problem(answer) == ("raffle-not-found" if public else "cross-site")
    advice = [(finding.seen, finding.advice) for finding in found if not finding.well]
    if public:
        assert advice == []
    else:
        ((seen, advised),) = advice
        assert seen.endswith("because the service gets the Host 127.0.0.1")
        assert advised.startswith(f"set PUBLIC_URL={url}, or let the proxy pass Host on unchanged")
        assert f"A page of {url} sent this request to 127.0.0.1, so it was refused" in answer.json()["detail"]


def test_the_doctor_says_how_it_was_seen_through_the_proxy(
    program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path
) -> None:
    # Given a proxy that says that it is asked over HTTPS
    encrypted = ("$scheme;", "https;")
    with behind("nginx", program_of, valkey, tmp_path, encrypted) as (url, settings):
        # When the doctor asks through it
        found = [finding.seen for finding in examine_public(settings, url)]

    # Then it names its address, whether it is a manager, the peer, the forwarded address, the host and the scheme
    assert f"{url} sees this machine as 127.0.0.1, no manager" in found
    host = url.removeprefix("http://")
    assert (
        f"{url} was asked over a connection from 127.0.0.1, which is in FORWARDED_ALLOW_IPS, with X-Forwarded-For "
        f"127.0.0.1, Host {host} and the scheme https"
    ) in found
