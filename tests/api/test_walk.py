"""One raffle from its creation to the checks of its tickets."""

from tests.support.people import Visitor
from tests.support.service import Service


async def test_a_raffle_works_from_its_creation_to_the_checks(
    service: Service, manager: Visitor, player: Visitor
) -> None:
    # Given a raffle of three tickets and two prizes
    raffle_id = await manager.create(3, [("Bicycle", 1), ("Book", 1)])

    # When players claim every ticket, and a manager draws the winners
    tickets = await manager.claim_all(raffle_id, 3)
    drawn = await manager.post(f"/raffles/{raffle_id}/winners/")

    # Then everybody sees two winners in the order of the prizes
    assert drawn.status_code == 201
    assert [winner["prize"] for winner in drawn.json()] == ["Bicycle", "Book"]
    assert (await player.get(f"/raffles/{raffle_id}/winners/")).json() == drawn.json()

    # And a check of each ticket says what this ticket has won
    prizes = {winner["ticket_number"]: winner["prize"] for winner in drawn.json()}
    for ticket in tickets:
        check = {name: ticket[name] for name in ("ticket_number", "verification_code")}
        answer = await player.post(f"/raffles/{raffle_id}/verify-ticket/", check)
        prize = prizes.get(ticket["ticket_number"])
        assert answer.json() == {"has_won": prize is not None, "prize": prize}
