"""Creates, edits and publishes drafts: raffles that only managers see, and in which everything can be changed."""

from app.domain.change import RaffleChange
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import DamagedRaffle, Raffle
from app.errors import AlreadyPublished, RaffleDamaged, RaffleNotFound
from app.service.raffles import CreatedRaffle, Raffles
from app.service.snapshots import Snapshot, Snapshots, require_version, snapshot_of
from app.store.calls import after_a_change
from app.store.index import Index
from app.store.reads import Reads
from app.store.runner import now_text
from app.store.scripts import Scripts


class Drafts:
    """The drafts of a store. The log of a raffle names the `manager` who acts."""

    def __init__(self, reads: Reads, scripts: Scripts, index: Index, raffles: Raffles, snapshots: Snapshots) -> None:
        self._reads = reads
        self._scripts = scripts
        self._index = index
        self._raffles = raffles
        self._snapshots = snapshots

    async def create(
        self, new: RaffleRequest, idempotency_key: str | None = None, *, manager: str | None = None
    ) -> CreatedRaffle:
        """Create a draft. A retry with the same key returns the draft, or its raffle if the draft was published.

        The first step adds the id to the list of drafts. So after a crash, the list has every draft that exists.

        Raises:
            InvalidRequest, TooManyPrizes: the raffle breaks a limit.
            RaffleDeleted: the draft that was created with this key was deleted.
            IdempotencyKeyReused: the key already created a different raffle.
            StoreFull, StoreUnavailable, OutcomeUnknown, ReplicasMissing
        """
        self._raffles.check_room(new)
        raffle_id = await self._raffles.id_for(idempotency_key)
        await self._index.add_draft(raffle_id, now_text())
        created = await self._scripts.create_draft(raffle_id, new, manager)
        with after_a_change():
            if created is None:
                await self._index.end_draft(raffle_id)
                return CreatedRaffle(await self._reads.readable(raffle_id), replayed=True)
            # Add the id again. Before the draft was created, a request for the list may have found no draft for this
            # id, and may have removed the id.
            await self._index.add_draft(raffle_id, created.created_at, "creation")
            self._snapshots.changed(raffle_id)
            draft = await self._reads.draft(raffle_id)
        # If the draft is missing now, another request has published or deleted it.
        shown = draft.raffle if draft else await self._reads.readable(raffle_id)
        return CreatedRaffle(shown, created.replayed)

    async def snapshot(self, raffle_id: str) -> Snapshot:
        """Return a draft as managers see it.

        Raises:
            RaffleNotFound, StoreUnavailable
        """
        try:
            draft = await self._reads.draft(raffle_id)
        except RaffleDamaged:
            return snapshot_of(DamagedRaffle(raffle_id, "damaged", unlisted=True))
        if draft is None:
            raise RaffleNotFound
        return snapshot_of(draft.raffle)

    async def edit(self, raffle_id: str, change: RaffleChange, manager: str | None = None) -> Raffle | None:
        """Change a draft; return the changed draft, or None if there is no draft with this id.

        Raises:
            InvalidRequest, TooManyPrizes: the change would make a raffle that breaks a rule or a limit.
            RaffleDamaged, StoreFull, StoreUnavailable, OutcomeUnknown, ReplicasMissing
        """
        while draft := await self._reads.draft(raffle_id):
            new = draft.edited(change)
            self._raffles.check_room(new)
            if await self._scripts.edit_draft(draft, new, manager):
                return draft._replace(request=new).raffle
        return None

    async def publish(self, raffle_id: str, manager: str | None = None, version: str | None = None) -> Raffle:
        """Publish a draft: fix its terms (what was announced), and start to add its tickets. Return the raffle.

        With `version`, only publish this version of the draft. When this returns, a small raffle already has all its
        tickets.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged
            AlreadyPublished: the raffle is no draft.
            ChangedMeanwhile: the draft has another version.
            InvalidRequest, TooManyPrizes: the raffle breaks a limit, or its times are not in the future.
            StoreFull, StoreUnavailable, OutcomeUnknown, ReplicasMissing
        """
        while draft := await self._reads.draft(raffle_id):
            require_version(draft.raffle, version)
            self._raffles.check_room(draft.request)
            # First write that the raffle is being filled. If this worker crashes after this step, another worker fills
            # the raffle.
            await self._index.begin_filling(raffle_id)
            if published := await self._scripts.publish(draft, manager):
                raffle = await self._raffles.fill(raffle_id, published.created_at, "publication")
                with after_a_change():
                    await self._index.end_draft(raffle_id)
                self._snapshots.changed(raffle_id)
                return raffle
        await self._reads.readable(raffle_id)
        # An earlier call has published the draft. If too few replicas have this publication, a failover can still lose
        # it. So wait for the replicas.
        await self._scripts.confirm_change(raffle_id, "publication")
        raise AlreadyPublished
