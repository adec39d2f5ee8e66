"""The draw record as JSON, written in pieces: millions of winners in one piece would hold up everybody else."""

from collections.abc import AsyncIterator

import msgspec

from app.domain.raffle import Drawn


async def pieces(drawn: Drawn, winners: AsyncIterator[list[int]]) -> AsyncIterator[bytes]:
    """Yield a `DrawRecord` as JSON: the draw, and the winners, which are its last field, a chunk at a time."""
    yield msgspec.json.encode(drawn).removesuffix(b"}") + b',"winners":['
    between = b""
    async for chunk in winners:
        yield between + msgspec.json.encode(chunk)[1:-1]
        between = b","
    yield b"]}"
