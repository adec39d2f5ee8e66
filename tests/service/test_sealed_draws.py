"""Draws by `raffle-draw/2`: a raffle is sealed before its draw, nobody chooses the result, and there is one draw.

Everybody can check the draw with the record alone. The seal of a raffle fixes its tickets after the last claim, and
withdraws the tickets that nobody claimed. A round is the number of a signature of the beacon (drand). The signature of
a round decides the draw. A snapshot is a raffle as this worker has last read it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from typing import Any

import msgspec
import pytest

from app.domain import draw
from app.domain.beacon import QUICKNET, Chain
from app.domain.drawn import Randomness, SubstitutionRequest
from app.domain.stage import StageRequest
from app.errors import (
    AlreadyDrawn,
    BeaconSignatureMissing,
    BeaconSignatureWrong,
    EntropyMissing,
    EntropyNotAnnounced,
    InvalidRequest,
    NotAWinner,
    NotDrawn,
    NotSuspended,
    OutcomeUnknown,
    Problem,
    RaffleDamaged,
    RoundNotYet,
    SoldOut,
    TicketsRemaining,
    WrongRound,
)
from app.service import record_file
from app.service.drand import Drand
from app.service.record_file import pieces
from app.service.stages import Stages
from app.store import keys
from tests.support.own_chain import OWN_CHAIN, sign
from tests.support.parts import Parts, a_raffle
from tests.support.service import Store
from tests.support.sold import PAST, close, of_an_earlier_version, sell

MOST = 100
ROUND = 1000
SIGNATURES = {
    1000: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
    123: "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92",
}
OUTSIDE = "94385d48ab9d338824a523ff7d310fbeeac0184598d56b49f27857bcd3ef91f6ead1c7ef99c9beee47784ebba5c635de"
INFINITY = "c" + 95 * "0"


@pytest.fixture
async def other(empty: Store) -> Any:
    """A second worker on the store of the first worker."""
    working = Parts.on(empty.connect(), per_call=2)
    yield working
    await working.close()


async def sealed(parts: Parts, store: Store, total: int = 5, *amounts: int, left: int = 0, **announced: Any) -> str:
    """Seal a raffle, and return its id. The `left` tickets with the highest numbers are withdrawn."""
    new = msgspec.structs.replace(a_raffle(total, *amounts), **announced)
    raffle_id = (await parts.raffles.create(new)).raffle.id
    if total > left:
        sell(store, raffle_id, *range(1, total - left + 1))
    if left:
        close(store, raffle_id)
        store.redis.hset(keys.raffle(raffle_id), "terms", msgspec.structs.replace(new, closes_at=PAST).terms)
    await parts.seals.ensure(raffle_id, 30)
    return raffle_id


async def with_beacon(parts: Parts, store: Store) -> str:
    """Seal a raffle with a beacon, and return its id. The signature of its round was published long ago."""
    raffle_id = await sealed(parts, store, 5, 1, 2, beacon="quicknet", reserves=1)
    store.redis.hset(keys.raffle(raffle_id), "round", ROUND)
    return raffle_id


async def checked(parts: Parts, raffle_id: str) -> dict[str, Any]:
    """Return the record of a draw, after the program that checks records has confirmed it."""
    record: dict[str, Any] = msgspec.to_builtins(await parts.record(raffle_id))
    assert record["algorithm"] == "raffle-draw/2"
    assert draw.check(record) == record["winners"]
    return record


def slug(outcome: object) -> str:
    return outcome.slug if isinstance(outcome, Problem) else "drawn"


@pytest.mark.parametrize(
    ("left", "list_name"), [(0, None), (1, "withdrawn"), (3, "withdrawn"), (4, "claimed"), (5, "claimed")]
)
async def test_winners_and_substitutes_follow_from_the_record(
    parts: Parts, empty: Store, left: int, list_name: str | None
) -> None:
    # Given a sealed raffle of six tickets, with `left` withdrawn tickets
    raffle_id = await sealed(parts, empty, 6, 1, 2, left=left, reserves=2)

    # When a manager draws the raffle, Then the record is confirmed, and only claimed tickets are winners or substitutes
    await parts.draw(raffle_id)
    record = await checked(parts, raffle_id)
    claimed = 6 - left
    assert (len(record["winners"]), len(record["substitutes"])) == (min(3, claimed), min(2, max(0, claimed - 3)))
    assert set(record["winners"] + record["substitutes"]) <= set(range(1, claimed + 1))
    assert [name for name in ("withdrawn", "claimed") if name in record] == ([list_name] if list_name else [])
    lacking = 3 - len(record["winners"])
    assert sum(each["amount"] for each in record["unawarded"]) == lacking
    assert [winner.ticket_number for winner in await parts.reads.winners(await parts.reads.drawn(raffle_id), 0, 9)] == (
        record["winners"]
    )


async def test_a_raffle_that_nobody_entered_has_no_winners(parts: Parts, empty: Store) -> None:
    # Given a raffle that closed before anybody claimed a ticket
    raffle_id = await sealed(parts, empty, 3, 2, left=3, reserves=1)

    # When a manager draws the raffle, Then there are no winners, and all prizes stay unawarded
    assert (await parts.draws.draw(raffle_id, None, MOST)).winners == []
    record = await checked(parts, raffle_id)
    assert (record["winners"], record["claimed"]) == ([], [])
    assert record["unawarded"] == [{"prize": "Prize 0", "amount": 2}]


async def test_a_draw_first_seals_the_raffle(parts: Parts, empty: Store) -> None:
    # Given a sold-out raffle that is not sealed yet, and a raffle with a ticket that nobody has claimed
    raffle_id, left = [(await parts.raffles.create(a_raffle(2))).raffle.id for _ in range(2)]
    sell(empty, raffle_id, 1, 2)
    sell(empty, left, 1)

    # When a manager draws both raffles, Then the sold-out raffle is sealed and drawn, and the draw of the other raffle
    # is refused
    await parts.draw(raffle_id)
    assert (await checked(parts, raffle_id))["root"]
    for doing in (parts.draw(left), parts.draws.require_drawable(left)):
        with pytest.raises(TicketsRemaining):
            await doing


async def test_a_draw_that_crashed_ends_with_the_same_winners(parts: Parts, other: Parts, empty: Store) -> None:
    # Given a draw whose worker crashed after its first chunk
    raffle_id = await sealed(parts, empty, 9, 3, reserves=4)
    commit = other.scripts.sealed_draw_commit

    async def crashing(*arguments: Any, **named: Any) -> None:
        await commit(*arguments, **named)
        raise OutcomeUnknown

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(other.scripts, "sealed_draw_commit", crashing)
        with pytest.raises(OutcomeUnknown):
            await other.draw(raffle_id)
    entropy = empty.redis.hget(keys.raffle(raffle_id), "entropy")

    # When two workers draw again at the same time, in chunks of different sizes
    answers = await asyncio.gather(parts.draw(raffle_id), other.draw(raffle_id), return_exceptions=True)

    # Then there is one draw, and its winners follow from the entropy (the random text of the draw) that the crashed
    # draw fixed
    assert {slug(answer) for answer in answers} <= {"drawn", "already-drawn"}
    record = await checked(parts, raffle_id)
    assert record["entropy"] == entropy
    with pytest.raises(AlreadyDrawn):
        await parts.draw(raffle_id)
    with pytest.raises(AlreadyDrawn):
        await parts.draws.require_drawable(raffle_id)


async def test_a_draw_is_not_before_its_seal_when_the_clock_was_set_back(parts: Parts, empty: Store) -> None:
    # Given a raffle that was sealed when the clock of the store was far ahead
    raffle_id = await sealed(parts, empty)
    empty.redis.hset(keys.raffle(raffle_id), "sealed_at", "2098-01-01T00:00:00.000Z")

    # When the clock is right again and the raffle is drawn, Then the time of the draw is not before the seal
    await parts.draw(raffle_id)
    assert (await checked(parts, raffle_id))["drawn_at"] == "2098-01-01T00:00:00.000Z"


async def test_only_the_announced_source_gives_entropy(parts: Parts, empty: Store) -> None:
    # Given a raffle that announced a source of entropy, and a raffle that announced no source
    announced = await sealed(parts, empty, entropy_source="The lottery of Saturday")
    silent = await sealed(parts, empty)

    # When somebody draws the first raffle without a text, and the second raffle with a text, Then both draws are
    # refused. Draws with a signature are refused too
    with pytest.raises(EntropyMissing):
        await parts.draw(announced)
    with pytest.raises(EntropyNotAnnounced):
        await parts.draw(silent, "4 8 15")
    for raffle_id in (announced, silent):
        with pytest.raises(InvalidRequest):
            await parts.draws.draw(raffle_id, Randomness(round=ROUND, signature=SIGNATURES[ROUND]), MOST)
        assert empty.redis.hget(keys.raffle(raffle_id), "entropy") is None

    # And with a text from the announced source, the first raffle is drawn from this text
    await parts.draw(announced, "4 8 15")
    assert (await checked(parts, announced))["entropy"] == "4 8 15"


async def test_a_round_of_the_beacon_decides_the_draw(parts: Parts, empty: Store) -> None:
    # Given a raffle whose round has come, When somebody draws with the signature of this round
    raffle_id = await with_beacon(parts, empty)
    await parts.draws.draw(raffle_id, Randomness(round=ROUND, signature=SIGNATURES[ROUND]), MOST)

    # Then the record has the round, its signature, and the randomness that follows from it
    record: dict[str, Any] = msgspec.to_builtins(await parts.record(raffle_id))
    assert (record["round"], record["signature"]) == (ROUND, SIGNATURES[ROUND])
    assert record["entropy"] == "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"
    assert record["chain_hash"] == QUICKNET.hash
    assert record["round_at"] == "2023-08-23T15:59:24.000Z"

    # And a second draw is refused, with the same signature and with another signature
    for number, signature in SIGNATURES.items():
        with pytest.raises(AlreadyDrawn):
            await parts.draws.draw(raffle_id, Randomness(round=number, signature=signature), MOST)


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        (None, BeaconSignatureMissing),
        (Randomness(round=ROUND), BeaconSignatureMissing),
        (Randomness(signature=SIGNATURES[ROUND]), BeaconSignatureMissing),
        (Randomness(entropy="mine"), EntropyNotAnnounced),
        (Randomness(entropy="mine", round=ROUND, signature=SIGNATURES[ROUND]), EntropyNotAnnounced),
        (Randomness(round=123, signature=SIGNATURES[123]), WrongRound),
        (Randomness(round=ROUND + 1, signature=SIGNATURES[ROUND]), WrongRound),
        (Randomness(round=ROUND, signature=SIGNATURES[123]), BeaconSignatureWrong),
        (Randomness(round=ROUND, signature=sign(ROUND)), BeaconSignatureWrong),
        (Randomness(round=ROUND, signature=OUTSIDE), BeaconSignatureWrong),
        (Randomness(round=ROUND, signature=INFINITY), BeaconSignatureWrong),
        (Randomness(round=ROUND, signature=96 * "0"), BeaconSignatureWrong),
    ],
)
async def test_only_the_signature_of_the_round_is_accepted(
    parts: Parts, empty: Store, sent: Randomness | None, problem: type[Problem]
) -> None:
    # Given a raffle whose round has come, When somebody sends no signature or a wrong one, Then no entropy is fixed
    raffle_id = await with_beacon(parts, empty)
    with pytest.raises(problem):
        await parts.draws.draw(raffle_id, sent, MOST)
    assert empty.redis.hmget(keys.raffle(raffle_id), "entropy", "signature") == [None, None]


async def refused(parts: Parts, raffle_id: str) -> None:
    """Send several requests of strangers and managers. All these requests are refused, and change nothing."""
    for randomness in (None, Randomness(round=ROUND, signature=SIGNATURES[123]), Randomness(entropy="mine")):
        with pytest.raises(Problem):
            await parts.draws.draw(raffle_id, randomness, MOST)
    with pytest.raises((NotDrawn, NotAWinner)):
        await parts.substitutions.substitute(raffle_id, SubstitutionRequest(99, "away"))
    with pytest.raises(NotSuspended):
        await parts.raffles.resume(raffle_id)
    with pytest.raises((NotDrawn, InvalidRequest)):
        await Stages(parts.scripts, parts.snapshots).set(raffle_id, StageRequest(99, running=False))
    with pytest.raises(SoldOut):
        await parts.claim(raffle_id, "198.51.100.99")


async def test_refused_requests_keep_the_snapshot(parts: Parts, empty: Store) -> None:
    # Given a sealed raffle that somebody has read
    raffle_id = await with_beacon(parts, empty)
    changed: list[str] = []
    parts.snapshots.call_at_change(changed.append)
    parts.snapshots.call_at_claim(changed.append)
    await parts.snapshots.get(raffle_id)

    # When refused requests come, Then the snapshot is kept, and watchers are not notified
    await refused(parts, raffle_id)
    assert (len(parts.snapshots), changed) == (1, [])

    # And when a manager draws the raffle, Then watchers are notified. After the draw, refused requests again keep the
    # snapshot
    right = Randomness(round=ROUND, signature=SIGNATURES[ROUND])
    await parts.draws.draw(raffle_id, right, MOST)
    assert (len(parts.snapshots), changed) == (0, [raffle_id])
    await parts.snapshots.get(raffle_id)
    with pytest.raises(AlreadyDrawn):
        await parts.draws.draw(raffle_id, right, MOST)
    await refused(parts, raffle_id)
    assert (len(parts.snapshots), changed) == (1, [raffle_id])


async def test_a_refusal_because_of_a_draw_drops_the_snapshot(parts: Parts, other: Parts, empty: Store) -> None:
    # Given a raffle that this worker has read. After this read, another worker has drawn the raffle
    raffle_id = await with_beacon(parts, empty)
    await parts.snapshots.get(raffle_id)
    right = Randomness(round=ROUND, signature=SIGNATURES[ROUND])
    await other.draws.draw(raffle_id, right, MOST)

    # When this worker refuses a second draw, Then its next snapshot shows that the raffle is drawn
    with pytest.raises(AlreadyDrawn):
        await parts.draws.draw(raffle_id, right, MOST)
    assert (await parts.snapshots.get(raffle_id)).status == "drawn"


async def test_wrong_signatures_of_a_client_are_verified_one_after_the_other(
    parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a raffle whose round has come
    raffle_id = await with_beacon(parts, empty)
    under_way: list[str] = []
    most = 0
    verify = Chain.randomness

    def noted(chain: Chain, round_number: int, signature: str) -> str:
        nonlocal most
        under_way.append(signature)
        most = max(most, len(under_way))
        try:
            return verify(chain, round_number, signature)
        finally:
            under_way.pop()

    monkeypatch.setattr(Chain, "randomness", noted)

    # When a client sends many wrong signatures, and another client sends the right signature
    wrong, right = (Randomness(round=ROUND, signature=SIGNATURES[number]) for number in (123, ROUND))
    sending = [parts.draws.draw(raffle_id, wrong, MOST, client="greedy") for _ in range(20)]
    *refused, drawn = await asyncio.gather(
        *sending, parts.draws.draw(raffle_id, right, MOST, client="anna"), return_exceptions=True
    )

    # Then one signature is verified at a time, and the right signature draws the raffle
    assert most == 1
    assert not isinstance(drawn, BaseException)
    assert all(isinstance(each, BeaconSignatureWrong | AlreadyDrawn) for each in refused)


def counted(parts: Parts, monkeypatch: pytest.MonkeyPatch, name: str = "withdrawn") -> list[str]:
    """Return a list. Each read of the withdrawn tickets adds the id of the raffle to this list."""
    computed: list[str] = []
    withdrawn = getattr(parts.reads, name)

    async def noted(raffle_id: str, total_tickets: int) -> Any:
        computed.append(raffle_id)
        return await withdrawn(raffle_id, total_tickets)

    monkeypatch.setattr(parts.reads, name, noted)
    return computed


@pytest.mark.parametrize("left", [2, 7, 9])
async def test_a_scan_that_misses_tickets_does_not_change_the_winners(
    parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    # Given a sealed raffle with withdrawn tickets, and a store that moves the keys of the raffle to another server
    # during each scan. So each scan misses some tickets
    raffle_id = await sealed(parts, empty, 12, 2, left=left)
    scan = parts.reads._scan

    async def cut(key: str, *, is_set: bool) -> AsyncIterator[Iterable[str]]:
        async for names in scan(key, is_set=is_set):
            yield list(names)[1:]

    monkeypatch.setattr(parts.reads, "_scan", cut)

    # When a manager draws the raffle, Then the winners follow from its record, and the record has the tickets of the
    # seal
    await parts.draw(raffle_id)
    record = await checked(parts, raffle_id)
    assert record.get("withdrawn", []) == [*range(13 - left, 13)] or record["claimed"] == [*range(1, 13 - left)]


async def test_a_raffle_whose_withdrawn_tickets_are_not_those_of_the_seal_is_damaged(
    parts: Parts, empty: Store
) -> None:
    # Given a sealed raffle whose store has another withdrawn ticket than the seal
    raffle_id = await sealed(parts, empty, 5, 1, left=3)
    empty.redis.srem(keys.pool(raffle_id), "5")
    empty.redis.sadd(keys.pool(raffle_id), "2")

    # When a manager draws the raffle, Then the raffle is damaged, and nothing is drawn
    with pytest.raises(RaffleDamaged):
        await parts.draw(raffle_id)
    assert not empty.redis.hget(keys.raffle(raffle_id), "drawn_at")


async def test_requests_at_the_same_time_share_one_draw(
    parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a raffle whose round has come
    raffle_id = await with_beacon(parts, empty)
    computed = counted(parts, monkeypatch)
    right = Randomness(round=ROUND, signature=SIGNATURES[ROUND])

    # When many clients draw at the same time, some of them twice, and one more client draws later
    sending = [parts.draws.draw(raffle_id, right, MOST, client=f"client {place // 2}") for place in range(20)]
    answers = await asyncio.gather(*sending, return_exceptions=True)
    with pytest.raises(AlreadyDrawn):
        await parts.draws.draw(raffle_id, right, MOST)

    # Then only one of the requests drew the raffle. The service computed the draw once for the winners, and once for
    # the record
    assert sorted(map(slug, answers)) == [*19 * ["already-drawn"], "drawn"]
    assert computed == 2 * [raffle_id]


async def test_a_right_signature_is_verified_once(parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a raffle whose round has come
    raffle_id = await with_beacon(parts, empty)
    verified: list[str] = []
    verify = Chain.randomness

    def noted(chain: Chain, round_number: int, signature: str) -> str:
        verified.append(signature)
        return verify(chain, round_number, signature)

    monkeypatch.setattr(Chain, "randomness", noted)

    # When many clients send a wrong signature and then the right signature
    for number in (123, ROUND):
        sent = Randomness(round=ROUND, signature=SIGNATURES[number])
        sending = [parts.draws.draw(raffle_id, sent, MOST, client=str(place)) for place in range(5)]
        await asyncio.gather(*sending, return_exceptions=True)

    # Then each wrong signature was verified, and the right signature was verified once
    assert verified == [*5 * [SIGNATURES[123]], SIGNATURES[ROUND]]


async def test_downloads_of_a_record_share_the_list_of_tickets(
    parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a drawn raffle with withdrawn tickets
    raffle_id = await sealed(parts, empty, 6, 1, left=4)
    await parts.draw(raffle_id)
    drawn = await parts.reads.drawn(raffle_id)
    read = counted(parts, monkeypatch, "_read_withdrawn")

    async def up_to_the_list() -> Any:
        download = pieces(drawn, parts.reads)
        while b'"claimed"' not in await anext(download):
            pass
        return download

    # When several slow clients have received the same part of its record
    downloads = await asyncio.gather(*[up_to_the_list() for _ in range(5)])
    downloads.append(await up_to_the_list())

    # Then the list was read once, and each client gets the rest
    assert read == [raffle_id]
    ends = [b"".join([piece async for piece in download]) for download in downloads]
    assert ends == 6 * [b"1,2]}"]

    # And when all downloads have ended, Then nothing of the list is kept
    del downloads
    await parts.reads.withdrawn(raffle_id, 6)
    assert read == 2 * [raffle_id]


@pytest.mark.parametrize("claimed", [3, 5, 7])
async def test_a_record_has_all_substitutes_in_small_pieces(
    parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch, claimed: int
) -> None:
    # Given a drawn raffle with fewer substitutes than the eight that it announced, because it has too few tickets. The
    # service sends its record in pieces of at most two numbers
    raffle_id = await sealed(parts, empty, 9, 1, left=9 - claimed, reserves=8)
    await parts.draw(raffle_id)
    monkeypatch.setattr(record_file, "_NUMBERS_AT_ONCE", 2)
    drawn = await parts.reads.drawn(raffle_id)

    # When somebody downloads its record, Then the record has all substitutes, and no piece has three substitutes
    received = [piece async for piece in pieces(drawn, parts.reads)]
    assert len(json.loads(b"".join(received))["substitutes"]) == claimed - 1
    assert b',"substitutes":[' in received
    assert all(piece.count(b",") <= 2 for piece in received if piece.replace(b",", b"").isdigit())


async def test_a_client_that_leaves_does_not_end_the_draw(
    parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a raffle whose round has come, and a draw that stops before it writes the winners
    raffle_id = await with_beacon(parts, empty)
    changed: list[str] = []
    parts.snapshots.call_at_change(changed.append)
    commit, reached, go_on = parts.scripts.sealed_draw_commit, asyncio.Event(), asyncio.Event()

    async def stopping(*arguments: Any, **named: Any) -> None:
        reached.set()
        await go_on.wait()
        await commit(*arguments, **named)

    monkeypatch.setattr(parts.scripts, "sealed_draw_commit", stopping)
    right = Randomness(round=ROUND, signature=SIGNATURES[ROUND])
    first = asyncio.create_task(parts.draws.draw(raffle_id, right, MOST))
    await reached.wait()
    second, third = [asyncio.create_task(parts.draws.draw(raffle_id, right, MOST)) for _ in range(2)]
    await asyncio.sleep(0.1)  # meanwhile, the second and the third client begin to wait for the draw

    # When two clients leave: the client that began the draw, and a client that waits for the draw
    first.cancel()
    second.cancel()
    left = await asyncio.gather(first, second, return_exceptions=True)
    assert [type(each) for each in left] == 2 * [asyncio.CancelledError]
    go_on.set()

    # Then the third client is told that the raffle is drawn, and watchers are notified
    with pytest.raises(AlreadyDrawn):
        await third
    assert (await parts.record(raffle_id)).winners
    assert changed == [raffle_id]


async def test_requests_that_share_a_draw_share_its_failure(
    parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a raffle whose round has come, and a store that fails when winners are written
    raffle_id = await with_beacon(parts, empty)
    computed = counted(parts, monkeypatch)
    right = Randomness(round=ROUND, signature=SIGNATURES[ROUND])

    async def failing(*_: Any, **__: Any) -> None:
        await asyncio.sleep(0.2)  # meanwhile, the signatures of all clients are verified
        raise OutcomeUnknown

    # When several clients draw at the same time, Then the draw is tried once, and all are told that it failed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts.scripts, "sealed_draw_commit", failing)
        sending = [parts.draws.draw(raffle_id, right, MOST, client=str(place)) for place in range(5)]
        answers = await asyncio.gather(*sending, return_exceptions=True)
    assert {type(answer) for answer in answers} == {OutcomeUnknown}
    assert computed == [raffle_id]

    # And when a client draws again, Then the draw succeeds
    await parts.draws.draw(raffle_id, right, MOST)
    assert (await parts.record(raffle_id)).winners


async def test_the_end_of_the_service_waits_for_a_draw(parts: Parts, empty: Store) -> None:
    # Given a draw whose client left at its start
    raffle_id = await with_beacon(parts, empty)
    right = Randomness(round=ROUND, signature=SIGNATURES[ROUND])
    with pytest.MonkeyPatch.context() as patch:
        begun = asyncio.Event()
        begin = parts.scripts.sealed_draw_begin

        async def noted(*arguments: Any) -> str:
            begun.set()
            return await begin(*arguments)

        patch.setattr(parts.scripts, "sealed_draw_begin", noted)
        left = asyncio.create_task(parts.draws.draw(raffle_id, right, MOST))
        await begun.wait()
        left.cancel()

        # When the service ends, Then the raffle is drawn before the connections to the store are closed
        await parts.draws.close()
    assert empty.redis.hexists(keys.raffle(raffle_id), "drawn_at")


@pytest.mark.parametrize(
    "signature", [SIGNATURES[ROUND].upper(), SIGNATURES[ROUND][:-1], SIGNATURES[ROUND] + "\n", "0x"]
)
def test_a_signature_has_one_spelling(signature: str) -> None:
    # When a signature is not 96 hexadecimal digits in lower case, Then the body of the request is refused
    with pytest.raises(InvalidRequest):
        msgspec.json.decode(msgspec.json.encode({"round": ROUND, "signature": signature}), type=Randomness)


async def test_a_client_who_sends_many_signatures_reads_one_raffle_at_a_time(
    parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a raffle whose round comes later, and a slow store
    raffle_id = await sealed(parts, empty, beacon="quicknet")
    round_number = (await parts.reads.raffle_hash(raffle_id)).round or msgspec.UNSET
    now = most = 0

    def slowly(name: str) -> None:
        read = getattr(parts.reads, name)

        async def counted(*asked: Any) -> Any:
            nonlocal now, most
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.01)  # time enough for another read of the client
            now -= 1
            return await read(*asked)

        monkeypatch.setattr(parts.reads, name, counted)

    for name in ("some_fields", "raffle_hash", "now_ms"):
        slowly(name)

    # When a client sends eight signatures at the same time
    async def send() -> None:
        assert not await parts.draws.needs_a_manager(raffle_id, "anna")
        await parts.draws.require_drawable(raffle_id, "anna")
        await parts.draws.draw(raffle_id, Randomness(round=round_number, signature=OUTSIDE), MOST, client="anna")

    outcomes = await asyncio.gather(*(send() for _ in range(8)), return_exceptions=True)

    # Then each of them is refused, and the claims of others come between the reads
    assert {slug(outcome) for outcome in outcomes} == {"round-not-yet"}
    assert most == 1


async def test_a_signature_before_its_time_is_refused(
    parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a chain whose secret key this test knows, and a raffle whose round comes in about a minute
    monkeypatch.setattr("app.store.raffle_hash.QUICKNET", OWN_CHAIN)
    raffle_id = await sealed(parts, empty, beacon="quicknet")
    fields = await parts.reads.raffle_hash(raffle_id)
    assert fields.round

    # When somebody draws with the right signature before the time of the round, Then the draw is refused
    with pytest.raises(RoundNotYet) as refused:
        await parts.draws.draw(raffle_id, Randomness(round=fields.round, signature=sign(fields.round)), MOST)
    assert 55 <= (refused.value.retry_after_seconds or 0) <= 61
    assert empty.redis.hget(keys.raffle(raffle_id), "entropy") is None


async def test_two_workers_draw_once_with_the_right_signature(parts: Parts, other: Parts, empty: Store) -> None:
    # Given a raffle whose round has come
    raffle_id = await with_beacon(parts, empty)
    right = Randomness(round=ROUND, signature=SIGNATURES[ROUND])
    wrong = Randomness(round=ROUND, signature=SIGNATURES[123])

    # When two workers draw at the same time, each with a wrong signature and with the right signature
    answers = await asyncio.gather(
        *(worker.draws.draw(raffle_id, sent, MOST) for worker in (parts, other) for sent in (wrong, right)),
        return_exceptions=True,
    )

    # Then the raffle is drawn with the right signature
    assert {slug(answer) for answer in answers[::2]} <= {"beacon-signature-wrong", "already-drawn"}
    assert "drawn" in {slug(answer) for answer in answers[1::2]} <= {"drawn", "already-drawn"}
    assert (await parts.record(raffle_id)).signature == SIGNATURES[ROUND]


async def test_with_sources_of_the_beacon_an_empty_body_is_enough(
    parts: Parts, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a service that has a source of the beacon
    raffle_id = await with_beacon(parts, empty)

    async def signature(_: object, chain: object, round_number: int) -> str:
        assert chain is QUICKNET
        return SIGNATURES[round_number]

    monkeypatch.setattr(Drand, "signature", signature)
    monkeypatch.setattr(parts.draws, "_drand", Drand(["http://127.0.0.1:1"]))

    # When somebody draws with an empty body, Then the service fetches the signature
    await parts.draws.draw(raffle_id, None, MOST)
    assert (await parts.record(raffle_id)).signature == SIGNATURES[ROUND]


async def test_a_raffle_of_an_earlier_version_is_drawn_by_its_algorithm(parts: Parts, empty: Store) -> None:
    # Given a sold-out raffle that an earlier version created without terms (a hash of what was announced)
    raffle_id = (await parts.raffles.create(a_raffle(3, 2))).raffle.id
    sell(empty, raffle_id, 1, 2, 3)
    of_an_earlier_version(empty, raffle_id)

    # When a manager draws the raffle, Then the algorithm is `raffle-draw/1`, and the raffle is not sealed
    await parts.draw(raffle_id)
    record = msgspec.to_builtins(await parts.record(raffle_id))
    assert record["algorithm"] == "raffle-draw/1"
    assert draw.check(record) == record["winners"]
    assert record.keys() == {
        *("algorithm", "raffle_id", "name", "total_tickets", "prizes", "entropy_source", "entropy", "seed", "drawn_at"),
        "winners",
    }
