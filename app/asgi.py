"""The one place where the parts are wired together."""

import asyncio
import gc
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from multiprocessing import parent_process
from types import FrameType

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from app import settings as settings_of
from app.api import claims as claims_api
from app.api import docs, events, pages
from app.api import draws as draws_api
from app.api import health as health_api
from app.api import raffles as raffles_api
from app.http import identity as asking
from app.http import problems
from app.http.guards import let_in
from app.http.json_body import StrictRequest
from app.http.middleware import watched
from app.service.checks import Checks
from app.service.claims import Claims
from app.service.draws import Draws
from app.service.raffles import Raffles
from app.service.reserve import Reserve
from app.service.watch import Watches
from app.settings import Settings
from app.store.connect import Client, connect
from app.store.scripts import Scripts

LARGEST_BODY = 16 * 1024
"""Bytes of the largest body that a request may have, but for one that creates a raffle."""


def create_app(settings: Settings, redis: Client | None = None) -> Litestar:
    """Return the service. It speaks to the store at REDIS_URL, unless a client is handed in."""
    redis = redis or connect(settings.redis_url)
    scripts = Scripts(redis, claim_min_replicas=settings.claim_min_replicas)
    raffles = Raffles(redis, scripts)
    draws = Draws(redis, scripts, raffles.looks)
    reserve = Reserve(
        settings.hashing,
        code_length=settings.code_length,
        size=settings.reserve_size,
        processes=max(1, (os.cpu_count() or 1) // settings.workers),
    )
    claims = Claims(scripts, reserve, raffles.looks)
    watches = Watches(raffles)
    parts = {
        "settings": settings,
        "redis": redis,
        "raffles": raffles,
        "draws": draws,
        "checks": Checks(draws, scripts),
        "watches": watches,
    }

    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        _end_with_parent()
        async with reserve:
            resuming = asyncio.create_task(raffles.resume())
            try:
                with _told_of_the_end(watches.close):
                    yield
            finally:
                resuming.cancel()
                with suppress(asyncio.CancelledError):
                    await resuming
                await claims.close()
                await raffles.close()
                await redis.aclose()

    app = Litestar(
        route_handlers=[
            raffles_api.create_raffle,
            raffles_api.list_raffles,
            raffles_api.get_raffle,
            raffles_api.delete_raffle,
            claims_api.participate,
            draws_api.draw_winners,
            draws_api.list_winners,
            draws_api.get_draw_record,
            draws_api.verify_ticket,
            health_api.live,
            health_api.ready,
            health_api.metrics,
            docs.openapi_document,
            docs.explain_problem,
            docs.swagger_assets,
            events.watch_raffle,
            asking.me,
            pages.raffles_page,
            pages.raffle_page,
            pages.certificate_page,
            pages.manage_page,
            pages.favicon,
            pages.page_assets,
        ],
        dependencies={name: _given(part) for name, part in parts.items()},
        exception_handlers={Exception: problems.answer},
        lifespan=[running],
        openapi_config=docs.openapi_config(),
        before_request=let_in,
        request_max_body_size=LARGEST_BODY,
        state=State({"settings": settings, "claims": claims, "raffles": raffles}),
        logging_config=None,
        request_class=StrictRequest,
    )
    # Around the router, so that answers of no route are protected and counted too.
    app.asgi_handler = watched(app.asgi_handler)
    return app


@contextmanager
def _told_of_the_end(end: Callable[[], None]) -> Iterator[None]:
    """Call `end` as soon as a signal tells the process to stop.

    The server waits for open answers before it ends the lifespan, and streams of events would stay open for ever.
    """
    loop = asyncio.get_running_loop()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            _before(number, partial(loop.call_soon_threadsafe, end))
    yield
    end()


def _before(number: signal.Signals, call: Callable[[], object]) -> None:
    """Make a signal call something first, and then do what it did; the server itself undoes this when it ends."""
    handler = signal.getsignal(number)

    def handle(number: int, frame: FrameType | None) -> None:
        call()
        if callable(handler):
            handler(number, frame)

    signal.signal(number, handle)


def _end_with_parent() -> None:
    """Make sure that no worker serves on when the process that started it was killed."""
    parent = parent_process()
    if parent is None:
        return
    loop = asyncio.get_running_loop()

    def end() -> None:
        loop.remove_reader(parent.sentinel)
        signal.raise_signal(signal.SIGTERM)

    loop.add_reader(parent.sentinel, end)


def _given(part: object) -> Provide:
    return Provide(lambda: part, use_cache=True, sync_to_thread=False)


def from_environment() -> Litestar:
    """Return the service as the environment configures it: what each uvicorn worker calls."""
    app = create_app(settings_of.read())
    # What is there now stays, and requests leave no cycles: looking for garbage took a fifth of a claim's time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)
    return app
