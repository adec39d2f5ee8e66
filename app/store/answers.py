"""What the scripts are asked and what they answer, with a name for each part."""

from enum import Enum
from typing import NamedTuple


class Created(NamedTuple):
    """The creation time of a raffle (UTC, ISO 8601), and whether an earlier call created it."""

    created_at: str
    replayed: bool


class ClaimRequest(NamedTuple):
    """One claim of a group. With an empty PHC string it is a probe, which only asks whether the player could claim.

    `most` limits the players of a network; 0 means no limit. An empty `network` has no limit.
    """

    player: str
    phc: str
    receipt: str
    network: str = ""
    most: int = 0


class ClaimAnswer(NamedTuple):
    """The outcome of one claim: `claimed`, `held` (the player already has a ticket), `sold_out` or `closed`.

    A probe gets `left` instead of `claimed`: the player has no ticket, and tickets are left. `network_full`
    refuses a player whose network has its largest number of players. `not_open_yet`: the raffle opens in `number`
    seconds. `other_rule` refuses an IPv6 player, because the IPv6 players of this raffle are networks of `number` bits.
    """

    outcome: str
    number: int = 0
    receipt: str = ""

    @property
    def names_a_ticket(self) -> bool:
        """Whether the player may see a ticket number. Then the ticket must not be lost."""
        return self.outcome == "claimed" or self.receipt != ""


class GroupAnswer(NamedTuple):
    """How many tickets remain after a group of claims, the answer to each claim in order, and which store answered."""

    remaining: int
    answers: list[ClaimAnswer]
    incarnation: str = ""


class GuessCount(NamedTuple):
    """How many more wrong codes are allowed (None: this check is refused), and in how many seconds the count ends."""

    left: int | None
    forgotten_in_seconds: int


class SealBegin(Enum):
    """Whether an attempt may seal a raffle now, another attempt is under way, or the raffle is sealed already."""

    BEGUN = "begun"
    UNDER_WAY = "under_way"
    SEALED = "sealed"


class Sealing(NamedTuple):
    """What a seal is made of: the root in hex, the levels of the tree from level 8 up, and what was withdrawn."""

    root: str
    nodes: bytes
    withdrawn_hash: str
    withdrawn_tickets: int


class Chosen(NamedTuple):
    """The entropy of a draw, and the signature that it follows from; '' for each that there is not."""

    entropy: str = ""
    signature: str = ""
