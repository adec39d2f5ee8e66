"""The pages and their files over HTTP. The tests in tests/browser check what the pages do."""

import logging
import re
import time
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from app.api import pages
from app.http.page_file import PAGES
from app.logs import request_lines
from tests.support.people import NO_TLS, PROBLEM, Visitor, problem
from tests.support.service import Service

pytestmark = pytest.mark.http

ID = "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11"
PATHS = ["/", f"/r/{ID}", f"/r/{ID}/certificate", "/manage", "/privacy", "/docs", "/problems/sold-out"]


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_may_load_nothing_from_another_host(player: Visitor, path: str) -> None:
    # When a visitor opens a page
    page = await player.get(path)

    # Then the policy of the page forbids all sources by default, and allows no inline script
    policy = dict(part.split(" ", 1) for part in page.headers["content-security-policy"].split("; "))
    assert page.headers["content-type"].startswith("text/html")
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe-inline" not in policy["style-src"] or path == "/docs"
    assert "http" not in page.headers["content-security-policy"]


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_says_what_it_is_before_its_scripts_run(player: Visitor, path: str) -> None:
    # When a search engine reads a page and runs no script
    page = (await player.get(path)).text

    # Then the page has a description and one heading with a text
    (description,) = re.findall(r'<meta name="description"\s+content="([^"]*)">', page)
    (heading,) = re.findall(r"<h1\b[^>]*>([^<]*)</h1>", page)
    assert 40 <= len(description) <= 160
    assert heading.strip()


async def test_the_operations_can_be_read_without_scripts(service: Service, player: Visitor) -> None:
    # When a visitor opens the documentation without scripts, Then the page has a link to each operation
    page = (await player.get("/docs")).text
    for path, item in service.openapi["paths"].items():
        for operation in item.values():
            assert f'href="#/{operation["tags"][0]}/{operation["operationId"]}"' in page
            assert f"<code>{path}</code> {operation['summary']}" in page


COMPRESSED = ["/assets/raffle.css", "/assets/favicon.svg", "/docs/assets/swagger-ui-bundle.js", "/", "/openapi.json"]


@pytest.mark.parametrize("path", COMPRESSED)
async def test_files_are_sent_compressed_to_browsers_that_accept_compression(service: Service, path: str) -> None:
    async with httpx.AsyncClient(base_url=service.url, verify=NO_TLS) as browser:
        # When one browser accepts gzip, and two other browsers do not accept it
        plain = await browser.get(path, headers={"Accept-Encoding": "identity"})
        packed = await browser.get(path, headers={"Accept-Encoding": "br, gzip;q=0.8"})
        refused = await browser.get(path, headers={"Accept-Encoding": "gzip;q=0, *;q=0"})

        # Then all three browsers get the same file, and the compressed answer is smaller
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.content == plain.content == refused.content
        assert "content-encoding" not in refused.headers
        assert int(packed.headers["content-length"]) < len(plain.content)


@pytest.mark.parametrize("path", COMPRESSED)
async def test_each_encoding_of_a_file_has_its_own_tag(service: Service, path: str) -> None:
    async with httpx.AsyncClient(base_url=service.url, verify=NO_TLS) as browser:
        # Given the tags of a file that was sent once plain and once compressed
        tags = {}
        for encoding in ("identity", "gzip"):
            tags[encoding] = (await browser.get(path, headers={"Accept-Encoding": encoding})).headers["etag"]
        assert tags["identity"] != tags["gzip"]

        for encoding, other in (("identity", "gzip"), ("gzip", "identity")):
            # When a browser requests the same encoding with the tag of this encoding, Then the service does not send
            # the file again
            for known in (tags[encoding], f"W/{tags[encoding]}", f"{tags[other]}, {tags[encoding]}"):
                again = await browser.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": known})
                assert (again.status_code, again.content) == (304, b"")
                assert "content-encoding" not in again.headers
                assert again.headers["etag"] == tags[encoding]
                assert again.headers["cache-control"] == "no-cache"
                assert again.headers["vary"].startswith("Accept-Encoding")

            # When the browser has only the tag of the other encoding, Then the service sends the file, because the two
            # encodings have different bytes
            changed = await browser.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": tags[other]})
            assert (changed.status_code, changed.headers["etag"]) == (200, tags[encoding])
            assert changed.headers["vary"] == again.headers["vary"]


@pytest.mark.parametrize("path", ["/assets/nothing.js", "/assets/../raffles.html", "/assets/%2e%2e/raffles.html"])
async def test_nothing_but_the_files_of_the_pages_is_served(player: Visitor, path: str) -> None:
    # When a path leads to no file of the pages, Then the answer is not-found
    assert problem(await player.get(path)) == "not-found"


async def test_icons_are_where_browsers_look_for_them(player: Visitor) -> None:
    # When a browser requests /favicon.ico, to which no page links, Then the service sends the icon
    icon = await player.get("/favicon.ico")
    assert icon.headers["content-type"] == "image/svg+xml"
    assert icon.content == (PAGES / "assets" / "favicon.svg").read_bytes()


async def test_visitors_learn_their_address_and_role(manager: Visitor, player: Visitor) -> None:
    # When a visitor requests /me, Then the answer has the address of the visitor, and whether the visitor is a manager
    assert (await manager.get("/me")).json() == {"address": "127.0.0.1", "manager": True}
    assert (await player.get("/me")).json() == {"address": "198.51.100.7", "manager": False}


CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
"""The Accept header that a browser sends when somebody opens an address."""


@pytest.mark.parametrize("path", ["/nowhere", "/r/nobody", "/assets/nothing.js", "/problems/nothing", "/docs/nothing"])
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (CHROME, "text/html; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
        ("*/*", "application/problem+json"),
        ("application/json", "application/problem+json"),
        ("application/json, text/html", "application/problem+json"),
        ("text/html;q=0.5, application/json", "application/problem+json"),
    ],
)
async def test_at_an_unknown_address_browsers_get_a_page_and_programs_a_problem(
    player: Visitor, path: str, accept: str, media_type: str
) -> None:
    # When a client requests an address that does not exist
    answer = await player.get(path, headers={"Accept": accept})

    # Then a browser gets a page, and a program gets a problem document
    assert (answer.status_code, answer.headers["content-type"]) == (404, media_type)
    assert ("Page not found." in answer.text) == (media_type != PROBLEM)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("filler", ["%", "%25", "%2525", "#check", "%23check=%", "#tickets=%2C"])
async def test_a_long_path_of_escapes_costs_little_time(filler: str) -> None:
    # When somebody opens a page with a path of 8 KB that is made of escapes such as `%23`, Then it takes little time to
    # look for the fragment of a link (the part behind `#`) in this path
    request: Any = SimpleNamespace(scope={"query_string": b"%25" * 500})
    began = time.process_time()
    for _ in range(20):
        for fragment in (pages._CHECK_LINK, pages._TRANSFER_LINK):
            pages._written_into_path(request, filler * (8_000 // len(filler)), fragment)
    assert time.process_time() - began < 0.1


async def test_a_code_in_a_path_is_moved_to_the_fragment_and_not_logged(
    player: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a check link (a link with number and code of a ticket) in which a program has replaced `#` by `%23`
    caplog.set_level(logging.INFO, "app.request")
    lines: list[Any] = []
    monkeypatch.setattr(request_lines, "add", lines.append)

    # When a browser opens the link, Then the answer leads to the address with `#`, and the code is in the fragment of
    # this address
    answer = await player.get(f"/r/{ID}%23check=12.ABCDEFGHJKMNPQRS)")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/r/{ID}#check=12.ABCDEFGHJKMNPQRS")
    assert answer.headers["cache-control"] == "no-store"

    # And so does the answer to a link in which several programs have replaced characters
    for link in (f"/r/{ID}%2523check%253D12.ABCDEFGHJKMNPQRS", f"/r/{ID}?from=%23check%3d12%2EABCDEFGHJKMNPQRS"):
        assert (await player.get(link)).headers["location"] == f"/r/{ID}#check=12.ABCDEFGHJKMNPQRS"

    # And the log has the request without the code
    assert "303" in str(lines)
    assert "ABCDEFGH" not in str(lines)
