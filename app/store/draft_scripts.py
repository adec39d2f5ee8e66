"""The scripts of drafts, with one typed method for each script. The header of a script says what the script does.

A draft is a raffle before its publication. Only managers see it.
"""

from typing import Literal

import msgspec

from app.domain.change import Value
from app.domain.draft import Draft
from app.domain.log import line
from app.domain.new_raffle import RaffleRequest
from app.errors import ReplicasMissing, Written
from app.store import keys
from app.store.answers import Created
from app.store.calls import Client
from app.store.cluster import Command
from app.store.draw_scripts import DrawScripts
from app.store.replication import needed_by_claims
from app.store.runner import now_text
from app.store.script import Script, refuse


class DraftScripts(DrawScripts):
    """The scripts of drafts and draws. Every method raises StoreUnavailable or OutcomeUnknown when the store fails.

    `manager` is the name or address of the manager who acts, for the log. It is None if no manager acts.
    """

    def __init__(self, client: Client, *, claim_min_replicas: int | Literal["all"] = 0) -> None:
        super().__init__(client)
        self._for_claims = needed_by_claims(claim_min_replicas)
        self._create_draft = Script("create_draft")
        self._edit_draft = Script("edit_draft")
        self._publish = Script("publish")

    async def create_draft(self, raffle_id: str, new: RaffleRequest, manager: str | None = None) -> Created | None:
        """Write a new draft. A retry returns the time of the first call, or None if the draft was published meanwhile.

        Raises:
            IdempotencyKeyReused: a different draft or raffle has this id.
            ReplicasMissing: the draft is written, but too few replicas have confirmed it.
        """
        names = [part(raffle_id) for part in (keys.raffle, keys.draft, keys.log)]
        arguments: Command = [_request_of(new), new.asked, now_text(), line("created", manager)]
        answer = await self._change(self._for_claims, self._create_draft, names, arguments, "creation")
        if answer[0] == "published":
            await self.confirm_change(raffle_id, "publication")
            return None
        if answer[0] == "same":
            await self._confirm_at(keys.draft(raffle_id), "creation")
        return Created(str(answer[1]), replayed=answer[0] == "same")

    async def edit_draft(self, draft: Draft, new: RaffleRequest, manager: str | None = None) -> bool:
        """Replace what a draft describes. If somebody changed the draft meanwhile, write nothing and return False.

        If the draft already describes `new`, only wait until replicas have what an earlier call wrote.

        Raises:
            ReplicasMissing: the draft is written, but too few replicas have confirmed it.
        """
        if new == draft.request:
            await self._confirm_at(keys.draft(draft.id), "change")
            return True
        names = [part(draft.id) for part in (keys.draft, keys.log)]
        told = line("changed", manager, fields=draft.changed(new))
        arguments: Command = [draft.revision, _request_of(new), told]
        answer = await self._change(self._for_claims, self._edit_draft, names, arguments, "change")
        return bool(answer[0] == "edited")

    async def publish(self, draft: Draft, manager: str | None = None) -> Created | None:
        """Make the raffle that a draft describes. If somebody changed the draft meanwhile, do nothing and return None.

        Raises:
            InvalidRequest: some times of the raffle are not in the future.
            ReplicasMissing: the raffle is written, but too few replicas have confirmed it.
        """
        new = draft.request
        answer, confirmed, _ = await self._run_replicated(
            self._for_claims,
            self._publish,
            [part(draft.id) for part in (keys.raffle, keys.draft, keys.log)],
            [
                *(draft.revision, new.name, new.total_tickets, msgspec.json.encode(new.prizes).decode()),
                *(new.entropy_source or "", new.terms, new.first_ms or "", line("published", manager)),
                *others_of(new),
            ],
        )
        if answer[0] == "past":
            new.check_future(answer[1])
        refuse(answer[0])
        if answer[0] == "outdated":
            return None
        if not confirmed:
            raise ReplicasMissing("publication")
        return Created(str(answer[1]), replayed=False)

    async def confirm_change(self, raffle_id: str, written: Written) -> None:
        """Wait until enough replicas have what earlier calls have written to a raffle: as many as a claim needs.

        This is for a retry: an earlier call has made the change, but perhaps too few replicas had confirmed it.
        `written` names the change.

        Raises:
            ReplicasMissing: too few replicas have confirmed the change.
        """
        await self._confirm_at(keys.raffle(raffle_id), written)

    async def _confirm_at(self, key: str, written: Written) -> None:
        if self._for_claims is not None:
            await self._confirm(self._for_claims, key, written)


def others_of(new: RaffleRequest) -> list[str | int]:
    """Return the fields that not every raffle has, as a list of name, value, name, value and so on."""
    fields = new.announced | {name: stored(value) for name, value in new.beside_terms.items()}
    return [text for field in fields.items() for text in field]


def stored(value: Value) -> str:
    """Return a value in the form in which the hash of a raffle stores it; '' for False and for no value."""
    return "1" if value is True else value or ""


def _request_of(new: RaffleRequest) -> str:
    """Return the raffle that a draft describes, as JSON."""
    return msgspec.json.encode(msgspec.structs.replace(new, draft=None)).decode()
