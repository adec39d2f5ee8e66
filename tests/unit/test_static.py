"""A static file is compressed once, and a page is filled once, however many clients ask for it at the same time."""

import asyncio
import gzip
from types import SimpleNamespace
from typing import Any

import pytest

from app.http import page_file, static
from app.http.page_file import PageFile
from app.http.static import Static

BODY = b"a body that is worth compressing, " * 1_000


def request(accepted: str = "gzip") -> Any:
    """Return a request of a browser that accepts an encoding."""
    headers = {"Accept-Encoding": accepted}
    app = SimpleNamespace(state=SimpleNamespace(settings=SimpleNamespace(public_url=None)))
    return SimpleNamespace(headers=headers, scope={"headers": [], "path": "/"}, query_params={}, app=app)


async def test_a_file_is_compressed_once_for_all_who_ask_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a file that nobody has asked for yet
    compressed: list[bytes] = []

    def noted(body: bytes, **named: Any) -> bytes:
        compressed.append(body)
        return gzip.compress(body, **named)

    monkeypatch.setattr(static, "gzip", SimpleNamespace(compress=noted))
    file = Static(BODY, "text/plain")

    # When a hundred browsers ask for it, and the first browser leaves immediately
    asked = [asyncio.create_task(file.answer(request())) for _ in range(100)]
    await asyncio.sleep(0)
    asked[0].cancel()
    answers = await asyncio.gather(*asked[1:])

    # Then the file was compressed once, and all others get it
    assert compressed == [BODY]
    assert {gzip.decompress(answer.content) for answer in answers} == {BODY}


async def test_a_page_is_filled_once_for_all_who_ask_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a page that nobody has asked for yet
    filled: list[str] = []

    def noted(name: str, *_: Any, **__: Any) -> str:
        filled.append(name)
        return "the page"

    monkeypatch.setattr(page_file, "rendered", noted)
    page = PageFile("privacy")

    # When a hundred browsers ask for it
    answers = await asyncio.gather(*(page.answer(request("identity")) for _ in range(100)))

    # Then the page was filled once, and all of them get it
    assert filled == ["privacy"]
    assert {answer.content for answer in answers} == {b"the page"}
