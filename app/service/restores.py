"""Ends the restore of a store: suspends undrawn raffles, erases players again, hides what was deleted.

It also raises the incarnation of the store, which says how often the store was restored. The record of a later draw has
this number. A repair that gave up data counts as a restore, and so does a new store in the place of a lost one.

A suspended raffle waits until a manager resumes it. Until then, nobody can claim in it or draw it. Drafts are suspended
too, because a draft may have been published after the backup. A restore also brings back raffles that were deleted
after the backup, and addresses of players who were erased after the backup. The record file, which is not a part of
the store, has a line for each deletion and each erasure.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from app.domain.change import RaffleChange
from app.domain.erasure import Erased
from app.errors import AlreadyDrawn, RaffleDamaged, RaffleDeleted, RaffleNotFound
from app.service.changes import change_raffle
from app.service.list_repair import ListRepair
from app.service.records import Differences, Records
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


async def end(client: Client, records: Records, *, makes_file: bool = True) -> tuple[Waiting, Differences]:
    """Suspend undrawn raffles and drafts, and raise the store's incarnation.

    Also erase the players again who were erased after the backup, and hide what was deleted after the backup. Return
    how many raffles and drafts were suspended, and how the record file and the restored store differ. The new
    incarnation is higher than that of the backup, and than each incarnation in the record file. The record file gets a
    note of the restore. If there is no record file, `makes_file` says whether one is made.

    During the call, no service may use the store. If the call is interrupted, services cannot start on this store until
    a further call has completed the restore.

    Raises:
        OSError: the record file cannot be read or written.
        LayoutTooNew, MoveUnfinished, StoreFull, StoreUnavailable, OutcomeUnknown
    """
    incarnation = await begin_restore(client, await records.newest_incarnation())
    suspended = await _suspend_all(client, incarnation)
    erased = await _erase_again(client, await records.erasures())
    found = (await records.differences())._replace(erased=erased)
    await _hide(client, found.returned, found.publicly_deleted)
    if makes_file or records.have_file():
        await records.keep_restore(incarnation)
    # This is the last step, because services may start after it.
    await end_restore(client, incarnation)
    return suspended, found


async def _suspend_all(client: Client, incarnation: int) -> Waiting:
    """Suspend all drafts, and all raffles that are not drawn; return how many. Damaged raffles are only logged."""
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
    return Waiting(len(raffles), len(drafts))


async def _erase_again(client: Client, erasures: Mapping[str, Collection[Erased]]) -> int:
    """Erase the players of these tickets, if the store still has their addresses; return how many it had.

    If a ticket was claimed again after an earlier restore, its new player is not erased.

    Raises:
        StoreFull, StoreUnavailable, OutcomeUnknown
    """
    reads, scripts = Reads(client), Scripts(client)
    erased = 0
    for raffle_id, found in erasures.items():
        for number, claim in {(each.ticket_number, each.claim) for each in found}:
            # A deletion removes the addresses too. After a draw, they are removed within a day.
            with suppress(RaffleNotFound, RaffleDeleted, AlreadyDrawn):
                try:
                    if (await reads.claims(raffle_id, [number])).get(number) == claim:
                        player = await reads.holder(raffle_id, number)
                        # Name no ticket in the log: the manager may have named only an address.
                        erased += await scripts.erase(raffle_id, player, None)
                except RaffleDamaged:
                    note_damage(raffle_id, "its players cannot be erased again")
    return erased


async def _hide(client: Client, raffle_ids: Sequence[str], publicly_deleted: Sequence[str]) -> None:
    """Unlist raffles that were deleted after the backup. So only managers see these raffles in lists.

    Only managers see drafts, so drafts are not unlisted. `publicly_deleted` are the raffles and drafts whose deletion
    everybody could see. They get a mark, so that everybody can also see their next deletion.

    Raises:
        StoreFull, StoreUnavailable, OutcomeUnknown
    """
    reads, scripts = Reads(client), Scripts(client)
    for raffle_id in publicly_deleted:
        with suppress(RaffleNotFound, RaffleDeleted, RaffleDamaged):
            await scripts.mark_deleted(raffle_id)
    for raffle_id in raffle_ids:
        with suppress(RaffleNotFound, RaffleDeleted, RaffleDamaged):
            await change_raffle(reads, scripts, raffle_id, RaffleChange(unlisted=True))


def lost_changes(since: str) -> str:
    """Return a line for the operator about changes that a restore takes back, and that no file has."""
    return (
        f"LOOK: the store lacks what managers changed after {since}: texts, early ends, and which raffles are unlisted "
        "or archived. Look through the raffles on the page /manage, and repeat these changes before you resume a raffle"
    )
