"""The service behind a proxy that is configured as docs/operating.md says."""

import re
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
from redis import Redis

from app.embedded.server import EmbeddedStore
from app.origin import public_url
from app.store.connect import connect
from app.values import managers
from tests.support.needs import ProgramOf
from tests.support.people import NO_TLS
from tests.support.ports import free_port
from tests.support.program import ROOT
from tests.support.service import Service, Store, small_settings
from tests.support.waiting import block_until

OPERATING = (ROOT / "docs/operating.md").read_text()
MANAGER = "203.0.113.1"

SETTINGS_OF_HTTP_2 = bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
"""The first frame that a client and a server send. It has a length, a type (4), flags, and the number of a stream."""

FENCES = {"nginx": "nginx", "caddy": "caddyfile", "haproxy": "haproxy"}


def snippets_of(name: str) -> list[str]:
    """Return the snippets for a proxy in docs/operating.md. The last snippet names the service."""
    return re.findall(rf"^```{FENCES[name]}\n(.*?)^```", OPERATING, re.MULTILINE | re.DOTALL)


NGINX_AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
{before}
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
"""The configuration around the last snippet, as in a package of nginx. `before` is the first snippet."""


class Kind(NamedTuple):
    """A proxy: its program, a test's changes in its snippet, the text around this snippet, and the starting command."""

    program: Callable[[ProgramOf], str]
    changes: Sequence[tuple[str, str]]
    around: str
    command: Callable[[str, Path, Path], list[str | Path]]


KINDS = {
    "nginx": Kind(
        lambda program_of: program_of("nginx"),
        [("listen 80;", "listen 127.0.0.1:{port};")],
        NGINX_AROUND,
        lambda program, file, folder: [program, "-p", folder, "-c", file, "-e", "stderr"],
    ),
    "caddy": Kind(
        lambda program_of: program_of("caddy"),
        [("raffle.example {", "http://127.0.0.1:{port} {{"), ("    servers {", "    admin off\n    servers {{")],
        "{snippet}",
        lambda program, file, _: [program, "run", "--adapter", "caddyfile", "--config", file],
    ),
    "haproxy": Kind(
        lambda program_of: program_of("haproxy"),
        [("bind :80", "bind 127.0.0.1:{port}")],
        "{snippet}",
        # At most 500 connections, so that a test can try to take all of them.
        lambda program, file, _: [program, "-n", "500", "-f", file],
    ),
}


def under(path: str) -> tuple[str, str]:
    """Return a line of the snippet for nginx, and the line that replaces this line if the service is under a path."""
    return "location / {", f"location {path}/ {{"


class Proxied(NamedTuple):
    """A service behind a proxy: the URL of the service at the proxy, and the service itself."""

    url: str
    service: Service


@contextmanager
def behind(
    name: str,
    program_of: ProgramOf,
    valkey: EmbeddedStore,
    folder: Path,
    *changes: tuple[str, str],
    path: str | None = None,
) -> Iterator[Proxied]:
    """Run a service behind a proxy. The proxy uses a snippet of docs/operating.md. With `path`, set PUBLIC_URL.

    `changes` are texts of the snippet, each with the text that replaces it.
    """
    kind = KINDS[name]
    program = kind.program(program_of)
    store = Store(lambda: connect(valkey.url), Redis.from_url(valkey.url, decode_responses=True))
    port = free_port()
    url = f"http://127.0.0.1:{port}{path or ''}"
    settings = small_settings(
        manager_ips=managers(MANAGER), redis_url=valkey.url, public_url=None if path is None else public_url(url)
    )
    with Service(settings, store) as service:
        *before, snippet = snippets_of(name)
        for written, here in (
            *changes,
            *((written, here.format(port=port)) for written, here in kind.changes),
            ("127.0.0.1:8000", f"127.0.0.1:{service.port}"),
        ):
            assert snippet.count(written) == 1
            snippet = snippet.replace(written, here)
        file = folder / "proxy.conf"
        file.write_text(kind.around.format(folder=folder, before="".join(before), snippet=snippet))
        log = folder / "log"
        with (
            log.open("w") as output,
            subprocess.Popen(kind.command(program, file, folder), stdout=output, stderr=output) as proxy,
        ):
            try:
                block_until(lambda: proxy.poll() is not None or _answers(url))
                assert proxy.poll() is None, log.read_text()
                yield Proxied(url, service)
            finally:
                proxy.terminate()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health/live", trust_env=False, verify=NO_TLS).status_code == 200
    except httpx.TransportError:
        return False


def takes_many_requests_at_once(url: str) -> bool:
    """Return whether a proxy takes HTTP/2 without TLS. One connection with HTTP/2 carries many requests at a time."""
    host, _, port = url.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + SETTINGS_OF_HTTP_2)
        return connection.recv(len(SETTINGS_OF_HTTP_2))[3:4] == SETTINGS_OF_HTTP_2[3:4]
