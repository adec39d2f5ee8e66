"""Decides whose address a manager erases, and what the file records.jsonl keeps of an erasure."""

from hashlib import sha256
from typing import Annotated

import msgspec

from app.domain.player import player_written
from app.domain.raffle import ClaimedNumber, TicketNumber, Time
from app.errors import InvalidRequest


class Erased(msgspec.Struct, frozen=True):
    """An erasure as the file records.jsonl keeps it. It has no address.

    `claim` tells this claim of the ticket from a later one (see `claim_of`). After a restore of a backup, another
    player may claim the same ticket number, and this player was not erased.
    """

    ticket_number: ClaimedNumber
    claim: str
    erased_at: Time


def claim_of(phc: str) -> str:
    """Return a text that names one claim of a ticket: the SHA-256 of the PHC string (the hash of the ticket's code).

    Each claim has its own random code and salt. Without the salt, nobody can try codes against this text.
    """
    return sha256(phc.encode()).hexdigest()


def line_of_erasure(raffle_id: str, erased: Erased) -> bytes:
    """Return the line of an erasure in the file records.jsonl."""
    return msgspec.json.encode({"raffle_id": raffle_id, "erasure": erased})


class ErasureRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The player whose address is erased: the holder of a ticket, or the player at an address."""

    ticket_number: TicketNumber | msgspec.UnsetType = msgspec.UNSET
    player: (
        Annotated[
            str,
            msgspec.Meta(
                min_length=1,
                max_length=100,
                description="An IP address of the player, or the IPv6 network that counts as the player.",
            ),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET

    def __post_init__(self) -> None:
        """Check that the request names one player.

        Raises:
            InvalidRequest: the request has both members, or neither of them.
        """
        if (self.ticket_number is msgspec.UNSET) == (self.player is msgspec.UNSET):
            raise InvalidRequest.of("ticket_number", "Expected either ticket_number or player")

    def player_under(self, ipv6_prefix: int) -> str:
        """Return the player that `player` means. An IPv6 player is a network of `ipv6_prefix` bits.

        Raises:
            InvalidRequest: `player` is neither an IP address nor a network that can be a player.
        """
        try:
            return player_written(self.player or "", ipv6_prefix)
        except ValueError:
            expected = f"Expected an IP address, or an IPv6 network of {ipv6_prefix} bits"
            raise InvalidRequest.of("player", expected) from None
