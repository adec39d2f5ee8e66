"""What the service counts of itself; the README says how to read it."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Counter("http_requests", "Requests by method, route and status", ["method", "route", "status"])

REQUEST_SECONDS = Histogram(
    "http_request_duration_seconds", "Seconds until a request was answered", ["method", "route"]
)

CLAIMS = Counter("raffle_claims", "Claims by outcome: claimed, replayed, or the name of the problem", ["outcome"])

RESERVE_SIZE = Gauge("raffle_reserve_size", "Pairs of code and hash that are ready", multiprocess_mode="livesum")

CLAIM_GROUP_SIZE = Histogram(
    "raffle_claim_group_size", "Claims that went to the store in one call", buckets=[1, 2, 4, 8, 16, 32, 64, 128]
)

STORE_SECONDS = Histogram(
    "raffle_store_seconds",
    "Seconds that the store took to answer, by what it was asked",
    ["operation"],
    buckets=[0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2],
)
