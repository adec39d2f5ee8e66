"""Runs the Lua scripts in lua/, with one typed method for each. The header of a script says what the script does."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import uuid4

import msgspec
from redis.exceptions import NoScriptError

from app.domain import privacy, throttle
from app.domain.draw import ALGORITHM
from app.domain.new_raffle import RaffleRequest
from app.errors import ReplicasMissing
from app.store import keys, layout
from app.store.answers import ClaimAnswer, ClaimRequest, Created, GroupAnswer, GuessCount
from app.store.calls import Answers, Client, Lend, Route, reading, talk
from app.store.cluster import Command
from app.store.incarnation import Incarnations
from app.store.layout import Layout, LayoutTooNew, RestoreUnfinished
from app.store.replication import Needed, Replication, every_replica, needed_by_claims
from app.store.script import Script, refuse
from app.store.slow import SlowNodes


class Scripts:
    """The scripts of a store. Every method raises StoreUnavailable or OutcomeUnknown when the store fails.

    Each raises StoreFull when the store can take no more data. A claim, a creation or a deletion is acknowledged only
    when at least `claim_min_replicas` replicas confirmed it. "all" means every replica that there is, and at least one.
    """

    def __init__(self, client: Client, *, claim_min_replicas: int | Literal["all"] = 0) -> None:
        self._client = client
        self._replication = Replication(client)
        self._for_claims = needed_by_claims(claim_min_replicas)
        self._prepare = Script("prepare")
        self._create = Script("create")
        self._fill = Script("fill")
        self._claim = Script("claim")
        self._draw_begin = Script("draw_begin")
        self._draw_commit = Script("draw_commit")
        self._count_check = Script("count_check")
        self._forgive_check = Script("forgive_check")
        self._delete = Script("delete")
        self._suspend = Script("suspend")
        self._resume = Script("resume")
        self._touch = Script("touch")
        self._incarnations = Incarnations(client)
        self._slow = SlowNodes(client, self.touch)

    async def close(self) -> None:
        """Stop waiting for nodes that are too slow."""
        await self._slow.close()

    async def prepare(self, code_length: int) -> Layout:
        """Note the layout of the store and the length of its codes; return which store it is.

        Raises:
            LayoutTooNew: a newer service wrote the store; nothing was changed.
            RestoreUnfinished: some raffles are not suspended yet after a restore; nothing was changed.
        """
        async with reading(self._client) as redis:
            has_raffles = "1" if await redis.exists(keys.RAFFLES) else ""
        arguments: Command = [layout.VERSION, str(uuid4()), code_length, has_raffles]
        answer = await self._run(self._prepare, [keys.LAYOUT], arguments)
        if answer[0] == "newer":
            raise LayoutTooNew(answer[1])
        if answer[0] == "restoring":
            raise RestoreUnfinished
        return Layout(str(answer[1]), int(answer[2]))

    async def create(self, raffle_id: str, new: RaffleRequest) -> Created:
        """Write a new raffle. If an earlier call wrote the same raffle, return its creation time.

        Raises:
            InvalidRequest: some times of the raffle are not in the future.
            IdempotencyKeyReused: a different raffle has this id.
            ReplicasMissing: the raffle is written, but too few replicas have confirmed it.
        """
        answer, confirmed, _ = await self._run_replicated(
            self._for_claims,
            self._create,
            [keys.raffle(raffle_id)],
            [
                *(new.name, new.total_tickets, msgspec.json.encode(new.prizes).decode(), _now()),
                *(new.entropy_source or "", new.terms, new.first_ms or ""),
                *(text for member in new.announced.items() for text in member),
            ],
        )
        if answer[0] == "past":
            new.check_future(answer[1])
        refuse(answer[0])
        if not confirmed:
            raise ReplicasMissing("creation")
        return Created(str(answer[1]), replayed=answer[0] == "same")

    async def fill(self, raffle_id: str, chunk: int) -> bool:
        """Add at most `chunk` more tickets to the pool; return whether the pool is complete.

        Raises:
            RaffleNotFound: the raffle was deleted.
            RaffleDamaged: pool, players and codes do not add up; no ticket was added.
        """
        answer = await self._run(self._fill, _counted(raffle_id), [chunk])
        if answer[0] != "filling":  # here it is an answer, not a refusal
            refuse(answer[0])
        return bool(answer[0] == "filled")

    async def claim(self, raffle_id: str, group: Sequence[ClaimRequest]) -> GroupAnswer:
        """Claim a ticket for each player of a group.

        Raises:
            RaffleNotFound, RaffleDamaged, StillFilling, Suspended: the whole group is refused.
            StoreUnavailable: also when an earlier claim showed that the node of this raffle answers too late.
            ReplicasMissing: the claims are written, but too few replicas have confirmed them.
        """
        names = [*_counted(raffle_id), keys.receipts(raffle_id)]
        # While a slot of a cluster moves, a key that does not exist makes claims wait. So name it only if it is needed.
        # A claim without a network needs it too: the claim of the last ticket lets the key expire.
        if any(claim.most for claim in group):
            names.append(keys.networks(raffle_id))
        with self._slow.guard(raffle_id):
            answer, confirmed, replication_id = await self._run_replicated(
                self._for_claims,
                self._claim,
                names,
                ["1" if self._for_claims else "", *(argument for claim in group for argument in claim)],
            )
        refuse(answer[0])
        answers = [ClaimAnswer(outcome, *_number_and_receipt(*rest)) for outcome, *rest in answer[2:]]
        # A refusal needs no replicas, because it names no ticket that a failover could lose.
        if not confirmed and any(each.names_a_ticket for each in answers):
            raise ReplicasMissing("claim")
        return GroupAnswer(answer[1], answers, await self._incarnations.of(replication_id))

    async def draw_begin(self, raffle_id: str, announced: str | None, random: str, incarnation: int) -> str:
        """Return the entropy of a draw, when every replica has it. The first call fixes the entropy.

        Every replica, because otherwise a failover could forget the entropy after its winners were announced, and the
        next draw would have other winners.

        Raises:
            RaffleNotFound, RaffleDamaged, StillFilling, Suspended, TicketsRemaining, AlreadyDrawn
            EntropyMissing, EntropyNotAnnounced
            ReplicasMissing: the entropy is fixed, but some replica has not confirmed it.
        """
        answer, confirmed, _ = await self._run_replicated(
            every_replica,
            self._draw_begin,
            _counted(raffle_id),
            [announced or "", random, ALGORITHM, incarnation],
        )
        refuse(answer[0])
        if not confirmed:
            raise ReplicasMissing("draw")
        return str(answer[1])

    async def draw_commit(
        self,
        raffle_id: str,
        *,
        entropy: str,
        seed: str,
        winner_count: int,
        first: int,
        numbers: Sequence[int],
    ) -> None:
        """Write a chunk of winners: `numbers` begin at place `first`. The last chunk ends the draw.

        Raises:
            RaffleNotFound: the raffle was deleted after the entropy was fixed.
            AlreadyDrawn: another call ended the draw.
        """
        answer = await self._run(
            self._draw_commit,
            [part(raffle_id) for part in (keys.raffle, keys.winners, keys.players, keys.receipts, keys.networks)],
            [entropy, seed, _now(), privacy.PLAYERS_KEPT_SECONDS, winner_count, first, *numbers],
        )
        refuse(answer[0])

    async def count_check(self, raffle_id: str, player: str) -> GuessCount:
        """Count a check of a player as wrong before its code is verified."""
        answer = await self._run(
            self._count_check,
            [keys.failures(raffle_id, player)],
            [throttle.WRONG_CODES, throttle.WINDOW_SECONDS],
        )
        return GuessCount(None if answer[0] == "throttled" else int(answer[1]), int(answer[-1]))

    async def forgive_check(self, raffle_id: str, player: str) -> None:
        """Remove a check from the count, because its code was right or was not verified."""
        await self._run(self._forgive_check, [keys.failures(raffle_id, player)], [])

    async def touch(self, raffle_id: str) -> None:
        """Write to a raffle, and change nothing. This shows whether the node of the raffle answers in time."""
        await self._run(self._touch, [keys.raffle(raffle_id)], [])

    async def delete(self, raffle_id: str) -> None:
        """Delete a raffle with everything that belongs to it, except counters of wrong codes, which soon expire.

        Raises:
            RaffleNotFound: no raffle has this id.
            ReplicasMissing: the raffle is deleted, but too few replicas have confirmed it.
        """
        answer, confirmed, _ = await self._run_replicated(
            self._for_claims,
            self._delete,
            [*_counted(raffle_id), keys.receipts(raffle_id), keys.winners(raffle_id), keys.networks(raffle_id)],
            [],
        )
        refuse(answer[0])
        if not confirmed:
            raise ReplicasMissing("deletion")

    async def suspend(self, raffle_id: str, incarnation: int) -> None:
        """Let a raffle wait for a manager, because its store was restored. `incarnation` counts the restores.

        Raises:
            RaffleNotFound: no raffle has this id.
            AlreadyDrawn: the raffle needs no suspension; nothing was changed.
        """
        answer = await self._run(self._suspend, [keys.raffle(raffle_id)], [incarnation])
        if answer[0] != "suspended":  # here it is an answer, not a refusal
            refuse(answer[0])

    async def resume(self, raffle_id: str) -> None:
        """Let a suspended raffle go on.

        Raises:
            RaffleNotFound, NotSuspended
            ReplicasMissing: the raffle is resumed, but too few replicas have confirmed it.
        """
        answer, confirmed, _ = await self._run_replicated(self._for_claims, self._resume, [keys.raffle(raffle_id)], [])
        refuse(answer[0])
        if not confirmed:
            raise ReplicasMissing("resumption")

    async def _run(self, script: Script, key_names: list[str], arguments: Command) -> Any:
        """Run a script; return its answer."""
        return (await self._send(script, key_names, arguments)).each[0]

    async def _send(self, script: Script, key_names: list[str], arguments: Command) -> Answers:
        call = [len(key_names), *key_names, *arguments]

        async def send(_: Route, lend: Lend) -> list[Any]:
            async with lend() as exchange:
                answers = await exchange([["EVALSHA", script.sha, *call]])
                if isinstance(answers[0], NoScriptError):
                    answers = await exchange([["EVAL", script.source, *call]])
                return answers

        with script.seconds.time():
            return await talk(self._client, key_names[0], send)

    async def _run_replicated(
        self, needed: Needed | None, script: Script, key_names: list[str], arguments: Command
    ) -> tuple[Any, bool, str]:
        """Run a script; return its answer, whether enough replicas have confirmed it, and the replication id."""
        if needed is None:
            answers = await self._send(script, key_names, arguments)
            return answers.each[0], True, answers.replication_id
        # The whole script, because a refused EVALSHA would still be followed by its WAIT.
        call: Command = ["EVAL", script.source, len(key_names), *key_names, *arguments]
        with script.seconds.time():
            return await self._replication.change(key_names[0], call, needed)


def _counted(raffle_id: str) -> list[str]:
    """Return the keys that have to add up until the draw: raffle, pool, players, codes."""
    return [keys.raffle(raffle_id), keys.pool(raffle_id), keys.players(raffle_id), keys.codes(raffle_id)]


def _now() -> str:
    """Return the current time in the format of the store: UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _number_and_receipt(number: str = "0", receipt: str = "") -> tuple[int, str]:
    return int(number), receipt
