"""Health and figures over HTTP: is the process alive, can it serve, how is it doing."""

import os
from contextlib import suppress
from pathlib import Path

import msgspec
from litestar import MediaType, Response, get
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess

from app.api.examples import answers
from app.errors import StoreUnavailable
from app.http.dependencies import Part
from app.http.guards import ANY_HOST
from app.http.problems import raises
from app.settings import Settings
from app.store.connect import Client
from app.store.durability import durability


@get(
    "/health/live",
    tags=["Service"],
    opt=ANY_HOST,
    media_type=MediaType.TEXT,
    responses=answers(200, str, "ok", MediaType.TEXT),
)
async def live() -> str:
    """Answer as soon as the process runs. Does nothing: the floor that claims are measured against."""
    return "ok"


class Readiness(msgspec.Struct, frozen=True):
    """That the service can serve, what its store does with a write, and what an operator should know of it."""

    store: str
    durable: bool
    appendonly: str
    appendfsync: str
    maxmemory_policy: str
    replicas: int
    warnings: list[str]


_READY = Readiness("valkey 9.1.2", True, "yes", "always", "noeviction", 0, [])


@get(
    "/health/ready",
    tags=["Service"],
    opt=ANY_HOST,
    responses=answers(200, Readiness, _READY) | raises(StoreUnavailable),
)
async def ready(redis: Part[Client], settings: Part[Settings]) -> Readiness:
    """Answer when the store can be reached, and tell whether acknowledged means on disk."""
    store = await durability(redis)
    return Readiness(
        store=store.version,
        durable=store.durable,
        appendonly=store.appendonly,
        appendfsync=store.appendfsync,
        maxmemory_policy=store.maxmemory_policy,
        replicas=store.replicas,
        warnings=store.warnings(settings.claim_min_replicas),
    )


@get("/metrics", opt=ANY_HOST, media_type=CONTENT_TYPE_LATEST, include_in_schema=False, sync_to_thread=True)
def metrics() -> Response[bytes]:
    """Get the figures of all workers, for Prometheus."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        _forget_dead_workers(Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]))
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _forget_dead_workers(figures: Path) -> None:
    """Drop what workers that died had ready: nobody else notices that they are gone."""
    for file in figures.glob("gauge_live*.db"):
        process = int(file.stem.rpartition("_")[2])
        with suppress(PermissionError):
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                multiprocess.mark_process_dead(process)  # type: ignore[no-untyped-call]
