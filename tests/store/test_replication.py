"""Changes that wait for replicas.

The service waits until the change is on the disk of the replica, if the store can report this. Otherwise, the service
waits until the change is in the memory of the replica.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import msgspec
import pytest
from redis import Redis

from app.domain.change import RaffleChange
from app.domain.drawn import SubstitutionRequest
from app.domain.erasure import ErasureRequest
from app.domain.hand_over import HandOverRequest
from app.embedded.server import EmbeddedStore
from app.errors import (
    AlreadyHandedOver,
    AlreadyParticipated,
    AlreadyPublished,
    AlreadySubstituted,
    NotSuspended,
    PlayerNotFound,
    Problem,
    RaffleDeleted,
    ReplicasMissing,
)
from app.store import keys
from app.store.connect import connect
from app.store.durability import durability
from tests.support.many_servers import NO_DELAY
from tests.support.needs import ProgramOf
from tests.support.parts import Parts, a_raffle, claim_or_raise
from tests.support.servers import Server
from tests.support.waiting import block_until, until

Pair = tuple[Server, Server]


@pytest.fixture
def pair(folder: Path) -> Iterator[Callable[..., Pair]]:
    """A function that starts a primary with one replica. Its arguments change settings of the replica."""
    with ExitStack() as stack:

        def start(program: str | None = None, **changes: Any) -> Pair:
            primary = stack.enter_context(Server(folder / "primary", program=program, **NO_DELAY))
            replica = stack.enter_context(Server(folder / "replica", program=program, **(NO_DELAY | changes)))
            replica.redis.replicaof("127.0.0.1", primary.port)
            block_until(lambda: replica.redis.info("replication")["master_link_status"] == "up")
            block_until(lambda: not replica.redis.info("persistence")["aof_rewrite_in_progress"])
            block_until(lambda: confirms(primary))
            return primary, replica

        yield start


def confirms(primary: Server) -> bool:
    """Write, and return whether the replica confirms the write.

    Only a confirmed write shows that the replica is ready. The command INFO reports the replica as online too early:
    after a diskless sync, Redis 7 sends no writes to the replica before the first REPLCONF ACK of the replica. This ACK
    may come a second after INFO reports the replica as online.
    """
    primary.redis.set("first", "write")
    primary.redis.delete("first")
    return bool(primary.redis.wait(1, 100))


@asynccontextmanager
async def waiting(primary: Server) -> AsyncIterator[Parts]:
    """Yield a service that acknowledges a claim when every replica has it."""
    parts = Parts.on(connect(primary.url), claim_min_replicas="all")
    try:
        yield parts
    finally:
        await parts.close()


async def claimed(parts: Parts) -> int:
    """Create a raffle and claim one of its tickets; return the number of this ticket."""
    raffle, _ = await parts.raffles.create(a_raffle(3))
    return (await parts.claim(raffle.id, "player")).ticket_number


async def test_a_claim_is_acknowledged_when_the_replica_has_it_on_disk(pair: Callable[..., Pair]) -> None:
    # Given a replica that syncs each write
    primary, _ = pair()

    # When a manager creates a raffle, and a player claims a ticket, Then the service waits for the disk of the replica
    # four times: for the raffle, for its entries in two lists, and for the claim
    async with waiting(primary) as parts:
        assert await claimed(parts) in range(1, 4)
        assert primary.redis.info("commandstats")["cmdstat_waitaof"]["calls"] == 4

        # And the service does not warn about the replica
        assert (await durability(parts.client)).warnings("all") == []


@pytest.mark.parametrize("changes", [{"appendonly": "no"}, {"appendfsync": "everysec"}], ids=["memory", "everysec"])
async def test_a_replica_without_a_disk_confirms_by_its_memory_with_a_warning(
    pair: Callable[..., Pair], changes: dict[str, str]
) -> None:
    # Given a replica that does not sync each write
    primary, _ = pair(**changes)

    # When players claim two tickets, Then the claims are acknowledged
    async with waiting(primary) as parts:
        assert await claimed(parts) in range(1, 4)
        assert await claimed(parts) in range(1, 4)

        # And the service knows that this replica confirms a write before it is on disk
        assert (await durability(parts.client)).replicas_in_memory == 1


async def test_a_claim_is_not_acknowledged_when_the_disk_of_a_replica_does_not_confirm(
    pair: Callable[..., Pair],
) -> None:
    # Given a replica that does not report its settings, and never confirms a write on disk
    primary, replica = pair(appendonly="no")
    replica.redis.execute_command("ACL SETUSER", "default", "-config")

    # When a player claims a ticket, Then the claim is not acknowledged
    async with waiting(primary) as parts:
        with pytest.raises(ReplicasMissing):
            await claimed(parts)


async def test_a_store_without_waitaof_confirms_by_memory(pair: Callable[..., Pair], program_of: ProgramOf) -> None:
    # Given servers that do not have WAITAOF
    primary, _ = pair(program_of("redis"))
    assert "waitaof" not in primary.redis.command()

    # When a player claims a ticket, Then the claim is acknowledged
    async with waiting(primary) as parts:
        assert await claimed(parts) in range(1, 4)


@pytest.mark.parametrize("operation", ["hand over", "substitute"])
async def test_a_retry_does_not_confirm_what_no_replica_has(pair: Callable[..., Pair], operation: str) -> None:
    # Given a drawn raffle with two winners and a substitute (a ticket that can replace a winner), and a replica that
    # hangs after the draw
    primary, replica = pair()
    async with waiting(primary) as parts:
        new = msgspec.structs.replace(a_raffle(3, 2), reserves=1)
        raffle_id = (await parts.raffles.create(new)).raffle.id
        claims = [await parts.claim(raffle_id, f"player {number}") for number in range(3)]
        codes = {ticket.ticket_number: ticket.verification_code for ticket in claims}
        await parts.draw(raffle_id)
        winner = (await parts.record(raffle_id)).winners[0]
        replica.hang()

        async def change() -> None:
            if operation == "substitute":
                await parts.substitutions.substitute(raffle_id, SubstitutionRequest(winner, "did not come"))
            else:
                await parts.hand_overs.hand_over(raffle_id, HandOverRequest(winner, codes[winner]), "anna")

        # When a manager sends a change twice, Then neither answer says that the change is done, because a failover to
        # the replica would lose the change
        for _ in range(2):
            with pytest.raises(ReplicasMissing):
                await change()

        # And when the replica has the change, Then the answer to a retry says that the change was done before
        replica.go_on()
        await until(lambda: primary.redis.wait(1, 1) == 1)
        with pytest.raises(AlreadySubstituted if operation == "substitute" else AlreadyHandedOver):
            await change()


@pytest.mark.parametrize(
    ("operation", "done"),
    [
        ("create", None),
        ("create draft", None),
        ("edit draft", None),
        ("publish", AlreadyPublished),
        ("resume", NotSuspended),
        ("erase player", PlayerNotFound),
        ("erase holder", PlayerNotFound),
    ],
)
async def test_a_retry_waits_for_the_replica_too(
    pair: Callable[..., Pair], operation: str, done: type[Problem] | None
) -> None:
    # Given two workers, a suspended raffle (it waits for a manager) with a player, a draft, and a replica that hangs
    primary, replica = pair()
    async with waiting(primary) as parts, waiting(primary) as other:
        raffle_id = (await parts.raffles.create(a_raffle(3))).raffle.id
        number = (await parts.claim(raffle_id, "192.0.2.1")).ticket_number
        await parts.scripts.suspend(raffle_id, 1)
        draft_id = (await parts.drafts.create(a_raffle(3))).raffle.id
        replica.hang()
        changes: dict[str, Callable[[Parts], Awaitable[object]]] = {
            "create": lambda at: at.scripts.create("a raffle", a_raffle(3)),
            "create draft": lambda at: at.scripts.create_draft("a draft", a_raffle(3)),
            "edit draft": lambda at: at.changes.change(draft_id, RaffleChange(name="Fairer")),
            "publish": lambda at: at.drafts.publish(draft_id),
            "resume": lambda at: at.raffles.resume(raffle_id),
            "erase player": lambda at: at.erasures.erase(raffle_id, ErasureRequest(player="192.0.2.1")),
            "erase holder": lambda at: at.erasures.erase(raffle_id, ErasureRequest(ticket_number=number)),
        }
        change = changes[operation]

        # When a manager sends a change, and then sends it again to the other worker, Then neither answer says that the
        # change is done. On the connection of the other worker, WAIT alone would not wait for the first worker's write
        for worker in (parts, other):
            with pytest.raises(ReplicasMissing):
                await change(worker)

        # And when the replica has the change, Then the answer to a retry says that the change is done
        replica.go_on()
        await until(lambda: primary.redis.wait(1, 1) == 1)
        with pytest.raises(done) if done else nullcontext():
            await change(other)


async def test_the_retry_of_a_deletion_waits_for_the_raffle_and_for_the_list(pair: Callable[..., Pair]) -> None:
    # Given a deleted raffle
    primary, _ = pair()
    async with waiting(primary) as parts:
        raffle_id = (await parts.raffles.create(a_raffle(3))).raffle.id
        await parts.raffles.delete(raffle_id)
        before = primary.redis.info("commandstats")["cmdstat_waitaof"]["calls"]

        # When somebody deletes this raffle again, Then the service waits three times: for the script that finds the
        # tombstone, for the entry in the list of deleted raffles, and for the tombstone. A tombstone is what is kept of
        # a deleted raffle. In a cluster, the entry and the tombstone may be on different nodes
        with pytest.raises(RaffleDeleted):
            await parts.raffles.delete(raffle_id)
        assert primary.redis.info("commandstats")["cmdstat_waitaof"]["calls"] - before == 3


def written_bytes(redis: Redis) -> int:
    """Return the size of the append-only file of a server."""
    return int(redis.info("persistence")["aof_current_size"])


async def retried(parts: Parts, redis: Redis) -> int:
    """Claim, and retry with the right Idempotency-Key and with a wrong one. Return how many bytes the retries wrote."""
    raffle, _ = await parts.raffles.create(a_raffle(3))
    for _ in range(3):
        parts.stock()
    first = await claim_or_raise(parts.claims, raffle.id, "player", "the key of the player")
    before = written_bytes(redis)
    again = await claim_or_raise(parts.claims, raffle.id, "player", "the key of the player")
    assert (again.ticket, again.replayed) == (first.ticket, True)
    with pytest.raises(AlreadyParticipated):
        await claim_or_raise(parts.claims, raffle.id, "player", "another key of theirs")
    return written_bytes(redis) - before


async def test_a_retry_writes_nothing_when_nobody_waits_for_replicas(valkey: EmbeddedStore) -> None:
    # Given a service that waits for no replica
    parts = Parts.on(connect(valkey.url))
    with Redis.from_url(valkey.url) as redis:
        try:
            # When the holder of a ticket claims again, Then the store writes nothing to its file
            assert await retried(parts, redis) == 0
        finally:
            await parts.close()


async def test_a_retry_is_written_again_when_replicas_must_have_it(pair: Callable[..., Pair]) -> None:
    # Given a service that waits for every replica
    primary, _ = pair()
    async with waiting(primary) as parts:
        # When a player who holds a ticket claims again, Then the receipt (the encrypted code) is written again, because
        # WAIT waits only for writes of its own connection
        assert await retried(parts, primary.redis) > 0


async def test_a_retry_does_not_confirm_a_raffle_that_a_failover_has_lost(pair: Callable[..., Pair]) -> None:
    # Given a raffle that an earlier call has made. A failover loses it just after a retry has found it
    primary, _ = pair()
    async with waiting(primary) as parts:
        raffle_id = (await parts.raffles.create(a_raffle(3))).raffle.id
        primary.redis.delete(keys.raffle(raffle_id))

        # When the retry waits for the replicas, Then the answer does not say that the raffle is made
        with pytest.raises(ReplicasMissing):
            await parts.scripts.confirm_change(raffle_id, "creation")
