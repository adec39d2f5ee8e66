"""A folder of data from an earlier version: the present service completes the raffles in it, and loses nothing."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain import draw
from app.store import keys
from app.store.layout import VERSION
from tests.support.people import address, problem
from tests.support.program import Program
from tests.support.waiting import until

FOLDERS = sorted(path for path in (Path(__file__).parent / "folders").iterdir() if path.is_dir())


@pytest.fixture(params=FOLDERS, ids=lambda path: path.name)
def written(request: pytest.FixtureRequest) -> Path:
    """A folder that an earlier version wrote."""
    folder: Path = request.param
    return folder


@pytest.fixture
def raffles(written: Path) -> dict[str, Any]:
    """The raffles in the folder. Each key of this dict says how far the raffle had come."""
    found: dict[str, Any] = json.loads((written / "raffles.json").read_text())
    return found


@pytest.fixture
def program(written: Path, folder: Path) -> Iterator[Program]:
    """The present program on a copy of the folder."""
    shutil.copytree(written, folder / "data")
    with Program(folder) as running:
        yield running


async def test_a_folder_of_an_earlier_version_is_played_to_its_draws(program: Program, raffles: dict[str, Any]) -> None:
    # Given the present program on a store of an earlier version
    with program.store() as redis:
        assert redis.hget(keys.LAYOUT, "version") == str(VERSION)
    selling, begun, filling, drawn = (raffles[name] for name in ("selling", "begun", "filling", "drawn"))

    async with program.visitor() as manager:
        # When the players of the half-sold raffle claim again, Then they hold the same tickets as before
        first, second = selling["tickets"]
        again = await manager.claim(selling["id"], "10.0.0.1", headers={"Idempotency-Key": "the-key-of-this-player"})
        assert (again.status_code, again.json()) == (201, first)
        assert problem(await manager.claim(selling["id"], "2001:db8:0:1::2")) == "already-participated"

        # And other players get the remaining tickets, and the raffle can be drawn
        rest = [(await manager.claim(selling["id"], address(place))).json()["ticket_number"] for place in range(9, 12)]
        assert {first["ticket_number"], second["ticket_number"], *rest} == {1, 2, 3, 4, 5}
        answer = await manager.post(f"/raffles/{selling['id']}/winners/", {"entropy": "5 17 23"})
        assert answer.status_code == 201
        check = {key: second[key] for key in ("ticket_number", "verification_code")}
        assert (await manager.post(f"/raffles/{selling['id']}/verify-ticket/", check)).status_code == 200

        # And the draw that the earlier version began is completed, with the entropy (random text) that was fixed then
        assert (await manager.post(f"/raffles/{begun['id']}/winners/")).status_code == 201
        record = (await manager.get(f"/raffles/{begun['id']}/draw/")).json()
        assert record["entropy"] == "f" * 64
        assert draw.check(record) == record["winners"]

        # And the fill (the adding of tickets to the pool) that was interrupted is completed, and its raffle can be
        # drawn
        async def is_open() -> bool:
            return bool((await manager.get(f"/raffles/{filling['id']}/")).json()["status"] == "open")

        await until(is_open)
        await manager.claim_all(filling["id"], 4)
        assert (await manager.post(f"/raffles/{filling['id']}/winners/")).status_code == 201

        # And the completed draw of the earlier version is unchanged
        assert (await manager.get(f"/raffles/{drawn['id']}/draw/")).json() == drawn["record"]
        check = {key: drawn["tickets"][0][key] for key in ("ticket_number", "verification_code")}
        assert (await manager.post(f"/raffles/{drawn['id']}/verify-ticket/", check)).status_code == 200
