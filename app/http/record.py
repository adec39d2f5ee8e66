"""The draw record as JSON, in pieces. Millions of winners in one piece would delay all other requests."""

from collections.abc import AsyncIterator

import msgspec

from app.domain.raffle import Drawn


async def pieces(drawn: Drawn, winners: AsyncIterator[list[int]]) -> AsyncIterator[bytes]:
    """Yield a `DrawRecord` as JSON: first the draw, then chunks of the last field, `winners`."""
    yield msgspec.json.encode(drawn).removesuffix(b"}") + b',"winners":['
    separator = b""
    async for chunk in winners:
        yield separator + msgspec.json.encode(chunk)[1:-1]
        separator = b","
    yield b"]}"
