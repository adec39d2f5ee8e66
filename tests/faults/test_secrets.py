"""No secret is left behind. The test runs a whole raffle with many faults, then searches everything that is kept."""

import secrets
from pathlib import Path
from typing import Any

from redis import Redis

from app.domain import codes
from tests.faults.conftest import Report
from tests.support.people import Visitor, address
from tests.support.program import Program

TICKETS = 100


async def _claim_in_trouble(program: Program, manager: Visitor, raffle_id: str, place: int, key: str) -> Any:
    """Claim until a ticket comes. Kill the store before every 40th player. Return the ticket and all refusals."""
    headers = {"Idempotency-Key": key}
    refused = []
    if place % 40 == 0:
        program.kill_store()
    while (answer := await manager.claim(raffle_id, address(place), headers=headers)).status_code == 503:
        refused.append(answer.text)
    assert answer.status_code == 201
    again = await manager.claim(raffle_id, address(place), headers=headers)
    assert again.json() == answer.json()
    refused.append((await manager.claim(raffle_id, address(place))).text)
    return answer.json(), refused


async def _send_to_wrong_places(manager: Visitor, raffle_id: str, code: str, key: str) -> list[str]:
    """Send a code and a key to places where they do not belong, and return the answers."""
    check = f"/raffles/{raffle_id}/verify-ticket/"
    # Some programs write `%23` for the `#` of a link. Then the code is in the path or the query of the request.
    claim_slip = f"/manage%23hand-over={raffle_id}.1.{code.replace('-', '')}"
    links = (claim_slip, claim_slip.replace("%", "%25"), f"{claim_slip}?language=de", claim_slip.replace("%", "?%"))
    answers = [
        *[await manager.get(link, headers={"Accept": kind}) for link in links for kind in ("text/html", "*/*")],
        await manager.post(claim_slip, {}),
        await manager.get(f"/r/{raffle_id}/certificate%23check=1.{code}"),
        await manager.get(f"/raffles/{code}/"),
        await manager.get(f"/{code}"),
        await manager.get("/raffles/", params={"cursor": code}),
        await manager.get("/raffles/", params={code: key}),
        await manager.post(check, {"ticket_number": code, "verification_code": 1}),
        await manager.post(check, {"ticket_number": 1, "verification_code": code, "surplus": code}),
        await manager.post(check, content=f'{{"verification_code": "{code}'.encode()),
        await manager.post(check, {"ticket_number": 10_000_000, "verification_code": code}),
        await manager.claim(raffle_id, address(0), headers={"Idempotency-Key": key + " \t" + code}),
    ]
    return [f"{answer.text} {answer.headers}" for answer in answers]


async def test_no_code_and_no_key_is_left_behind(folder: Path, report: Report) -> None:
    # Given a service that logs as much as possible
    with Program(folder, LOG_LEVEL="debug") as program:
        async with program.visitor() as manager:
            raffle_id = await manager.create(TICKETS, [("Book", 10)])
            keys = [secrets.token_urlsafe(16) for _ in range(TICKETS)]
            kept: list[str] = []
            tickets = []

            # When a raffle runs from its creation to the checks, with kills of the store, retries, and secrets in wrong
            # places
            for place, key in enumerate(keys):
                ticket, refused = await _claim_in_trouble(program, manager, raffle_id, place, key)
                tickets.append(ticket)
                kept += refused
            kept += await _send_to_wrong_places(manager, raffle_id, tickets[0]["verification_code"], keys[0])
            kept.append((await manager.post(f"/raffles/{raffle_id}/winners/")).text)
            for ticket, other in zip(tickets, tickets[1:] + tickets[:1], strict=True):
                right = {name: ticket[name] for name in ("ticket_number", "verification_code")}
                wrong = right | {"verification_code": other["verification_code"]}
                for check in (right, wrong):
                    answer = await manager.post(f"/raffles/{raffle_id}/verify-ticket/", check)
                    kept.append(answer.text)
            kept += await _send_to_wrong_places(manager, raffle_id, tickets[1]["verification_code"], keys[1])
            kept.append((await manager.get("/metrics")).text)

        # Then the answers without a ticket, the metrics, the logs and the store contain no code and no key
        kept += _everything(Redis.from_url(program.store_url(), encoding="latin-1", decode_responses=True))
    kept += _files(folder)
    everything = "\n".join(kept).upper()
    shown = [ticket["verification_code"] for ticket in tickets]
    secret = [*shown, *(codes.normalise(code) for code in shown), *(key.upper() for key in keys)]
    found = [text for text in secret if text in everything]
    report(f"{len(secret)} secrets, {len(everything) / 1e6:.1f} MB searched, {len(found)} found")
    assert found == []


def _everything(redis: Any) -> list[str]:
    """Return every key of the store with its value."""
    read = {
        "hash": redis.hgetall,
        "set": redis.smembers,
        "string": redis.get,
        "list": lambda key: redis.lrange(key, 0, -1),
        "zset": lambda key: redis.zrange(key, 0, -1),
    }
    return [f"{key} {read[redis.type(key)](key)}" for key in redis.scan_iter()]


def _files(folder: Path) -> list[str]:
    """Return the content of every file: the log of the service, and what the store wrote to the disk."""
    return [file.read_bytes().decode("latin-1") for file in folder.rglob("*") if file.is_file()]
