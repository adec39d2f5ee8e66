"""The scripts of a draw, with one typed method for each script. The header of a script says what the script does.

The seal fixes the tickets of a raffle after the last claim. The entropy is the random text from which the winners
follow. The stage is what an audience sees of the winners. In a failover, a replica becomes the primary, and the store
loses each write that this replica lacks.
"""

from collections.abc import Sequence

import msgspec

from app.domain import privacy
from app.domain.beacon import Chain
from app.domain.drawn import Substitution
from app.domain.hand_over import HandOver
from app.domain.log import line
from app.domain.record import ALGORITHM, ALGORITHM_2
from app.domain.stage import Stage, StageRequest
from app.errors import AlreadyHandedOver, InvalidRequest, OutcomeUnknown, ReplicasMissing, TooEarly, Written
from app.store import keys
from app.store.answers import Chosen, SealBegin, Sealing
from app.store.calls import Client
from app.store.cluster import Command
from app.store.raffle_hash import understanding
from app.store.replication import Needed, every_replica
from app.store.runner import Runner, counted, now_text
from app.store.script import Script, refuse

LEASE_MS = 2_000
"""The lease of an attempt to seal a raffle: the time in which no other attempt may begin (ms). An attempt extends its
lease while it goes on."""


class DrawScripts(Runner):
    """The scripts of draws. Every method raises StoreUnavailable or OutcomeUnknown when the store fails.

    `manager` is the name or address of the manager who acts, for the log. It is None if no manager acts.
    """

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self._seal_begin = Script("seal_begin")
        self._seal = Script("seal")
        self._draw_begin = Script("draw_begin")
        self._draw_commit = Script("draw_commit")
        self._sealed_draw_begin = Script("sealed_draw_begin")
        self._sealed_draw_commit = Script("sealed_draw_commit")
        self._substitute = Script("substitute")
        self._set_stage = Script("set_stage")
        self._hand_over = Script("hand_over")
        self._touch = Script("touch")

    async def seal_begin(self, raffle_id: str, attempt: str, lease_ms: int = LEASE_MS) -> SealBegin:
        """Begin to seal a raffle, or extend the lease of an attempt. After the first call, no claim succeeds.

        A lease of 0 ms ends the attempt, so another attempt may begin immediately.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, StillFilling, Suspended, TicketsRemaining
        """
        answer = await self._run(self._seal_begin, counted(raffle_id), [attempt, lease_ms])
        refuse(answer[0])
        return SealBegin(answer[0])

    async def seal(self, raffle_id: str, attempt: str, sealing: Sealing, chain: Chain | None) -> bool:
        """Seal a raffle with the results of an attempt, if it is not sealed. Return whether the raffle is sealed now.

        Return False if another attempt has begun. Wait until every replica has the seal. Then no failover can lose the
        seal. Readers see the seal already during this wait. `chain` is the chain of the raffle's beacon.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, Suspended
            ReplicasMissing: the raffle is sealed, but some replica has not confirmed it.
        """
        parts = (keys.raffle, keys.pool, keys.codes, keys.tree, keys.players, keys.receipts, keys.networks)
        beacon: Command = [chain.genesis_time * 1000, chain.period * 1000] if chain else ["", ""]
        arguments: Command = [attempt, *sealing, *beacon, privacy.UNDRAWN_KEPT_SECONDS]
        answer, confirmed, _ = await self._run_replicated(
            every_replica, self._seal, [part(raffle_id) for part in parts], arguments
        )
        refuse(answer[0])
        if answer[0] == "under_way":
            return False
        if not confirmed:
            raise ReplicasMissing("seal")
        return True

    async def draw_begin(self, raffle_id: str, announced: str | None, random: str, incarnation: int) -> str:
        """Return the entropy of a draw. The first call fixes the entropy.

        Wait until every replica has the entropy. Otherwise a failover could lose the entropy after the winners were
        announced, and the next draw would have other winners.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, StillFilling, Suspended, TicketsRemaining, AlreadyDrawn
            EntropyMissing, EntropyNotAnnounced
            ReplicasMissing: the entropy is fixed, but some replica has not confirmed it.
        """
        arguments: Command = [announced or "", random, ALGORITHM, incarnation]
        answer = await self._change(every_replica, self._draw_begin, counted(raffle_id), arguments, "draw")
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
        manager: str | None = None,
    ) -> None:
        """Write a chunk of winners. The first number in `numbers` has the place `first`. The last chunk ends the draw.

        Raises:
            RaffleNotFound: the raffle was deleted after the entropy was fixed.
            AlreadyDrawn: another call ended the draw.
        """
        parts = (keys.raffle, keys.winners, keys.players, keys.receipts, keys.networks, keys.log)
        answer = await self._run(
            self._draw_commit,
            [part(raffle_id) for part in parts],
            [
                *(entropy, seed, now_text(), privacy.PLAYERS_KEPT_SECONDS, winner_count, first),
                line("drew", manager),
                *numbers,
            ],
        )
        refuse(answer[0])

    async def sealed_draw_begin(self, raffle_id: str, chosen: Chosen, incarnation: int) -> str:
        """Fix the entropy of a sealed raffle's draw in the first call. Return the entropy after every replica has it.

        Raises:
            RaffleNotFound, RaffleDamaged, NotSealed, Suspended, AlreadyDrawn
            EntropyMissing: `chosen` has no entropy, and no earlier call has fixed the entropy.
            ReplicasMissing: the entropy is fixed, but some replica has not confirmed it.
        """
        names = [part(raffle_id) for part in (keys.raffle, keys.pool, keys.codes)]
        arguments: Command = [*chosen, ALGORITHM_2, incarnation]
        answer = await self._change(every_replica, self._sealed_draw_begin, names, arguments, "draw")
        return str(answer[1])

    async def sealed_draw_commit(
        self,
        raffle_id: str,
        *,
        entropy: str,
        seed: str,
        earliest_ms: int,
        winner_count: int,
        drawn_count: int,
        first: int,
        numbers: Sequence[int],
        manager: str | None = None,
    ) -> None:
        """Write a chunk of winners and substitutes. The first number has place `first`. The last chunk ends the draw.

        Raises:
            RaffleNotFound: the raffle was deleted after the entropy was fixed.
            AlreadyDrawn: another call ended the draw.
            OutcomeUnknown: the store has lost an earlier chunk; a retry writes all chunks again.
        """
        parts = (keys.raffle, keys.winners, keys.substitutes, keys.players, keys.receipts, keys.networks, keys.log)
        answer = await self._run(
            self._sealed_draw_commit,
            [part(raffle_id) for part in parts],
            [
                *(entropy, seed, earliest_ms, privacy.PLAYERS_KEPT_SECONDS, winner_count, drawn_count, first),
                line("drew", manager),
                *numbers,
            ],
        )
        refuse(answer[0])
        if answer[0] == "gap":
            raise OutcomeUnknown

    async def substitute(
        self, raffle_id: str, known: Sequence[Substitution], substitution: Substitution, manager: str | None = None
    ) -> str | None:
        """Write a substitution, and return its time. Wait until every replica has the substitution.

        If the raffle does not have exactly as many substitutions as `known`, write nothing and return None.

        Raises:
            RaffleNotFound, NotDrawn, TooEarly
            AlreadyHandedOver: the prize of the ticket was handed over.
            ReplicasMissing: the substitution is written, but some replica has not confirmed it.
        """
        told = {name: getattr(substitution, name) for name in ("ticket_number", "prize", "replaced_by")}
        number = substitution.ticket_number
        since = next((each.at for each in known if each.replaced_by == number), "")
        answer, confirmed, _ = await self._run_replicated(
            every_replica,
            self._substitute,
            [part(raffle_id) for part in (keys.raffle, keys.substitutions, keys.hand_overs, keys.log)],
            [len(known), _without(substitution, "at"), line("substituted", manager, **told), number, since],
        )
        if answer[0] == "handed_over":
            raise _already(raffle_id, answer[1])
        if answer[0] == "too_early":
            raise TooEarly(left_seconds=answer[1])
        refuse(answer[0])
        if answer[0] == "changed":
            return None
        if not confirmed:
            raise ReplicasMissing("substitution")
        return str(answer[1])

    async def confirm(self, raffle_id: str, written: Written) -> None:
        """Wait until every replica has what earlier calls have written to a raffle. `written` names the last change.

        Raises:
            ReplicasMissing: some replica has not confirmed this change.
        """
        await self._confirm(every_replica, keys.raffle(raffle_id), written)

    async def _confirm(self, needed: Needed, key: str, written: Written) -> None:
        """Send a write that changes nothing, and wait for replicas. The replicas then have all earlier writes too.

        WAIT (the wait for replicas) covers only writes of its own connection. So it needs a write of its own. `key` is
        the key of the raffle or of its draft.

        Raises:
            ReplicasMissing: too few replicas have confirmed the write, or a failover has lost the key in the meantime.
        """
        answer, confirmed, _ = await self._run_replicated(needed, self._touch, [key], [])
        if answer[0] == "missing" or not confirmed:
            raise ReplicasMissing(written)

    async def set_stage(self, raffle_id: str, asked: StageRequest) -> Stage:
        """Write how far a manager has shown the winners. Return this stage with its time. A failover may lose a stage.

        Raises:
            InvalidRequest: the position is greater than the number of winners.
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn
        """
        names = [keys.raffle(raffle_id), keys.winners(raffle_id)]
        running = "true" if asked.running else "false"
        with understanding(raffle_id):
            answer = await self._run(self._set_stage, names, [asked.position, running])
        refuse(answer[0])
        if answer[0] == "beyond":
            raise InvalidRequest.of("position", f"At most {answer[1]}, which is the number of winners")
        return msgspec.json.decode(answer[1], type=Stage)

    async def hand_over(self, raffle_id: str, known: int, hand_over: HandOver) -> HandOver | None:
        """Write a hand-over, and return the hand-over with its time. Wait until every replica has the hand-over.

        Without this wait, a failover could lose the hand-over, and the prize could be handed over twice. If the raffle
        does not have exactly `known` substitutions, write nothing and return None.

        Raises:
            RaffleNotFound, RaffleDeleted, NotDrawn, AlreadyHandedOver
            ReplicasMissing: this or an earlier call has written the hand-over, but some replica has not confirmed it.
        """
        told = line("handed_over", hand_over.manager, ticket_number=hand_over.ticket_number, prize=hand_over.prize)
        answer, confirmed, _ = await self._run_replicated(
            every_replica,
            self._hand_over,
            [part(raffle_id) for part in (keys.raffle, keys.substitutions, keys.hand_overs, keys.log)],
            [known, hand_over.ticket_number, _without(hand_over, "handed_over_at"), told],
        )
        if answer[0] == "already" and confirmed:
            raise _already(raffle_id, answer[1])
        refuse(answer[0])
        if answer[0] == "changed":
            return None
        if not confirmed:
            raise ReplicasMissing("hand-over")
        return msgspec.structs.replace(hand_over, handed_over_at=str(answer[1]))


def _without(entry: msgspec.Struct, time: str) -> str:
    """Return an entry as JSON without its time and its last brace. The script adds both, with the time of the store."""
    members = msgspec.structs.asdict(entry)
    del members[time]
    told = {name: value for name, value in members.items() if value is not msgspec.UNSET}
    return msgspec.json.encode(told).decode().removesuffix("}")


def _already(raffle_id: str, entry: str) -> AlreadyHandedOver:
    """Return the problem AlreadyHandedOver. `entry` is the text of the earlier hand-over in the store.

    Raises:
        RaffleDamaged
    """
    with understanding(raffle_id):
        before = msgspec.json.decode(entry, type=HandOver)
    return AlreadyHandedOver(before.handed_over_at, before.manager)
