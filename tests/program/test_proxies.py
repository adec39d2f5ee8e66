"""The snippets for proxies in docs/operating.md. Nobody can forge an address through a proxy that uses one of them."""

import re
import subprocess
from collections.abc import Callable, Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from redis import Redis

from app.embedded.server import EmbeddedStore
from app.store.connect import connect
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


@pytest.fixture(params=KINDS)
def proxied(
    request: pytest.FixtureRequest, program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path
) -> Iterator[str]:
    """The service behind a proxy that uses a snippet of the paper. The URL of the proxy."""
    name, kind = request.param, KINDS[request.param]
    program = kind.program(program_of)
    store = Store(lambda: connect(valkey.url), Redis.from_url(valkey.url, decode_responses=True))
    with Service(small_settings(manager_ips=(ip_network(MANAGER),)), store) as service:
        port = free_port()
        snippet = snippet_of(name)
        for written, here in (
            (kind.listens, kind.listens_here.format(port=port)),
            ("127.0.0.1:8000", f"127.0.0.1:{service.port}"),
        ):
            assert snippet.count(written) == 1
            snippet = snippet.replace(written, here)
        file = tmp_path / "proxy.conf"
        file.write_text(kind.around.format(folder=tmp_path, snippet=snippet))
        log = tmp_path / "log"
        with (
            log.open("w") as output,
            subprocess.Popen(kind.command(program, file, tmp_path), stdout=output, stderr=output) as proxy,
        ):
            try:
                url = f"http://127.0.0.1:{port}"
                block_until(lambda: proxy.poll() is not None or _answers(url))
                assert proxy.poll() is None, log.read_text()
                yield url
            finally:
                proxy.terminate()


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
