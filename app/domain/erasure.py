"""Decides whose address a manager erases."""

from typing import Annotated

import msgspec

from app.domain.player import player_written
from app.domain.raffle import TicketNumber
from app.errors import InvalidRequest


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
