"""Runs scripts, and waits for replicas if the change needs them."""

from datetime import UTC, datetime
from typing import Any

from redis.exceptions import NoScriptError

from app.errors import ReplicasMissing, Written
from app.store import keys
from app.store.calls import Answers, Client, Lend, Route, talk
from app.store.cluster import Command
from app.store.replication import Needed, Replication
from app.store.script import Script, refuse
from app.store.tombstones import deletion_at


class Runner:
    """Runs the scripts of one store. Every method raises StoreUnavailable or OutcomeUnknown when the store fails.

    Every method raises RaffleDeleted when the script finds a tombstone (what is kept of a deleted raffle) at the first
    of its keys.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._replication = Replication(client)

    async def _run(self, script: Script, key_names: list[str], arguments: Command) -> Any:
        """Run a script; return its answer."""
        return await self._unless_deleted(key_names[0], (await self._send(script, key_names, arguments)).each[0])

    async def _unless_deleted(self, key: str, answer: Any) -> Any:
        """Return an answer of a script. If the answer is that the raffle with this key was deleted, raise the problem.

        Raises:
            RaffleDeleted
        """
        if answer[0] == "deleted":
            raise await deletion_at(self._client, key)
        return answer

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
            return await self._unless_deleted(key_names[0], answers.each[0]), True, answers.replication_id
        # Send the whole script (EVAL) and not only its hash (EVALSHA), because WAIT follows in the same exchange. A
        # store that does not know the hash refuses EVALSHA. Then WAIT would have no change to wait for.
        call: Command = ["EVAL", script.source, len(key_names), *key_names, *arguments]
        with script.seconds.time():
            answer, confirmed, replication_id = await self._replication.change(key_names[0], call, needed)
        return await self._unless_deleted(key_names[0], answer), confirmed, replication_id

    async def _change(
        self, needed: Needed | None, script: Script, key_names: list[str], arguments: Command, what: Written
    ) -> Any:
        """Run a script that changes a raffle; return its answer when enough replicas have confirmed it.

        Raises:
            Problem: the answer is a refusal.
            ReplicasMissing: the change is written, but too few replicas have confirmed it. `what` names the change.
        """
        answer, confirmed, _ = await self._run_replicated(needed, script, key_names, arguments)
        refuse(answer[0])
        if not confirmed:
            raise ReplicasMissing(what)
        return answer


def counted(raffle_id: str) -> list[str]:
    """Return the keys of raffle, pool, players and codes. Until the draw, the sizes of these keys must fit together."""
    return [keys.raffle(raffle_id), keys.pool(raffle_id), keys.players(raffle_id), keys.codes(raffle_id)]


def now_text() -> str:
    """Return the current time in the format of the store: UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
