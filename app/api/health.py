"""Health and metrics: whether the process runs, whether it can serve, and how much it does."""

from litestar import MediaType, Response, get
from prometheus_client import CONTENT_TYPE_LATEST

from app import metrics as metrics_of
from app.errors import StoreLoading, StoreUnavailable
from app.http.dependencies import Provided
from app.http.guards import ANY_HOST
from app.http.openapi import answers
from app.http.problems import raises
from app.service.health import Health, Readiness

_READY = Readiness("valkey 9.1.2", True, "yes", "always", "noeviction", 0, [])


@get(
    "/health/live",
    tags=["Service"],
    opt=ANY_HOST,
    media_type=MediaType.TEXT,
    responses=answers(200, str, "ok", MediaType.TEXT),
)
async def live() -> str:
    """Answer as long as the process runs, whatever the store does."""
    return "ok"


@get(
    "/health/ready",
    tags=["Service"],
    opt=ANY_HOST,
    responses=answers(200, Readiness, _READY) | raises(StoreUnavailable, StoreLoading),
)
async def ready(health: Provided[Health]) -> Readiness:
    """Answer with 200 if the store can be reached, and say whether acknowledged claims are on disk."""
    return await health.ready()


@get("/metrics", opt=ANY_HOST, media_type=CONTENT_TYPE_LATEST, include_in_schema=False, sync_to_thread=True)
def metrics() -> Response[bytes]:
    """Get the metrics of all workers, for Prometheus."""
    return Response(metrics_of.exposition(), media_type=CONTENT_TYPE_LATEST)
