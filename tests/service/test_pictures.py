"""Pictures: a picture is drawn once, one picture is drawn at a time, and only a few pictures wait."""

import asyncio
import threading
from collections.abc import AsyncIterator

import msgspec
import pytest

from app import budget
from app.domain.preview import Preview
from app.errors import PicturesBusy
from app.service import child, pictures
from app.service.pictures import MAX_WAITING, WAITING_OF_A_CLIENT, Pictures
from tests.support.waiting import let_tasks_run


def preview(name: str) -> Preview:
    return Preview(name, (), 1, "open", 15)


class Slow(Pictures):
    """Pictures that are drawn only when `may_draw` is set. A picture has the same bytes as its preview."""

    def __init__(self) -> None:
        super().__init__()
        self.may_draw = threading.Event()
        self.drawing = 0
        self.most_at_once = 0
        self.drawn: list[bytes] = []

    def _draw(self, preview: bytes) -> bytes:
        self.drawing += 1
        self.most_at_once = max(self.most_at_once, self.drawing)
        self.may_draw.wait()
        self.drawing -= 1
        self.drawn.append(preview)
        return preview


@pytest.fixture
async def slow(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Slow]:
    monkeypatch.setattr(pictures, "REST_SECONDS", 0)
    slow = Slow()
    yield slow
    slow.may_draw.set()
    await slow.close()


async def test_a_process_draws_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given enough time to draw, even on a busy machine
    monkeypatch.setattr(budget, "CLAIM_SECONDS", 60)
    monkeypatch.setattr(pictures, "DRAW_SECONDS", 60)

    # When somebody asks for a picture, Then a process draws it as PNG
    drawing = Pictures()
    assert (await drawing.get(preview("Fair"), "anna")).startswith(b"\x89PNG")
    await drawing.close()


async def test_a_picture_is_drawn_once(slow: Slow) -> None:
    # Given 50 clients that ask for the same picture at the same time
    asking = [asyncio.create_task(slow.get(preview("Fair"), "anna")) for _ in range(50)]
    slow.may_draw.set()
    first = {await each for each in asking}

    # When somebody asks for the picture later, Then all answers are the same picture, and it was drawn once
    assert first == {await slow.get(preview("Fair"), "anna")}
    assert len(slow.drawn) == 1


async def test_one_picture_is_drawn_at_a_time_and_only_a_few_wait(slow: Slow) -> None:
    # Given five more pictures than may wait
    asking = [
        asyncio.create_task(slow.get(preview(str(number)), f"client {number}")) for number in range(MAX_WAITING + 5)
    ]

    # When clients ask for all these pictures, Then the last five pictures are refused immediately
    done, waiting = await asyncio.wait(asking, return_when=asyncio.FIRST_EXCEPTION)
    assert [type(each.exception()) for each in done] == [PicturesBusy] * 5

    # And the other pictures are drawn one after another. After that, a refused picture can be drawn
    slow.may_draw.set()
    await asyncio.gather(*waiting)
    assert (len(slow.drawn), slow.most_at_once) == (MAX_WAITING, 1)
    assert await slow.get(preview(str(MAX_WAITING)), "anna")


@pytest.mark.parametrize("network", ["192.0.2.1", "2001:db8:7:{}::/64"], ids=["one address", "an IPv6 /48"])
async def test_a_client_that_asks_for_many_pictures_does_not_keep_others_waiting(slow: Slow, network: str) -> None:
    # Given one client, or several clients of one /48 network, asking for more pictures than may wait
    greedy = [
        asyncio.create_task(slow.get(preview(str(number)), network.format(number))) for number in range(MAX_WAITING)
    ]
    await let_tasks_run()

    # When another client asks for a picture
    other = asyncio.create_task(slow.get(preview("Fair"), "192.0.2.2"))
    await let_tasks_run()
    slow.may_draw.set()

    # Then its picture is drawn directly after the present one, and most pictures of the first client are refused
    assert await other
    assert slow.drawn.index(msgspec.json.encode(preview("Fair"))) <= 1
    outcomes = await asyncio.gather(*greedy, return_exceptions=True)
    refused = [each for each in outcomes if isinstance(each, PicturesBusy)]
    assert len(refused) == MAX_WAITING - WAITING_OF_A_CLIENT


async def test_a_client_cannot_take_all_waiting_places_of_its_ipv6_48(slow: Slow) -> None:
    # Given one client of a /48 that asks for more pictures than may wait
    greedy = [asyncio.create_task(slow.get(preview(str(number)), "2001:db8:7:1::/64")) for number in range(MAX_WAITING)]
    await let_tasks_run()

    # When two other clients of the /48 ask for a picture each
    others = [
        asyncio.create_task(slow.get(preview(f"of {place}"), f"2001:db8:7:{place}::/64")) for place in range(2, 4)
    ]
    await let_tasks_run()
    slow.may_draw.set()

    # Then both get their pictures. The first client gets half of the pictures for which a /48 may wait
    assert all(await asyncio.gather(*others))
    outcomes = await asyncio.gather(*greedy, return_exceptions=True)
    refused = [each for each in outcomes if isinstance(each, PicturesBusy)]
    assert len(refused) == MAX_WAITING - WAITING_OF_A_CLIENT // 2


@pytest.mark.parametrize("minting", [True, False])
async def test_the_pause_is_long_while_codes_are_minted(*, minting: bool) -> None:
    # When a picture took 2 seconds, Then the pause after it is 8 seconds if codes are made meanwhile, and short
    # otherwise
    drawing = Pictures(minting=lambda: minting)
    assert drawing._rest_seconds(2) == (8 if minting else pictures.REST_SECONDS)


async def test_a_picture_that_takes_too_long_is_ready_later(slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a time limit that is too short to draw a picture
    monkeypatch.setattr(budget, "CLAIM_SECONDS", 0.01)

    # When somebody asks for a picture, Then the request is refused when the limit is over
    with pytest.raises(PicturesBusy):
        await slow.get(preview("Fair"), "anna")

    # And the picture is drawn anyway, and the next client gets the finished picture
    slow.may_draw.set()
    monkeypatch.undo()
    assert await slow.get(preview("Fair"), "anna")
    assert len(slow.drawn) == 1


async def test_a_program_that_fails_makes_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a drawing program that fails
    monkeypatch.setattr(budget, "CLAIM_SECONDS", 60)
    start = child.start
    monkeypatch.setattr(child, "start", lambda _, **pipes: start("app.service.nothing", **pipes))
    drawing = Pictures()

    # When somebody asks for a picture, Then the request is refused
    with pytest.raises(PicturesBusy):
        await drawing.get(preview("Fair"), "anna")
    await drawing.close()
