"""The stage of a raffle: a manager sets how many winners are shown, and all screens that watch the raffle follow."""

from app.domain.stage import Stage, StageRequest
from app.service.snapshots import Snapshots
from app.store.scripts import Scripts


class Stages:
    """The stages of all raffles."""

    def __init__(self, scripts: Scripts, snapshots: Snapshots) -> None:
        self._scripts = scripts
        self._snapshots = snapshots

    async def set(self, raffle_id: str, asked: StageRequest) -> Stage:
        """Write how many winners of a raffle are shown, and tell everybody who watches the raffle.

        Raises:
            InvalidRequest: the raffle has fewer winners than asked for.
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn
            StoreFull, StoreUnavailable, OutcomeUnknown
        """
        with self._snapshots.changing(raffle_id):
            return await self._scripts.set_stage(raffle_id, asked)
