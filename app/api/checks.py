"""Checks: find out what a ticket won, and prove that the ticket is in the Merkle tree over all tickets."""

from typing import Annotated, Any

from litestar import Request, post
from litestar.params import FromPath

from app.api import examples
from app.domain.raffle import CheckedTicket, TicketCheck
from app.domain.ticket_proof import TicketProof
from app.errors import NotDrawn, NotSealed
from app.http.dependencies import Provided
from app.http.identity import player_in
from app.http.json_body import json_body
from app.http.openapi import answers
from app.http.paths import known_raffle_id
from app.http.problems import CODE_CHECK, raises
from app.service.checks import Checks
from app.settings import Settings


@post(
    "/raffles/{raffle_id:str}/verify-ticket",
    tags=["Tickets"],
    status_code=200,
    responses=answers(200, CheckedTicket, examples.CHECKED_TICKET, "What the ticket won.")
    | raises(*CODE_CHECK, NotDrawn),
)
async def check_ticket(
    raffle_id: FromPath[str],
    data: Annotated[TicketCheck, json_body(examples.TICKET_CHECK)],
    checks: Provided[Checks],
    settings: Provided[Settings],
    request: Request[Any, Any, Any],
) -> CheckedTicket:
    """Find out what a ticket won. The request has the number and the code of the ticket."""
    player = player_in(request.scope, settings)
    return await checks.check(known_raffle_id(raffle_id), player, data.ticket_number, data.verification_code)


@post(
    "/raffles/{raffle_id:str}/ticket-proof",
    tags=["Tickets"],
    status_code=200,
    responses=answers(200, TicketProof, examples.TICKET_PROOF, "The proof.") | raises(*CODE_CHECK, NotSealed),
)
async def prove_ticket(
    raffle_id: FromPath[str],
    data: Annotated[TicketCheck, json_body(examples.TICKET_CHECK)],
    checks: Provided[Checks],
    settings: Provided[Settings],
    request: Request[Any, Any, Any],
) -> TicketProof:
    """Prove that a ticket is in the Merkle tree over all tickets of its raffle.

    The root of this tree is published when the raffle is sealed, before the draw. The request has the number and the
    code of the ticket.
    """
    player = player_in(request.scope, settings)
    return await checks.prove(known_raffle_id(raffle_id), player, data.ticket_number, data.verification_code)
