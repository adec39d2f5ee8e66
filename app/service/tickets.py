"""Tells what a claim gives to its player: a new ticket, the ticket that the player holds already, or a refusal."""

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from app.domain import codes
from app.domain.raffle import Ticket
from app.domain.receipts import Secret, seal, unseal
from app.errors import AlreadyParticipated, Closed, NetworkFull, NotOpenYet, Problem, SoldOut
from app.service.minter import Pair
from app.store.answers import ClaimAnswer


class Claim(msgspec.Struct, frozen=True, gc=False):
    """A raffle, the player who claims in it, and the Idempotency-Key of the request, if there is one."""

    raffle_id: str
    player: str
    idempotency_key: str | None


class OtherPlayerRule(Exception):
    """In this raffle, an IPv6 player is a network with a prefix of `ipv6_prefix` bits. The claim had another length."""

    def __init__(self, ipv6_prefix: int) -> None:
        super().__init__(ipv6_prefix)
        self.ipv6_prefix = ipv6_prefix


class Claimed(msgspec.Struct, frozen=True, gc=False):
    """The ticket of a player, and whether the answer is a replay: a repetition of the answer to an earlier claim.

    `incarnation` is a text that changes when another store answers.
    """

    ticket: Ticket
    incarnation: str
    replayed: bool = False


def receipt_of(pair: Pair, claim: Claim, secret: Secret) -> str:
    """Encrypt the code of a pair; return the result, the receipt. If the claim has no Idempotency-Key, return ''."""
    if not claim.idempotency_key:
        return ""
    return seal(
        pair.code, secret, idempotency_key=claim.idempotency_key, raffle_id=claim.raffle_id, player=claim.player
    )


def held_ticket(claim: Claim, answer: ClaimAnswer, secrets: Iterable[Secret]) -> Claimed | Problem:
    """Return the ticket that a player already holds, if the claim's key and a secret open the receipt of this ticket.

    Otherwise return a problem. SoldOut, Closed, NotOpenYet and NetworkFull mean that the player holds no ticket.
    AlreadyParticipated has one of three causes: the claim has no key, the ticket has no receipt, or the key does not
    open this receipt.

    Raises:
        OtherPlayerRule: the claim has another prefix length than the raffle, and the player holds no ticket.
    """
    if answer.outcome == "not_open_yet":
        return NotOpenYet(opens_in_seconds=answer.number, store_incarnation=answer.incarnation)
    if answer.outcome == "other_rule":
        raise OtherPlayerRule(answer.number)
    key = claim.idempotency_key
    if key and answer.receipt:
        code = unseal(answer.receipt, secrets, idempotency_key=key, raffle_id=claim.raffle_id, player=claim.player)
        if code is not None:
            ticket = Ticket(claim.raffle_id, answer.number, codes.show(code))
            return Claimed(ticket, answer.incarnation, replayed=True)
    return _refusal(answer.outcome, answer.incarnation)


_REFUSALS: dict[str, type[Problem]] = {
    "sold_out": SoldOut,
    "closed": Closed,
    "network_full": NetworkFull,
    "held": AlreadyParticipated,
}


@lru_cache(maxsize=64)
def _refusal(outcome: str, incarnation: str) -> Problem:
    """Return the problem of an outcome. All players get the same object, because a new object is expensive."""
    return _REFUSALS[outcome](store_incarnation=incarnation)
