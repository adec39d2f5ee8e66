"""This program plays a whole raffle with the client that was generated from the OpenAPI document.

The arguments are the address of a service, and the address of its manager.
"""

import sys
from datetime import UTC, datetime
from uuid import UUID, uuid4

from raffle_service_client import AuthenticatedClient
from raffle_service_client.api.draw import draw_winners, get_draw_record, list_winners
from raffle_service_client.api.raffles import create_raffle, delete_raffle, get_raffle, list_raffles
from raffle_service_client.api.service import get_identity
from raffle_service_client.api.tickets import check_ticket, claim_ticket
from raffle_service_client.models.checked_ticket import CheckedTicket
from raffle_service_client.models.draw_record import DrawRecord
from raffle_service_client.models.identity import Identity
from raffle_service_client.models.prize import Prize
from raffle_service_client.models.problem_document import ProblemDocument
from raffle_service_client.models.raffle import Raffle
from raffle_service_client.models.raffle_request import RaffleRequest
from raffle_service_client.models.raffle_status import RaffleStatus
from raffle_service_client.models.randomness import Randomness
from raffle_service_client.models.ticket import Ticket
from raffle_service_client.models.ticket_check import TicketCheck
from raffle_service_client.types import Unset


def client_at(address: str) -> AuthenticatedClient:
    # The operations of managers need an AuthenticatedClient, and this class needs a token. The service ignores the
    # token, because it knows its manager by the address.
    return AuthenticatedClient(base_url=sys.argv[1], token="none", headers={"X-Forwarded-For": address})


manager = client_at(sys.argv[2])
player = client_at("198.51.100.1")


def sell_out(body: RaffleRequest) -> tuple[UUID, list[Ticket]]:
    raffle = create_raffle.sync(client=manager, body=body)
    assert isinstance(raffle, Raffle)
    tickets = []
    for place in range(1, body.total_tickets + 1):
        holder, key = client_at(f"198.51.100.{place}"), str(uuid4())
        ticket = claim_ticket.sync(raffle.id, client=holder, idempotency_key=key)
        assert isinstance(ticket, Ticket)
        assert claim_ticket.sync(raffle.id, client=holder, idempotency_key=key) == ticket
        tickets.append(ticket)
    return raffle.id, tickets


identity = get_identity.sync(client=manager)
assert isinstance(identity, Identity)
assert identity.manager

prizes = [Prize(name="Bicycle", amount=1)]
raffle_id, tickets = sell_out(RaffleRequest(name="Fair", total_tickets=2, prizes=prizes))
listed = list_raffles.sync(client=player, limit=1)
assert isinstance(listed, list)
assert listed[0].id == raffle_id

refused = draw_winners.sync(raffle_id, client=player)
assert isinstance(refused, ProblemDocument)
assert refused.type_ == "/problems/not-a-manager"

drawn = draw_winners.sync(raffle_id, client=manager)  # This request has no body.
winners = list_winners.sync(raffle_id, client=player)
assert isinstance(winners, list)
assert winners == drawn
record = get_draw_record.sync(raffle_id, client=player)
assert isinstance(record, DrawRecord)
assert record.winners[0] == winners[0].ticket_number
assert record.entropy_source is None
assert isinstance(record.incarnation, Unset)

for ticket in tickets:
    check = TicketCheck(ticket_number=ticket.ticket_number, verification_code=ticket.verification_code)
    checked = check_ticket.sync(raffle_id, client=player, body=check)
    assert isinstance(checked, CheckedTicket)
    assert checked.prize == ("Bicycle" if ticket.ticket_number in record.winners else None)

seen = get_raffle.sync_detailed(raffle_id, client=player)
assert isinstance(seen.parsed, Raffle)
assert seen.parsed.status is RaffleStatus.DRAWN
assert seen.parsed.created_at < record.drawn_at
again = get_raffle.sync_detailed(raffle_id, client=player, if_none_match=seen.headers["ETag"])
assert again.status_code == 304

announced, _ = sell_out(
    RaffleRequest(
        name="Announced",
        total_tickets=2,
        prizes=prizes,
        entropy_source="drand round 42",
        draw_at=datetime(2099, 11, 26, 20, tzinfo=UTC),
        reserves=1,
    )
)
shown = get_raffle.sync(announced, client=player)
assert isinstance(shown, Raffle)
assert shown.draw_at == datetime(2099, 11, 26, 20, tzinfo=UTC)
assert isinstance(shown.closes_at, Unset)
assert shown.reserves == 1
assert isinstance(draw_winners.sync(announced, client=manager, body=Randomness(entropy="6f1d5c0f")), list)
assert delete_raffle.sync_detailed(announced, client=manager).status_code == 204
