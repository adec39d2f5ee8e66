"""Ticket proofs: the holder of a ticket gets the path in the tree from the ticket to the root of its raffle.

When a raffle is sealed, all its tickets are fixed in a tree of hashes. The root is the top hash of this tree.
"""

from collections.abc import AsyncIterator

import pytest

from app.domain import codes, tree
from app.domain.throttle import WRONG_CODES
from app.errors import InvalidCode, NotDrawn, NotSealed, RaffleDamaged, TicketNotFound, TooManyWrongCodes
from app.store import keys
from tests.support.parts import CHEAP, Parts, a_raffle
from tests.support.service import Store
from tests.support.sold import close, sell

TICKETS = 600
CODE = "7QK2M4XD9HTBPW3C"
WRONG = "0000-0000-0000-0000"


@pytest.fixture
async def parts(empty: Store) -> AsyncIterator[Parts]:
    working = Parts.on(empty.connect(), tickets_per_seal_call=tree.GROUP)
    yield working
    await working.close()


async def sealed(parts: Parts, store: Store, total_tickets: int, mine: int) -> str:
    """Seal a raffle in which every ticket is claimed and ticket `mine` has CODE; return the id of the raffle."""
    raffle_id = (await parts.raffles.create(a_raffle(total_tickets))).raffle.id
    sell(store, raffle_id, *range(1, total_tickets + 1))
    store.redis.hset(keys.codes(raffle_id), str(mine), CHEAP.hash(CODE))
    await parts.seals.ensure(raffle_id, 30)
    return raffle_id


@pytest.mark.parametrize(
    ("total_tickets", "mine"), [(1, 1), (256, 1), (256, 256), (257, 257), (TICKETS, 255), (TICKETS, 513), (769, 769)]
)
async def test_a_proof_leads_to_the_root(parts: Parts, empty: Store, total_tickets: int, mine: int) -> None:
    # Given a sealed raffle
    raffle_id = await sealed(parts, empty, total_tickets, mine)

    # When the holder of a ticket asks for the proof, Then the proof leads from the ticket to the root of the raffle
    proof = await parts.checks.prove(raffle_id, "198.51.100.1", mine, codes.show(CODE))
    root = empty.redis.hget(keys.raffle(raffle_id), "root")
    assert (proof.ticket_number, proof.tree_size, proof.root) == (mine, total_tickets, root)
    assert codes.matches(proof.phc, CODE)
    leaf, path = tree.leaf(mine, proof.phc), [bytes.fromhex(node) for node in proof.path]
    assert tree.holds(leaf, mine - 1, total_tickets, path, bytes.fromhex(proof.root))


async def test_a_proof_needs_a_seal(parts: Parts) -> None:
    # Given a raffle with tickets that nobody has claimed, When the holder of a ticket asks for the proof, Then the
    # request is refused, because the raffle is not sealed
    raffle = (await parts.raffles.create(a_raffle(2))).raffle
    ticket = await parts.claim(raffle.id, "198.51.100.1")
    with pytest.raises(NotSealed) as refused:
        await parts.checks.prove(raffle.id, "198.51.100.1", ticket.ticket_number, ticket.verification_code)
    assert refused.value.retry_after_seconds


async def test_a_withdrawn_ticket_is_not_found(parts: Parts, empty: Store) -> None:
    # Given a raffle that has closed. Nobody had claimed its ticket 2, so this ticket was withdrawn
    raffle_id = (await parts.raffles.create(a_raffle(2))).raffle.id
    sell(empty, raffle_id, 1)
    close(empty, raffle_id)
    await parts.seals.ensure(raffle_id, 30)

    # When somebody asks for the proofs of this ticket and of ticket 3, which does not exist, Then neither ticket is
    # found
    for number in (2, 3):
        with pytest.raises(TicketNotFound):
            await parts.checks.prove(raffle_id, "198.51.100.1", number, codes.show(CODE))


async def test_proofs_and_checks_count_wrong_codes_together(parts: Parts, empty: Store) -> None:
    # Given a player who has sent so many wrong codes for a proof in this minute that no more are allowed
    raffle_id = await sealed(parts, empty, 2, 1)
    for _ in range(WRONG_CODES):
        with pytest.raises(InvalidCode):
            await parts.checks.prove(raffle_id, "198.51.100.1", 1, WRONG)

    # When the player sends the right code for a proof or a check, Then the answer is that the player has to wait
    with pytest.raises(TooManyWrongCodes):
        await parts.checks.prove(raffle_id, "198.51.100.1", 1, codes.show(CODE))
    with pytest.raises(NotDrawn):
        await parts.checks.check(raffle_id, "198.51.100.1", 1, codes.show(CODE))
    await parts.draw(raffle_id)
    with pytest.raises(TooManyWrongCodes):
        await parts.checks.check(raffle_id, "198.51.100.1", 1, codes.show(CODE))

    # And another player with the right code gets the proof
    assert (await parts.checks.prove(raffle_id, "198.51.100.2", 1, codes.show(CODE))).path


@pytest.mark.parametrize("damage", ["a code", "the tree", "no tree"])
async def test_no_proof_contradicts_the_root(parts: Parts, empty: Store, damage: str) -> None:
    # Given a sealed raffle whose keys somebody has changed
    raffle_id = await sealed(parts, empty, TICKETS, 1)
    if damage == "a code":
        empty.redis.hset(keys.codes(raffle_id), "2", "another PHC string")
    elif damage == "the tree":
        empty.redis.setrange(keys.tree(raffle_id), tree.HASH_BYTES, "x")
    else:
        empty.redis.delete(keys.tree(raffle_id))

    # When the holder of a ticket asks for the proof, Then the service says that the raffle is damaged
    with pytest.raises(RaffleDamaged):
        await parts.checks.prove(raffle_id, "198.51.100.1", 1, codes.show(CODE))
