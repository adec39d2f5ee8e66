"""The stage of a raffle: a manager says how far its winners are shown, and every screen that watches follows."""

from app.domain.stage import Stage, StageRequest
from app.service.snapshots import Snapshots
from app.store.scripts import Scripts


class Stages:
    """The stages of all raffles."""

    def __init__(self, scripts: Scripts, snapshots: Snapshots) -> None:
        self._scripts = scripts
        self._snapshots = snapshots

    async def set(self, raffle_id: str, asked: StageRequest) -> Stage:
        """Note how far the winners of a raffle are shown, and tell those who watch it.

        Raises:
            InvalidRequest: the raffle has fewer winners.
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn
            StoreFull, StoreUnavailable, OutcomeUnknown
        """
        with self._snapshots.changing(raffle_id):
            return await self._scripts.set_stage(raffle_id, asked)
