"""Reads what a key of a store holds, in chunks. A move copies raffles into another store, and compares the two stores.

Ordinary commands read the keys, so the two stores may have different versions.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from redis.client import NEVER_DECODE

from app.store.cluster import TROUBLE

CHUNK = 1_000
"""The approximate number of entries of a key that one command reads or writes."""

ATTEMPTS = 10
"""If a command fails this many times, the move fails. A repeated command writes the same values again. Only a list may
get an element twice. Then the comparison of the stores fails, and the operator has to repeat the move."""

PAUSE_SECONDS = 1.0
"""The time between two attempts."""

PIECE_BYTES = 64 * 1024
"""The number of bytes of a string that one command reads or writes. Each piece of a string counts as one entry of the
key."""

_DIGEST_SIZE = 1 << 256

Chunk = list[tuple[str, Any]]
"""Entries of a key, as pairs. Hash: field and value. Sorted set: member and score. Set: member and ''. List: position
and element. String: position and piece."""

T = TypeVar("T")


class MoveFailed(Exception):
    """Not everything was moved. The text is one line that says why."""


class Content(NamedTuple):
    """What a key holds: its type, the number of its entries, their digest, and its expiry time (ms; -1: never).

    The digest is the sum of the SHA-256 hashes of the entries. So the order of the entries does not matter.
    """

    kind: str
    entries: int
    digest: int
    expires_ms: int


NOTHING = Content("none", 0, 0, -2)
"""The content of a key that does not exist."""


async def content_of(redis: Any, name: str, then: Callable[[str, Chunk], Awaitable[None]] | None = None) -> Content:
    """Return what a key holds. Call `then` with the type of the key and each chunk of its entries.

    Raises:
        MoveFailed: the key has an unknown type, or its entries changed during every attempt.
    """
    kind = await patiently(lambda: redis.type(name))
    if kind == "none":
        return NOTHING
    for _ in range(ATTEMPTS):
        entries, digest = 0, 0
        async for chunk in _chunks(redis, kind, name):
            entries += len(chunk)
            digest = _added(digest, chunk)
            if then:
                await then(kind, chunk)
        # A scan may return an entry twice if the store resizes the hash table meanwhile. Then the number of entries
        # that were read differs from the number in the key. So scan again.
        if entries == await patiently(lambda: _size(redis, kind, name)):
            return Content(kind, entries, digest, await patiently(lambda: redis.pexpiretime(name)))
    raise MoveFailed(f"{name} changes all the time: stop every service that uses the store")


async def _chunks(redis: Any, kind: str, name: str) -> AsyncIterator[Chunk]:
    if kind == "string":
        async for piece in _pieces(redis, name):
            yield [piece]
        return
    if kind == "list":
        for first in range(0, await patiently(lambda: redis.llen(name)), CHUNK):
            found = await patiently(lambda: redis.lrange(name, first, first + CHUNK - 1))  # noqa: B023 - awaited at once
            yield [(str(place), element) for place, element in enumerate(found, first)]
        return
    scans = {"hash": redis.hscan, "set": redis.sscan, "zset": redis.zscan}
    if kind not in scans:
        raise MoveFailed(f"{name} has the type {kind}, which this version of the service does not use")
    cursor = 0
    while True:
        at = cursor
        cursor, found = await patiently(lambda: scans[kind](name, at, count=CHUNK))  # noqa: B023 - awaited at once
        entries = found.items() if kind == "hash" else found if kind == "zset" else ((member, "") for member in found)
        if chunk := list(entries):
            yield chunk
        if not int(cursor):
            return


async def _pieces(redis: Any, name: str) -> AsyncIterator[tuple[str, bytes]]:
    """Yield the pieces of a string, each with the place of its first byte."""
    for first in range(0, await patiently(lambda: redis.strlen(name)), PIECE_BYTES):
        part = ("GETRANGE", name, first, first + PIECE_BYTES - 1)
        yield str(first), await patiently(lambda: redis.execute_command(*part, **{NEVER_DECODE: True}))  # noqa: B023


async def _size(redis: Any, kind: str, name: str) -> int:
    if kind == "string":
        return -(-int(await redis.strlen(name)) // PIECE_BYTES)
    sizes = {"list": redis.llen, "hash": redis.hlen, "set": redis.scard, "zset": redis.zcard}
    return int(await sizes[kind](name))


def _added(digest: int, chunk: Chunk) -> int:
    for entry in chunk:
        digest += int.from_bytes(sha256(repr(entry).encode()).digest())
    return digest % _DIGEST_SIZE


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Repeat a call up to ATTEMPTS times. A store may be away for a moment, for example while a replica takes over."""
    for _ in range(ATTEMPTS - 1):
        with suppress(*TROUBLE):
            return await call()
        await asyncio.sleep(PAUSE_SECONDS)
    return await call()
