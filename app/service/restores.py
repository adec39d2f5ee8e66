"""Ends the restore of a store: suspends the raffles that are not drawn, and gives the store a new incarnation.

A suspended raffle waits until a manager resumes it. Drafts are suspended too, because a draft may have been published
after the backup.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from app.domain.change import RaffleChange
from app.errors import AlreadyDrawn, RaffleDamaged, RaffleDeleted, RaffleNotFound
from app.service.list_repair import ListRepair
from app.store import keys
from app.store.calls import Client
from app.store.index import Index
from app.store.layout import begin_restore, end_restore
from app.store.raffle_hash import note_damage
from app.store.reads import Reads
from app.store.scripts import Scripts


class Waiting(NamedTuple):
    """How many raffles and how many drafts are suspended."""

    raffles: int
    drafts: int


async def suspend_all(client: Client, known: int = 0) -> Waiting:
    """Suspend all drafts, and all raffles that are not drawn; return their numbers. Raise the incarnation of the store.

    The new incarnation is also higher than `known`, the highest incarnation in the file of records.

    During the call, no service may use the store. If the call is interrupted, services cannot start on this store until
    a further call has completed the restore.

    Raises:
        LayoutTooNew, StoreUnavailable, OutcomeUnknown
    """
    incarnation = await begin_restore(client, known)
    scripts = Scripts(client)
    raffles, drafts = set[str](), set[str]()

    async def suspend(raffle_id: str) -> None:
        try:
            published = await scripts.suspend(raffle_id, incarnation)
        except RaffleDamaged:
            note_damage(raffle_id, "it cannot be suspended")  # nobody can claim in a damaged raffle
            return
        except (RaffleNotFound, RaffleDeleted, AlreadyDrawn):
            return
        (raffles if published else drafts).add(raffle_id)

    # In a backup of a cluster, the nodes were copied at different moments, so a raffle may be in no list.
    reads = Reads(client)
    await ListRepair(reads, Index(client)).repair()
    seen: set[str] = set()
    for all_ids in (reads.hashes(), reads.hashes(keys.draft), reads.all_ids()):
        async for ids in all_ids:
            unseen = {*ids} - seen
            await asyncio.gather(*(suspend(raffle_id) for raffle_id in unseen))
            seen |= unseen
    await end_restore(client, incarnation)
    return Waiting(len(raffles), len(drafts))


def lost_changes(since: str) -> str:
    """Return a line for the operator about changes that a restore takes back, and that no file has."""
    return (
        f"LOOK: the store lacks what managers changed after {since}: texts, early ends, and which raffles are unlisted "
        "or archived. Look through the raffles on the page /manage, and repeat these changes before you resume a raffle"
    )


async def hide(client: Client, raffle_ids: Sequence[str], publicly_deleted: Sequence[str]) -> None:
    """Unlist raffles that were deleted after the backup. So only managers see these raffles in lists.

    Only managers see drafts, so drafts are not unlisted. `publicly_deleted` are the raffles and drafts whose deletion
    everybody could see. They get a mark, so that everybody also sees when they are deleted again.

    Raises:
        StoreFull, StoreUnavailable, OutcomeUnknown
    """
    reads, scripts = Reads(client), Scripts(client)
    for raffle_id in publicly_deleted:
        with suppress(RaffleNotFound, RaffleDeleted, RaffleDamaged):
            await scripts.mark_deleted(raffle_id)
    for raffle_id in raffle_ids:
        with suppress(RaffleNotFound, RaffleDeleted, RaffleDamaged):
            changed = False
            while not changed:
                now = await reads.raffle_hash(raffle_id)
                differences = RaffleChange(unlisted=True).differences(now.changeable)
                changed = await scripts.change(raffle_id, now.revision, differences)
