"""The metrics of the service, for Prometheus. docs/operating.md says how to read them."""

import os
from contextlib import suppress
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

REQUESTS = Counter("http_requests", "Requests by method, route and status", ["method", "route", "status"])

REQUEST_SECONDS = Histogram(
    "http_request_duration_seconds", "Seconds until a request was answered", ["method", "route"]
)

CLAIMS = Counter("raffle_claims", "Claims by outcome: claimed, replayed, or the slug of the problem", ["outcome"])

RESERVE_SIZE = Gauge("raffle_reserve_size", "Pairs of code and hash that are ready", multiprocess_mode="livesum")

CLAIM_GROUP_SIZE = Histogram(
    "raffle_claim_group_size", "Claims that went to the store in one call", buckets=[1, 2, 4, 8, 16, 32, 64, 128]
)

STORE_SECONDS = Histogram(
    "raffle_store_seconds",
    "Seconds that the store took to answer, by operation",
    ["operation"],
    buckets=[0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2],
)


def exposition() -> bytes:
    """Return the metrics in the text format of Prometheus. This reads files, so do not call it on the event loop."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder is None:
        return generate_latest(REGISTRY)
    _remove_dead_workers(Path(folder))
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def _remove_dead_workers(folder: Path) -> None:
    """Remove the reserve sizes of workers that died, because prometheus_client would still count them."""
    for file in folder.glob("gauge_live*.db"):
        process = int(file.stem.rpartition("_")[2])
        with suppress(PermissionError):
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                multiprocess.mark_process_dead(process)  # type: ignore[no-untyped-call]
