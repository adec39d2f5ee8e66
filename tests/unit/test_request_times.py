"""Many requests are added to the metrics together, with the same result as if each request was added alone."""

import math

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY, CollectorRegistry, Histogram

from app.metrics import REQUEST_SECONDS, RequestTimes, _observe_all, count_waiting
from tests.support.waiting import until

BOUNDS = (0.01, 0.1, 1.0)

AMOUNTS = st.lists(st.sampled_from([0.0, *BOUNDS, *(math.nextafter(bound, 2) for bound in BOUNDS)]) | st.floats(0, 2))


def requests_of(route: str) -> float:
    return REGISTRY.get_sample_value("http_requests_total", {"method": "GET", "route": route, "status": "200"}) or 0


async def test_requests_are_counted_soon() -> None:
    # Given two requests that were answered
    times = RequestTimes("GET", "/counted-soon", 200)
    times.add(0.002)
    times.add(0.2)

    # When a short time has passed, Then the metrics have both requests and their durations
    await until(lambda: requests_of("/counted-soon") == 2)
    labels = {"method": "GET", "route": "/counted-soon"}
    assert REGISTRY.get_sample_value("http_request_duration_seconds_sum", labels) == 0.202
    assert REGISTRY.get_sample_value("http_request_duration_seconds_bucket", labels | {"le": "0.005"}) == 1


async def test_a_request_is_counted_once() -> None:
    # Given a request that was counted
    times = RequestTimes("GET", "/counted-once", 200)
    times.add(0.1)
    count_waiting()

    # When the waiting requests are counted a second time, Then this request is not counted again
    count_waiting()
    assert requests_of("/counted-once") == 1


@given(AMOUNTS)
def test_amounts_added_together_give_the_same_numbers_as_amounts_added_one_by_one(amounts: list[float]) -> None:
    # Given a histogram that observed each amount, and an empty histogram with the same buckets
    alone, together = (Histogram("h", "A histogram", buckets=BOUNDS, registry=CollectorRegistry()) for _ in range(2))
    for amount in amounts:
        alone.observe(amount)

    # When all amounts are added to the empty histogram together, Then both histograms have the same numbers
    _observe_all(together, amounts)
    for one, other in zip(samples(alone), samples(together), strict=True):
        assert one[:2] == other[:2]
        assert math.isclose(one[2], other[2])


def samples(histogram: Histogram) -> list[tuple[str, dict[str, str], float]]:
    (metric,) = histogram.collect()
    return [(each.name, each.labels, each.value) for each in metric.samples if "created" not in each.name]


def test_every_bucket_of_the_durations_has_a_bound() -> None:
    # When the bounds of the durations are read, Then they are sorted and end with infinity, so that each duration has a
    # bucket
    bounds = REQUEST_SECONDS.labels("GET", "/bounds")._upper_bounds
    assert bounds == sorted(bounds)
    assert bounds[-1] == math.inf
