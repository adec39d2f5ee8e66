"""Hand-overs of prizes: number and code of a ticket show that it has won. Each prize is handed over once."""

import asyncio
import csv
import io
import re
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import httpx
import pytest

from app.domain import throttle
from app.store import keys
from tests.support.people import Visitor, fields, problem
from tests.support.service import Service

WRONG = "0000-0000-0000-0000"
CSV = {"Accept": "text/csv"}


class Fair(NamedTuple):
    """A drawn raffle of six tickets, with two winners, two substitutes for them, and the code of each ticket."""

    raffle_id: str
    codes: dict[int, str]
    winners: list[int]
    substitutes: list[int]

    @property
    def path(self) -> str:
        return f"/raffles/{self.raffle_id}/hand-overs/"

    @property
    def loser(self) -> int:
        return next(number for number in self.codes if number not in {*self.winners, *self.substitutes})

    def ticket(self, number: int, **more: Any) -> dict[str, Any]:
        return {"ticket_number": number, "verification_code": self.codes[number], **more}


@pytest.fixture
async def fair(manager: Visitor) -> AsyncIterator[Fair]:
    raffle_id = await manager.create(6, [("=Bicycle", 1), ("Book", 1)], reserves=2)
    codes = {ticket["ticket_number"]: ticket["verification_code"] for ticket in await manager.claim_all(raffle_id, 6)}
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    record = (await manager.get(f"/raffles/{raffle_id}/draw/")).json()
    yield Fair(raffle_id, codes, record["winners"], record["substitutes"])


async def substitute(manager: Visitor, fair: Fair, number: int) -> httpx.Response:
    body = {"ticket_number": number, "reason": "did not come"}
    return await manager.post(f"/raffles/{fair.raffle_id}/substitutions/", body)


async def test_a_prize_is_handed_over_once(service: Service, manager: Visitor, fair: Fair) -> None:
    # When a manager sends the ticket number and the code of a winner
    first, second = fair.winners
    answer = await manager.post(fair.path, fair.ticket(first, note="Fetched by a friend"))

    # Then the prize is handed over, and the answer has everything that the service stores about the hand-over
    assert answer.status_code == 201
    noted = answer.json()
    at = noted["handed_over_at"]
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", at)
    assert noted == {
        "ticket_number": first,
        "prize": "=Bicycle",
        "handed_over_at": at,
        "manager": service.manager,
        "note": "Fetched by a friend",
    }

    # And when a manager hands the prize over again, Then the request is refused. The problem names the time and the
    # manager of the first hand-over
    again = await manager.post(fair.path, fair.ticket(first))
    assert (again.status_code, problem(again)) == (409, "already-handed-over")
    assert again.json()["handed_over_at"] == at
    assert f"{at[:10]} {at[11:16]} UTC by {service.manager}." in again.json()["detail"]

    # And the list has both hand-overs, in pages and as CSV. In the CSV, a spreadsheet takes no cell for a formula. The
    # log has a line for each hand-over
    other = (await manager.post(fair.path, fair.ticket(second))).json()
    assert "note" not in other
    whole = sorted([noted, other], key=lambda each: int(each["ticket_number"]))
    assert (await manager.get(fair.path)).json() == whole
    page = await manager.get(f"{fair.path}?limit=1")
    assert page.json() + (await manager.get(page.links["next"]["url"])).json() == whole
    assert "next" not in (await manager.get(page.links["next"]["url"])).links
    table = (await manager.get(fair.path, headers=CSV)).content.decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(table))) == [
        {
            **each,
            "ticket_number": str(each["ticket_number"]),
            "prize": each["prize"].replace("=", "'="),
            "note": each.get("note", ""),
        }
        for each in whole
    ]
    lines = (await manager.get(f"/raffles/{fair.raffle_id}/log/")).json()[-2:]
    assert lines == [
        {
            "at": each["handed_over_at"],
            "act": "handed_over",
            "manager": service.manager,
            "ticket_number": each["ticket_number"],
            "prize": each["prize"],
        }
        for each in (noted, other)
    ]
    text = str(service.store.redis.lrange(keys.log(fair.raffle_id), 0, -1))
    assert not any(code in text for code in fair.codes.values())


async def test_managers_who_hand_over_at_the_same_time_hand_over_once(manager: Visitor, fair: Fair) -> None:
    winner = fair.winners[0]

    async def hand_over() -> httpx.Response:
        # The checks of one manager take turns: only one runs at a time. On a busy machine, a check may have to wait for
        # more than 0.5 s. Such a check is refused and changes nothing, and the manager sends it again.
        while (answer := await manager.post(fair.path, fair.ticket(winner))).status_code == 503:
            assert problem(answer) == "checks-busy"
        return answer

    # When managers hand over a prize and replace its winner by a substitute at the same time, Then only one of these
    # requests succeeds
    answers = await asyncio.gather(
        *(hand_over() for _ in range(4)),
        *(substitute(manager, fair, winner) for _ in range(4)),
    )
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]


async def test_a_prize_goes_to_the_ticket_that_holds_it_now(manager: Visitor, fair: Fair) -> None:
    # Given a winner who did not come, and a substitute who replaced this winner
    (first, second), substitute_number = fair.winners, fair.substitutes[0]
    assert (await substitute(manager, fair, first)).status_code == 201

    # When this winner, a loser and the substitute ask for the prize, Then only the substitute gets the prize
    assert problem(await manager.post(fair.path, fair.ticket(first))) == "already-substituted"
    refused = await manager.post(fair.path, fair.ticket(fair.loser))
    assert (refused.status_code, problem(refused)) == (409, "no-prize-won")
    answer = await manager.post(fair.path, fair.ticket(substitute_number))
    assert (answer.status_code, answer.json()["prize"]) == (201, "=Bicycle")

    # And when a prize was handed over, Then its winner cannot be replaced
    handed_over = (await manager.post(fair.path, fair.ticket(second))).json()
    answer = await substitute(manager, fair, second)
    assert (answer.status_code, problem(answer)) == (409, "already-handed-over")
    assert answer.json()["handed_over_at"] == handed_over["handed_over_at"]


async def test_wrong_codes_of_a_manager_do_not_stop_checks_of_players(
    service: Service, manager: Visitor, fair: Fair
) -> None:
    # Given a manager who sends wrong codes until the limit of wrong codes is reached
    winner = fair.winners[0]
    wrong = {"ticket_number": winner, "verification_code": WRONG}
    for _ in range(throttle.WRONG_CODES):
        answer = await manager.post(fair.path, wrong)
        assert (answer.status_code, problem(answer)) == (400, "invalid-code")
    answer = await manager.post(fair.path, fair.ticket(winner))
    assert (answer.status_code, problem(answer)) == (429, "too-many-wrong-codes")

    # When a player at the same address checks the ticket, Then the service checks the code
    answer = await manager.post(f"/raffles/{fair.raffle_id}/verify-ticket/", fair.ticket(winner))
    assert answer.json() == {"has_won": True, "prize": "=Bicycle"}

    # And no prize was handed over
    assert (await manager.get(fair.path)).json() == []


async def test_a_manager_sees_the_prize_before_the_hand_over(manager: Visitor, player: Visitor, fair: Fair) -> None:
    # When a manager checks the tickets of a winner and of a loser, Then the answers say what these tickets have won
    check, winner = f"{fair.path}check/", fair.winners[0]
    answer = await manager.post(check, fair.ticket(winner))
    assert (answer.status_code, answer.json()) == (200, {"has_won": True, "prize": "=Bicycle"})
    assert (await manager.post(check, fair.ticket(fair.loser))).json() == {"has_won": False, "prize": None}

    # And nothing is handed over, and the log has no line
    assert (await manager.get(fair.path)).json() == []
    lines = (await manager.get(f"/raffles/{fair.raffle_id}/log/")).json()
    assert [line["act"] for line in lines] == ["created", "drew"]

    # And only managers can use this check, and only for tickets of drawn raffles
    assert problem(await player.post(check, fair.ticket(winner))) == "not-a-manager"
    unknown = {"ticket_number": 99, "verification_code": WRONG}
    assert problem(await manager.post(check, unknown)) == "ticket-not-found"
    assert problem(await manager.post(check, fair.ticket(winner, note="a note"))) == "invalid-request"
    undrawn = f"/raffles/{await manager.create(1)}/hand-overs/check/"
    assert problem(await manager.post(undrawn, unknown)) == "not-drawn"


async def test_the_check_says_that_a_prize_was_handed_over(manager: Visitor, fair: Fair) -> None:
    # Given a winner whose prize was handed over
    winner = fair.ticket(fair.winners[0])
    assert (await manager.post(fair.path, winner)).status_code == 201

    # When a manager checks the ticket once more, Then the answer is the same problem as for a second hand-over, so that
    # nobody gives the prize twice
    refused, again = await manager.post(f"{fair.path}check/", winner), await manager.post(fair.path, winner)
    assert (refused.status_code, problem(refused)) == (409, "already-handed-over")
    assert refused.json() == again.json()

    # And somebody with a wrong code does not learn that the prize was handed over
    wrong = winner | {"verification_code": WRONG}
    assert problem(await manager.post(f"{fair.path}check/", wrong)) == "invalid-code"


@pytest.mark.parametrize("locked", ["players", "managers"])
async def test_the_check_before_a_hand_over_counts_for_the_manager(manager: Visitor, fair: Fair, locked: str) -> None:
    # Given an address from which somebody has sent wrong codes until the limit is reached: either players, or a manager
    check, verify = f"{fair.path}check/", f"/raffles/{fair.raffle_id}/verify-ticket/"
    ticket = fair.ticket(fair.winners[0])
    for _ in range(throttle.WRONG_CODES):
        answer = await manager.post(verify if locked == "players" else check, ticket | {"verification_code": WRONG})
        assert (answer.status_code, problem(answer)) == (400, "invalid-code")

    # When a player and a manager at this address send the right code, Then only those who sent the wrong codes are
    # refused: the players or the managers
    answers = {"players": await manager.post(verify, ticket), "managers": await manager.post(check, ticket)}
    assert problem(answers.pop(locked)) == "too-many-wrong-codes"
    assert [answer.status_code for answer in answers.values()] == [200]

    # And for a manager, wrong codes in checks and in hand-overs are counted together
    assert (await manager.post(fair.path, ticket)).status_code == (201 if locked == "players" else 429)


async def test_what_cannot_be_handed_over_is_refused(
    service: Service, manager: Visitor, player: Visitor, fair: Fair
) -> None:
    # When a player asks for a hand-over or for the list of hand-overs, or a manager names a ticket that does not exist,
    # Then the request is refused
    winner = fair.winners[0]
    assert problem(await player.post(fair.path, fair.ticket(winner))) == "not-a-manager"
    for headers in ({}, CSV):
        assert problem(await player.get(fair.path, headers=headers)) == "not-a-manager"
    unknown = {"ticket_number": 99, "verification_code": WRONG}
    assert problem(await manager.post(fair.path, unknown)) == "ticket-not-found"

    # And a request with a wrong note, a request with an unknown field, and a request before the draw are refused
    for note in ("", "a\nb", "\u202eevil", "x" * 301, 7):
        answer = await manager.post(fair.path, fair.ticket(winner, note=note))
        assert (problem(answer), fields(answer)) == ("invalid-request", ["note"])
    answer = await manager.post(fair.path, fair.ticket(winner, prize="Car"))
    assert problem(answer) == "invalid-request"
    undrawn = f"/raffles/{await manager.create(1)}/hand-overs/"
    assert problem(await manager.post(undrawn, unknown)) == "not-drawn"
    assert problem(await manager.get(undrawn)) == "not-drawn"

    # And when the store has a hand-over that cannot be read, Then the answer is raffle-damaged
    service.store.redis.zadd(keys.hand_overs(fair.raffle_id), {"no hand-over": winner})
    assert problem(await manager.get(fair.path)) == "raffle-damaged"
    assert problem(await manager.post(fair.path, fair.ticket(winner))) == "raffle-damaged"


async def test_a_deletion_removes_hand_overs(service: Service, manager: Visitor, fair: Fair) -> None:
    # Given a prize that was handed over, When a manager deletes the raffle, Then only its log still has the hand-over
    assert (await manager.post(fair.path, fair.ticket(fair.winners[0]))).status_code == 201
    assert (await manager.delete(f"/raffles/{fair.raffle_id}/")).status_code == 204
    assert set(service.store.redis.keys(f"*{fair.raffle_id}*")) == {
        keys.raffle(fair.raffle_id),
        keys.log(fair.raffle_id),
    }
    lines = (await manager.get(f"/raffles/{fair.raffle_id}/log/")).json()
    assert [line["act"] for line in lines] == ["created", "drew", "handed_over", "deleted"]
