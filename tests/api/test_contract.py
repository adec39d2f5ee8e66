"""The HTTP contract: these tests check the answers of every operation."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from app.asgi import Parts
from app.domain import draw
from app.domain.drawn import DrawRecord
from app.domain.terms import terms
from app.settings import Settings
from app.store import keys
from app.store.reads import Reads
from tests.support.people import Visitor, address, new_raffle, problem
from tests.support.service import Service, Store
from tests.support.sold import of_an_earlier_version
from tests.support.waiting import until

ABSENT = "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11"
"""An id that belongs to no raffle."""


async def drawn_raffle(manager: Visitor, total_tickets: int = 3) -> tuple[str, list[dict[str, Any]]]:
    """Return the id of a drawn raffle, and its tickets."""
    raffle_id = await manager.create(total_tickets, [("Bicycle", 1), ("Book", 1)])
    tickets = await manager.claim_all(raffle_id, total_tickets)
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    return raffle_id, tickets


async def test_a_manager_creates_a_raffle(manager: Visitor) -> None:
    # When a manager creates a raffle
    answer = await manager.post("/raffles/", new_raffle(15, [("Bicycle", 1), ("Book", 4)], name="Summer fair"))

    # Then the answer has the raffle, which is open and still has all its tickets
    assert answer.status_code == 201
    raffle = answer.json()
    assert UUID(raffle.pop("id")).version == 4
    created = datetime.fromisoformat(raffle.pop("created_at"))
    assert abs((datetime.now(UTC) - created).total_seconds()) < 60
    assert raffle == {
        "name": "Summer fair",
        "total_tickets": 15,
        "available_tickets": 15,
        "winners_drawn": False,
        "status": "open",
        "prizes": [{"name": "Bicycle", "amount": 1}, {"name": "Book", "amount": 4}],
        "terms": terms(raffle),
    }


async def test_the_shortest_and_the_longest_texts_are_accepted(manager: Visitor) -> None:
    # When a raffle has the shortest or the longest allowed texts, in any script, and every ticket wins
    prizes = [("🎟" * 100, 1), ("x", 2)]
    answer = await manager.post("/raffles/", new_raffle(3, prizes, name="é" * 100, entropy_source="s" * 300))

    # Then the answer has the same texts
    assert answer.status_code == 201
    assert answer.json()["name"] == "é" * 100
    assert answer.json()["prizes"][0]["name"] == "🎟" * 100
    assert answer.json()["entropy_source"] == "s" * 300


async def test_a_thousand_prizes_are_accepted(manager: Visitor) -> None:
    # When a raffle has a thousand prizes, which is the largest allowed number, Then the service accepts the raffle
    raffle_id = await manager.create(1000, [(f"Prize {n}", 1) for n in range(1000)])
    assert len((await manager.get(f"/raffles/{raffle_id}/")).json()["prizes"]) == 1000


async def test_a_raffle_goes_from_open_to_sold_out_to_drawn(manager: Visitor) -> None:
    # Given a raffle of two tickets
    raffle_id = await manager.create(2)
    states = [(await manager.get(f"/raffles/{raffle_id}/")).json()]

    # When players claim both tickets, and then a manager draws the winners
    for place in range(2):
        await manager.claim(raffle_id, address(place))
        states.append((await manager.get(f"/raffles/{raffle_id}/")).json())
    await manager.post(f"/raffles/{raffle_id}/winners/")
    states.append((await manager.get(f"/raffles/{raffle_id}/")).json())

    # Then the status, the number of available tickets and `winners_drawn` follow these steps
    assert [raffle["status"] for raffle in states] == ["open", "open", "sold_out", "drawn"]
    assert [raffle["available_tickets"] for raffle in states] == [2, 1, 0, 0]
    assert [raffle["winners_drawn"] for raffle in states] == [False, False, False, True]


@pytest.mark.http
async def test_a_raffle_with_more_prizes_than_tickets_is_refused(manager: Visitor) -> None:
    # When a raffle has one prize more than tickets
    answer = await manager.post("/raffles/", new_raffle(3, [("A", 2), ("B", 2)]))

    # Then the answer is the problem with the title "Too many prizes"
    assert (answer.status_code, problem(answer)) == (400, "too-many-prizes")
    assert answer.json()["title"] == "Too many prizes"


async def test_a_player_claims_a_ticket(manager: Visitor, player: Visitor) -> None:
    # Given a raffle
    raffle_id = await manager.create(20)

    # When a player claims a ticket
    answer = await player.claim(raffle_id)

    # Then the player gets a ticket, with a code in groups of four characters
    assert answer.status_code == 201
    ticket = answer.json()
    assert ticket.keys() == {"raffle_id", "ticket_number", "verification_code"}
    assert ticket["raffle_id"] == raffle_id
    assert 1 <= ticket["ticket_number"] <= 20
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", ticket["verification_code"])

    # And a second claim of the same player is refused
    again = await player.claim(raffle_id)
    assert (again.status_code, problem(again)) == (403, "already-participated")


async def test_tickets_do_not_come_in_order(manager: Visitor) -> None:
    # When players claim all twenty tickets (by chance, they come in ascending order once in 10^18 runs)
    raffle_id = await manager.create(20)
    numbers = [ticket["ticket_number"] for ticket in await manager.claim_all(raffle_id, 20)]

    # Then each number comes once, and the numbers are not in ascending order
    assert sorted(numbers) == list(range(1, 21))
    assert numbers != sorted(numbers)


async def test_a_sold_out_raffle_has_no_ticket(manager: Visitor, player: Visitor) -> None:
    # Given a sold-out raffle
    raffle_id = await manager.create(1)
    first = await manager.claim(raffle_id, address(1))

    # When a player without a ticket claims, Then the answer is sold-out. The player who has the ticket gets
    # already-participated
    late = await player.claim(raffle_id)
    assert (late.status_code, problem(late)) == (410, "sold-out")
    held = await manager.claim(raffle_id, address(1))
    assert (first.status_code, held.status_code, problem(held)) == (201, 403, "already-participated")


async def test_a_raffle_that_is_filling_refuses_claims_and_draws(service: Service, manager: Visitor) -> None:
    # Given a raffle of which only some tickets are in the pool (the tickets that can be claimed)
    raffle_id = str(uuid4())
    fields: dict[Any, Any] = {"name": "Fair", "total_tickets": 9, "filled": 3, "entropy_source": ""}
    more: dict[Any, Any] = {"prizes": '[{"name":"A","amount":1}]', "created_at": "2026-11-23T09:00:00.000Z"}
    service.store.redis.hset(f"raffle:{{{raffle_id}}}", mapping={**fields, **more})
    service.store.redis.sadd(f"raffle:{{{raffle_id}}}:pool", 1, 2, 3)

    # Then the status of the raffle is filling, and claims and draws are refused
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["status"] == "filling"
    for path in ("participate", "winners"):
        answer = await manager.post(f"/raffles/{raffle_id}/{path}/")
        assert (answer.status_code, problem(answer)) == (409, "still-filling")
        assert answer.headers["retry-after"] == "1"
    assert service.store.redis.scard(f"raffle:{{{raffle_id}}}:pool") == 3


async def test_winners_are_drawn_only_when_every_ticket_is_claimed(service: Service, manager: Visitor) -> None:
    # Given a raffle with one ticket that nobody has claimed
    raffle_id = await manager.create(2)
    await manager.claim(raffle_id, address(1))

    # When a manager draws, Then the draw is refused. There is no winner, and no entropy or seed (the texts from which
    # winners follow)
    answer = await manager.post(f"/raffles/{raffle_id}/winners/")
    assert (answer.status_code, problem(answer)) == (409, "tickets-remaining")
    fields = service.store.redis.hkeys(f"raffle:{{{raffle_id}}}")
    assert not {"entropy", "seed", "drawn_at"} & set(fields)
    assert not service.store.redis.exists(f"raffle:{{{raffle_id}}}:winners")


async def test_winners_are_drawn_once(manager: Visitor, player: Visitor) -> None:
    # Given a drawn raffle
    raffle_id, _ = await drawn_raffle(manager)
    before = (await player.get(f"/raffles/{raffle_id}/winners/")).json()

    # When a manager draws again, Then the draw is refused, and the winners stay the same
    again = await manager.post(f"/raffles/{raffle_id}/winners/")
    assert (again.status_code, problem(again)) == (409, "already-drawn")
    assert (await player.get(f"/raffles/{raffle_id}/winners/")).json() == before


async def test_before_the_draw_nobody_learns_of_winners(manager: Visitor, player: Visitor) -> None:
    # Given a sold-out raffle
    raffle_id = await manager.create(1)
    ticket = (await player.claim(raffle_id)).json()
    check = {"ticket_number": ticket["ticket_number"], "verification_code": ticket["verification_code"]}

    # When anyone asks for the winners or the draw record, or checks a ticket, Then the answer is not-drawn
    for answer in (
        await player.get(f"/raffles/{raffle_id}/winners/"),
        await player.get(f"/raffles/{raffle_id}/draw/"),
        await player.post(f"/raffles/{raffle_id}/verify-ticket/", check),
    ):
        assert (answer.status_code, problem(answer)) == (409, "not-drawn")


async def test_winners_come_in_the_order_of_the_prizes(manager: Visitor) -> None:
    # Given prizes with different amounts
    raffle_id = await manager.create(6, [("First", 1), ("Second", 2), ("Third", 3)])
    await manager.claim_all(raffle_id, 6)

    # When a manager draws the winners
    winners = (await manager.post(f"/raffles/{raffle_id}/winners/")).json()

    # Then each prize comes as often as its amount says, in the order of the prizes. No ticket wins twice
    assert [winner["prize"] for winner in winners] == ["First", "Second", "Second", "Third", "Third", "Third"]
    assert sorted(winner["ticket_number"] for winner in winners) == [1, 2, 3, 4, 5, 6]


async def test_the_draw_record_can_be_recomputed(manager: Visitor, player: Visitor) -> None:
    # Given a drawn raffle
    raffle_id, _ = await drawn_raffle(manager, 9)
    winners = (await player.get(f"/raffles/{raffle_id}/winners/")).json()

    # When anyone downloads the draw record
    record = (await player.get(f"/raffles/{raffle_id}/draw/")).json()

    # Then the winners in the record follow from its entropy, and are equal to the list of winners
    assert draw.check(record) == [winner["ticket_number"] for winner in winners]
    assert re.fullmatch("[0-9a-f]{64}", record["entropy"])
    assert record["raffle_id"] == raffle_id
    assert record["entropy_source"] is None


@pytest.fixture
async def in_pieces(store: Store, settings: Settings) -> AsyncIterator[Visitor]:
    """The manager of a service that reads only three winners in each call to the store."""

    def change(parts: Parts) -> Parts:
        return replace(parts, reads=Reads(parts.client, winners_per_call=3))

    with Service(settings, store, change) as running:
        async with running.visitor() as manager:
            yield manager


@pytest.mark.http
async def test_the_pieces_of_a_draw_record_make_one_document(in_pieces: Visitor) -> None:
    # Given a draw with so many winners that the service reads them in several calls to the store
    manager = in_pieces
    raffle_id = await manager.create(9, [("Bicycle", 1), ("Book", 6)])
    await manager.claim_all(raffle_id, 9)
    winners = (await manager.post(f"/raffles/{raffle_id}/winners/")).json()

    # When somebody requests the draw record
    answer = await manager.get(f"/raffles/{raffle_id}/draw/")

    # Then the record arrives in pieces. Together, the pieces are equal to a record that is written in one piece
    assert answer.headers["transfer-encoding"] == "chunked"
    record = msgspec.json.decode(answer.content, type=DrawRecord)
    assert answer.content == msgspec.json.encode(record)
    assert record.winners == [winner["ticket_number"] for winner in winners]


async def test_a_check_answers_what_the_ticket_won(manager: Visitor, player: Visitor) -> None:
    # Given a drawn raffle of three tickets and two prizes
    raffle_id, tickets = await drawn_raffle(manager)

    # When every player checks a ticket, and types the code with usual mistakes
    checked = [
        await player.post(
            f"/raffles/{raffle_id}/verify-ticket/",
            {
                "ticket_number": ticket["ticket_number"],
                "verification_code": ticket["verification_code"].lower().replace("-", " ").replace("0", "o"),
            },
        )
        for ticket in tickets
    ]

    # Then two tickets have won a prize, and one ticket has not
    assert {answer.status_code for answer in checked} == {200}
    outcomes = sorted((answer.json()["has_won"], answer.json()["prize"] or "") for answer in checked)
    assert outcomes == [(False, ""), (True, "Bicycle"), (True, "Book")]
    assert all(answer.json().keys() == {"has_won", "prize"} for answer in checked)


async def test_a_wrong_code_reveals_nothing(manager: Visitor) -> None:
    # Given a drawn raffle
    raffle_id, tickets = await drawn_raffle(manager)

    # When somebody checks a ticket with the code of another ticket, or with a text that cannot be a code
    async def check(number: int, code: str) -> tuple[int, str]:
        answer = await manager.post(
            f"/raffles/{raffle_id}/verify-ticket/", {"ticket_number": number, "verification_code": code}
        )
        return answer.status_code, problem(answer)

    # Then the answer is invalid-code. For a number that no ticket has, the answer is ticket-not-found
    number, other = tickets[0]["ticket_number"], tickets[1]["verification_code"]
    assert await check(number, other) == (400, "invalid-code")
    assert await check(number, "no code: *") == (400, "invalid-code")
    assert await check(4, other) == (404, "ticket-not-found")


ROWS = [
    ("GET", "/raffles/{id}/", None),
    ("DELETE", "/raffles/{id}/", None),
    ("POST", "/raffles/{id}/participate/", None),
    ("POST", "/raffles/{id}/winners/", None),
    ("GET", "/raffles/{id}/winners/", None),
    ("GET", "/raffles/{id}/draw/", None),
    ("POST", "/raffles/{id}/verify-ticket/", {"ticket_number": 1, "verification_code": "7QK2"}),
]
BAD_IDS = [
    ABSENT, ABSENT.upper(), ABSENT.replace("-", ""), "{" + ABSENT + "}", ABSENT + "x", ABSENT + "%0A", "%20" + ABSENT,
    "1", "raffles", "*", "%00", "%FF", "%F0%9F%8E%9F", "a" * 8000, "..%2Fraffles", ABSENT + "%3F", "%7B%7D", "raffle:1",
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body"), ROWS)
@pytest.mark.http
async def test_an_unknown_raffle_is_not_found(manager: Visitor, method: str, path: str, body: Any) -> None:
    # When a path has the id of no raffle, or a text that is no id
    for bad in BAD_IDS:
        answer = await manager.ask(method, path.replace("{id}", bad), json=body)

        # Then the answer is raffle-not-found
        assert answer.status_code == 404, bad
        assert problem(answer) in {"raffle-not-found", "not-found"}


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/raffles/"), ("DELETE", "/raffles/{id}/"), ("POST", "/raffles/{id}/winners/")]
)
@pytest.mark.http
async def test_a_player_may_do_nothing_that_only_managers_may_do(
    manager: Visitor, player: Visitor, method: str, path: str
) -> None:
    # Given a raffle
    raffle_id = await manager.create(1)

    # When a player sends a request that only managers may send, with a valid or an invalid body
    for body in (new_raffle(), "nonsense", None):
        answer = await player.ask(method, path.replace("{id}", raffle_id), json=body)

        # Then the request is refused, and the raffle stays open
        assert (answer.status_code, problem(answer)) == (403, "not-a-manager")
    assert (await player.get(f"/raffles/{raffle_id}/")).json()["status"] == "open"


@pytest.mark.http
async def test_the_trailing_slash_is_optional(manager: Visitor) -> None:
    # When a client sends all requests of a raffle without trailing slashes
    created = await manager.post("/raffles", new_raffle(1))
    path = f"/raffles/{created.json()['id']}"
    ticket = (await manager.post(f"{path}/participate")).json()
    check = {"ticket_number": 1, "verification_code": ticket["verification_code"]}
    answers = [
        await manager.post(f"{path}/winners"),
        await manager.get("/raffles"),
        await manager.get(path),
        await manager.get(f"{path}/winners"),
        await manager.get(f"{path}/draw"),
        await manager.post(f"{path}/verify-ticket", check),
        await manager.delete(path),
    ]

    # Then every request is answered without a redirect
    assert [answer.status_code for answer in answers] == [201, 200, 200, 200, 200, 200, 204]


@pytest.mark.http
async def test_head_is_answered_like_get_without_the_body(manager: Visitor) -> None:
    # Given a raffle
    raffle_id = await manager.create(1)

    # When a client sends HEAD instead of GET
    for path in ("/raffles/", f"/raffles/{raffle_id}/", f"/raffles/{raffle_id}/winners/", "/health/live", "/nothing"):
        got = await manager.get(path)
        head = await manager.ask("HEAD", path)

        # Then the answer has the status and the content type of the answer to GET, but no body
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head.headers["content-type"] == got.headers["content-type"]


@pytest.mark.http
async def test_an_unknown_method_names_the_allowed_methods(manager: Visitor) -> None:
    # When a path does not allow the method of a request, Then the answer names the allowed methods
    answer = await manager.ask("PUT", "/raffles/")
    assert (answer.status_code, problem(answer)) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/raffles/", "GET, HEAD, OPTIONS, POST"),
        ("/raffles/{}", "DELETE, GET, HEAD, OPTIONS, PATCH"),
        ("/raffles/{}/winners/", "GET, HEAD, OPTIONS, POST"),
        ("/raffles/{}/participate/", "OPTIONS, POST"),
    ],
)
@pytest.mark.http
async def test_options_names_every_method_of_a_path(manager: Visitor, path: str, methods: str) -> None:
    # When a client sends OPTIONS to a path, Then the answer names all methods of the path
    answer = await manager.ask("OPTIONS", path.format(await manager.create()))
    assert (answer.status_code, answer.headers["allow"]) == (204, methods)


async def test_announced_entropy_is_compulsory(manager: Visitor, player: Visitor) -> None:
    # Given a sold-out raffle with an announced source of entropy
    raffle_id = await manager.create(2, entropy_source="drand round 4242424")
    await manager.claim_all(raffle_id, 2)

    # When a manager draws without a body, or with a body that has no entropy, Then the draw is refused
    for body in (None, {}, {"entropy": None}, {"entropy": ""}):
        answer = await manager.post(f"/raffles/{raffle_id}/winners/", body)
        assert (answer.status_code, problem(answer)) == (
            400,
            "invalid-request" if body is not None else "entropy-missing",
        )

    # And when the manager sends entropy, Then the winners follow from this entropy
    assert (await manager.post(f"/raffles/{raffle_id}/winners/", {"entropy": "8d61 0042: +/="})).status_code == 201
    record = (await player.get(f"/raffles/{raffle_id}/draw/")).json()
    assert (record["entropy_source"], record["entropy"]) == ("drand round 4242424", "8d61 0042: +/=")
    assert draw.check(record) == record["winners"]


@pytest.mark.parametrize("body", [None, {"entropy": "8d61"}], ids=["without entropy", "in lower case"])
async def test_a_draw_that_an_earlier_version_began_keeps_its_upper_case(
    service: Service, manager: Visitor, body: Any
) -> None:
    # Given a draw that an earlier version of the service began, with entropy in upper case
    raffle_id = await manager.create(2, entropy_source="drand round 4242424")
    await manager.claim_all(raffle_id, 2)
    # The service seals a sold-out raffle (it fixes its tickets). Wait for this seal, because the test removes it.
    await until(lambda: service.store.redis.hexists(keys.raffle(raffle_id), "root"))
    of_an_earlier_version(service.store, raffle_id)
    begun: dict[Any, Any] = {"entropy": "8D61", "algorithm": "raffle-draw/1"}
    service.store.redis.hset(keys.raffle(raffle_id), mapping=begun)

    # When a manager draws again, Then the draw ends with the stored entropy, and the program that checks records
    # confirms the record
    assert (await manager.post(f"/raffles/{raffle_id}/winners/", body)).status_code == 201
    record = (await manager.get(f"/raffles/{raffle_id}/draw/")).json()
    assert record["entropy"] == "8D61"
    assert draw.check(record) == record["winners"]


async def test_entropy_that_was_not_announced_is_refused(manager: Visitor) -> None:
    # Given a sold-out raffle without an announced source of entropy
    raffle_id = await manager.create(1)
    await manager.claim_all(raffle_id, 1)

    # When a manager sends entropy, Then the draw is refused, because chosen entropy would let the manager choose the
    # winners
    answer = await manager.post(f"/raffles/{raffle_id}/winners/", {"entropy": "mine"})
    assert (answer.status_code, problem(answer)) == (400, "entropy-not-announced")
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["status"] == "sold_out"


@pytest.mark.parametrize("path", ["/nothing", "/raffles/1/2/3", "/health", "/problems/", "/admin"])
@pytest.mark.http
async def test_other_paths_are_not_found(manager: Visitor, path: str) -> None:
    # When somebody requests a path that does not exist, Then the answer is not-found
    answer = await manager.get(path)
    assert (answer.status_code, problem(answer)) == (404, "not-found")
