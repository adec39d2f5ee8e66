"""The wiring: the only place that connects the parts of the service with each other."""

import asyncio
import gc
import platform
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from app import machine, metrics
from app import settings as settings_of
from app.api import claims, docs, pages, privacy
from app.api.routes import ROUTES
from app.embedded.folder import running_url
from app.http.base_path import under
from app.http.forwarded import forwarded
from app.http.guards import before_request
from app.http.identity import manager_of
from app.http.json_body import StrictRequest
from app.http.manager_token import ManagerToken, manager_token
from app.http.middleware import observed
from app.http.pace import paced
from app.logs import request_lines
from app.service.changes import Changes
from app.service.checks import Checks
from app.service.claims import Claims
from app.service.drafts import Drafts
from app.service.drand import Drand
from app.service.draws import Draws
from app.service.erasures import Erasures
from app.service.fills import Fills
from app.service.forgetting import Forgetting
from app.service.hand_overs import HandOvers
from app.service.health import Health
from app.service.layout_watch import LayoutWatch
from app.service.pages import Pages
from app.service.pictures import Pictures
from app.service.raffles import Raffles
from app.service.records import FILE_NAME, Records
from app.service.reserve import Reserve
from app.service.room import Room
from app.service.same_secrets import SameSecrets
from app.service.seals import Seals
from app.service.snapshots import Snapshots
from app.service.stages import Stages
from app.service.substitutions import Substitutions
from app.service.watch import Watches
from app.settings import Settings
from app.shutdown import calling_at_shutdown, end_at_hangup, end_with_parent, ending_on_failure
from app.store.calls import Client
from app.store.connect import connect
from app.store.index import Index
from app.store.layout import WrongLayout
from app.store.reads import Reads
from app.store.scripts import Scripts
from app.store.seal_reads import SealReads
from app.store.signs import Signs

MAX_BODY_BYTES = 16 * 1024
"""The largest body of a request. Requests that create or change a raffle have a limit of their own."""


@dataclass(frozen=True)
class Parts:
    """The parts of the service. A handler gets a part as the argument with the name of this part."""

    settings: Settings
    token: ManagerToken | None
    client: Client
    reads: Reads
    reserve: Reserve
    room: Room
    snapshots: Snapshots
    pages: Pages
    monitoring: Pages
    pictures: Pictures
    fills: Fills
    raffles: Raffles
    drafts: Drafts
    changes: Changes
    claims: Claims
    seals: Seals
    drand: Drand
    draws: Draws
    substitutions: Substitutions
    stages: Stages
    hand_overs: HandOvers
    erasures: Erasures
    forgetting: Forgetting
    checks: Checks
    watches: Watches
    records: Records
    same_secrets: SameSecrets
    health: Health
    layout_watch: LayoutWatch
    gateways: frozenset[str]
    privacy: privacy.PrivacyPage


def wire(settings: Settings, client: Client) -> Parts:
    """Return the parts of a service. `client` is the client of its store.

    Raises:
        TokenUnusable: the manager token can be neither read nor made.
    """
    scripts = Scripts(client, claim_min_replicas=settings.claim_min_replicas)
    reads = Reads(client)
    records = Records(reads, settings.data_dir / FILE_NAME)
    snapshots = Snapshots(reads.raffle)
    shared_pages = Pages()
    snapshots.call_at_change(lambda _: shared_pages.clear())
    embedded = settings.redis_url == running_url(settings.data_dir)
    room = Room(client, folder=settings.data_dir if embedded else None)
    reserve = Reserve(
        settings.hashing,
        code_length=settings.code_length,
        size=settings.reserve_size,
        processes=max(1, machine.processors() // settings.workers),
    )
    index = Index(client, claim_min_replicas=settings.claim_min_replicas)
    seal_reads = SealReads(client)
    seals = Seals(seal_reads, scripts, index, snapshots=snapshots, records=records)
    claims = Claims(
        scripts,
        reserve,
        snapshots,
        room,
        receipt_secrets=settings.receipt_secret,
        players_per_network=settings.players_per_ipv6_48,
        at_sold_out=seals.begin,
    )
    ticket_checks = Checks(reads, seal_reads, scripts)
    drand = Drand([str(url) for url in settings.drand_urls])
    fills = Fills(reads, scripts, index, room)
    raffles_of_store = Raffles(
        reads,
        scripts,
        index,
        snapshots,
        room,
        fills=fills,
        records=records,
        max_tickets=settings.max_tickets,
        secrets=settings.receipt_secret,
    )
    same_secrets = SameSecrets(client, scripts, settings.receipt_secret, machine=platform.node())
    drafts = Drafts(reads, scripts, index, raffles_of_store, snapshots)
    return Parts(
        settings=settings,
        token=manager_token(settings),
        client=client,
        reads=reads,
        reserve=reserve,
        room=room,
        snapshots=snapshots,
        pages=shared_pages,
        pictures=Pictures(minting=lambda: reserve.is_filling),
        monitoring=Pages(),  # not `shared_pages`: many other reads would delay health checks
        fills=fills,
        raffles=raffles_of_store,
        drafts=drafts,
        changes=Changes(reads, scripts, drafts, snapshots),
        claims=claims,
        seals=seals,
        drand=drand,
        draws=Draws(reads, scripts, seals, drand=drand, snapshots=snapshots, records=records),
        substitutions=Substitutions(reads, scripts, snapshots, records),
        stages=Stages(scripts, snapshots),
        erasures=Erasures(
            reads, scripts, records, claims.crowds.forget, player_ipv6_prefix=settings.player_ipv6_prefix
        ),
        forgetting=Forgetting(client),
        hand_overs=HandOvers(reads, scripts, ticket_checks, records),
        checks=ticket_checks,
        watches=Watches(snapshots, Signs(client)),
        records=records,
        same_secrets=same_secrets,
        health=Health(
            client,
            scripts,
            reads,
            same_secrets,
            warned_by=(room, claims, records, same_secrets),
            warnings=machine.warnings(settings.manager_networks),
            code_length=settings.code_length,
            claim_min_replicas=settings.claim_min_replicas,
        ),
        layout_watch=LayoutWatch(client),
        gateways=machine.gateways(),
        privacy=privacy.PrivacyPage(settings, embedded=embedded),
    )


def create_app(settings: Settings, parts: Parts | None = None) -> Litestar:
    """Return the service as an ASGI application. Without `parts`, the service uses the store at REDIS_URL."""
    wired = parts or wire(settings, connect(settings.redis_url, serving=True))
    named = {field.name: getattr(wired, field.name) for field in fields(Parts)}

    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        end_with_parent()
        end_at_hangup()  # after this call, a worker that gets a SIGHUP first finishes its requests
        async with wired.reserve:
            background = [
                asyncio.create_task(wired.fills.continue_fills()),
                asyncio.create_task(wired.seals.seal_all()),
                asyncio.create_task(wired.room.watch()),
                asyncio.create_task(wired.forgetting.watch()),
                asyncio.create_task(wired.claims.crowds.watch(wired.reads.who_hold)),
                asyncio.create_task(wired.records.keep_all()),
                asyncio.create_task(metrics.keep_files()),
                *ending_on_failure(
                    asyncio.create_task(wired.health.watch()),
                    asyncio.create_task(wired.layout_watch.watch()),
                    of_all_workers=WrongLayout,
                ),
            ]
            try:
                with calling_at_shutdown(wired.watches.close):
                    yield
            finally:
                await wired.claims.close()
                await wired.fills.close()
                await wired.draws.close()
                await wired.seals.close()
                await wired.drand.close()
                wired.room.close()
                wired.forgetting.close()
                wired.records.close()
                wired.health.close()
                wired.layout_watch.close()
                for task in background:
                    task.cancel()
                await asyncio.wait(background)
                await wired.same_secrets.close()
                await wired.watches.wait_closed()
                await wired.snapshots.close()
                await wired.pages.close()
                await wired.monitoring.close()
                await wired.pictures.close()
                # Close the client after all parts that call the store, because a later call would open a new
                # connection.
                await wired.client.aclose()
                request_lines.flush()

    app = Litestar(
        route_handlers=ROUTES,
        dependencies={name: _Part(part) for name, part in named.items()} | {"manager": Provide(manager_of)},
        exception_handlers={Exception: pages.answer_error},
        lifespan=[running],
        openapi_config=docs.openapi_config(settings.base_path),
        before_request=before_request,
        request_max_body_size=MAX_BODY_BYTES,
        state=State(named),
        logging_config=None,
        request_class=StrictRequest,
    )
    # These functions wrap the router, so that answers to unknown paths also get security headers and are counted.
    routed = claims.claims_first(app.asgi_handler, wired.claims, settings)
    served = paced(observed(under(settings.base_path, routed)), settings.player_ipv6_prefix)
    app.asgi_handler = forwarded(served, settings.forwarded_allow_ips)
    return app


def from_environment() -> Litestar:
    """Return the service with the settings of the environment. Each uvicorn worker calls this."""
    app = create_app(settings_of.read())
    # Almost all objects that exist now are never freed. So exclude them from garbage collection.
    gc.freeze()
    # Garbage collection may be rare, because only cycles of references need it, and requests leave no such cycles.
    gc.set_threshold(50_000)
    return app


class _Part(Provide):
    """Provides a part of the service to handlers.

    For each handler, Litestar compares each part with all other parts. Provide would compare their contents, and the
    comparisons would take a fifth of the time of `create_app`. So two objects of this class are equal only if they are
    the same object.
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __init__(self, part: object) -> None:
        super().__init__(lambda: part, use_cache=True, sync_to_thread=False)
