"""The keys of the store, and what each key holds. All values except `tree` are text, so redis-cli can show them.

All keys of a raffle have the hash tag {id}. A cluster puts all keys with the same hash tag into the same slot. So these
keys are on one server, and one script can change them all.

| key                      | type       | holds |
| ------------------------ | ---------- | ----- |
| `raffles`                | sorted set | raffle ids, scored by creation time (ms) |
| `raffles:deleted`        | sorted set | ids of deleted raffles, scored by the time of their deletion (ms) |
| `raffles:drafts`         | sorted set | ids of drafts, scored by creation time (ms) |
| `raffles:filling`        | set        | ids of raffles whose pool is not complete; any worker may continue the fill |
| `raffles:unsealed`       | set        | ids of raffles whose pool is complete and that are not sealed; any worker |
|                          |            | may seal such a raffle when it is sold out or has closed |
| `raffles:layout`         | hash       | what this store is: see "Fields of the layout" in docs/design.md |
| `raffles:services`       | sorted set | the services that use this store, scored by the time of their last report |
|                          |            | (ms). An entry has the fingerprints of the secrets of a service (the |
|                          |            | secret that seals receipts comes first), and the name of its machine. The |
|                          |            | key is deleted 150 seconds after the last report of any service |
| `raffle:{id}`            | hash       | a raffle, or what is kept of a deleted raffle (its tombstone): see "Fields |
|                          |            | of a raffle" in docs/design.md |
| `raffle:{id}:draft`      | hash       | a draft: see "Fields of a draft" in docs/design.md. Before its |
|                          |            | publication, a raffle has only this key and its log |
| `raffle:{id}:pool`       | set        | ticket numbers that nobody has claimed; after the seal, withdrawn tickets |
| `raffle:{id}:players`    | hash       | player -> ticket number; an erased player is `erased-` and this number; |
|                          |            | deleted 24 hours after the draw or, if no draw comes, 400 days after the |
|                          |            | last claim or the seal. Receipts and networks are deleted at the same times |
| `raffle:{id}:codes`      | hash       | ticket number -> Argon2id PHC string |
| `raffle:{id}:tree`       | string     | the Merkle tree over all tickets from level 8 up, level by level, 32 bytes |
|                          |            | per node; the last 32 bytes are the root. A ticket proof needs the 256 |
|                          |            | leaves below one node of level 8; these leaves are computed from `codes` |
| `raffle:{id}:receipts`   | hash       | player -> receipt (encrypted code); deleted when the players are deleted |
| `raffle:{id}:networks`   | hash       | IPv6 /48 -> number of its players who claimed while PLAYERS_PER_IPV6_48 |
|                          |            | was set; deleted when the players are deleted |
| `raffle:{id}:failures:{player}` | number | checks of one player whose code was wrong or is not verified yet; deleted |
|                          |            | after a minute. In a hand-over, a manager counts as the player `manager:` |
|                          |            | with the name or address |
| `raffle:{id}:winners`    | sorted set | ticket numbers that won in the draw, scored by place (0, 1, 2 ...) |
| `raffle:{id}:substitutes` | list      | ticket numbers of substitutes, in the order of their turn |
| `raffle:{id}:substitutions` | list    | what was substituted, JSON; entry n used entry n of `substitutes` |
| `raffle:{id}:hand-overs` | sorted set | what was handed over, JSON, scored by ticket number |
| `raffle:{id}:log`        | list       | what managers did, JSON, each line with its time and the manager; deleted |
|                          |            | 400 days after the deletion of the raffle |
| `raffle:{id}:changes`    | list       | what was changed after the creation, JSON, the oldest first |
"""

RAFFLES = "raffles"
DELETED = "raffles:deleted"
DRAFTS = "raffles:drafts"
FILLING = "raffles:filling"
UNSEALED = "raffles:unsealed"
LAYOUT = "raffles:layout"
SERVICES = "raffles:services"


def raffle(raffle_id: str) -> str:
    """The hash of the raffle itself."""
    return f"raffle:{{{raffle_id}}}"


def draft(raffle_id: str) -> str:
    """The hash of the draft of a raffle."""
    return f"{raffle(raffle_id)}:draft"


def pool(raffle_id: str) -> str:
    """The set of ticket numbers that nobody has claimed."""
    return f"{raffle(raffle_id)}:pool"


def players(raffle_id: str) -> str:
    """The hash of player -> ticket number. Each player gets only one ticket."""
    return f"{raffle(raffle_id)}:players"


def codes(raffle_id: str) -> str:
    """The hash of ticket number -> PHC string."""
    return f"{raffle(raffle_id)}:codes"


def tree(raffle_id: str) -> str:
    """The string of the Merkle tree from level 8 up."""
    return f"{raffle(raffle_id)}:tree"


def receipts(raffle_id: str) -> str:
    """The hash of player -> receipt, which is the encrypted code of the ticket."""
    return f"{raffle(raffle_id)}:receipts"


def networks(raffle_id: str) -> str:
    """The hash of IPv6 /48 -> number of its players. Claims use it only if this number is limited."""
    return f"{raffle(raffle_id)}:networks"


def failures(raffle_id: str, player: str) -> str:
    """The counter of a player's checks whose code was wrong or is not verified yet. The service limits this number."""
    return f"{raffle(raffle_id)}:failures:{player}"


def winners(raffle_id: str) -> str:
    """The sorted set of ticket numbers by place in the draw."""
    return f"{raffle(raffle_id)}:winners"


def substitutes(raffle_id: str) -> str:
    """The list of the ticket numbers of substitutes."""
    return f"{raffle(raffle_id)}:substitutes"


def substitutions(raffle_id: str) -> str:
    """The list of what was substituted, as JSON."""
    return f"{raffle(raffle_id)}:substitutions"


def log(raffle_id: str) -> str:
    """The list of what managers did, as JSON."""
    return f"{raffle(raffle_id)}:log"


def changes(raffle_id: str) -> str:
    """The list of what was changed after the creation, as JSON."""
    return f"{raffle(raffle_id)}:changes"


def hand_overs(raffle_id: str) -> str:
    """The sorted set of what was handed over, as JSON, scored by ticket number."""
    return f"{raffle(raffle_id)}:hand-overs"
