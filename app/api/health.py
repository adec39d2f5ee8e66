"""Health and metrics: whether the process runs, whether it can serve, and what it has done."""

import asyncio
from typing import Any

import msgspec
from litestar import MediaType, Request, Response, get
from prometheus_client import CONTENT_TYPE_LATEST

from app import metrics as metrics_of
from app.errors import Problem, StoreLoading, StoreUnavailable
from app.http.dependencies import Provided
from app.http.guards import ANY_HOST, monitoring_only
from app.http.identity import may_monitor
from app.http.openapi import JSON, answers
from app.http.problems import headers_of, raises
from app.service.health import Health, Readiness
from app.service.pages import Page, Pages

_READY = Readiness("valkey 9.1.2", True, "yes", "always", "noeviction", 0, [])


@get(
    "/health/live",
    tags=["Service"],
    opt=ANY_HOST,
    media_type=MediaType.TEXT,
    responses=answers(200, str, "ok", "The process runs.", media_type=MediaType.TEXT),
)
async def check_liveness() -> str:
    """Answer as long as the process runs, even if the store does not answer."""
    return "ok"


@get(
    "/health/ready",
    tags=["Service"],
    opt=ANY_HOST,
    responses=answers(200, Readiness, _READY, "The service can serve. Only some clients get the body.")
    | raises(StoreUnavailable, StoreLoading),
)
async def check_readiness(
    health: Provided[Health], monitoring: Provided[Pages], request: Request[Any, Any, Any]
) -> Response[bytes]:
    """Answer with 200 if the store can be reached, and say whether acknowledged claims are on disk.

    Only managers and addresses in METRICS_ALLOW_IPS get a body. Other clients get only the status.
    """

    async def make() -> Page:
        return Page(msgspec.json.encode(await health.ready()))

    told = may_monitor(request.scope, request.app.state.settings)
    try:
        page = await monitoring.get("readiness", make, "readiness")
    except Problem as problem:
        if told:
            raise
        return Response(b"", status_code=problem.status, headers=headers_of(problem), media_type=MediaType.TEXT)
    return Response(page.body, media_type=JSON) if told else Response(b"", media_type=MediaType.TEXT)


@get(
    "/metrics",
    opt=ANY_HOST,
    guards=[monitoring_only],
    media_type=CONTENT_TYPE_LATEST,
    include_in_schema=False,
)
async def metrics(monitoring: Provided[Pages]) -> Response[bytes]:
    """Get the metrics of all workers, for Prometheus. Only managers and addresses in METRICS_ALLOW_IPS get metrics."""

    async def make() -> Page:
        metrics_of.count_waiting()
        return Page(await asyncio.to_thread(metrics_of.exposition))

    return Response((await monitoring.get("metrics", make, "metrics")).body, media_type=CONTENT_TYPE_LATEST)
