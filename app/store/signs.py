"""Signs of raffles. A sign is cheap to read, and shows whether a raffle has changed. One call reads many signs."""

import math
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from redis.exceptions import RedisError

from app.domain.terms import milliseconds
from app.errors import StoreUnavailable
from app.store import keys
from app.store.calls import Client, ask, deadline
from app.store.cluster import TROUBLE, Command
from app.store.look import milliseconds_of

_COMMANDS_OF_A_RAFFLE = 5


_FIELDS = ("created_at", "filled", "suspended", "root", "drawn_at", "stage", "revision")


class Sign(NamedTuple):
    """The sign of a raffle. If the raffle or its winners change, the sign changes too.

    `state` has fields of the raffle's hash, the sizes of its keys, and how many of its times are in the future. At each
    of these times, the status changes by itself. `changes_in_seconds` is the time until the next of these times.
    `substitutions` is one of the sizes: the number of winners that substitutes have replaced.
    """

    state: tuple[Any, ...]
    changes_in_seconds: float = math.inf
    substitutions: int = 0


class Signs:
    """The signs of the raffles in one store."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def by_server(self, raffle_ids: Sequence[str]) -> list[list[str]]:
        """Return raffle ids in groups, one group for each server. Raffles that no server has at present are one group.

        Raises:
            StoreUnavailable: no server of the store can be reached.
        """
        groups: dict[str, list[str]] = {}
        try:
            async with self._client.turn(deadline()):
                for raffle_id in raffle_ids:
                    groups.setdefault(self._server(raffle_id), []).append(raffle_id)
        except TROUBLE as error:
            raise StoreUnavailable from error
        return list(groups.values())

    async def read(self, raffle_ids: Sequence[str]) -> list[Sign | None]:
        """Return the signs of raffles on one server, in order. None: the server refused to read the raffle.

        Raises:
            StoreUnavailable: the server cannot be reached, or is too slow.
        """
        commands: list[Command] = [["TIME"]]
        for raffle_id in raffle_ids:
            commands += [
                ["HMGET", keys.raffle(raffle_id), "opens_at", "closes_at", "ended_at", *_FIELDS],
                ["LLEN", keys.substitutions(raffle_id)],
                ["SCARD", keys.pool(raffle_id)],
                ["HLEN", keys.players(raffle_id)],
                ["HLEN", keys.codes(raffle_id)],
            ]
        clock, *answers = await ask(self._client, keys.raffle(raffle_ids[0]), *commands)
        if isinstance(clock, RedisError):
            raise StoreUnavailable from clock
        now_ms = milliseconds_of(clock)
        return [
            _sign(answers[first : first + _COMMANDS_OF_A_RAFFLE], now_ms)
            for first in range(0, len(answers), _COMMANDS_OF_A_RAFFLE)
        ]

    def _server(self, raffle_id: str) -> str:
        try:
            return self._client.route(keys.raffle(raffle_id)).name
        except TROUBLE:
            return ""


def _sign(answers: Sequence[Any], now_ms: int) -> Sign | None:
    if any(isinstance(answer, RedisError) for answer in answers):
        return None
    (opens_at, closes_at, ended_at, *fields), substitutions, *sizes = answers
    times: list[int] = []
    for time in (opens_at, closes_at, ended_at):
        with suppress(TypeError, ValueError):  # the raffle lacks this time, or is damaged
            times.append(milliseconds(time))
    ahead = [time - now_ms for time in times if time > now_ms]
    changes_in_seconds = min(ahead, default=math.inf) / 1000
    return Sign((*fields, substitutions, *sizes, len(ahead)), changes_in_seconds, substitutions)
