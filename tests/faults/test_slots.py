"""A slot (a part of the keys of a cluster) moves from one node to another node.

Claims, reads and draws go on during the move. Each claim and each draw is done completely, or not at all.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
from redis.crc import key_slot

from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import Raffle
from app.errors import StoreUnavailable
from app.store import keys
from app.store.answers import ClaimRequest
from app.store.connect import connect
from tests.support.many_servers import Cluster
from tests.support.parts import Parts, a_raffle
from tests.support.servers import Server
from tests.support.waiting import block_until, until

pytestmark = pytest.mark.late

WITH_RECEIPT = "a receipt"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


@dataclass
class Move:
    """The move of a slot with one raffle from one primary to another primary."""

    slot: int
    old: Server
    new: Server
    ended: bool = False

    def begin(self) -> None:
        old, new = (str(server.redis.cluster("MYID")) for server in (self.old, self.new))
        for server in (self.old, self.new):
            server.redis.config_resetstat()
        self.new.redis.cluster("SETSLOT", self.slot, "IMPORTING", old)
        self.old.redis.cluster("SETSLOT", self.slot, "MIGRATING", new)

    def move(self, *names: str) -> None:
        """Move the keys with these names to the new node. Without names, move all keys of the slot."""
        moved = names or self.old.redis.cluster("GETKEYSINSLOT", self.slot, 100)
        if moved:
            self.old.redis.execute_command("MIGRATE", "127.0.0.1", self.new.port, "", 0, 5000, "KEYS", *moved)

    def end(self) -> None:
        owner = str(self.new.redis.cluster("MYID"))
        for server in (self.new, self.old):
            server.redis.cluster("SETSLOT", self.slot, "NODE", owner)
        self.ended = True


@pytest.fixture
async def parts(cluster: Cluster) -> AsyncIterator[Parts]:
    """A service on the cluster. It acknowledges a claim only when every replica has the claim."""
    working = Parts.on(connect(cluster.url), claim_min_replicas="all")
    yield working
    await working.close()


async def begun(cluster: Cluster, parts: Parts, new: RaffleRequest) -> tuple[str, Move]:
    """Create a raffle with one claimed ticket, and begin to move its slot."""
    raffle, _ = await parts.raffles.create(new)
    await parts.scripts.claim(raffle.id, [ClaimRequest("first", "phc", WITH_RECEIPT)])
    old = cluster.primary_of(raffle.id)
    other, _ = await parts.raffles.create(new)
    while cluster.primary_of(other.id) is old:
        other, _ = await parts.raffles.create(new)
    move = Move(key_slot(keys.raffle(raffle.id).encode()), old, cluster.primary_of(other.id))
    move.begin()
    return raffle.id, move


@pytest.fixture(params=["one connection", "several connections"])
async def moving(request: pytest.FixtureRequest, cluster: Cluster, parts: Parts) -> AsyncIterator[tuple[str, Move]]:
    """A raffle with five tickets. One ticket is claimed, and the slot of the raffle begins to move."""
    raffle_id, move = await begun(cluster, parts, a_raffle(5))
    if request.param == "several connections":
        # Open idle connections to both nodes. Then redis-py takes a different connection for each command.
        await asyncio.gather(*(parts.reads.page(1, None) for _ in range(5)), *(_touch(parts) for _ in range(5)))
    yield raffle_id, move
    if not move.ended:
        move.move()
        move.end()


async def _touch(parts: Parts) -> None:
    """Use one connection to each node."""
    for node in parts.client.commands.get_nodes():
        await node.execute_command("PING")


async def test_claims_go_on_while_their_slot_moves(parts: Parts, moving: tuple[str, Move]) -> None:
    # Given a raffle whose slot moves
    raffle_id, move = moving

    # When a player claims a ticket at three moments: before the keys move, after that, and after the slot has moved
    before = await parts.claim(raffle_id, "second")
    move.move()
    between = await parts.claim(raffle_id, "third")
    move.end()
    after = await parts.claim(raffle_id, "fourth")

    # Then each claim gets a different ticket, and the new node has all tickets
    assert len({before.ticket_number, between.ticket_number, after.ticket_number}) == 3
    assert move.new.redis.hlen(keys.players(raffle_id)) == 4


async def test_the_answer_to_a_claim_says_which_node_made_it(parts: Parts, moving: tuple[str, Move]) -> None:
    # Given a raffle whose slot moves
    raffle_id, move = moving

    async def incarnation(player: str) -> str:
        group = [ClaimRequest(player, "phc", WITH_RECEIPT)]
        return (await parts.scripts.claim(raffle_id, group)).answers[0].incarnation

    # When a player claims a ticket at three moments: before the keys move, after that, and after the slot has moved
    before = await incarnation("second")
    move.move()
    between = await incarnation("third")
    move.end()
    after = await incarnation("fourth")

    # Then the last two answers have the incarnation of the new node (a text that each node has for itself)
    assert between == after
    assert len({before, after, ""}) == 3


async def test_a_claim_waits_while_its_keys_are_on_two_nodes(parts: Parts, moving: tuple[str, Move]) -> None:
    # Given a raffle of which one key has moved
    raffle_id, move = moving
    move.move(keys.players(raffle_id))

    # When a player claims a ticket, and the other keys move
    claiming = asyncio.create_task(parts.claim(raffle_id, "second"))
    await until(lambda: refusals(move.old), 5)
    move.move()

    # Then the claim succeeds
    assert (await claiming).ticket_number in range(1, 6)


def refusals(server: Server) -> bool:
    """Return whether a server has answered TRYAGAIN since the move began."""
    return any(name.startswith("errorstat_TRYAGAIN") for name in server.redis.info("errorstats"))


async def test_a_claim_whose_keys_stay_on_two_nodes_changes_nothing(parts: Parts, moving: tuple[str, Move]) -> None:
    # Given a raffle of which one key has moved
    raffle_id, move = moving
    move.move(keys.players(raffle_id))

    # When a player claims while the other keys stay, Then the store is unavailable. The code for this ticket is again
    # in the reserve (the codes that were made in advance)
    parts.stock()
    with pytest.raises(StoreUnavailable):
        await parts.claim(raffle_id, "second")
    assert len(parts.reserve) == 1


async def test_reads_go_on_while_their_slot_moves(parts: Parts, moving: tuple[str, Move]) -> None:
    # Given a raffle whose keys have moved, although its slot still belongs to the old node
    raffle_id, move = moving
    move.move()

    # When many reads of the raffle run at the same time, Then every read finds the raffle
    answers = await asyncio.gather(*(parts.reads.raffle(raffle_id) for _ in range(20)))
    assert [raffle.available_tickets for raffle in answers if isinstance(raffle, Raffle)] == [4] * 20
    terms = await asyncio.gather(*(parts.reads.raffle_hash(raffle_id) for _ in range(20)))
    assert {each.total_tickets for each in terms} == {5}


async def test_the_last_tickets_are_claimed_while_their_slot_moves(parts: Parts, moving: tuple[str, Move]) -> None:
    # Given a raffle whose slot moves. All keys of the raffle are on the old node
    raffle_id, _ = moving

    # When players claim in one group, with one player more than there are tickets. During this call, the key of the
    # pool disappears, because the pool becomes empty
    group = [ClaimRequest(f"player-{place}", "phc", WITH_RECEIPT) for place in range(5)]
    answer = await parts.scripts.claim(raffle_id, group)

    # Then each claim has its answer
    assert [each.outcome for each in answer.answers] == ["claimed"] * 4 + ["sold_out"]
    assert answer.remaining == 0


async def test_a_draw_waits_until_its_slot_has_moved(parts: Parts, moving: tuple[str, Move]) -> None:
    # Given a sold-out raffle whose keys have moved, although its slot still belongs to the old node
    raffle_id, move = moving
    for place in range(4):
        await parts.claim(raffle_id, f"player-{place}")
    move.move()

    # When a draw begins, and then the slot moves to the new node
    drawing = asyncio.create_task(parts.draw(raffle_id))
    await until(lambda: refusals(move.new), 5)
    move.end()

    # Then the draw succeeds
    await drawing
    assert len((await parts.record(raffle_id)).winners) == 1


async def test_a_slot_that_moves_in_one_step_disturbs_nobody(cluster: Cluster, parts: Parts) -> None:
    # Given a raffle, and a primary that does not have the slot of this raffle
    raffle_id, move = await begun(cluster, parts, a_raffle(5))
    for server in (move.old, move.new):
        server.redis.cluster("SETSLOT", move.slot, "STABLE")

    # When Valkey itself moves the whole slot while players claim tickets
    new = str(move.new.redis.cluster("MYID"))
    move.old.redis.execute_command("CLUSTER MIGRATESLOTS SLOTSRANGE", move.slot, move.slot, "NODE", new)
    tickets = [await parts.claim(raffle_id, f"player-{place}") for place in range(2)]
    await asyncio.to_thread(block_until, lambda: cluster.primary_of(raffle_id) is move.new)
    tickets += [await parts.claim(raffle_id, f"player-{place}") for place in range(2, 4)]

    # Then each claim gets a different ticket
    assert len({ticket.ticket_number for ticket in tickets}) == 4
