"""Defines a draw: the request that starts it, its record, and the substitutions that come after it.

A beacon is a public service that publishes signatures. Each signature has a number: its round. The entropy is the
random text from which the winners are computed, for example from a signature. The seal fixes the tickets before the
draw.
"""

import re
from typing import Annotated

import msgspec

from app.domain.characters import ENTROPY_PATTERN, NAME_PATTERN, mistake_in_entropy, mistake_in_name
from app.domain.raffle import (
    AnnouncedRound,
    BeaconName,
    ClaimedNumber,
    ClosesAt,
    DrawAt,
    EndedAt,
    OpensAt,
    PrizeName,
    Prizes,
    RaffleId,
    RaffleName,
    Reserves,
    Root,
    Round,
    RoundAt,
    SealedAt,
    SubstituteAfterHours,
    TermsHash,
    TicketNumber,
    Time,
    TotalTickets,
    WithdrawnHash,
)
from app.errors import FieldError, InvalidRequest

MAX_ROUND = 2**53 - 1
"""The largest round that a request may name. Larger whole numbers are not exact in the JSON of browsers."""

MAX_REASON = 300

_SIGNATURE = re.compile("[0-9a-f]{96}")


class Randomness(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What decides a draw: a round of the beacon with its signature, or the text from an announced source."""

    entropy: (
        Annotated[
            str,
            msgspec.Meta(
                min_length=1,
                max_length=1000,
                description="The random text from the announced source. Only a raffle with an `entropy_source` takes "
                "it.",
                extra_json_schema={"pattern": ENTROPY_PATTERN},
            ),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    round: (
        Annotated[int, msgspec.Meta(ge=1, le=MAX_ROUND, description="The round that the raffle names as `round`.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    signature: (
        Annotated[
            str,
            msgspec.Meta(
                description="The signature of this round: 96 hex digits in lower case.",
                extra_json_schema={"pattern": f"^{_SIGNATURE.pattern}$"},
            ),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET

    def __post_init__(self) -> None:
        """Check the spelling of the entropy and the signature.

        Raises:
            InvalidRequest: the entropy or the signature has a spelling that is not allowed, or all members are absent.
        """
        if self.entropy and (mistake := mistake_in_entropy(self.entropy)):
            raise InvalidRequest.of("entropy", mistake)
        if self.signature is not msgspec.UNSET and not _SIGNATURE.fullmatch(self.signature):
            raise InvalidRequest.of("signature", "Expected 96 hex digits in lower case")
        if self.entropy is msgspec.UNSET and self.round is msgspec.UNSET and self.signature is msgspec.UNSET:
            raise InvalidRequest.of("entropy", "Expected either entropy, or both round and signature, or no body")


class SubstitutionRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ticket of a winner who did not come, and why the next substitute gets the prize."""

    ticket_number: TicketNumber
    reason: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=MAX_REASON,
            description="Why the winner loses the prize. Everybody can read this.",
            extra_json_schema={"pattern": NAME_PATTERN},
        ),
    ]

    def __post_init__(self) -> None:
        """Check the reason, which everybody sees.

        Raises:
            InvalidRequest: the reason has characters that a name must not have, or no visible character.
        """
        if mistake := mistake_in_name(self.reason):
            raise InvalidRequest(errors=[FieldError("reason", mistake)])


class Substitution(msgspec.Struct, frozen=True):
    """One ticket lost its place in the draw, and the next substitute got this place."""

    place: Annotated[int, msgspec.Meta(description="The place in the draw, from 0.")]
    prize: PrizeName
    ticket_number: ClaimedNumber
    replaced_by: Annotated[int, msgspec.Meta(description="The number of the substitute who has the place now.")]
    reason: Annotated[str, msgspec.Meta(description="Why the winner lost the prize.")]
    at: Annotated[Time, msgspec.Meta(description="When the manager replaced the winner.")]


class Unawarded(msgspec.Struct, frozen=True):
    """A prize that goes to nobody, because fewer tickets were claimed than there are prizes."""

    prize: PrizeName
    amount: Annotated[int, msgspec.Meta(description="How many prizes of this kind go to nobody.")]


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A draw without the drawn numbers: what was announced, what the seal fixed, the entropy, and the time of the draw.

    `incarnation` tells how often the store had been restored (a repair that gave up data counts too). A draw by the old
    algorithm `raffle-draw/1` has only the members before `terms`.
    """

    algorithm: Annotated[str, msgspec.Meta(description="The name and version of the algorithm of the draw.")]
    raffle_id: RaffleId
    name: RaffleName
    total_tickets: TotalTickets
    prizes: Prizes
    entropy_source: Annotated[
        str | None, msgspec.Meta(description="The announced source of the entropy, or null if none was announced.")
    ]
    entropy: Annotated[str, msgspec.Meta(description="The random text from which the winners follow.")]
    seed: Annotated[str, msgspec.Meta(description="The SHA-256 in hex that the algorithm makes from the entropy.")]
    drawn_at: Annotated[Time, msgspec.Meta(description="When the winners were drawn.")]
    incarnation: (
        Annotated[int, msgspec.Meta(description="How often the store had been restored. Absent if it never was.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    terms: TermsHash | msgspec.UnsetType = msgspec.UNSET
    opens_at: OpensAt | msgspec.UnsetType = msgspec.UNSET
    closes_at: ClosesAt | msgspec.UnsetType = msgspec.UNSET
    ended_at: EndedAt | msgspec.UnsetType = msgspec.UNSET
    draw_at: DrawAt | msgspec.UnsetType = msgspec.UNSET
    reserves: Reserves | msgspec.UnsetType = msgspec.UNSET
    substitute_after_hours: SubstituteAfterHours | msgspec.UnsetType = msgspec.UNSET
    sealed_at: SealedAt | msgspec.UnsetType = msgspec.UNSET
    root: Root | msgspec.UnsetType = msgspec.UNSET
    withdrawn_hash: WithdrawnHash | msgspec.UnsetType = msgspec.UNSET
    beacon: BeaconName | msgspec.UnsetType = msgspec.UNSET
    chain_hash: (
        Annotated[str, msgspec.Meta(description="The hash in hex of the chain of the beacon.")] | msgspec.UnsetType
    ) = msgspec.UNSET
    announced_round: AnnouncedRound | msgspec.UnsetType = msgspec.UNSET
    round: Round | msgspec.UnsetType = msgspec.UNSET
    round_at: RoundAt | msgspec.UnsetType = msgspec.UNSET
    signature: (
        Annotated[str, msgspec.Meta(description="The signature of the round in hex. Its SHA-256 is the entropy.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET


class DrawRecord(Drawn, frozen=True, kw_only=True):
    """Everything that is needed to compute a draw again. `python3 -m app.domain.draw` reads such a record.

    If tickets were withdrawn, because nobody claimed them, a record has either `withdrawn` or `claimed`: the shorter
    one of the two lists.
    """

    winners: Annotated[list[int], msgspec.Meta(description="The ticket numbers that won in the draw, in prize order.")]
    substitutes: (
        Annotated[list[int], msgspec.Meta(description="The ticket numbers of the substitutes, in order.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    unawarded: (
        Annotated[list[Unawarded], msgspec.Meta(description="The prizes that go to nobody.")] | msgspec.UnsetType
    ) = msgspec.UNSET
    substitutions: (
        Annotated[list[Substitution], msgspec.Meta(description="The substitutions, in order.")] | msgspec.UnsetType
    ) = msgspec.UNSET
    withdrawn: (
        Annotated[list[int], msgspec.Meta(description="The numbers of the withdrawn tickets, ascending.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    claimed: (
        Annotated[list[int], msgspec.Meta(description="The numbers of the claimed tickets, ascending.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
