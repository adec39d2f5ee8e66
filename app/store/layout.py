"""The Redis hash `raffles:layout`: the version of the layout (how the keys are arranged), and the id of the store."""

import secrets
from typing import NamedTuple

from app.store import keys
from app.store.calls import Client, change, reading

VERSION = 3
"""The version of the layout that this service reads and writes. The layout is what app/store/keys.py describes.

A service must not use a layout that is newer than its own. For example, a service that knows only version 2 would give
out tickets after `ended_at`. A service that knows only version 1 would also give out tickets after `closes_at`.
"""

MOVING = "moving"
"""The field of `raffles:layout` that a store has while raffles are moved into it. Its value is the id of the other
store, from which the raffles come."""

RESTORING = "restoring"
"""The field of `raffles:layout` that a store has during a restore. Its value is the next incarnation of the store."""


class WrongLayout(Exception):
    """This service must not use the store. The text is one line that says why, and what to do."""


class LayoutTooNew(WrongLayout):
    """A newer version of the service wrote this store."""

    def __init__(self, found: int) -> None:
        super().__init__(
            f"the store has layout {found}, and this version of the service knows layouts up to {VERSION}: "
            "start a newer version, or choose another store"
        )


class RestoreUnfinished(WrongLayout):
    """The store was restored, or has lost data, and some of its raffles may not be suspended yet."""

    def __init__(self) -> None:
        super().__init__("the restore of the store has not ended: finish it with `make restored`")


class MoveUnfinished(WrongLayout):
    """A move of raffles into this store has not ended. The old store of the raffles may still give out tickets."""

    def __init__(self) -> None:
        super().__init__(
            "a move of raffles into the store has not ended: repeat it with `make move`; if the raffles stay in their "
            "old store, remove the copies, because they have addresses of players"
        )


class Layout(NamedTuple):
    """The id of a store, and how often the store was restored. A repair that gave up data counts as a restore."""

    store_id: str
    incarnation: int


async def is_moving(client: Client) -> bool:
    """Return whether a move into the store has begun and has not ended.

    Raises:
        StoreUnavailable
    """
    async with reading(client, keys.LAYOUT) as redis:
        return bool(await redis.hexists(keys.LAYOUT, MOVING))


async def require_complete(client: Client) -> None:
    """Check that each move into the store and each restore of the store has ended.

    Raises:
        MoveUnfinished, RestoreUnfinished, StoreUnavailable
    """
    async with reading(client, keys.LAYOUT) as redis:
        moving, restoring = await redis.hmget(keys.LAYOUT, [MOVING, RESTORING])
    if moving:
        raise MoveUnfinished
    if restoring:
        raise RestoreUnfinished


async def begin_restore(client: Client, known: int = 0) -> int:
    """Mark a store that was restored from a backup, or that has lost data; return its new incarnation.

    The incarnation counts both cases, and both are called restores here. `known` is the highest incarnation that the
    caller knows from another source than the backup. The new incarnation is higher than `known`. No service starts
    before the call of `end_restore`. After an interrupted restore, the next call returns the same incarnation again,
    unless `known` is now as high as this incarnation. Two separate restores of one backup can also have the same
    incarnation. To tell them apart, each restore writes a random id (`restore_id`).

    Raises:
        LayoutTooNew, MoveUnfinished, StoreUnavailable, OutcomeUnknown
    """
    async with reading(client, keys.LAYOUT) as redis:
        fields = ["version", "incarnation", RESTORING, MOVING]
        version, incarnation, restoring, moving = await redis.hmget(keys.LAYOUT, fields)
    if int(version or 0) > VERSION:
        raise LayoutTooNew(int(version))
    if moving:
        raise MoveUnfinished
    new = max(int(restoring or 0), int(incarnation or 0) + 1, known + 1)
    await change(client, keys.LAYOUT, ["HSET", keys.LAYOUT, RESTORING, new, "restore_id", secrets.token_hex(8)])
    return new


async def end_restore(client: Client, incarnation: int) -> None:
    """Give the store its new incarnation. Services may start again.

    Raises:
        StoreUnavailable, OutcomeUnknown
    """
    await change(client, keys.LAYOUT, ["HSET", keys.LAYOUT, "incarnation", incarnation])
    await change(client, keys.LAYOUT, ["HDEL", keys.LAYOUT, RESTORING])
