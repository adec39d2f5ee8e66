"""Reads the Redis hash with the fields of a raffle. docs/design.md lists these fields.

If another program has written wrong values to the hash, the raffle is damaged. The terms are the SHA-256 of what was
announced. The entropy is the random text from which the winners are computed. A substitute is a ticket that can replace
a winner. A beacon is a public service that publishes signatures, and a chain is one of its sequences of signatures.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Annotated, Literal

import msgspec
from redis.exceptions import RedisError

from app.domain.beacon import QUICKNET, Chain
from app.domain.change import CHANGEABLE
from app.domain.drawn import Drawn
from app.domain.raffle import Counts, Prize, Raffle, Tickets, status_of, winning_tickets
from app.domain.stage import Stage
from app.domain.terms import milliseconds, shown
from app.errors import RaffleDamaged, StoreUnavailable
from app.store.calls import is_wrong_type

log = logging.getLogger(__name__)

# Python's `$` also matches before a line feed at the end, and \Z does not.
Time = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z\Z")]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
Natural = Annotated[int, msgspec.Meta(ge=0)]

_PRIZES = msgspec.json.Decoder(list[Prize])
_STAGE = msgspec.json.Decoder(Stage)


class _Fields(msgspec.Struct, frozen=True, kw_only=True):
    """The fields as the scripts write them."""

    name: str
    total_tickets: Tickets
    prizes: str
    created_at: Time
    filled: Natural
    entropy_source: str
    terms: Sha256 | msgspec.UnsetType = msgspec.UNSET
    opens_at: Time | msgspec.UnsetType = msgspec.UNSET
    closes_at: Time | msgspec.UnsetType = msgspec.UNSET
    ended_at: Time | msgspec.UnsetType = msgspec.UNSET
    draw_at: Time | msgspec.UnsetType = msgspec.UNSET
    beacon: Literal["quicknet"] | msgspec.UnsetType = msgspec.UNSET
    reserves: Natural | msgspec.UnsetType = msgspec.UNSET
    substitute_after_hours: Natural | msgspec.UnsetType = msgspec.UNSET
    player_rule: Annotated[str, msgspec.Meta(pattern=r"^ipv6/[0-9]+\Z")] | None = None
    suspended: Natural | None = None
    sealing: str | None = None
    sealed_at: Time | msgspec.UnsetType = msgspec.UNSET
    root: Sha256 | msgspec.UnsetType = msgspec.UNSET
    withdrawn_hash: Sha256 | msgspec.UnsetType = msgspec.UNSET
    withdrawn_tickets: Natural | msgspec.UnsetType = msgspec.UNSET
    round: Natural | msgspec.UnsetType = msgspec.UNSET
    drawn_at: Time | None = None
    algorithm: str = ""
    entropy: str = ""
    seed: Sha256 | None = None
    signature: str | msgspec.UnsetType = msgspec.UNSET
    incarnation: Natural | msgspec.UnsetType = msgspec.UNSET
    description: str | msgspec.UnsetType = msgspec.UNSET
    participation_terms: str | msgspec.UnsetType = msgspec.UNSET
    contact: str | msgspec.UnsetType = msgspec.UNSET
    pick_up: str | msgspec.UnsetType = msgspec.UNSET
    unlisted: bool = False
    archived: bool = False
    revision: Natural = 0
    stage: str | None = None


class RaffleHash:
    """The fields of one raffle.

    Raises:
        ValueError, msgspec.DecodeError: a field is missing or wrong. `understanding` turns these into RaffleDamaged.
    """

    def __init__(self, raffle_id: str, fields: dict[str, str]) -> None:
        self.id = raffle_id
        self._fields = msgspec.convert(fields, _Fields, strict=False)
        self.prizes = _PRIZES.decode(self._fields.prizes)
        self.total_tickets = self._fields.total_tickets
        self.filled = self._fields.filled
        self.created_at = self._fields.created_at
        self._stage = _STAGE.decode(self._fields.stage) if self._fields.stage else msgspec.UNSET
        if winning_tickets(self.prizes) > self.total_tickets:
            raise ValueError("there are more prizes than tickets")

    def raffle(self, counts: Counts, now_ms: int) -> Raffle:
        """Return the raffle with these counts at a time (ms since 1970). A raffle without times ignores `now_ms`."""
        fields = self._fields
        drawn, sealed = fields.drawn_at is not None, bool(fields.root or fields.sealing)
        end = fields.ended_at or fields.closes_at
        closed = sealed or bool(end and milliseconds(end) <= now_ms)
        return Raffle(
            id=self.id,
            name=fields.name,
            total_tickets=self.total_tickets,
            available_tickets=0 if closed else counts.available,
            winners_drawn=drawn,
            status=status_of(
                counts,
                drawn=drawn,
                suspended=fields.suspended is not None,
                filled=self.filled,
                total=self.total_tickets,
                sealed=sealed,
                scheduled=bool(fields.opens_at and now_ms < milliseconds(fields.opens_at)),
                closed=closed,
            ),
            created_at=self.created_at,
            prizes=self.prizes,
            entropy_source=fields.entropy_source or None,
            terms=fields.terms,
            opens_at=fields.opens_at,
            closes_at=fields.closes_at,
            ended_at=fields.ended_at,
            draw_at=fields.draw_at,
            beacon=fields.beacon,
            announced_round=self._announced_round,
            reserves=fields.reserves,
            substitute_after_hours=fields.substitute_after_hours,
            sealed_at=fields.sealed_at,
            root=fields.root,
            withdrawn_tickets=fields.withdrawn_tickets,
            withdrawn_hash=fields.withdrawn_hash,
            round=fields.round,
            round_at=self._round_at,
            description=fields.description,
            participation_terms=fields.participation_terms,
            contact=fields.contact,
            pick_up=fields.pick_up,
            unlisted=fields.unlisted or msgspec.UNSET,
            archived=fields.archived or msgspec.UNSET,
            changed=fields.revision > 0 or msgspec.UNSET,
            stage=self._stage,
        )

    @property
    def revision(self) -> int:
        """How often the raffle was changed."""
        return self._fields.revision

    @property
    def changeable(self) -> dict[str, str | bool | None]:
        """The values that a manager can change, by the name of the field. A text that is not set is left out."""
        found = {name: getattr(self._fields, name) for name in CHANGEABLE}
        return {name: value for name, value in found.items() if value is not msgspec.UNSET}

    @property
    def terms(self) -> str | None:
        """The terms, or None if an old version of the service created the raffle without terms.

        A raffle without terms is never sealed.
        """
        return self._fields.terms or None

    @property
    def entropy_source(self) -> str:
        """The announced source of the entropy, or '' if no source was announced."""
        return self._fields.entropy_source

    @property
    def entropy(self) -> str:
        """The entropy of the draw, or '' before the entropy is fixed."""
        return self._fields.entropy

    @property
    def drawn_at(self) -> str | None:
        """The time of the draw, or None before the draw."""
        return self._fields.drawn_at

    @property
    def reserves(self) -> int:
        """The number of substitutes that were announced."""
        return self._fields.reserves or 0

    @property
    def round(self) -> int | None:
        """The round (the number of a signature) that decides the draw, or None if no round decides it."""
        return self._fields.round or None

    @property
    def earliest_draw_ms(self) -> int:
        """The earliest time at which a sealed raffle can be drawn (ms since 1970)."""
        fields = self._fields
        times = [fields.sealed_at, self._round_at]
        return max(milliseconds(time) for time in times if time)

    @property
    def root(self) -> str | None:
        """The root of the tree over all tickets, or None before the seal."""
        return self._fields.root or None

    @property
    def player_ipv6_prefix(self) -> int | None:
        """The prefix length of the networks that count as IPv6 players, or None before the first IPv6 player."""
        rule = self._fields.player_rule
        return int(rule.removeprefix("ipv6/")) if rule else None

    @property
    def chain(self) -> Chain | None:
        """The chain of the raffle's beacon, or None if the raffle has no beacon."""
        return QUICKNET if self._fields.beacon else None

    @property
    def _round_at(self) -> str | msgspec.UnsetType:
        """The time of the round that decides the draw, if a round decides it."""
        fields = self._fields
        return shown(self.chain.time_of(fields.round)) if self.chain and fields.round else msgspec.UNSET

    @property
    def _announced_round(self) -> int | msgspec.UnsetType:
        """The first round of the beacon at or after `draw_at`, if the raffle has a beacon and `draw_at`."""
        fields = self._fields
        return QUICKNET.round_at(milliseconds(fields.draw_at)) if fields.beacon and fields.draw_at else msgspec.UNSET

    def drawn(self) -> Drawn | None:
        """Return the draw, or None if the raffle is not drawn.

        Raises:
            ValueError: a field of the draw is missing.
        """
        fields = self._fields
        if fields.drawn_at is None:
            return None
        if not fields.algorithm or not fields.entropy or fields.seed is None:
            raise ValueError("a field of the draw is missing")
        return Drawn(
            algorithm=fields.algorithm,
            raffle_id=self.id,
            name=fields.name,
            total_tickets=self.total_tickets,
            prizes=self.prizes,
            entropy_source=fields.entropy_source or None,
            entropy=fields.entropy,
            seed=fields.seed,
            drawn_at=fields.drawn_at,
            incarnation=fields.incarnation,
            terms=fields.terms,
            opens_at=fields.opens_at,
            closes_at=fields.closes_at,
            ended_at=fields.ended_at,
            draw_at=fields.draw_at,
            reserves=fields.reserves,
            substitute_after_hours=fields.substitute_after_hours,
            sealed_at=fields.sealed_at,
            root=fields.root,
            withdrawn_hash=fields.withdrawn_hash,
            beacon=fields.beacon,
            chain_hash=self.chain.hash if self.chain else msgspec.UNSET,
            announced_round=self._announced_round,
            round=fields.round,
            round_at=self._round_at,
            signature=fields.signature,
        )


@contextmanager
def understanding(raffle_id: str) -> Iterator[None]:
    """Run a block that reads the keys of one raffle. If the block cannot understand them, the raffle is damaged.

    Raises:
        RaffleDamaged: a field is missing or wrong, or a key has the wrong type. The error is logged, but
            only once for each raffle and reason.
    """
    try:
        yield
    except (LookupError, ValueError, msgspec.DecodeError) as odd:
        note_damage(raffle_id, str(odd))
        raise RaffleDamaged from None
    except (RedisError, StoreUnavailable) as refusal:
        if not is_wrong_type(refusal):
            raise
        note_damage(raffle_id, "a key has the wrong type")
        raise RaffleDamaged from None


@lru_cache(maxsize=1_000)
def note_damage(raffle_id: str, why: str) -> None:
    """Log that a raffle is damaged. The cache prevents a second message for the same raffle and reason."""
    log.error("raffle %s is damaged: %s", raffle_id, why)
