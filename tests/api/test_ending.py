"""When a service has ended, no task may go on, because it could open a connection that nobody closes."""

import asyncio
from dataclasses import replace

from app.asgi import create_app, wire
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import Prize
from app.service.watch import Watches
from app.settings import Settings
from app.store.signs import Signs
from tests.support.service import Store
from tests.support.waiting import let_tasks_run


async def serve_and_end(settings: Settings, store: Store) -> set[str]:
    """Serve one client that watches a raffle, and one client that leaves during a read. Return the tasks that are left.

    The tasks are listed after the service has ended. In production, uvicorn ends all requests before the service ends.
    """
    parts = wire(settings, store.connect())
    parts = replace(parts, watches=Watches(parts.snapshots, Signs(parts.client), poll_seconds=60))
    before = asyncio.all_tasks()
    async with create_app(settings, parts).lifespan():
        raffle, _ = await parts.raffles.create(RaffleRequest(name="Fair", total_tickets=3, prizes=[Prize("Book", 1)]))
        states = await parts.watches.follow(raffle.id, "198.51.100.7")
        await anext(states)
        parts.snapshots.drop(raffle.id)
        asking = asyncio.create_task(parts.snapshots.get(raffle.id))
        await let_tasks_run()
        asking.cancel()
    del states
    return {task.get_name() for task in asyncio.all_tasks() - before}


async def test_no_task_is_left_when_the_service_has_ended(settings: Settings, store: Store) -> None:
    # When a service has ended, Then no task is left. The test runs the service in a thread, because in the main thread
    # the service would change the signal handlers of this test process
    assert await asyncio.to_thread(asyncio.run, serve_and_end(settings, store)) == set()
