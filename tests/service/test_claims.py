"""Claims of one raffle go to the store in groups, with one call for each group. No claim can harm another claim.

Making a code takes long, so a worker keeps a reserve of pairs: each pair is a code and its hash. A claim takes a pair
from the reserve. A refused claim gives its pair back, so that another claim can use it. An IPv6 player is a /64
network. The players of one /48 network share a limit, because they may be one person.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any, cast

import pytest

from app.domain import throttle
from app.domain.codes import Hashing
from app.errors import (
    AlreadyParticipated,
    NetworkFull,
    OutcomeUnknown,
    Problem,
    RaffleDeleted,
    RaffleNotFound,
    StoreUnavailable,
    TooManyClaims,
)
from app.service.claims import MAX_GROUP, QUEUES_OF_A_SITE, Claims
from app.service.group_times import MEASURED_SECONDS, Measured
from app.service.minter import Pair
from app.service.reserve import Reserve
from app.service.retries import Retries
from app.service.room import Room
from app.service.snapshots import Snapshots
from app.store.answers import ClaimAnswer, ClaimRequest, GroupAnswer
from app.store.calls import Client
from app.store.scripts import Scripts
from tests.support.parts import claim_or_raise
from tests.support.waiting import let_tasks_run


class Store:
    """A store that answers the calls with groups of claims only while `open` is set."""

    def __init__(self) -> None:
        self.groups: list[tuple[str, list[str]]] = []
        self.open = asyncio.Event()
        self.in_flight: dict[str, int] = {}
        self.most_in_flight = 0
        self.holders: set[str] = set()
        self.refusal = "held"
        self.failure: Exception | None = None
        self.remaining = 0

    async def close(self) -> None:
        """Close nothing."""

    async def claim(self, raffle_id: str, group: Sequence[ClaimRequest]) -> GroupAnswer:
        self.groups.append((raffle_id, [request.player for request in group]))
        self.in_flight[raffle_id] = self.in_flight.get(raffle_id, 0) + 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight[raffle_id])
        await self.open.wait()
        self.in_flight[raffle_id] -= 1
        if self.failure is not None:
            raise self.failure
        return GroupAnswer(
            self.remaining,
            [
                ClaimAnswer(self.refusal, 1)
                if request.player in self.holders
                else ClaimAnswer("claimed" if request.phc else "left", place + 1)
                for place, request in enumerate(group)
            ],
        )


PAIR = Pair("0" * 16, "$argon2id")

QUEUE_SECONDS = 60
"""A time limit that no claim in these tests exceeds, even on a busy machine."""


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def reserve() -> Reserve:
    """A reserve of 300 pairs. No process makes further pairs."""
    reserve = Reserve(Hashing(8, 1), code_length=16, size=300, processes=1)
    for place in range(300):
        reserve.give_back(Pair(f"{place:016}", "$argon2id"))
    return reserve


@pytest.fixture
async def claims(store: Store, reserve: Reserve) -> AsyncIterator[Claims]:
    claims = claims_on(store, reserve, queue_seconds=QUEUE_SECONDS)
    yield claims
    store.open.set()
    await claims.close()


def claims_on(store: Store, reserve: Reserve, **limits: Any) -> Claims:
    async def no_read(raffle_id: str) -> Any:
        raise AssertionError(raffle_id)

    room = Room(cast(Client, None), folder=None)
    return Claims(cast(Scripts, store), reserve, Snapshots(no_read), room, **limits)


async def queue(claims: Claims, players: Sequence[str], raffle_id: str = "r") -> list[asyncio.Task[Any]]:
    """Let players claim, one after the other. Return when every claim is in the queue or was sent."""
    tasks = []
    for player in players:
        tasks.append(asyncio.create_task(claim_or_raise(claims, raffle_id, player)))
        await let_tasks_run()
    return tasks


async def test_a_single_claim_is_sent_without_delay(claims: Claims, store: Store) -> None:
    # When one player claims
    await queue(claims, ["a"])

    # Then the claim is sent without waiting for other claims
    assert store.groups == [("r", ["a"])]


async def test_claims_that_arrive_during_a_call_share_the_next_call(claims: Claims, store: Store) -> None:
    # Given a call to the store that is not answered yet
    first = await queue(claims, ["a"])

    # When more players claim than fit into one call, and then the store answers
    players = [f"p{place}" for place in range(MAX_GROUP + 2)]
    others = await queue(claims, players)
    assert len(store.groups) == 1
    store.open.set()
    await asyncio.gather(*first, *others)

    # Then the waiting claims were sent in groups of at most MAX_GROUP, one call at a time
    assert [group for _, group in store.groups] == [["a"], players[:MAX_GROUP], players[MAX_GROUP:]]
    assert store.most_in_flight == 1


async def test_a_player_who_claims_in_many_raffles_takes_turns(claims: Claims, store: Store) -> None:
    # Given a slow store, and a player who claims in many raffles that do not exist
    made_up = [f"made up {place}" for place in range(50)]
    greedy = [task for raffle_id in made_up for task in await queue(claims, ["greedy"], raffle_id)]

    # Then only the first calls of this player are sent
    sent = QUEUES_OF_A_SITE + 1
    assert store.groups == [(raffle_id, ["greedy"]) for raffle_id in made_up[:sent]]

    # When two other players claim: one in a further raffle, the other in a raffle for which the first player waits
    others = await queue(claims, ["anna"], "r") + await queue(claims, ["ben"], made_up[-1])

    # Then the store gets these claims before the waiting claims of the first player
    assert store.groups[sent:] == [("r", ["anna"]), (made_up[-1], ["ben"])]

    # And when the first player claims in the raffle `r`, whose call has no answer yet, Then this claim joins the next
    # group of `r`. In the end, the first player gets all answers
    greedy += await queue(claims, ["greedy"], "r")
    store.open.set()
    await asyncio.gather(*greedy, *others)
    assert store.groups.count(("r", ["greedy"])) == 1
    assert {raffle_id for raffle_id, _ in store.groups} == {"r", *made_up}


async def test_a_claim_whose_turn_does_not_come_is_refused(store: Store, reserve: Reserve) -> None:
    # Given the players of one /48 network with many claims in flight, and claims that may wait only briefly
    claims = claims_on(store, reserve, queue_seconds=0.01)
    sent = QUEUES_OF_A_SITE + 1
    first = [task for place in range(sent) for task in await queue(claims, [f"2001:db8:7:{place}::/64"], f"r {place}")]

    # When one more player of the /48 claims in one more raffle, Then this claim is refused before it is sent, and its
    # pair is in the reserve again
    with pytest.raises(StoreUnavailable):
        await claims.claim("one more", "2001:db8:7:ff::/64")
    assert len(store.groups) == sent
    assert len(reserve) == 300 - sent
    store.open.set()
    await asyncio.gather(*first)
    await claims.close()


async def test_a_claim_that_waited_too_long_in_the_queue_is_refused_and_takes_nothing(
    store: Store, reserve: Reserve
) -> None:
    # Given a slow store, two claims that have waited too long, and one claim that has just arrived
    claims = claims_on(store, reserve, queue_seconds=0.05)
    first = await queue(claims, ["a"])
    late = await queue(claims, ["b", "c"])
    await asyncio.sleep(0.1)  # no event reports that two claims have waited too long
    prompt = await queue(claims, ["d"])

    # When the store answers
    store.open.set()
    answers = await asyncio.gather(*first, *late, *prompt, return_exceptions=True)

    # Then only the claim that waited a short time is sent. The pairs of the two refused claims are in the reserve
    assert [isinstance(answer, StoreUnavailable) for answer in answers] == [False, True, True, False]
    assert [group for _, group in store.groups] == [["a"], ["d"]]
    assert len(reserve) == 298


async def test_raffles_do_not_wait_for_each_other(claims: Claims, store: Store) -> None:
    # Given a call in flight for one raffle
    await queue(claims, ["a"], "slow")

    # When a player claims in a second raffle
    await queue(claims, ["a"], "other")

    # Then the claim in the second raffle is sent without waiting for the first call
    assert store.groups == [("slow", ["a"]), ("other", ["a"])]


async def test_a_refused_claim_does_not_harm_its_group(claims: Claims, store: Store, reserve: Reserve) -> None:
    # Given a group of three claims. One of the three players already holds a ticket
    store.holders = {"held"}
    blocker = await queue(claims, ["blocker"])
    tasks = await queue(claims, ["a", "held", "b"])

    # When the store answers
    store.open.set()
    await asyncio.gather(*blocker)
    a, held, b = cast(list[Any], await asyncio.gather(*tasks, return_exceptions=True))

    # Then the other two players have tickets, and the pair of the refused claim is back in the reserve
    assert (a.ticket.ticket_number, b.ticket.ticket_number) == (1, 3)
    assert isinstance(held, AlreadyParticipated)
    assert len(reserve) == 300 - 3


async def test_the_claim_of_the_last_ticket_is_reported(store: Store, reserve: Reserve) -> None:
    # Given a raffle with two tickets that nobody has claimed
    told: list[str] = []
    claims = claims_on(store, reserve, queue_seconds=QUEUE_SECONDS, at_sold_out=told.append)
    store.open.set()

    # When a player claims the first of them, Then the service does not call `at_sold_out`
    store.remaining = 1
    await claim_or_raise(claims, "r", "a")
    assert told == []

    # When a player claims the last ticket, and another player comes too late, Then the service calls `at_sold_out` once
    store.remaining = 0
    await claim_or_raise(claims, "r", "b")
    store.holders = {"c"}
    with pytest.raises(AlreadyParticipated):
        await claim_or_raise(claims, "r", "c")
    assert told == ["r"]
    await claims.close()


@pytest.mark.parametrize(("refusal", "remaining"), [("sold_out", 0), ("closed", 5)])
async def test_a_claim_after_the_end_takes_no_pair(
    claims: Claims, store: Store, reserve: Reserve, refusal: str, remaining: int
) -> None:
    # Given a raffle of which this worker knows that it is sold out, or closed
    store.holders, store.refusal, store.remaining = {"a", "b"}, refusal, remaining
    store.open.set()
    with pytest.raises(Problem):
        await claim_or_raise(claims, "r", "a")

    # When another player claims, Then the claim takes no pair from the reserve, and is refused too
    store.open.clear()
    late, elsewhere = await queue(claims, ["b"]), await queue(claims, ["c"], "another raffle")
    assert len(reserve) == 300 - len(elsewhere)
    store.open.set()
    with pytest.raises(Problem):
        await late[0]
    await elsewhere[0]


async def test_a_raffle_that_has_tickets_again_sells_them(claims: Claims, store: Store, reserve: Reserve) -> None:
    # Given a raffle that was sold out. After that, its store was replaced by a backup, in which some tickets are free
    store.open.set()
    await claim_or_raise(claims, "r", "a")
    store.remaining = 5

    # When players claim, Then they get tickets. The worker still believes that the raffle is sold out. So it sends the
    # first of these claims without a pair, learns that there are tickets, and sends this claim again with a pair
    await claim_or_raise(claims, "r", "b")
    await claim_or_raise(claims, "r", "c")
    assert [players for _, players in store.groups] == [["a"], ["b"], ["b"], ["c"]]
    assert len(reserve) == 300 - 3


async def test_a_claim_of_a_full_network_gives_its_pair_back(claims: Claims, store: Store, reserve: Reserve) -> None:
    # Given a group of three claims. The network of one of the three players has as many tickets as it may have
    store.holders, store.refusal = {"neighbour"}, "network_full"
    blocker = await queue(claims, ["blocker"])
    tasks = await queue(claims, ["a", "neighbour", "b"])

    # When the store answers
    store.open.set()
    await asyncio.gather(*blocker)
    a, neighbour, b = cast(list[Any], await asyncio.gather(*tasks, return_exceptions=True))

    # Then the other two players have tickets, and the pair of the refused claim is back in the reserve
    assert (a.ticket.ticket_number, b.ticket.ticket_number) == (1, 3)
    assert isinstance(neighbour, NetworkFull)
    assert len(reserve) == 300 - 3


async def test_a_claim_that_is_cancelled_in_the_queue_takes_nothing(
    claims: Claims, store: Store, reserve: Reserve
) -> None:
    # Given two claims that wait in the queue during a call
    first = await queue(claims, ["a"])
    leaves, stays = await queue(claims, ["leaves", "stays"])

    # When the client of one of the two claims leaves before the next call, so that this claim is cancelled
    leaves.cancel()
    store.open.set()
    await asyncio.gather(*first, stays)

    # Then only the other claim is in the next call
    assert [group for _, group in store.groups] == [["a"], ["stays"]]


async def test_a_claim_that_is_cancelled_in_flight_does_not_give_its_pair_back(
    claims: Claims, store: Store, reserve: Reserve
) -> None:
    # Given one claim in flight and one claim in the queue
    tasks = await queue(claims, ["leaves", "stays"])

    # When the claim in flight is cancelled, and the store answers
    tasks[0].cancel()
    store.open.set()
    claimed = await tasks[1]

    # Then the other claim is served, and the code of the cancelled claim is never used again
    assert claimed.ticket.ticket_number == 1
    assert len(reserve) == 300 - 2


@pytest.mark.parametrize(
    ("failure", "answered", "pairs_back"),
    [
        (OutcomeUnknown(), OutcomeUnknown, 0),
        (StoreUnavailable(), StoreUnavailable, 1),
        (RaffleNotFound(), RaffleNotFound, 1),
        (RaffleDeleted({"name": "Fair"}), RaffleDeleted, 1),
        (RuntimeError("a defect"), OutcomeUnknown, 0),
    ],
)
async def test_a_pair_goes_back_only_when_no_ticket_can_have_its_code(
    claims: Claims, store: Store, reserve: Reserve, *, failure: Exception, answered: type[Problem], pairs_back: int
) -> None:
    # Given a claim in flight
    store.failure = failure
    (task,) = await queue(claims, ["a"])

    # When the call fails
    store.open.set()

    # Then the player gets a problem. The pair is back in the reserve only if the call has certainly changed nothing
    with pytest.raises(answered):
        await asyncio.wait_for(task, 5)
    assert len(reserve) == 299 + pairs_back

    # And the next claim gets a ticket
    store.failure = None
    (task,) = await queue(claims, ["b"])
    assert (await asyncio.wait_for(task, 5)).ticket.ticket_number == 1


async def test_claims_in_the_queue_fail_with_the_call_in_flight(claims: Claims, store: Store, reserve: Reserve) -> None:
    # Given a claim that was sent to the store, and a claim that waits in the queue
    tasks = await queue(claims, ["sent", "waits"])
    store.failure = OutcomeUnknown()

    # When the connection breaks
    store.open.set()
    sent, waits = await asyncio.gather(*tasks, return_exceptions=True)

    # Then only the outcome of the claim that was sent is unknown
    assert isinstance(sent, OutcomeUnknown)
    assert isinstance(waits, StoreUnavailable)
    assert len(reserve) == 299


async def test_with_an_empty_reserve_a_refusal_needs_no_code(claims: Claims, store: Store, reserve: Reserve) -> None:
    # Given an empty reserve, and a player who holds a ticket
    empty(reserve)
    store.holders = {"held"}
    store.open.set()

    # When this player claims, Then the refusal comes without delay, although the reserve never gets a pair
    with pytest.raises(AlreadyParticipated):
        await asyncio.wait_for(claim_or_raise(claims, "r", "held"), 5)


@pytest.mark.parametrize("ready", [0, 300])
async def test_a_claim_of_a_ticket_holder_costs_one_call_with_and_without_codes(
    claims: Claims, store: Store, reserve: Reserve, ready: int
) -> None:
    # Given a full or an empty reserve, and a player who holds a ticket
    if not ready:
        empty(reserve)
    store.holders = {"held"}
    store.open.set()

    # When this player claims, Then one call to the store is enough, and no pair is used
    with pytest.raises(AlreadyParticipated):
        await asyncio.wait_for(claim_or_raise(claims, "r", "held"), 5)
    assert store.groups == [("r", ["held"])]
    assert len(reserve) == ready


async def test_the_wait_for_a_code_shortens_the_wait_for_the_store(store: Store, reserve: Reserve) -> None:
    # Given a player who waits for a code
    claims = claims_on(store, reserve, claim_seconds=0.2)
    empty(reserve)
    store.open.set()
    (task,) = await queue(claims, ["waits"])

    # When the store begins to hang, and then the player gets a pair
    store.open.clear()
    reserve.give_back(PAIR)

    # Then the player learns in time that the outcome is unknown, and the code is never used again
    with pytest.raises(OutcomeUnknown):
        await asyncio.wait_for(task, 1)
    assert len(reserve) == 0
    store.open.set()


async def test_closing_waits_for_the_calls_in_flight(claims: Claims, store: Store) -> None:
    # Given a call in flight
    (task,) = await queue(claims, ["a"])

    # When the service calls `close`, Then `close` waits for the answer of the store
    closing = asyncio.create_task(claims.close())
    await let_tasks_run()
    assert not closing.done()

    # And when the store answers, Then the player has the ticket, and `close` returns
    store.open.set()
    await asyncio.wait_for(closing, 5)
    assert task.done()
    assert task.result().ticket.ticket_number == 1


def empty(reserve: Reserve) -> None:
    while reserve.take_nowait():
        pass


@pytest.mark.parametrize(
    ("groups", "slow", "age_seconds", "warned"),
    [(1000, 11, 1, True), (1000, 10, 1, False), (20, 1, 1, True), (1000, 11, MEASURED_SECONDS + 1, False)],
    ids=["more than one in a hundred", "one in a hundred", "few groups", "long ago"],
)
async def test_slow_groups_cause_a_warning(
    claims: Claims, groups: int, slow: int, age_seconds: float, warned: bool
) -> None:
    # Given groups of claims, of which some were slow
    ended = asyncio.get_running_loop().time() - age_seconds
    claims._times.measured.extend([Measured(ended, 0.5)] * slow + [Measured(ended, 0.01)] * (groups - slow))

    # When somebody reads the warnings, Then there is a warning if more than one recent group in a hundred was slow
    assert ["the store is slow: look at its disk" in warning for warning in claims.warnings] == [True] * warned


async def test_a_group_is_measured(claims: Claims, store: Store) -> None:
    # When a player claims, Then the service notes how long the group with this claim took
    store.open.set()
    await claim_or_raise(claims, "r", "player")
    assert [group.seconds < 60 for group in claims._times.measured] == [True]

    # And when the outcome of a group is unknown, Then the service notes its time too. When the store refuses a group,
    # Then the service notes nothing
    for store.failure in (OutcomeUnknown(), StoreUnavailable()):
        with pytest.raises(type(store.failure)):
            await claim_or_raise(claims, "r", "another")
    assert len(claims._times.measured) == 2


async def test_the_further_claims_of_a_ticket_holder_are_limited(claims: Claims, store: Store) -> None:
    # Given a player who holds a ticket, and who has already sent as many further claims in this minute as the limit
    # allows
    store.holders, store.open = {"held"}, opened()
    for _ in range(throttle.RETRIES):
        with pytest.raises(AlreadyParticipated):
            await claim_or_raise(claims, "r", "held")
    groups = len(store.groups)

    # When the player sends one more claim
    with pytest.raises(TooManyClaims) as refused:
        await claim_or_raise(claims, "r", "held")

    # Then the claim is refused without a call to the store. The problem says how long the player has to wait
    assert 0 < (refused.value.retry_after_seconds or 0) <= throttle.WINDOW_SECONDS
    assert len(store.groups) == groups

    # And another player gets a ticket
    assert (await claim_or_raise(claims, "r", "another")).ticket.ticket_number == 1


async def test_retries_in_one_raffle_do_not_count_in_another(claims: Claims, store: Store) -> None:
    # Given two people at one address, who hold a ticket of a raffle together. One of them has sent too many claims for
    # this raffle
    store.holders, store.open = {"shared"}, opened()
    for _ in range(throttle.RETRIES):
        with pytest.raises(AlreadyParticipated):
            await claim_or_raise(claims, "r", "shared")
    with pytest.raises(TooManyClaims):
        await claim_or_raise(claims, "r", "shared")

    # When the second person claims in a second raffle, in which the address also holds a ticket, Then the claim is sent
    # to the store
    with pytest.raises(AlreadyParticipated):
        await claim_or_raise(claims, "other", "shared")

    # And in a third raffle, in which the address holds no ticket, the claim takes a ticket
    store.holders = set()
    assert (await claim_or_raise(claims, "third", "shared")).ticket.ticket_number == 1

    # And the raffle with too many claims still refuses further claims
    with pytest.raises(TooManyClaims):
        await claim_or_raise(claims, "r", "shared")


async def test_retries_are_forgotten_after_a_minute(claims: Claims, store: Store) -> None:
    # Given a player who holds a ticket, and who has already sent as many further claims in this minute as the limit
    # allows
    store.holders, store.open = {"held"}, opened()
    for _ in range(throttle.RETRIES):
        with pytest.raises(AlreadyParticipated):
            await claim_or_raise(claims, "r", "held")

    # When the minute is over, Then a claim of this player is sent to the store again
    claims._retries._ends -= throttle.WINDOW_SECONDS
    with pytest.raises(AlreadyParticipated):
        await claim_or_raise(claims, "r", "held")


async def test_the_memory_for_retries_is_bounded() -> None:
    # Given repeated claims of three players, and room for the counts of only two players
    retries = Retries(capacity=2)
    for player in ("first", "second", "third"):
        for _ in range(throttle.RETRIES):
            retries.count("r", player)

    # Then only the repeated claims of the first player are forgotten
    retries.check("r", "first")
    for player in ("second", "third"):
        with pytest.raises(TooManyClaims):
            retries.check("r", player)


def opened() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event
