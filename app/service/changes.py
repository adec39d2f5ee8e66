"""How raffles are changed after their creation, and how they end early. The terms of a raffle never change.

The terms are what was announced for the draw, for example the prizes. A draft (a raffle before its publication) has no
terms yet.
"""

from app.domain.change import EndRequest, RaffleChange
from app.domain.raffle import Raffle
from app.service.drafts import Drafts
from app.service.snapshots import Snapshots
from app.store.calls import after_a_change
from app.store.reads import Reads
from app.store.scripts import Scripts


async def change_raffle(
    reads: Reads, scripts: Scripts, raffle_id: str, asked: RaffleChange, manager: str | None = None
) -> None:
    """Change a published raffle. If another call changes it after this call has read it, read it again, and try again.

    Raises:
        RaffleNotFound, RaffleDeleted, RaffleDamaged, AlreadyPublished
        StoreFull, StoreUnavailable, OutcomeUnknown, ReplicasMissing
    """
    changed = False
    while not changed:
        now = await reads.raffle_hash(raffle_id)
        changed = await scripts.change(raffle_id, now.revision, asked.differences(now.changeable), manager)


class Changes:
    """The changes of all raffles. Each change is kept with its time, and everybody can read the change."""

    def __init__(self, reads: Reads, scripts: Scripts, drafts: Drafts, snapshots: Snapshots) -> None:
        self._reads = reads
        self._drafts = drafts
        self._scripts = scripts
        self._snapshots = snapshots

    async def change(self, raffle_id: str, asked: RaffleChange, manager: str | None = None) -> Raffle:
        """Change a raffle or a draft, and return it. A field that already has the requested value is not written.

        So a retry writes nothing. The log of the raffle names the `manager` who makes the change.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged
            AlreadyPublished: the request would change something that is final.
            InvalidRequest, TooManyPrizes: the changed draft would break a rule or a limit.
            StoreFull, StoreUnavailable, OutcomeUnknown, ReplicasMissing
        """
        # `changing` drops the snapshot: the state of the raffle that this worker keeps for a moment. Drop it even if
        # this call changes nothing. An earlier call, whose outcome is unknown, may have just made the same change.
        with self._snapshots.changing(raffle_id):
            if draft := await self._drafts.edit(raffle_id, asked, manager):
                return draft
            await change_raffle(self._reads, self._scripts, raffle_id, asked, manager)
        with after_a_change():
            return await self._reads.readable(raffle_id)

    async def end_early(self, raffle_id: str, asked: EndRequest, manager: str | None = None) -> Raffle:
        """Let a raffle end early; return the raffle. The log of the raffle names the `manager` who decides this.

        Raises:
            InvalidRequest: the time is too soon, is before the opening, or is after the present end of the raffle.
            CannotEndEarly, RaffleNotFound, RaffleDeleted, RaffleDamaged
            StoreFull, StoreUnavailable, OutcomeUnknown, ReplicasMissing
        """
        with self._snapshots.changing(raffle_id):
            await self._scripts.end_early(raffle_id, asked.ended_at, manager)
        with after_a_change():
            return await self._reads.readable(raffle_id)
