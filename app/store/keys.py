"""The keys: what the store holds under which name, readable in redis-cli.

All keys of one raffle share the hash tag {id}, so one raffle is one cluster slot and scripts stay atomic on a cluster.

| key                      | type       | holds |
| ------------------------ | ---------- | ----- |
| `raffles`                | sorted set | raffle id by creation time (ms) |
| `raffles:filling`        | set        | ids whose pool is not complete; any worker may resume them |
| `raffle:{id}`            | hash       | name, total_tickets, prizes (JSON), created_at, filled, and of the draw
|                          |            | entropy_source, entropy, seed, algorithm, drawn_at |
| `raffle:{id}:pool`       | set        | ticket numbers not yet claimed |
| `raffle:{id}:players`    | hash       | player -> ticket number; forgotten 24 hours after the draw |
| `raffle:{id}:codes`      | hash       | ticket number -> Argon2id PHC string |
| `raffle:{id}:receipts`   | hash       | player -> sealed receipt; forgotten 24 hours after the draw |
| `raffle:{id}:failures:{player}` | number | checks of a player that were not right; forgotten after a minute |
| `raffle:{id}:winners`    | sorted set | ticket number, scored by place in the draw (0, 1, 2 ...) |
"""

RAFFLES = "raffles"
FILLING = "raffles:filling"


def raffle(raffle_id: str) -> str:
    """The hash of the raffle itself."""
    return f"raffle:{{{raffle_id}}}"


def pool(raffle_id: str) -> str:
    """The set of ticket numbers not yet claimed."""
    return f"{raffle(raffle_id)}:pool"


def players(raffle_id: str) -> str:
    """The hash of player -> ticket number, which guards one ticket a player."""
    return f"{raffle(raffle_id)}:players"


def codes(raffle_id: str) -> str:
    """The hash of ticket number -> PHC string."""
    return f"{raffle(raffle_id)}:codes"


def receipts(raffle_id: str) -> str:
    """The hash of player -> sealed receipt."""
    return f"{raffle(raffle_id)}:receipts"


def failures(raffle_id: str, player: str) -> str:
    """The counter of a player's checks that were not right, which throttles it."""
    return f"{raffle(raffle_id)}:failures:{player}"


def winners(raffle_id: str) -> str:
    """The sorted set of ticket numbers by place in the draw."""
    return f"{raffle(raffle_id)}:winners"
