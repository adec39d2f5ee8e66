"""The service fetches a signature of the beacon drand from sources. A source may be slow or broken, or may lie.

Each chain of the beacon publishes a signature every few seconds. The number of a signature is called a round.
"""

import asyncio
import gzip
import json
from contextlib import AsyncExitStack

import pytest

from app.domain.beacon import QUICKNET
from app.errors import BeaconUnreachable
from app.service.drand import Drand
from app.service.drand_sources import LONGEST_ANSWER_BYTES
from tests.support.own_chain import OWN_CHAIN, sign
from tests.support.ports import free_port
from tests.support.relays import HEAD, Answering, Relay, body, relay, signed, silent

ROUND = 123
OF_QUICKNET = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92"
RIGHT = signed(ROUND, sign(ROUND))
RIGHT_JSON = json.dumps({"round": ROUND, "signature": sign(ROUND)}).encode()


async def endless(_: Relay, writer: asyncio.StreamWriter) -> None:
    """Answer with a body that does not end."""
    writer.write(HEAD + b'\r\n{"signature": "')
    while True:
        writer.write(b"0" * 1024)
        await writer.drain()


async def hang_up(_: Relay, writer: asyncio.StreamWriter) -> None:
    """Close the connection without an answer."""
    writer.close()


async def half(_: Relay, writer: asyncio.StreamWriter) -> None:
    """Announce an answer, and send half of the body."""
    writer.write(HEAD + f"Content-Length: {len(RIGHT_JSON)}\r\n\r\n".encode() + RIGHT_JSON[: len(RIGHT_JSON) // 2])
    await writer.drain()
    writer.close()


async def something_else(_: Relay, writer: asyncio.StreamWriter) -> None:
    """Answer with something that is not HTTP."""
    writer.write(b"-ERR unknown command 'GET'\r\n")
    await writer.drain()
    writer.close()


WRONG: dict[str, Answering] = {
    "another round": signed(ROUND, sign(ROUND + 1)),
    "another chain": signed(ROUND, OF_QUICKNET),
    "infinity": signed(ROUND, "c0" + "0" * 94),
    "upper case": signed(ROUND, sign(ROUND).upper()),
    "broken JSON": body(RIGHT_JSON[:-2]),
    "no JSON": body(b"<html>Not yet</html>"),
    "nothing": body(b""),
    "a list": body(b"[" + RIGHT_JSON + b"]"),
    "a number as signature": body(b'{"round": 123, "signature": 96}'),
    "no signature": body(b'{"round": 123}'),
    "no UTF-8": body(b'{"signature": "\xff"}'),
    "deep JSON": body(b'{"x": ' + b"[" * 2_000 + b"]" * 2_000 + b', "signature": "00"}'),
    "compressed": body(gzip.compress(RIGHT_JSON), HEAD + b"Content-Encoding: gzip\r\n"),
    "a long answer": body(RIGHT_JSON + b" " * LONGEST_ANSWER_BYTES),
    "an endless answer": endless,
    "not found": body(RIGHT_JSON, b"HTTP/1.1 404 Not Found\r\nConnection: close\r\n"),
    "hung up": hang_up,
    "half an answer": half,
    "another protocol": something_else,
}  # fmt: skip


@pytest.mark.parametrize("path", ["", "/drand/relay"])
async def test_the_signature_of_a_round_is_fetched(path: str) -> None:
    # Given a source of the beacon, whose base URL may have a path
    async with relay(RIGHT) as source:
        # When the service wants the signature of a round, Then it fetches the signature from the path of drand's HTTP
        # API
        assert await Drand([source.url + path]).signature(OWN_CHAIN, ROUND) == sign(ROUND)
        assert source.paths == [f"{path}/{OWN_CHAIN.hash}/public/{ROUND}"]


@pytest.mark.parametrize("answering", WRONG.values(), ids=WRONG)
async def test_an_answer_that_does_not_verify_is_refused(answering: Answering) -> None:
    # Given a source that sends something else instead of the signature
    async with relay(answering) as source:
        # When the service wants the signature of a round, Then the beacon counts as unreachable, long before the time
        # limit
        async with asyncio.timeout(10):
            with pytest.raises(BeaconUnreachable):
                await Drand([source.url], seconds=60).signature(OWN_CHAIN, ROUND)

            # And the connection is closed
            await source.left.wait()


async def test_a_redirect_is_not_followed() -> None:
    # Given a source that redirects to another server, and the other server has the signature
    async with relay(RIGHT) as other:
        head = f"HTTP/1.1 302 Found\r\nLocation: {other.url}/\r\nConnection: close\r\n".encode()
        async with relay(body(b"", head)) as source:
            # When the service wants the signature of a round, Then the other server is not asked
            with pytest.raises(BeaconUnreachable):
                await Drand([source.url]).signature(OWN_CHAIN, ROUND)
            assert other.paths == []


async def test_all_sources_are_asked_at_the_same_time() -> None:
    # Given three sources. Each of them waits until all three were asked, and only then answers
    everybody: list[Relay] = []

    async def when_all_are_asked(source: Relay, writer: asyncio.StreamWriter) -> None:
        await asyncio.gather(*(each.asked.wait() for each in everybody))
        await RIGHT(source, writer)

    async with AsyncExitStack() as stack:
        everybody += [await stack.enter_async_context(relay(when_all_are_asked)) for _ in range(3)]

        # When the service wants the signature of a round, Then it gets this signature
        drand = Drand([each.url for each in everybody])
        assert await drand.signature(OWN_CHAIN, ROUND) == sign(ROUND)


async def test_the_first_answer_that_verifies_wins() -> None:
    # Given five sources: at the first, nobody listens. Two send wrong answers, one never answers, and the last one is
    # right
    async with AsyncExitStack() as stack:
        liars = [await stack.enter_async_context(relay(WRONG[lie])) for lie in ("another round", "broken JSON")]
        slow = await stack.enter_async_context(relay(silent))

        async def at_last(source: Relay, writer: asyncio.StreamWriter) -> None:
            await asyncio.gather(slow.asked.wait(), *(liar.left.wait() for liar in liars))
            await RIGHT(source, writer)

        right = await stack.enter_async_context(relay(at_last))
        urls = [f"http://127.0.0.1:{free_port()}", *(liar.url for liar in liars), slow.url, right.url]

        # When the service wants the signature of a round, Then it gets this signature without a wait for the silent
        # source
        async with asyncio.timeout(10):
            assert await Drand(urls, seconds=60).signature(OWN_CHAIN, ROUND) == sign(ROUND)

            # And the request to the silent source is cancelled
            await slow.left.wait()


async def test_all_sources_together_have_one_time_limit() -> None:
    # Given two sources that never answer
    async with relay(silent) as one, relay(silent) as two:
        # When the time limit has passed, Then the beacon counts as unreachable, and both requests are cancelled
        with pytest.raises(BeaconUnreachable):
            await Drand([one.url, two.url], seconds=0.05).signature(OWN_CHAIN, ROUND)
        await asyncio.gather(one.left.wait(), two.left.wait())


async def test_a_source_that_sends_byte_after_byte_gets_no_more_time() -> None:
    # Given a source that sends one byte after another, and never ends
    async def slowly(_: Relay, writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.01)  # no event says when to send the next byte

    async with relay(slowly) as source, asyncio.timeout(10):
        # When the time limit has passed, Then the beacon counts as unreachable
        with pytest.raises(BeaconUnreachable):
            await Drand([source.url], seconds=0.5).signature(OWN_CHAIN, ROUND)


async def test_the_signature_of_another_chain_counts_for_that_chain() -> None:
    # Given a source of quicknet. The other tests use another chain
    async with relay(signed(ROUND, OF_QUICKNET)) as source:
        # When the service wants a signature of quicknet, Then it accepts the signature of the source
        assert await Drand([source.url]).signature(QUICKNET, ROUND) == OF_QUICKNET
        assert source.paths == [f"/{QUICKNET.hash}/public/{ROUND}"]


async def test_without_sources_no_request_is_sent() -> None:
    # When there are no sources, Then the beacon counts as unreachable
    with pytest.raises(BeaconUnreachable):
        await Drand([]).signature(OWN_CHAIN, ROUND)


async def test_clients_that_want_the_same_round_share_one_request() -> None:
    # Given a source that waits before it answers
    may_answer = asyncio.Event()

    async def later(source: Relay, writer: asyncio.StreamWriter) -> None:
        await may_answer.wait()
        await RIGHT(source, writer)

    async with relay(later) as source:
        drand = Drand([source.url])

        # When three clients want the same round, and the first client leaves
        clients = [asyncio.create_task(drand.signature(OWN_CHAIN, ROUND)) for _ in range(3)]
        await source.asked.wait()
        clients[0].cancel()
        may_answer.set()

        # Then the other clients get the signature of this round, and the source was asked once
        assert await asyncio.gather(*clients[1:]) == [sign(ROUND)] * 2
        assert len(source.paths) == 1


async def test_a_round_is_asked_for_again_after_a_failure() -> None:
    # Given a source that has the signature only at the second request, like a relay that is a little late
    async def second_time(source: Relay, writer: asyncio.StreamWriter) -> None:
        await (RIGHT if len(source.paths) > 1 else WRONG["not found"])(source, writer)

    async with relay(second_time) as source:
        drand = Drand([source.url], pause_seconds=0)

        # When the service wants the signature twice, Then the second call succeeds
        with pytest.raises(BeaconUnreachable):
            await drand.signature(OWN_CHAIN, ROUND)
        assert await drand.signature(OWN_CHAIN, ROUND) == sign(ROUND)


async def test_after_a_failure_a_round_is_not_asked_for_immediately() -> None:
    # Given a source without the signature
    async with relay(WRONG["not found"]) as source:
        drand = Drand([source.url])

        # When five clients ask for the round, one after another
        for _ in range(5):
            with pytest.raises(BeaconUnreachable):
                await drand.signature(OWN_CHAIN, ROUND)

        # Then the source was asked once. For another round, the source is asked without a pause
        assert len(source.paths) == 1
        with pytest.raises(BeaconUnreachable):
            await drand.signature(OWN_CHAIN, ROUND + 1)
        assert len(source.paths) == 2


async def test_closing_waits_for_requests_under_way() -> None:
    # Given a request to a source that never answers
    async with relay(silent) as source:
        drand = Drand([source.url], seconds=0.05)
        client = asyncio.create_task(drand.signature(OWN_CHAIN, ROUND))
        await source.asked.wait()

        # When the service closes, Then it waits until the request has ended
        await drand.close()
        with pytest.raises(BeaconUnreachable):
            await client
