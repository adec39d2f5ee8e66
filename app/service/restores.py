"""Ends the restore of a store: raffles that are not drawn wait for a manager, and the store has a new incarnation."""

import asyncio

from app.errors import AlreadyDrawn, RaffleDamaged, RaffleDeleted, RaffleNotFound
from app.store.calls import Client
from app.store.layout import begin_restore, end_restore
from app.store.raffle_hash import note_damage
from app.store.reads import Reads
from app.store.scripts import Scripts


async def suspend_all(client: Client) -> int:
    """Suspend all raffles that are not drawn, and raise the incarnation of the store; return how many are suspended.

    No service may use the store meanwhile. If this is interrupted, no service starts until it was repeated.

    Raises:
        LayoutTooNew, StoreUnavailable, OutcomeUnknown
    """
    incarnation = await begin_restore(client)
    scripts = Scripts(client)
    suspended: set[str] = set()

    async def suspend(raffle_id: str) -> None:
        try:
            await scripts.suspend(raffle_id, incarnation)
        except RaffleDamaged:
            note_damage(raffle_id, "it cannot be suspended")  # no ticket of it can be claimed either
            return
        except (RaffleNotFound, RaffleDeleted, AlreadyDrawn):
            return
        suspended.add(raffle_id)

    async for ids in Reads(client).all_ids():
        await asyncio.gather(*(suspend(raffle_id) for raffle_id in ids))
    await end_restore(client, incarnation)
    return len(suspended)
