"""Find out whether a history of requests contradicts the promises of a raffle.

The test tool Jepsen checks histories in the same way. The history has only the requests and answers of
clients. The final state is what the store holds when every fault has ended.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from redis import Redis

from app.domain import codes
from app.store import keys


class Request(NamedTuple):
    """One request of a client, and its answer."""

    began: float
    """When the request was sent, in seconds of the monotonic clock."""
    ended: float
    """When the answer came, or when the client stopped waiting."""
    service: str
    action: str
    """`participate` or `winners`, as in the path."""
    player: str
    key: str
    """The Idempotency-Key. A draw has the empty key ''."""
    raffle_id: str
    status: int | None
    """The status of the answer, or None if no answer came."""
    body: Any
    """The answer as JSON."""

    @property
    def told(self) -> bool:
        """Whether the answer has a ticket, or winners."""
        return self.status == 201


class FinalState(NamedTuple):
    """What the store holds of one raffle."""

    total_tickets: int
    pool: frozenset[int]
    players: Mapping[str, int]
    phcs: Mapping[int, str]
    """The hash of each code by ticket number."""
    winners: Sequence[int]


def final_state(redis: Redis, raffle_id: str) -> FinalState:
    """Read the final state of a raffle from the server that has this raffle."""
    with redis.pipeline() as pipe:
        pipe.hget(keys.raffle(raffle_id), "total_tickets")
        pipe.smembers(keys.pool(raffle_id))
        pipe.hgetall(keys.players(raffle_id))
        pipe.hgetall(keys.codes(raffle_id))
        pipe.zrange(keys.winners(raffle_id), 0, -1)
        total, pool, players, phcs, winners = pipe.execute()
    return FinalState(
        int(total),
        frozenset(map(int, pool)),
        {player: int(number) for player, number in players.items()},
        {int(number): phc for number, phc in phcs.items()},
        [int(number) for number in winners],
    )


def violations(requests: Sequence[Request], final: FinalState) -> list[str]:
    """Return one line for each broken promise of a raffle. All `requests` must be about this raffle."""
    tickets = _told(requests, "participate")
    numbers = {(claim.player, claim.body["ticket_number"]) for claim in tickets}
    told_codes = {(claim.player, codes.normalise(claim.body["verification_code"])) for claim in tickets}
    return [
        *(line for claim in tickets if (line := _loss(claim, final))),
        *(f"number {number} was told to two players" for number in _twice(number for _, number in numbers)),
        *(f"{player} was told two numbers" for player in _twice(player for player, _ in numbers)),
        *("a code was told to two players" for _ in _twice(code for _, code in told_codes)),
        *(line for draw in _told(requests, "winners") if (line := _other_winners(draw, final))),
        *_contradictions(final),
    ]


def longest_wait(requests: Iterable[Request], began: float, ended: float) -> float:
    """Return the length in seconds of the longest pause without an acknowledged claim, from `began` to `ended`."""
    moments = sorted(claim.ended for claim in _told(requests, "participate") if began < claim.ended < ended)
    return max(later - earlier for earlier, later in zip([began, *moments], [*moments, ended], strict=True))


def _loss(claim: Request, final: FinalState) -> str | None:
    """Return a line if the final state contradicts an acknowledged claim, else None."""
    number = claim.body["ticket_number"]
    if final.players.get(claim.player) != number:
        return f"lost: {claim.player} was told ticket {number}, but has {final.players.get(claim.player)}"
    if number not in final.phcs:
        return f"lost: ticket {number} of {claim.player} has no code"
    if not codes.matches(final.phcs[number], codes.normalise(claim.body["verification_code"])):
        return f"lost: ticket {number} of {claim.player} has another code"
    return None


def _other_winners(draw: Request, final: FinalState) -> str | None:
    """Return a line if an answer announced other winners than the final winners, else None."""
    announced = [winner["ticket_number"] for winner in draw.body]
    if announced == list(final.winners):
        return None
    return f"{draw.service} announced {announced}, but the winners are {list(final.winners)}"


def _told(requests: Iterable[Request], action: str) -> list[Request]:
    return [request for request in requests if request.action == action and request.told]


def _contradictions(final: FinalState) -> list[str]:
    """Return what is wrong within the final state of a raffle."""
    held = list(final.players.values())
    lines = [f"ticket {number} has two players" for number in _twice(held)]
    lines += ["a pair of code and hash was used twice" for _ in _twice(final.phcs.values())]
    if len(final.pool) + len(held) != final.total_tickets:
        lines.append(f"{len(final.pool)} in the pool and {len(held)} players are not {final.total_tickets} tickets")
    if both := final.pool.intersection(held):
        lines.append(f"{len(both)} tickets have a player and are in the pool")
    if set(held) != set(final.phcs):
        lines.append(f"{len(set(held) ^ set(final.phcs))} tickets have only a player or only a code")
    return lines


def _twice(values: Iterable[Hashable]) -> list[Hashable]:
    return [value for value, count in Counter(values).items() if count > 1]


def by_raffle(requests: Iterable[Request]) -> dict[str, list[Request]]:
    """Return the requests of each raffle."""
    each: dict[str, list[Request]] = defaultdict(list)
    for request in requests:
        each[request.raffle_id].append(request)
    return each
