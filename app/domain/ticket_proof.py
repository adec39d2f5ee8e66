"""Defines the proof that a ticket is in the Merkle tree of its raffle: a tree of hashes over all tickets."""

from typing import Annotated

import msgspec

from app.domain.raffle import ClaimedNumber, Root


class TicketProof(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is needed to compute the root of a raffle from one of its tickets (RFC 9162, section 2.1.3)."""

    ticket_number: ClaimedNumber
    phc: Annotated[str, msgspec.Meta(description="The Argon2id hash of the code of the ticket, as a PHC string.")]
    path: Annotated[
        list[str], msgspec.Meta(description="The hashes (in hex) beside the way to the root, from the ticket upwards.")
    ]
    tree_size: Annotated[int, msgspec.Meta(description="The number of leaves: one for each ticket of the raffle.")]
    root: Root
