"""The keys of the store, and what each of them holds. redis-cli can read them all.

All keys of one raffle share the hash tag {id}, so one raffle is one cluster slot and scripts stay atomic on a cluster.

| key                      | type       | holds |
| ------------------------ | ---------- | ----- |
| `raffles`                | sorted set | raffle id by creation time (ms) |
| `raffles:filling`        | set        | ids whose pool is not complete; any worker may resume them |
| `raffle:{id}`            | hash       | name, total_tickets, prizes (JSON), created_at, filled, entropy_source; |
|                          |            | from the draw on: entropy, seed, algorithm, drawn_at |
| `raffle:{id}:pool`       | set        | ticket numbers not yet claimed |
| `raffle:{id}:players`    | hash       | player -> ticket number; deleted 24 hours after the draw |
| `raffle:{id}:codes`      | hash       | ticket number -> Argon2id PHC string |
| `raffle:{id}:receipts`   | hash       | player -> encrypted receipt; deleted 24 hours after the draw |
| `raffle:{id}:failures:{player}` | number | checks of a player without a right code; deleted after a minute |
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
    """The hash of player -> ticket number: each player gets only one ticket."""
    return f"{raffle(raffle_id)}:players"


def codes(raffle_id: str) -> str:
    """The hash of ticket number -> PHC string."""
    return f"{raffle(raffle_id)}:codes"


def receipts(raffle_id: str) -> str:
    """The hash of player -> encrypted receipt."""
    return f"{raffle(raffle_id)}:receipts"


def failures(raffle_id: str, player: str) -> str:
    """The counter of a player's checks without a right code. It limits the checks of this player."""
    return f"{raffle(raffle_id)}:failures:{player}"


def winners(raffle_id: str) -> str:
    """The sorted set of ticket numbers by place in the draw."""
    return f"{raffle(raffle_id)}:winners"
