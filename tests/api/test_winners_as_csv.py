"""Winners as a CSV file, and the entity tags (ETags) of answers: a tag changes when the content changes."""

import csv
import io
from uuid import uuid4

import httpx
import pytest

from app.service import pages
from app.service.pages import DOWNLOADS_OF_A_CLIENT
from app.store import keys
from tests.support.people import Visitor, new_raffle, problem
from tests.support.service import Service

pytestmark = pytest.mark.http

CSV = {"Accept": "text/csv"}


async def drawn(manager: Visitor, total: int = 4, prize: str = "Book", amount: int = 2) -> str:
    """Return the id of a drawn raffle."""
    raffle_id = await manager.create(total, [(prize, amount)])
    await manager.claim_all(raffle_id, total)
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    return raffle_id


def rows_of(answer: httpx.Response) -> list[dict[str, str]]:
    """Return the rows of a CSV answer, each as a dict with the names of the header line."""
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


async def test_csv_has_all_winners_in_one_file(manager: Visitor) -> None:
    # Given so many winners that one page of JSON cannot contain them all
    raffle_id = await drawn(manager, 110, amount=105)

    # When a client requests the winners as CSV
    answer = await manager.get(f"/raffles/{raffle_id}/winners/", headers=CSV)

    # Then the file has all winners in the order of the prizes
    listed = await manager.get(f"/raffles/{raffle_id}/winners/", params={"limit": 1000})
    rows = rows_of(answer)
    assert [(int(row["ticket_number"]), row["prize"]) for row in rows] == [
        (winner["ticket_number"], winner["prize"]) for winner in listed.json()
    ]
    assert len(rows) == 105
    assert answer.headers["content-disposition"] == f'attachment; filename="winners-{raffle_id}.csv"'


async def test_a_client_that_prefers_csv_gets_csv(manager: Visitor) -> None:
    # When a client prefers CSV, Then the winners come as CSV
    raffle_id = await drawn(manager)
    for accept in (
        *("text/csv", "text/*", "Text/CSV;q=0.2, application/json;q=0.1"),
        *("*/*;q=0.1,text/csv", "text/csv;q=inf"),
    ):
        answer = await manager.get(f"/raffles/{raffle_id}/winners/", headers={"Accept": accept})
        assert answer.headers["content-type"].startswith("text/csv"), accept


async def test_other_clients_get_json(manager: Visitor) -> None:
    # When a client does not prefer CSV, Then the winners come as JSON
    raffle_id = await drawn(manager)
    for accept in (
        *("*/*", "", "application/json", "text/html,*/*;q=0.8", "application/json, text/csv", "text/csv;q=0"),
        *("image/png", "*/*, text/csv;q=0.9", "application/json;q=0.5, text/csv;q=0.5", ",;,", "*/*;q=inf"),
    ):
        answer = await manager.get(f"/raffles/{raffle_id}/winners/", headers={"Accept": accept})
        assert answer.headers["content-type"] == "application/json", accept
        assert answer.headers["vary"] == "Accept", accept


async def test_excel_reads_the_file_as_utf_8(manager: Visitor) -> None:
    # When somebody requests, as CSV, the winners of a prize with an accent in its name
    raffle_id = await drawn(manager, prize="Ch\u00e2teau")
    answer = await manager.get(f"/raffles/{raffle_id}/winners/", headers=CSV)

    # Then the file begins with one byte order mark, each line ends with CRLF, and the text is UTF-8
    assert answer.content.startswith(b"\xef\xbb\xbfticket_number,prize\r\n")
    assert answer.content.count(b"\xef\xbb\xbf") == 1
    assert answer.content.count(b"\n") == answer.content.count(b"\r\n") == 3
    assert answer.content.endswith(",Ch\u00e2teau\r\n".encode())


@pytest.mark.parametrize(("path", "headers"), [("winners", CSV), ("draw", {})])
async def test_an_incomplete_list_is_recognisable(
    service: Service, manager: Visitor, path: str, headers: dict[str, str]
) -> None:
    # Given a drawn raffle whose list of winners has lost one winner. A deletion during the request would look the same
    raffle_id = await drawn(manager)
    service.store.redis.zremrangebyrank(keys.winners(raffle_id), 1, 1)

    # When a client requests the list, Then the answer ends before it is complete, in such a way that the client notices
    # this
    with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
        await manager.get(f"/raffles/{raffle_id}/{path}/", headers=headers)


async def test_a_prize_with_commas_quotes_and_accents_is_unchanged(manager: Visitor) -> None:
    # When the name of a prize has commas, quotes and accents, Then the CSV has exactly the same name
    raffle_id = await drawn(manager, prize='Wine, "Château", 0,75 l')
    answer = await manager.get(f"/raffles/{raffle_id}/winners/", headers=CSV)
    assert {row["prize"] for row in rows_of(answer)} == {'Wine, "Château", 0,75 l'}


async def test_there_is_no_csv_before_the_draw(manager: Visitor) -> None:
    # When a client requests CSV before the draw, Then the answer is not-drawn
    raffle_id = await manager.create(2)
    assert problem(await manager.get(f"/raffles/{raffle_id}/winners/", headers=CSV)) == "not-drawn"


@pytest.mark.parametrize("path", ["", "winners/", "draw/"])
async def test_an_unchanged_answer_is_not_sent_again(manager: Visitor, path: str) -> None:
    # Given a client that has read a drawn raffle
    raffle_id = await drawn(manager)
    before = await manager.get(f"/raffles/{raffle_id}/{path}")

    # When the client sends the tag again, unchanged or made weak by a proxy, Then the service does not send the content
    # again
    for tag in (before.headers["etag"], f'"other", W/{before.headers["etag"]}'):
        again = await manager.get(f"/raffles/{raffle_id}/{path}", headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == before.headers["etag"]


async def test_a_raffle_that_changed_is_sent_again(manager: Visitor) -> None:
    # Given a client that has read a raffle
    raffle_id = await manager.create(2)
    tag = (await manager.get(f"/raffles/{raffle_id}/")).headers["etag"]

    # When a player claims a ticket, Then the old tag does not match, and the service sends the new state
    await manager.claim(raffle_id, "198.51.100.40")
    answer = await manager.get(f"/raffles/{raffle_id}/", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()["available_tickets"]) == (200, 1)


def lose(service: Service, raffle_id: str) -> None:
    """Remove all keys of a raffle from the store, as the restore of an older backup would do."""
    service.store.redis.delete(*service.store.redis.keys(f"*{raffle_id}*"))


async def test_the_tag_of_a_lost_raffle_does_not_match_a_new_raffle_with_its_id(
    service: Service, manager: Visitor
) -> None:
    # Given a client that has read a raffle, and a store that then lost this raffle
    key = {"Idempotency-Key": str(uuid4())}
    created = await manager.post("/raffles/", new_raffle(2, name="Winter fair"), headers=key)
    path = f"/raffles/{created.json()['id']}/"
    tag = (await manager.get(path)).headers["etag"]
    lose(service, created.json()["id"])

    # When a manager creates another raffle, which gets the same id, Then the old tag does not match
    await manager.post("/raffles/", new_raffle(2, name="Summer fair"), headers=key)
    answer = await manager.get(path, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()["name"]) == (200, "Summer fair")


@pytest.mark.parametrize("path", ["winners/", "draw/"])
async def test_the_tag_of_a_lost_draw_does_not_match_a_new_draw_with_its_id_and_entropy(
    service: Service, manager: Visitor, path: str
) -> None:
    # Given a client that has read the draw of a raffle, and a store that then lost this raffle
    key = {"Idempotency-Key": str(uuid4())}

    async def draw(prize: str) -> str:
        body = new_raffle(1, [(prize, 1)], entropy_source="drand")
        raffle_id = (await manager.post("/raffles/", body, headers=key)).json()["id"]
        await manager.claim_all(raffle_id, 1)
        await manager.post(f"/raffles/{raffle_id}/winners/", {"entropy": "6f1d5c0f"})
        return f"/raffles/{raffle_id}/"

    raffle = await draw("Bicycle")
    tag = (await manager.get(raffle + path)).headers["etag"]
    lose(service, raffle.split("/")[2])

    # When a manager draws another raffle that has the same id and the same entropy (random text), Then the old tag does
    # not match
    assert await draw("Book") == raffle
    answer = await manager.get(raffle + path, headers={"If-None-Match": tag})
    assert (answer.status_code, "Book" in answer.text) == (200, True)


async def test_each_page_and_format_of_winners_has_its_own_tag(manager: Visitor) -> None:
    # Given the tag of the first page of winners
    raffle_id = await drawn(manager)
    tag = (await manager.get(f"/raffles/{raffle_id}/winners/")).headers["etag"]

    # When a client requests another page or another format with this tag, Then the service sends the content
    path = f"/raffles/{raffle_id}/winners/"
    assert (await manager.get(path, params={"limit": 1}, headers={"If-None-Match": tag})).status_code == 200
    assert (await manager.get(path, headers={"If-None-Match": tag, **CSV})).status_code == 200


async def test_a_client_with_many_open_downloads_gets_no_further_download(
    manager: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a drawn raffle, and a manager who has requested only the head of as many downloads as one client may have
    # open
    raffle_id = await drawn(manager)
    record, *tables = (f"/raffles/{raffle_id}/{part}/" for part in ("draw", "winners", "hand-overs", "log"))
    winners = tables[0]
    for _ in range(DOWNLOADS_OF_A_CLIENT):
        await manager.ask("HEAD", record)
        for table in tables:
            await manager.ask("HEAD", table, headers=CSV)

    # When the manager then asks for the record and for each table, Then the manager gets all of them
    known = await manager.get(record)
    assert known.status_code == 200
    assert len(rows_of(await manager.get(winners, headers=CSV))) == 2
    for table in tables:
        assert (await manager.get(table, headers=CSV)).status_code == 200

    # When the manager has the largest allowed number of open downloads, Then one more download is refused immediately
    monkeypatch.setattr(pages, "DOWNLOADS_OF_A_CLIENT", 0)
    for refused in (await manager.get(record), *[await manager.get(table, headers=CSV) for table in tables]):
        assert (refused.status_code, problem(refused)) == (503, "too-many-connections")
        assert int(refused.headers["retry-after"]) > 0

    # And the service still sends answers that are no downloads
    assert (await manager.get(record, headers={"If-None-Match": known.headers["etag"]})).status_code == 304
    for table in tables:
        assert (await manager.get(table)).status_code == 200
