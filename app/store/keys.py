"""The keys of the store, and what each key holds. All values except `tree` are text, so redis-cli can show them.

All keys of a raffle have the hash tag {id}. So they are in one slot of a cluster, and one script can change them all.

| key                      | type       | holds |
| ------------------------ | ---------- | ----- |
| `raffles`                | sorted set | raffle ids, scored by creation time (ms) |
| `raffles:deleted`        | sorted set | ids of deleted raffles, scored by the time of their deletion (ms) |
| `raffles:drafts`         | sorted set | ids of drafts, scored by creation time (ms) |
| `raffles:filling`        | set        | ids of raffles whose pool is not complete; any worker may continue the fill |
| `raffles:unsealed`       | set        | ids of raffles that are filled and not sealed; any worker                |
|                          |            | may seal one of them when no ticket is left |
| `raffles:layout`         | hash       | version of this layout, store_id, incarnation (number of restores), |
|                          |            | code_lengths (every length that codes of this store have; absent if |
|                          |            | a version that wrote no lengths created raffles in this store); |
|                          |            | restoring (the next incarnation), until a restore has ended; |
|                          |            | moving (the store_id of the source), until a move has ended; |
|                          |            | restore_id (random; names the last restore) |
| `raffles:services`       | sorted set | services that use this store, scored by the time of their last report |
|                          |            | (ms); each with fingerprints of its receipt secrets, the sealing one |
|                          |            | first, and the name of its machine; deleted 150 seconds after the last |
|                          |            | report of any service |
| `raffle:{id}`            | hash       | name, total_tickets, prizes (JSON), created_at, filled, entropy_source; |
|                          |            | terms (absent in raffles that an earlier version created); |
|                          |            | if announced: opens_at, closes_at, draw_at, beacon, reserves, |
|                          |            | substitute_after_hours; |
|                          |            | from the draw on: entropy, algorithm, seed, drawn_at, signature (with a |
|                          |            | beacon), incarnation (if the store was restored); |
|                          |            | from the first IPv6 player on: player_rule (`ipv6/64`: a /64 is a player); |
|                          |            | after a restore, until a manager resumes it: suspended (incarnation); |
|                          |            | from the seal on: root, withdrawn_hash, withdrawn_tickets, sealed_at, |
|                          |            | round (with a beacon); during the sealing: sealing and sealing_until; |
|                          |            | stage (JSON): how far a manager has shown the winners to an audience. |
|                          |            | These fields are not in the terms: description, participation_terms, |
|                          |            | contact and pick_up, if given; ended_at if a manager ended the raffle |
|                          |            | early; unlisted and archived (`1`), if true; was_listed (`1`), if it was |
|                          |            | listed before it became unlisted; deleted_before (`1`), if everybody could |
|                          |            | see its deletion before a restore; asked (SHA-256 of the request |
|                          |            | that created the raffle, if the request had more than the terms); |
|                          |            | revision (how often the raffle was changed). |
|                          |            | If the raffle was deleted, only a tombstone is left. It has deleted_at, |
|                          |            | and those of the following fields that the raffle had: name, |
|                          |            | total_tickets, terms, created_at, root, withdrawn_hash, round, drawn_at, |
|                          |            | unlisted. unlisted is left out if the raffle had deleted_before, or if it |
|                          |            | had was_listed and somebody had a ticket |
| `raffle:{id}:draft`      | hash       | a draft: request (the raffle that the draft describes, JSON), asked (as |
|                          |            | above), created_at, revision (how often it was edited), and after a |
|                          |            | restore also suspended and deleted_before (as above). The publication |
|                          |            | copies these two fields to the raffle, and deletes this key. A draft has |
|                          |            | only this key and its log |
| `raffle:{id}:pool`       | set        | ticket numbers that nobody has claimed; after the seal, withdrawn tickets |
| `raffle:{id}:players`    | hash       | player -> ticket number; an erased player is `erased-` and this number; |
|                          |            | deleted 24 hours after the draw or, if no draw comes, 400 days after the |
|                          |            | last claim or the seal. Receipts and networks are deleted at the same times |
| `raffle:{id}:codes`      | hash       | ticket number -> Argon2id PHC string |
| `raffle:{id}:tree`       | string     | the Merkle tree over all tickets from level 8 up, level by level, 32 bytes |
|                          |            | per node; the last 32 bytes are the root. A ticket proof needs the 256 |
|                          |            | leaves below one node of level 8; they are computed from `codes` |
| `raffle:{id}:receipts`   | hash       | player -> encrypted receipt; deleted when the players are deleted |
| `raffle:{id}:networks`   | hash       | IPv6 /48 -> number of its players who claimed when PLAYERS_PER_IPV6_48 was |
|                          |            | set; deleted when the players are deleted |
| `raffle:{id}:failures:{player}` | number | checks of a player that count as wrong; deleted after a minute. A manager |
|                          |            | has one counter, named `manager:` and the name or address, for hand-overs |
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
    """The hash of player -> ticket number: each player gets only one ticket."""
    return f"{raffle(raffle_id)}:players"


def codes(raffle_id: str) -> str:
    """The hash of ticket number -> PHC string."""
    return f"{raffle(raffle_id)}:codes"


def tree(raffle_id: str) -> str:
    """The string of the Merkle tree from level 8 up."""
    return f"{raffle(raffle_id)}:tree"


def receipts(raffle_id: str) -> str:
    """The hash of player -> encrypted receipt."""
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
