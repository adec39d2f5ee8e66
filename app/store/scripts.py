"""The Lua scripts in lua/, one typed method each. What a script does stands in its header."""

from collections.abc import Sequence
from hashlib import sha1
from pathlib import Path
from typing import Any, NamedTuple

from redis.exceptions import NoScriptError

from app.domain.draw import ALGORITHM
from app.domain.raffle import NewRaffle
from app.errors import (
    AlreadyDrawn,
    EntropyMissing,
    EntropyNotAnnounced,
    IdempotencyKeyReused,
    Problem,
    RaffleNotFound,
    ReplicasMissing,
    StillFilling,
    TicketsRemaining,
)
from app.metrics import STORE_SECONDS
from app.store import keys
from app.store.connect import Client, Command, change, deadline

REPLICAS_MS = 700
"""Milliseconds that a group of claims waits for its replicas; less than the deadline of the call."""

_REFUSALS: dict[str, type[Problem]] = {
    "missing": RaffleNotFound,
    "other": IdempotencyKeyReused,
    "filling": StillFilling,
    "remaining": TicketsRemaining,
    "drawn": AlreadyDrawn,
    "entropy_missing": EntropyMissing,
    "entropy_unasked": EntropyNotAnnounced,
}


_PACKAGE = Path(__file__).resolve().parent.parent


def script_folder(package: Path = _PACKAGE) -> Path:
    """Return where the Lua files lie: in the wheel inside the package, in a checkout beside it."""
    inside = package / "lua"
    return inside if inside.is_dir() else package.parent / "lua"


class Script:
    """One Lua file, known to the store by its SHA-1."""

    def __init__(self, name: str, package: Path = _PACKAGE) -> None:
        self.seconds = STORE_SECONDS.labels(name)
        self.source = (script_folder(package) / f"{name}.lua").read_text(encoding="utf-8")
        self.sha = sha1(self.source.encode(), usedforsecurity=False).hexdigest()


class ClaimRequest(NamedTuple):
    """One claim of a group. Without a PHC string it only looks whether the player could claim."""

    player: str
    phc: str
    receipt: str


class ClaimAnswer(NamedTuple):
    """What became of one claim: claimed, held, sold_out or left."""

    outcome: str
    ticket_number: int = 0
    receipt: str = ""

    @property
    def to_be_kept(self) -> bool:
        """Whether a player will be told of a ticket, which therefore must not be lost."""
        return self.outcome == "claimed" or self.receipt != ""


class Scripts:
    """The scripts of a store. Every method raises StoreUnavailable or OutcomeUnknown when the store is away.

    Claims are acknowledged only when `claim_min_replicas` replicas have them too.
    """

    def __init__(self, redis: Client, *, claim_min_replicas: int = 0) -> None:
        self._redis = redis
        self._claim_min_replicas = claim_min_replicas
        self._create = Script("create")
        self._fill = Script("fill")
        self._claim = Script("claim")
        self._draw_begin = Script("draw_begin")
        self._draw_commit = Script("draw_commit")
        self._count_check = Script("count_check")
        self._forgive_check = Script("forgive_check")
        self._delete = Script("delete")

    async def create(self, raffle_id: str, new: NewRaffle, prizes: str, created_at: str) -> tuple[str, bool]:
        """Write a new raffle; return since when there is one, and whether the same was written before.

        Raises:
            IdempotencyKeyReused: there is another raffle with this id.
        """
        answer = await self._run(
            self._create,
            [keys.raffle(raffle_id)],
            [new.name, new.total_tickets, prizes, created_at, new.entropy_source or ""],
        )
        _refuse(answer[0])
        return str(answer[1]), answer[0] == "same"

    async def fill(self, raffle_id: str, chunk: int) -> bool:
        """Lay out at most `chunk` more tickets; True when all are out.

        Raises:
            RaffleNotFound: the raffle is gone.
        """
        answer = await self._run(self._fill, [keys.raffle(raffle_id), keys.pool(raffle_id)], [chunk])
        if answer[0] == "missing":
            raise RaffleNotFound
        return bool(answer[0] == "filled")

    async def claim(self, raffle_id: str, group: Sequence[ClaimRequest]) -> tuple[int, list[ClaimAnswer]]:
        """Claim a ticket for each of a group of players; return how many remain, and each one's answer in order.

        Raises:
            RaffleNotFound, StillFilling: for the whole group.
            ReplicasMissing: the claims are written, but too few replicas have them.
        """
        answer, *counted = await self._run_with(
            [["WAIT", self._claim_min_replicas, REPLICAS_MS]] if self._claim_min_replicas else [],
            self._claim,
            [
                keys.raffle(raffle_id),
                keys.pool(raffle_id),
                keys.players(raffle_id),
                keys.codes(raffle_id),
                keys.receipts(raffle_id),
            ],
            [argument for claim in group for argument in claim],
        )
        _refuse(answer[0])
        answers = [ClaimAnswer(outcome, *_ticket(*rest)) for outcome, *rest in answer[2:]]
        # Whoever is only refused needs no replica.
        if counted and counted[0] < self._claim_min_replicas and any(each.to_be_kept for each in answers):
            raise ReplicasMissing
        return answer[1], answers

    async def draw_begin(self, raffle_id: str, announced: str | None, random: str) -> str:
        """Fix the entropy of a draw, and return what is fixed.

        Raises:
            RaffleNotFound, StillFilling, TicketsRemaining, AlreadyDrawn, EntropyMissing, EntropyNotAnnounced
        """
        answer = await self._run(
            self._draw_begin,
            [keys.raffle(raffle_id), keys.pool(raffle_id)],
            [announced or "", random, ALGORITHM],
        )
        _refuse(answer[0])
        return str(answer[1])

    async def draw_commit(
        self,
        raffle_id: str,
        *,
        entropy: str,
        seed: str,
        drawn_at: str,
        grace: int,
        winners_in_all: int,
        first: int,
        numbers: Sequence[int],
    ) -> None:
        """Write a chunk of winners, `numbers` from place `first` on; the last chunk ends the draw.

        Raises:
            RaffleNotFound: the raffle that the entropy was fixed for is gone.
            AlreadyDrawn: somebody else ended the draw.
        """
        answer = await self._run(
            self._draw_commit,
            [keys.raffle(raffle_id), keys.winners(raffle_id), keys.players(raffle_id), keys.receipts(raffle_id)],
            [entropy, seed, drawn_at, grace, winners_in_all, first, *numbers],
        )
        _refuse(answer[0])

    async def count_check(self, raffle_id: str, player: str, *, most: int, window: int) -> tuple[int | None, int]:
        """Count a check against a player before its code is looked at.

        Return how many more are allowed, None when this one is not, and in how many seconds they are forgotten.
        """
        answer = await self._run(self._count_check, [keys.failures(raffle_id, player)], [most, window])
        return (None if answer[0] == "throttled" else int(answer[1])), int(answer[-1])

    async def forgive_check(self, raffle_id: str, player: str) -> None:
        """Take a check whose code was right back out of the count."""
        await self._run(self._forgive_check, [keys.failures(raffle_id, player)], [])

    async def delete(self, raffle_id: str) -> None:
        """Remove a raffle with everything that belongs to it.

        Raises:
            RaffleNotFound: there is none.
        """
        answer = await self._run(
            self._delete,
            [
                keys.raffle(raffle_id),
                keys.pool(raffle_id),
                keys.players(raffle_id),
                keys.codes(raffle_id),
                keys.receipts(raffle_id),
                keys.winners(raffle_id),
            ],
            [],
        )
        _refuse(answer[0])

    async def _run(self, script: Script, key_names: list[str], arguments: Command) -> Any:
        """Run a script, and return its answer."""
        return (await self._run_with([], script, key_names, arguments))[0]

    async def _run_with(
        self, after: Sequence[Command], script: Script, key_names: list[str], arguments: Command
    ) -> list[Any]:
        """Run a script, and commands after it on the same connection; return all answers."""
        key = key_names[0]
        call: Command = ["EVALSHA", script.sha, len(key_names), *key_names, *arguments]
        until = deadline()
        with script.seconds.time():
            try:
                return await change(self._redis, key, call, *after, until=until)
            except NoScriptError:
                await change(self._redis, key, ["SCRIPT", "LOAD", script.source], until=until)
                return await change(self._redis, key, call, *after, until=until)


def _refuse(answer: str) -> None:
    """Turn the answers that refuse into the problems that they mean."""
    refusal = _REFUSALS.get(answer)
    if refusal is not None:
        raise refusal


def _ticket(number: str = "0", receipt: str = "") -> tuple[int, str]:
    return int(number), receipt
