"""The arguments and the answers of scripts.

A PHC string is the Argon2id hash of a code, with its salt and its cost. A receipt is the encrypted code of a ticket.
The arguments and answers of claims are structs and not named tuples, because a struct is made four times as fast.
"""

from enum import Enum
from typing import NamedTuple

import msgspec


class Created(NamedTuple):
    """The creation time of a raffle (UTC, ISO 8601), and whether an earlier call created the raffle."""

    created_at: str
    replayed: bool


class ClaimRequest(msgspec.Struct, frozen=True, gc=False):
    """One claim in a group: the claims that one call of the script carries out.

    A claim with an empty PHC string is a probe: it only asks whether the player could claim.

    `most` limits the players of `network`, the IPv6 /48 of the player. If `network` is empty, there is no limit.
    """

    player: str
    phc: str
    receipt: str
    network: str = ""
    most: int = 0


class ClaimAnswer(msgspec.Struct, frozen=True, gc=False):
    """The answer to one claim. `outcome` says what happened.

    `claimed`: the player has got a ticket. A probe gets `left` instead: the player has no ticket, and tickets are left.
    `held`: the player already had a ticket. `sold_out`, `closed`: nobody can claim any more. `network_full`: the
    network of the player already has its largest number of players. `not_open_yet`: the raffle opens in `number`
    seconds. `other_rule`: the player is an IPv6 network with a wrong prefix length. In this raffle, IPv6 players have
    the prefix length `number`.

    `incarnation` is a short text that identifies the store that answered.
    """

    outcome: str
    number: int = 0
    receipt: str = ""
    incarnation: str = ""

    @property
    def names_a_ticket(self) -> bool:
        """Whether this answer can show a ticket to its player. The store must not lose a ticket that a player saw."""
        return self.outcome == "claimed" or self.receipt != ""


class GroupAnswer(NamedTuple):
    """The number of tickets left, and the answers to a group of claims in order."""

    remaining: int
    answers: list[ClaimAnswer]


class GuessCount(NamedTuple):
    """How many more wrong codes are allowed (None: this check of a code is refused), until the count begins at 0 again.

    `forgotten_in_seconds` is the time until then.
    """

    left: int | None
    forgotten_in_seconds: int


class SealBegin(Enum):
    """The answer to an attempt to seal a raffle, which means to fix its tickets for the draw.

    The attempt may begin, another attempt is under way, or the raffle is sealed already.
    """

    BEGUN = "begun"
    UNDER_WAY = "under_way"
    SEALED = "sealed"


class Sealing(NamedTuple):
    """What a seal writes: the root in hex, the tree from level 8 up, and the hash and number of withdrawn tickets.

    The tree is the Merkle tree over all tickets. A node of level 8 stands for 256 tickets.
    """

    root: str
    nodes: bytes
    withdrawn_hash: str
    withdrawn_tickets: int


class Chosen(NamedTuple):
    """The entropy of a draw, and the signature from which the entropy follows. A missing value is ''.

    The entropy is the random text from which the winners are computed.
    """

    entropy: str = ""
    signature: str = ""
