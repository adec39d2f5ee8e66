"""Copies every key of a store into another store, and compares the two stores. Each of them may be a cluster.

Ordinary commands read and write the keys, so the two stores may have different versions. Each command reads or writes
a chunk of one key, so a raffle with millions of tickets delays other callers only for a moment.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from redis.client import NEVER_DECODE

from app.errors import OutcomeUnknown, StoreUnavailable
from app.store import keys
from app.store.calls import Client
from app.store.cluster import TROUBLE
from app.store.replication import Replication, every_replica
from app.store.trouble import trouble_of

CHUNK = 1_000
"""About how many entries of a key one command reads or writes."""

ATTEMPTS = 10
"""The move fails after this number of attempts for one command. A repeated command writes the same values again. Only a
list may get an element twice. Then the comparison fails, and the operator has to repeat the move."""

PAUSE_SECONDS = 1.0
"""The time between two attempts."""

PIECE_BYTES = 64 * 1024
"""How many bytes of a string one command reads or writes. Each piece of a string counts as one entry of the key."""

_LISTS = (keys.LAYOUT, keys.FILLING, keys.UNSEALED, keys.DELETED, keys.DRAFTS, keys.RAFFLES)
"""These keys are copied last. A move needs a target that lists no raffles, so an interrupted move can be repeated."""

_WRITE = "redis.call('SET', KEYS[1], '1') return redis.call('DEL', KEYS[1])"
"""A script that writes, and leaves nothing behind. Replicas that confirm this write have all earlier writes too."""

_DIGEST_SIZE = 1 << 256

Chunk = list[tuple[str, Any]]
"""Entries of a key. An entry is a pair: field and value; member and score, or member and ''; position and element."""

T = TypeVar("T")


class MoveFailed(Exception):
    """Not everything was moved. The text is one line that says why."""


class Content(NamedTuple):
    """What a key holds: its type, the number of its entries, their digest, and its expiry time (ms; -1: never).

    The digest is the sum of the entries' SHA-256 hashes, so it does not depend on their order.
    """

    kind: str
    entries: int
    digest: int
    expires_ms: int


NOTHING = Content("none", 0, 0, -2)
"""The content of a key that does not exist."""


class Moved(NamedTuple):
    """The numbers of raffles, keys and entries that were moved."""

    raffles: int
    keys: int
    entries: int


async def move(source: Client, target: Client) -> Moved:
    """Copy every key, but not the counters of wrong codes, because they soon expire. The source is not changed.

    During the move, no other program may write into the stores.

    Raises:
        MoveFailed: the target already has raffles, a store failed, or the two stores differ after the move.
    """
    try:
        await _check_that_it_is_empty(target.commands)
        names = await _names(source.commands)
        copied = await _copy_all(source, target, sorted(names.difference(_LISTS)))
        copied += await _copy_all(source, target, [name for name in _LISTS if name in names])
        return Moved(await target.commands.zcard(keys.RAFFLES), len(copied), sum(each.entries for each in copied))
    except TROUBLE as error:
        raise MoveFailed(f"a store failed, so repeat the move: {trouble_of(error).text}") from None


async def _copy_all(source: Client, target: Client, names: Sequence[str]) -> list[Content]:
    """Copy keys, wait until the replicas of the target have the copies, and compare them.

    The comparison comes last. So it also finds what the target lost in a failover before its replicas had everything.

    Raises:
        MoveFailed: a replica does not confirm the copies, or a key differs.
    """
    copied = [await _copy(source.commands, target.commands, name) for name in names]
    await _wait_for_replicas(target, names)
    for name, content in zip(names, copied, strict=True):
        found = await content_of(target.commands, name)
        has_expired = found == NOTHING and 0 <= content.expires_ms <= time.time() * 1000
        if found != content and not has_expired:
            raise MoveFailed(
                f"{name} is not the same in both stores: the target failed over, or something else writes into them. "
                "Repeat the move with an empty target"
            )
    return copied


async def _wait_for_replicas(target: Client, names: Iterable[str]) -> None:
    """Wait until all replicas of the servers that have these keys confirm all earlier writes.

    Raises:
        MoveFailed: a replica does not confirm them.
    """
    replication = Replication(target)
    for name in {target.route(name).name: name for name in names}.values():
        for _ in range(ATTEMPTS):
            if await _is_on_every_replica(replication, name):
                break
            await asyncio.sleep(PAUSE_SECONDS)
        else:
            raise MoveFailed("a replica of the target does not confirm the copies: repair it, and repeat the move")


async def _is_on_every_replica(replication: Replication, name: str) -> bool:
    """Return whether every replica of the server that has a key confirms all earlier writes."""
    slot = name.partition("{")[2].partition("}")[0] or name
    with suppress(StoreUnavailable, OutcomeUnknown):
        _, confirmed, _ = await replication.change(name, ("EVAL", _WRITE, 1, f"{{{slot}}}:moved"), every_replica)
        return confirmed
    return False


async def content_of(redis: Any, name: str, then: Callable[[str, Chunk], Awaitable[None]] | None = None) -> Content:
    """Return what a key holds. Call `then` with the type of the key and each chunk of its entries.

    Raises:
        MoveFailed: the key has an unknown type, or its entries changed during every attempt.
    """
    kind = await _patiently(lambda: redis.type(name))
    if kind == "none":
        return NOTHING
    for _ in range(ATTEMPTS):
        entries, digest = 0, 0
        async for chunk in _chunks(redis, kind, name):
            entries += len(chunk)
            digest = _added(digest, chunk)
            if then:
                await then(kind, chunk)
        # A scan may return an entry twice if the store resizes the hash table meanwhile. Then the numbers differ: scan
        # again.
        if entries == await _patiently(lambda: _size(redis, kind, name)):
            return Content(kind, entries, digest, await _patiently(lambda: redis.pexpiretime(name)))
    raise MoveFailed(f"{name} changes all the time: stop every service that uses the store")


async def _copy(source: Any, target: Any, name: str) -> Content:
    """Replace one key of the target with a copy from the source; return what the key of the source holds."""
    await _patiently(lambda: target.delete(name))
    content = await content_of(source, name, then=lambda kind, chunk: _write(target, kind, name, chunk))
    if content.expires_ms >= 0:
        await _patiently(lambda: target.pexpireat(name, content.expires_ms))
    return content


async def _check_that_it_is_empty(redis: Any) -> None:
    lists = [await redis.zcard(key) for key in (keys.RAFFLES, keys.DELETED, keys.DRAFTS)]
    if any(lists) or await redis.scard(keys.FILLING):
        raise MoveFailed("the store at REDIS_URL has raffles already: name an empty store")


async def _names(redis: Any) -> set[str]:
    """Return the names of all keys except the counters of wrong codes."""
    return {name async for name in redis.scan_iter(count=CHUNK) if ":failures:" not in name}


async def _chunks(redis: Any, kind: str, name: str) -> AsyncIterator[Chunk]:
    if kind == "string":
        async for piece in _pieces(redis, name):
            yield [piece]
        return
    if kind == "list":
        for first in range(0, await _patiently(lambda: redis.llen(name)), CHUNK):
            found = await _patiently(lambda: redis.lrange(name, first, first + CHUNK - 1))  # noqa: B023 - awaited at once
            yield [(str(place), element) for place, element in enumerate(found, first)]
        return
    scans = {"hash": redis.hscan, "set": redis.sscan, "zset": redis.zscan}
    if kind not in scans:
        raise MoveFailed(f"{name} has the type {kind}, which this version of the service does not use")
    cursor = 0
    while True:
        at = cursor
        cursor, found = await _patiently(lambda: scans[kind](name, at, count=CHUNK))  # noqa: B023 - awaited at once
        entries = found.items() if kind == "hash" else found if kind == "zset" else ((member, "") for member in found)
        if chunk := list(entries):
            yield chunk
        if not int(cursor):
            return


async def _pieces(redis: Any, name: str) -> AsyncIterator[tuple[str, bytes]]:
    """Yield the pieces of a string, each with the place of its first byte."""
    for first in range(0, await _patiently(lambda: redis.strlen(name)), PIECE_BYTES):
        part = ("GETRANGE", name, first, first + PIECE_BYTES - 1)
        yield str(first), await _patiently(lambda: redis.execute_command(*part, **{NEVER_DECODE: True}))  # noqa: B023


async def _write(redis: Any, kind: str, name: str, chunk: Chunk) -> None:
    if kind == "hash":
        await _patiently(lambda: redis.hset(name, mapping=dict(chunk)))
    elif kind == "zset":
        await _patiently(lambda: redis.zadd(name, dict(chunk)))
    elif kind == "list":
        await _patiently(lambda: redis.rpush(name, *(element for _, element in chunk)))
    elif kind == "string":
        ((first, piece),) = chunk
        await _patiently(lambda: redis.setrange(name, int(first), piece))
    else:
        await _patiently(lambda: redis.sadd(name, *(member for member, _ in chunk)))


async def _size(redis: Any, kind: str, name: str) -> int:
    if kind == "string":
        return -(-int(await redis.strlen(name)) // PIECE_BYTES)
    sizes = {"list": redis.llen, "hash": redis.hlen, "set": redis.scard, "zset": redis.zcard}
    return int(await sizes[kind](name))


def _added(digest: int, chunk: Chunk) -> int:
    for entry in chunk:
        digest += int.from_bytes(sha256(repr(entry).encode()).digest())
    return digest % _DIGEST_SIZE


async def _patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Repeat a call up to ATTEMPTS times, because a store may be away for a moment, for example in a failover."""
    for _ in range(ATTEMPTS - 1):
        with suppress(*TROUBLE):
            return await call()
        await asyncio.sleep(PAUSE_SECONDS)
    return await call()
