"""Chat programs and search engines read the head of a raffle's page, and its picture, to show a preview.

The tests call such a program a chat. A page is filled when the service writes the data of a raffle into it.
"""

import asyncio
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.api import pages
from app.asgi import Parts
from app.http import page_file
from app.http.page_file import rendered
from app.origin import public_url
from app.service.snapshots import Snapshots
from app.settings import Settings
from tests.support.people import Visitor, new_raffle, problem
from tests.support.service import Service, Store, small_settings
from tests.support.waiting import until

pytestmark = pytest.mark.http

PUBLIC = "https://example.org"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return small_settings(public_url=public_url(PUBLIC))


@pytest.fixture(scope="module")
def service(store: Store, settings: Settings) -> Iterator[Service]:
    with Service(settings, store) as service:
        yield service.wait_for_codes()


def texts_in(page: str) -> dict[str, str]:
    """Return the Open Graph texts of a page by their names."""
    return {name: unescape(text) for name, text in re.findall(r'<meta property="og:([^"]+)" content="([^"]*)">', page)}


async def test_the_page_of_a_raffle_tells_chats_what_it_is(manager: Visitor) -> None:
    # Given a raffle whose name contains HTML
    name = '<b>"Fair" & more</b>'
    raffle = await manager.create(3, [("Book", 2), ("A's bicycle", 1)], name=name)

    # When a chat reads the page of this raffle
    page = (await manager.get(f"/r/{raffle}")).text

    # Then the head has the texts, the picture and the canonical link. The HTML in the name is escaped
    texts = texts_in(page)
    assert texts["title"] == name
    assert texts["description"] == "Open. 3 tickets. Prizes: 2 × Book, A's bicycle."  # noqa: RUF001
    assert texts["url"] == f"{PUBLIC}/r/{raffle}"
    assert (texts["image"], texts["image:width"], texts["image:height"]) == (
        f"{PUBLIC}/r/{raffle}/picture.png",
        "1200",
        "630",
    )
    assert texts["image:alt"] == f"{name}. {texts['description']}"
    assert f'<link rel="canonical" href="{PUBLIC}/r/{raffle}">' in page.partition("</head>")[0]
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert "<b>" not in page


async def test_chats_read_the_texts_in_the_language_that_they_want(manager: Visitor) -> None:
    # Given a raffle, and an id that no raffle has
    raffle = await manager.create(3, [("Book", 1), ("Bicycle", 1)])

    # When a chat that wants German reads the page of the raffle and the page of this id, Then the texts are in German
    wanted = {"Accept-Language": "de-CH, en;q=0.5"}
    texts = texts_in((await manager.get(f"/r/{raffle}", headers=wanted)).text)
    assert (texts["site_name"], texts["description"]) == ("Verlosung", "Offen. 3 Lose. Preise: Book, Bicycle.")
    assert texts_in((await manager.get(f"/r/{uuid4()}", headers=wanted)).text)["title"] == "Verlosung"


async def test_the_page_of_a_raffle_has_a_new_version_when_its_texts_change(manager: Visitor) -> None:
    # Given a browser that has loaded the page of an open raffle
    raffle = await manager.create(1)
    before = await manager.get(f"/r/{raffle}")
    known = {"If-None-Match": before.headers["etag"]}
    assert (await manager.get(f"/r/{raffle}", headers=known)).status_code == 304

    # When the last ticket is taken, Then the tag of the page is new, and the page says that the raffle is sold out
    await manager.claim_all(raffle, 1)
    after = await manager.get(f"/r/{raffle}", headers=known)
    assert after.status_code == 200
    assert texts_in(after.text)["description"].startswith("Sold out")
    assert after.headers["content-security-policy"] == before.headers["content-security-policy"]


async def test_a_page_without_a_raffle_has_general_texts(manager: Visitor) -> None:
    # Given a deleted raffle, and an id that was never used
    deleted = await manager.create(1, name="Secret")
    await manager.delete(f"/raffles/{deleted}/")
    for raffle in (deleted, str(uuid4())):
        # When a chat reads the page of one of these ids, Then the texts name no raffle, and there is no picture
        texts = texts_in((await manager.get(f"/r/{raffle}")).text)
        assert texts["title"] == "Raffle"
        assert texts.keys() == {"type", "site_name", "title", "description"}


async def test_ids_that_no_raffle_has_share_one_page(manager: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a raffle whose page the service keeps in memory
    raffle = await manager.create(1)
    kept = (await manager.get(f"/r/{raffle}")).text
    filled: list[str] = []

    def noted(name: str, *arguments: Any, **named: Any) -> str:
        filled.append(name)
        return rendered(name, *arguments, **named)

    monkeypatch.setattr(page_file, "rendered", noted)

    # When somebody asks for the pages of more unknown ids than the service can keep pages
    monkeypatch.setattr(pages._RAFFLE._pages, "_capacity", 10)
    unknown = {(await manager.get(f"/r/{uuid4()}")).text for _ in range(15)}

    # Then all these ids have the same page, and the page of the raffle is still in memory
    assert len(unknown) == 1
    assert (await manager.get(f"/r/{raffle}")).text == kept
    assert len(filled) <= 1


async def test_the_pages_of_one_client_are_filled_one_at_a_time(
    service: Service, manager: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given raffles whose pages are not in memory, and a service that fills the template of a page slowly
    names = [f"Slow {number}" for number in range(6)]
    raffles = [await manager.create(1, name=name) for name in names]
    await manager.get(f"/r/{uuid4()}")
    filled: list[str] = []
    may_end = threading.Event()

    def slowly(name: str, *arguments: Any, **named: Any) -> str:
        filled.append(name)
        may_end.wait(30)
        return rendered(name, *arguments, **named)

    monkeypatch.setattr(page_file, "rendered", slowly)

    # When a client asks for all but one of these pages at the same time
    async with service.visitor("198.51.100.70") as greedy, service.visitor("198.51.100.71") as chat:
        asked = [asyncio.create_task(greedy.get(f"/r/{raffle}")) for raffle in raffles[1:]]
        await until(lambda: sum(each.done() for each in asked) == len(asked) - 1)

        # Then only one page is filled with the data of its raffle. The client gets the other pages without data
        assert len(filled) == 1
        assert {texts_in(each.result().text)["title"] for each in asked if each.done()} == {"Raffle"}

        # And meanwhile, a second client gets a filled page too. Both filled pages name their raffles
        other = asyncio.create_task(chat.get(f"/r/{raffles[0]}"))
        await until(lambda: len(filled) == 2)
        may_end.set()
        assert texts_in((await other).text)["title"] == names[0]
        titles = {texts_in((await each).text)["title"] for each in asked}
        assert len(titles & set(names[1:])) == 1


async def test_a_page_does_not_wait_for_a_slow_store(store: Store, settings: Settings) -> None:
    # Given a store that is slow to answer
    def away(parts: Parts) -> Parts:
        return replace(parts, snapshots=Snapshots(lambda _: asyncio.sleep(0.4)))  # type: ignore[arg-type, return-value]

    with Service(settings, store, away) as service:
        async with service.visitor() as chat:
            # When a chat reads the page of a raffle, Then the page has texts that name no raffle
            assert texts_in((await chat.get(f"/r/{uuid4()}")).text)["title"] == "Raffle"


async def picture_of(chat: Visitor, raffle: str, **headers: str) -> httpx.Response:
    """Get the picture of a raffle. On a busy machine, ask until the picture is drawn."""
    while (answer := await chat.get(f"/r/{raffle}/picture.png", headers=headers)).status_code == 503:
        assert problem(answer) == "pictures-busy"
    return answer


async def test_the_picture_shows_the_state(manager: Visitor) -> None:
    # Given a chat that has loaded the picture of an open raffle
    raffle = await manager.create(1)
    picture = await picture_of(manager, raffle)
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    assert picture.content.startswith(b"\x89PNG")
    assert picture.headers["cache-control"] == "public, max-age=300"
    assert picture.headers.get_list("cross-origin-resource-policy") == ["cross-origin"]

    # When the raffle has not changed, Then the tag of the picture still matches
    known = {"If-None-Match": picture.headers["etag"]}
    assert (await picture_of(manager, raffle, **known)).status_code == 304

    # When the last ticket is taken, Then the service sends a new picture
    await manager.claim_all(raffle, 1)
    after = await picture_of(manager, raffle, **known)
    assert after.status_code == 200
    assert after.content != picture.content


async def test_there_is_no_picture_of_a_draft_or_a_deleted_raffle(manager: Visitor) -> None:
    # Given a deleted raffle
    deleted = await manager.create(1)
    await manager.delete(f"/raffles/{deleted}/")

    # And a draft, which only managers see
    draft = (await manager.post("/raffles/", new_raffle(name="Secret", draft=True))).json()["id"]

    # When a chat asks for a picture of these raffles or of an unknown id, Then it gets the same problem as a
    # client of the API
    assert problem(await manager.get(f"/r/{draft}/picture.png")) == "raffle-not-found"
    assert "Secret" not in (await manager.get(f"/r/{draft}")).text
    assert problem(await manager.get(f"/r/{deleted}/picture.png")) == "raffle-deleted"
    assert problem(await manager.get(f"/r/{uuid4()}/picture.png")) == "raffle-not-found"
    assert problem(await manager.get("/r/nobody/picture.png")) == "raffle-not-found"
