"""Copies every key of a store into another store, and compares the two stores. Each of them may be a cluster.

Ordinary commands read and write the keys, so the two stores may have different versions. Each command reads or writes
a chunk of one key, so a raffle with millions of tickets delays other callers only for a moment.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any, NamedTuple

from app.errors import OutcomeUnknown, StoreUnavailable
from app.store import content, keys
from app.store.calls import Client
from app.store.cluster import TROUBLE
from app.store.connect import is_served
from app.store.content import CHUNK, NOTHING, Chunk, Content, MoveFailed, content_of, patiently
from app.store.layout import MOVING
from app.store.replication import Replication, every_replica
from app.store.trouble import trouble_of

_LISTS = (keys.FILLING, keys.UNSEALED, keys.DELETED, keys.DRAFTS, keys.RAFFLES)
"""These keys are copied last, so that the target never lists a raffle that is not complete."""

_OURS = ("raffle:{", "raffles:")
"""How the names of our keys begin, except the name `raffles`. The target may also have keys of other programs."""

SERVICES_END_SECONDS = 10.0
"""How long a move waits for services that perhaps use the target. A service looks for the mark of a move (MOVING) each
second, and ends when it finds the mark. A move waits only if the target cannot tell whether a service is connected."""

_END = "redis.call('DEL', KEYS[1]) if #ARGV > 0 then redis.call('HSET', KEYS[1], unpack(ARGV)) end"
"""A script that replaces a hash in one step, so that no service starts while the hash is missing."""

_WRITE = "redis.call('SET', KEYS[1], '1') return redis.call('DEL', KEYS[1])"
"""A script that writes, and leaves nothing behind. Replicas that confirm this write have all earlier writes too."""


class Moved(NamedTuple):
    """The numbers of raffles, keys and entries that were moved."""

    raffles: int
    keys: int
    entries: int


async def has_begun(target: Client) -> bool:
    """Return whether a move into this store has begun and has not ended.

    Raises:
        MoveFailed: the store failed.
    """
    try:
        return bool(await target.commands.hexists(keys.LAYOUT, MOVING))
    except TROUBLE as error:
        raise MoveFailed(f"the store at REDIS_URL failed: {trouble_of(error).text}") from None


async def move(
    source: Client,
    target: Client,
    *,
    before_copies: Callable[[], None] = lambda: None,
    before_end: Callable[[], None] = lambda: None,
) -> Moved:
    """Copy every key, but not the counters of wrong codes, because they soon expire. The source is not changed.

    While keys are copied, the target has a mark, and no service starts on a store with this mark. `before_copies` is
    called when the target has the mark, but no copy. When everything is copied, `before_end` is called, and then the
    mark is removed. During the move, no other program may write into the stores.

    Raises:
        MoveFailed: the target already has raffles or is in use, a store failed, or the two stores differ after the
            move.
    """
    try:
        await _begin(target, await source.commands.hget(keys.LAYOUT, "store_id") or "a store without id")
        before_copies()
        names = await _names(source.commands)
        copied = await _copy_all(source, target, sorted(names.difference(_LISTS, {keys.LAYOUT})))
        if await _lists_raffles(target.commands):  # an old service does not know the mark
            raise MoveFailed(
                "a service has used the store at REDIS_URL during the move: stop it, and name an empty store"
            )
        copied += await _copy_all(source, target, [name for name in _LISTS if name in names])
        before_end()
        copied += await _end(source, target)
        return Moved(await target.commands.zcard(keys.RAFFLES), len(copied), sum(each.entries for each in copied))
    except (*TROUBLE, StoreUnavailable) as error:
        raise MoveFailed(f"a store failed, so repeat the move: {trouble_of(error).text}") from None


async def _begin(target: Client, source_id: str) -> None:
    """Mark the target, and remove what an earlier attempt of this move has left there.

    Raises:
        MoveFailed: the target already has raffles, is in use, or has the mark of another move.
    """
    in_use = MoveFailed("a service uses the store at REDIS_URL: stop it before the move")
    if await is_served(target):
        raise in_use
    redis: Any = target.commands
    mark = await redis.hget(keys.LAYOUT, MOVING)
    has_raffles = MoveFailed("the store at REDIS_URL has raffles already: name an empty store")
    if mark is None and await _lists_raffles(redis):
        raise has_raffles
    if mark not in (None, source_id):
        raise MoveFailed("a move from another store into the store at REDIS_URL has not ended: name an empty store")
    if mark:
        for name in await _names(redis):
            if name == keys.RAFFLES or (name.startswith(_OURS) and name != keys.LAYOUT):
                await patiently(lambda: redis.delete(name))  # noqa: B023 - awaited at once
    await patiently(lambda: redis.hset(keys.LAYOUT, MOVING, source_id))
    served = await is_served(target)  # again, because a service may have started just before the mark
    if served is None:
        await asyncio.sleep(SERVICES_END_SECONDS)
    if served or (mark is None and await _lists_raffles(redis)):
        await patiently(lambda: redis.hdel(keys.LAYOUT, MOVING))
        raise in_use if served else has_raffles
    await _wait_for_replicas(target, [keys.LAYOUT])


async def _end(source: Client, target: Client) -> list[Content]:
    """Replace the mark of the target with the layout of the source; return what the layout holds.

    Raises:
        MoveFailed: a replica does not confirm the layout, or the layouts differ.
    """
    fields = await source.commands.hgetall(keys.LAYOUT)
    redis: Any = target.commands
    await patiently(lambda: redis.eval(_END, 1, keys.LAYOUT, *chain.from_iterable(fields.items())))
    names = [keys.LAYOUT] if fields else []
    copied = [await content_of(source.commands, name) for name in names]
    await _compare(target, names, copied)
    return copied


async def _copy_all(source: Client, target: Client, names: Sequence[str]) -> list[Content]:
    """Copy keys, wait until the replicas of the target have the copies, and compare them.

    The comparison comes last. So the comparison also finds what the target lost in a failover before its replicas had
    everything.

    Raises:
        MoveFailed: a replica does not confirm the copies, or a key differs.
    """
    copied = [await _copy(source.commands, target.commands, name) for name in names]
    await _compare(target, names, copied)
    return copied


async def _compare(target: Client, names: Sequence[str], copied: Sequence[Content]) -> None:
    """Wait until the replicas of the target have these keys, and compare the keys with what was copied.

    Raises:
        MoveFailed: a replica does not confirm the copies, or a key differs.
    """
    await _wait_for_replicas(target, names)
    for name, expected in zip(names, copied, strict=True):
        found = await content_of(target.commands, name)
        has_expired = found == NOTHING and 0 <= expected.expires_ms <= time.time() * 1000
        if found != expected and not has_expired:
            raise MoveFailed(
                f"{name} is not the same in both stores: the target failed over, or something else writes into them. "
                "Repeat the move"
            )


async def _wait_for_replicas(target: Client, names: Iterable[str]) -> None:
    """Wait until all replicas of the servers that have these keys confirm all earlier writes.

    Raises:
        MoveFailed: a replica does not confirm them.
    """
    replication = Replication(target)
    for name in {target.route(name).name: name for name in names}.values():
        for _ in range(content.ATTEMPTS):
            if await _is_on_every_replica(replication, name):
                break
            await asyncio.sleep(content.PAUSE_SECONDS)
        else:
            raise MoveFailed("a replica of the target does not confirm the copies: repair it, and repeat the move")


async def _is_on_every_replica(replication: Replication, name: str) -> bool:
    """Return whether every replica of the server that has a key confirms all earlier writes."""
    slot = name.partition("{")[2].partition("}")[0] or name
    with suppress(StoreUnavailable, OutcomeUnknown):
        _, confirmed, _ = await replication.change(name, ("EVAL", _WRITE, 1, f"{{{slot}}}:moved"), every_replica)
        return confirmed
    return False


async def _copy(source: Any, target: Any, name: str) -> Content:
    """Replace one key of the target with a copy from the source; return what the key of the source holds."""
    await patiently(lambda: target.delete(name))
    held = await content_of(source, name, then=lambda kind, chunk: _write(target, kind, name, chunk))
    if held.expires_ms >= 0:
        await patiently(lambda: target.pexpireat(name, held.expires_ms))
    return held


async def _lists_raffles(redis: Any) -> bool:
    lists = [await redis.zcard(key) for key in (keys.RAFFLES, keys.DELETED, keys.DRAFTS)]
    return any(lists) or bool(await redis.scard(keys.FILLING))


async def _names(redis: Any) -> set[str]:
    """Return the names of all keys except the counters of wrong codes."""
    return {name async for name in redis.scan_iter(count=CHUNK) if ":failures:" not in name}


async def _write(redis: Any, kind: str, name: str, chunk: Chunk) -> None:
    if kind == "hash":
        await patiently(lambda: redis.hset(name, mapping=dict(chunk)))
    elif kind == "zset":
        await patiently(lambda: redis.zadd(name, dict(chunk)))
    elif kind == "list":
        await patiently(lambda: redis.rpush(name, *(element for _, element in chunk)))
    elif kind == "string":
        ((first, piece),) = chunk
        await patiently(lambda: redis.setrange(name, int(first), piece))
    else:
        await patiently(lambda: redis.sadd(name, *(member for member, _ in chunk)))
