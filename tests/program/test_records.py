"""The file of draw records. A worker writes the record of a draw before it answers the draw.

If the worker crashes before the record is complete, the next start writes the record.
"""

import json
from pathlib import Path

from tests.support.program import Program
from tests.support.waiting import block_until

TICKETS = 3


def draws(path: Path) -> list[bytes]:
    """Return the complete lines of draws in the file."""
    return [line for line in path.read_bytes().splitlines(keepends=True) if line.endswith(b"]}\n")]


async def test_the_record_of_a_worker_that_crashed_is_written_by_the_next_start(folder: Path) -> None:
    # Given a service with two workers, and a raffle that was drawn
    with Program(folder, WORKERS="2", RESERVE_SIZE="32") as program:
        path = folder / "data" / "records.jsonl"
        async with program.visitor() as manager:
            raffle_id = await manager.create(TICKETS)
            await manager.claim_all(raffle_id, TICKETS)
            assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201

            # Then the file already has the same record that the service sends
            record = (await manager.get(f"/raffles/{raffle_id}/draw/")).content
        assert draws(path) == [record + b"\n"]

        # When every process is killed while the record is written, and the program starts again
        program.kill_everything()
        path.write_bytes(record[:100])
        program.start()

        # Then the file has one complete record
        block_until(lambda: draws(path) == [record + b"\n"])
        async with program.visitor() as anyone:
            assert (await anyone.get("/health/ready")).json()["warnings"] == []
        assert json.loads(draws(path)[0])["raffle_id"] == raffle_id
