"""Signs show cheaply whether raffles have changed. One call reads the signs of many raffles on one server."""

from collections.abc import Sequence
from typing import Any

from redis.exceptions import RedisError

from app.errors import StoreUnavailable
from app.store import keys
from app.store.calls import Client, ask
from app.store.cluster import TROUBLE, Command

Sign = tuple[Any, ...]
"""Everything that can change in what a raffle shows: fields of its hash, and the sizes of its keys."""

_COMMANDS_OF_A_RAFFLE = 4


class Signs:
    """The signs of the raffles in one store."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def by_server(self, raffle_ids: Sequence[str]) -> list[list[str]]:
        """Return raffle ids in groups, one for each server that has some of them. A lost slot of a cluster has none.

        Raises:
            StoreUnavailable: no server of the store can be reached.
        """
        groups: dict[str, list[str]] = {}
        try:
            async with self._client.turn():
                for raffle_id in raffle_ids:
                    groups.setdefault(self._server(raffle_id), []).append(raffle_id)
        except TROUBLE as error:
            raise StoreUnavailable from error
        return list(groups.values())

    async def read(self, raffle_ids: Sequence[str]) -> list[Sign | None]:
        """Return the signs of raffles of one server, in order. None: the server refused, or no longer has the raffle.

        Raises:
            StoreUnavailable: the server cannot be reached, or is too slow.
        """
        commands: list[Command] = []
        for raffle_id in raffle_ids:
            commands += [
                ["HMGET", keys.raffle(raffle_id), "created_at", "filled", "suspended", "drawn_at"],
                ["SCARD", keys.pool(raffle_id)],
                ["HLEN", keys.players(raffle_id)],
                ["HLEN", keys.codes(raffle_id)],
            ]
        answers = await ask(self._client, keys.raffle(raffle_ids[0]), *commands)
        return [
            _sign(answers[first : first + _COMMANDS_OF_A_RAFFLE])
            for first in range(0, len(answers), _COMMANDS_OF_A_RAFFLE)
        ]

    def _server(self, raffle_id: str) -> str:
        try:
            return self._client.route(keys.raffle(raffle_id)).name
        except TROUBLE:
            return ""


def _sign(answers: Sequence[Any]) -> Sign | None:
    fields, *sizes = answers
    if any(isinstance(answer, RedisError) for answer in answers):
        return None
    return (*fields, *sizes)
