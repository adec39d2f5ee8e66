"""Runs the Lua scripts in lua/, with one typed method for each script. The header of a script says what it does."""

from collections.abc import Sequence
from itertools import chain
from typing import Literal
from uuid import uuid4

import msgspec
from msgspec.structs import astuple

from app.domain import privacy, throttle
from app.domain.change import NOTICE_MS, Difference
from app.domain.log import line
from app.domain.new_raffle import RaffleRequest
from app.domain.player import network_of
from app.domain.terms import shown
from app.errors import InvalidRequest, ReplicasMissing
from app.store import keys, layout
from app.store.answers import ClaimAnswer, ClaimRequest, Created, GroupAnswer, GuessCount
from app.store.calls import Client, reading
from app.store.cluster import Command
from app.store.draft_scripts import DraftScripts, others_of, stored
from app.store.incarnation import Incarnations
from app.store.layout import Layout, LayoutTooNew, MoveUnfinished, RestoreUnfinished
from app.store.runner import counted, now_text
from app.store.script import Script, refuse
from app.store.services import KEPT_MS, Service
from app.store.slow import SlowNodes

_NOT_COUNTED = (
    *(keys.receipts, keys.winners, keys.networks, keys.tree),
    *(keys.substitutes, keys.substitutions, keys.changes, keys.draft, keys.hand_overs),
)
"""All keys of a raffle except its log and the keys of `counted`."""


class Scripts(DraftScripts):
    """The scripts of a store. Every method raises StoreUnavailable or OutcomeUnknown when the store fails.

    Every method raises RaffleDeleted for a raffle that was deleted, and StoreFull when the store can take no more data.
    A claim, a creation or a deletion is acknowledged when at least `claim_min_replicas` replicas have confirmed it.
    With "all", every replica must confirm, and at least one replica must exist.

    `manager` is the name or address of the manager who acts, for the log. If no manager acts, it is None.
    """

    def __init__(self, client: Client, *, claim_min_replicas: int | Literal["all"] = 0) -> None:
        super().__init__(client, claim_min_replicas=claim_min_replicas)
        self._prepare = Script("prepare")
        self._create = Script("create")
        self._fill = Script("fill")
        self._claim = Script("claim")
        self._count_check = Script("count_check")
        self._forgive_check = Script("forgive_check")
        self._delete = Script("delete")
        self._suspend = Script("suspend")
        self._mark_deleted = Script("mark_deleted")
        self._resume = Script("resume")
        self._change_fields = Script("change")
        self._end_early = Script("end_early")
        self._erase = Script("erase")
        self._report = Script("report")
        self._incarnations = Incarnations(client)
        self._slow = SlowNodes(client, self.touch)

    async def close(self) -> None:
        """Stop the test writes to nodes that are too slow."""
        await self._slow.close()

    async def prepare(self, code_length: int) -> Layout:
        """Write the layout version and the code length into the store; return the store's id and incarnation.

        Raises:
            LayoutTooNew: a newer service wrote the store; nothing was changed.
            RestoreUnfinished: some raffles are not suspended yet after a restore; nothing was changed.
            MoveUnfinished: the move of raffles into this store has not ended; nothing was changed.
        """
        async with reading(self._client, keys.RAFFLES) as redis:
            has_raffles = "1" if await redis.exists(keys.RAFFLES) else ""
        arguments: Command = [layout.VERSION, str(uuid4()), code_length, has_raffles]
        answer = await self._run(self._prepare, [keys.LAYOUT], arguments)
        if answer[0] == "newer":
            raise LayoutTooNew(answer[1])
        if answer[0] == "restoring":
            raise RestoreUnfinished
        if answer[0] == "moving":
            raise MoveUnfinished
        return Layout(str(answer[1]), int(answer[2]))

    async def report(self, service: Service) -> None:
        """Note that a service uses the store."""
        await self._run(self._report, [keys.SERVICES], [service.stored, KEPT_MS])

    async def create(self, raffle_id: str, new: RaffleRequest, manager: str | None = None) -> Created:
        """Write a new raffle. If an earlier call wrote the same raffle, return its creation time.

        Raises:
            InvalidRequest: some times of the raffle are not in the future.
            IdempotencyKeyReused: a different raffle has this id.
            ReplicasMissing: the raffle is written, but too few replicas have confirmed it.
        """
        answer, confirmed, _ = await self._run_replicated(
            self._for_claims,
            self._create,
            [part(raffle_id) for part in (keys.raffle, keys.log, keys.draft)],
            [
                *(new.name, new.total_tickets, msgspec.json.encode(new.prizes).decode(), now_text()),
                *(new.entropy_source or "", new.terms, new.asked, new.first_ms or "", line("created", manager)),
                *others_of(new),
            ],
        )
        if answer[0] == "past":
            new.check_future(answer[1])
        refuse(answer[0])
        if not confirmed:
            raise ReplicasMissing("creation")
        if answer[0] == "same":
            await self.confirm_change(raffle_id, "creation")
        return Created(str(answer[1]), replayed=answer[0] == "same")

    async def fill(self, raffle_id: str, chunk: int) -> bool:
        """Add at most `chunk` more tickets to the pool; return whether the pool is complete.

        Raises:
            RaffleNotFound: the raffle was deleted.
            RaffleDamaged: pool, players and codes do not add up; no ticket was added.
        """
        answer = await self._run(self._fill, counted(raffle_id), [chunk])
        if answer[0] != "filling":  # for this script, `filling` means success and not a refusal
            refuse(answer[0])
        return bool(answer[0] == "filled")

    async def claim(self, raffle_id: str, group: Sequence[ClaimRequest]) -> GroupAnswer:
        """Claim a ticket for each player of a group.

        Raises:
            RaffleNotFound, RaffleDamaged, StillFilling, Suspended: the whole group is refused.
            StoreUnavailable: the store failed, or an earlier claim has shown that the node of this raffle is too slow.
            ReplicasMissing: the claims are written, but too few replicas have confirmed them.
        """
        names = [*counted(raffle_id), keys.receipts(raffle_id)]
        # While a slot of a cluster moves, a claim has to wait if one of its keys does not exist. So pass the key
        # `networks` only if there is a limit. Then pass it even for IPv4 players, because the claim of the last ticket
        # sets the expiry time of this key.
        if any(claim.most for claim in group):
            names.append(keys.networks(raffle_id))
        with self._slow.guard(raffle_id):
            answer, confirmed, replication_id = await self._run_replicated(
                self._for_claims,
                self._claim,
                names,
                [
                    *("1" if self._for_claims else "", privacy.UNDRAWN_KEPT_SECONDS),
                    *chain.from_iterable(map(astuple, group)),
                ],
            )
        refuse(answer[0])
        incarnation = await self._incarnations.of(replication_id)
        answers = [_claim_answer(incarnation, *parts) for parts in answer[2:]]
        # A refused claim needs no replicas, because its answer has no ticket that a failover could lose.
        if not confirmed and any(each.names_a_ticket for each in answers):
            raise ReplicasMissing("claim")
        return GroupAnswer(answer[1], answers)

    async def count_check(self, raffle_id: str, player: str) -> GuessCount:
        """Count a check of a player as wrong, before its code is verified."""
        answer = await self._run(
            self._count_check,
            [keys.failures(raffle_id, player)],
            [throttle.WRONG_CODES, throttle.WINDOW_SECONDS],
        )
        return GuessCount(None if answer[0] == "throttled" else int(answer[1]), int(answer[-1]))

    async def forgive_check(self, raffle_id: str, player: str) -> None:
        """Remove a check from the count of `count_check`, because its code was right or was not verified."""
        await self._run(self._forgive_check, [keys.failures(raffle_id, player)], [])

    async def touch(self, raffle_id: str) -> None:
        """Send a write that changes nothing. The answer shows whether the node of a raffle answers in time."""
        await self._run(self._touch, [keys.raffle(raffle_id)], [])

    async def delete(self, raffle_id: str, manager: str | None = None, revision: int | None = None) -> str:
        """Delete a raffle with everything that belongs to it, and return the time of the deletion (UTC, ISO 8601).

        A tombstone (a few facts) and, for some time, the log stay. Counters of wrong codes stay until they expire.
        With `revision`, only a draft with this revision is deleted.

        Raises:
            RaffleNotFound: no raffle has this id.
            RaffleDeleted: the raffle was deleted before.
            ChangedMeanwhile: there is no draft with this revision; nothing was changed.
            ReplicasMissing: the raffle is deleted, but too few replicas have confirmed it.
        """
        deleted_at, known = now_text(), "" if revision is None else revision
        names = [*counted(raffle_id), *(part(raffle_id) for part in _NOT_COUNTED), keys.log(raffle_id)]
        arguments: Command = [deleted_at, line("deleted", manager), privacy.LOG_KEPT_SECONDS, known]
        await self._change(self._for_claims, self._delete, names, arguments, "deletion")
        return deleted_at

    async def change(
        self, raffle_id: str, revision: int, differences: Sequence[Difference], manager: str | None = None
    ) -> bool:
        """Change fields of a raffle. If the raffle has another revision than `revision`, do nothing and return False.

        Raises:
            RaffleNotFound, RaffleDamaged
            ReplicasMissing: the change is written, but too few replicas have confirmed it.
        """
        names = [part(raffle_id) for part in (keys.raffle, keys.changes, keys.log)]
        changed = [text for each in differences for text in (each.field, stored(each.after), _entry(each))]
        told = line("changed", manager, fields=[each.field for each in differences])
        arguments: Command = [revision, told, *changed]
        answer = await self._change(self._for_claims, self._change_fields, names, arguments, "change")
        return bool(answer[0] == "changed")

    async def end_early(self, raffle_id: str, ended_at: str, manager: str | None = None) -> None:
        """Let a raffle end at the time `ended_at` (UTC, ISO 8601 with milliseconds).

        Raises:
            RaffleNotFound, RaffleDamaged, CannotEndEarly
            InvalidRequest: by the clock of the store, the time is too soon; or the raffle ends at or before this time
                anyway; or the raffle opens at or after this time.
            ReplicasMissing: the end is written, but too few replicas have confirmed it.
        """
        parts = (keys.raffle, keys.pool, keys.changes, keys.log)
        arguments: Command = [ended_at, NOTICE_MS, line("ended", manager, ended_at=ended_at)]
        names = [part(raffle_id) for part in parts]
        answer, *more = await self._change(self._for_claims, self._end_early, names, arguments, "end")
        if answer == "too_soon":
            seconds, now = NOTICE_MS // 1000, shown(more[0])
            mistake = (
                f"Expected a time at least {seconds} seconds from now: now it is {now} by the clock of the service"
            )
        elif answer == "too_late":
            mistake = f"Expected a time before {more[0]}, when the raffle ends anyway"
        elif answer == "unopened":
            mistake = f"Expected a time after {more[0]}, when the raffle opens"
        else:
            return
        raise InvalidRequest.of("ended_at", mistake)

    async def erase(self, raffle_id: str, player: str, ticket_number: int | None, manager: str | None = None) -> bool:
        """Remove the address of a player from a raffle; return False if the player does not hold the ticket.

        Without `ticket_number`, the player may hold any ticket. In this case, the log does not tell the ticket number.
        If it did, a manager who knows an address could find out which ticket belongs to this address.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, AlreadyDrawn
            ReplicasMissing: the address is erased, but too few replicas have confirmed it.
        """
        members = {"ticket_number": ticket_number} if ticket_number else {}
        told = line("erased", manager, **members)
        parts = (keys.raffle, keys.players, keys.receipts, keys.networks)
        names = [*(part(raffle_id) for part in parts), keys.failures(raffle_id, player), keys.log(raffle_id)]
        arguments: Command = [player, ticket_number or "", network_of(player), told]
        answer = await self._change(self._for_claims, self._erase, names, arguments, "erasure")
        return bool(answer[0] == "erased")

    async def suspend(self, raffle_id: str, incarnation: int) -> bool:
        """Suspend a raffle until a manager resumes it, because its store was restored. `incarnation` counts restores.

        Return True for a raffle. Return False for a draft: when it is published, its raffle will be suspended.

        Raises:
            RaffleNotFound: no raffle and no draft has this id.
            AlreadyDrawn: the raffle is drawn and needs no suspension; nothing was changed.
        """
        answer = await self._run(self._suspend, [keys.raffle(raffle_id), keys.draft(raffle_id)], [incarnation])
        if answer[0] != "suspended":  # for this script, `suspended` means success and not a refusal
            refuse(answer[0])
        return bool(answer[0] == "suspended")

    async def mark_deleted(self, raffle_id: str) -> None:
        """Mark a raffle or draft of a restored store. When it is deleted again, everybody will see its deletion.

        Raises:
            RaffleNotFound: no raffle and no draft has this id.
        """
        answer = await self._run(self._mark_deleted, [keys.raffle(raffle_id), keys.draft(raffle_id)], [])
        refuse(answer[0])

    async def resume(self, raffle_id: str, manager: str | None = None) -> None:
        """Resume a suspended raffle.

        Raises:
            RaffleNotFound, NotSuspended
            ReplicasMissing: the raffle is resumed, but too few replicas have confirmed it.
        """
        names = [keys.raffle(raffle_id), keys.log(raffle_id)]
        await self._change(self._for_claims, self._resume, names, [line("resumed", manager)], "resumption")


def _entry(difference: Difference) -> bytes:
    """Return a difference as JSON without its last brace. The script adds the time."""
    return msgspec.json.encode(difference).removesuffix(b"}")


def _claim_answer(incarnation: str, outcome: str, number: str = "0", receipt: str = "") -> ClaimAnswer:
    return ClaimAnswer(outcome, int(number), receipt, incarnation)
