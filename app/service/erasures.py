"""Erases players: removes the address of one player. The ticket of the player stays taken."""

from collections.abc import Callable

import msgspec

from app.domain.erasure import ErasureRequest
from app.errors import AlreadyDrawn, PlayerNotFound
from app.service.records import Records
from app.store.reads import Reads
from app.store.scripts import Scripts


class Erasures:
    """The erasures of all raffles.

    An IPv6 player is a network. The first IPv6 player of a raffle fixes the prefix length of these networks. For a
    raffle without IPv6 players, `player_ipv6_prefix` is used. `forget` is called with each erased player, so that this
    worker forgets the refused claims that it has counted for this player. Other workers find the erasure in the store
    (`Crowds.watch`).
    """

    def __init__(
        self,
        reads: Reads,
        scripts: Scripts,
        records: Records,
        forget: Callable[[str], None],
        *,
        player_ipv6_prefix: int,
    ) -> None:
        self._reads = reads
        self._scripts = scripts
        self._records = records
        self._forget = forget
        self._player_ipv6_prefix = player_ipv6_prefix

    async def erase(self, raffle_id: str, asked: ErasureRequest, manager: str | None = None) -> None:
        """Remove the address of a player from a raffle that is not drawn yet.

        The ticket of the player stays taken, and its code stays valid. The address can claim another ticket. The
        file of records gets a line without the address, so that a restore of an older backup erases the player again.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged
            InvalidRequest: the request has a text that cannot be a player.
            AlreadyDrawn: the raffle is drawn, so its addresses are deleted soon anyway.
            PlayerNotFound: this player has no ticket, or the store does not have the address of the ticket's player.
            StoreFull, StoreUnavailable, OutcomeUnknown
            ReplicasMissing: this or an earlier call has erased the address, but too few replicas have confirmed the
                erasure.
        """
        try:
            await self._erase(raffle_id, asked, manager)
        except PlayerNotFound:
            # An earlier call may have erased the player. If too few replicas have this erasure, a failover can still
            # lose it. So wait for the replicas.
            await self._scripts.confirm_change(raffle_id, "erasure")
            raise
        await self._records.keep_notes(raffle_id)

    async def _erase(self, raffle_id: str, asked: ErasureRequest, manager: str | None) -> None:
        """Erase a player. If the player was erased before, do not wait for replicas."""
        raffle = await self._reads.raffle_hash(raffle_id)
        number = None if asked.ticket_number is msgspec.UNSET else asked.ticket_number
        if number is None:
            player = asked.player_under(raffle.player_ipv6_prefix or self._player_ipv6_prefix)
        else:
            player = await self._reads.holder(raffle_id, number)
        self._forget(player)
        try:
            erased = await self._scripts.erase(raffle_id, player, number, manager)
        except AlreadyDrawn:
            raise AlreadyDrawn.before_erasing() from None
        if not erased:
            raise PlayerNotFound
