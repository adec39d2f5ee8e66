"""Defines the metrics of the service, for Prometheus. docs/operating.md says how to read them.

If there are several workers, each worker keeps its metrics in its own files, and all files are in one folder. The
worker that answers a request for metrics adds up all files. If the folder is removed, for example by a program that
cleans up, the workers make the folder again.

This module uses internals of prometheus_client. It is written for prometheus-client 0.26. The file pyproject.toml
excludes newer minor versions. If a version lacks a needed part, tests/unit/test_internals.py fails.
"""

import asyncio
import fcntl
import os
import shutil
import threading
from bisect import bisect_left
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
    values,
)

from app.soon import Soon

_FOLDER_PREFIX = "metrics-"

_FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"

_KINDS = ("counter", "histogram", "gauge_livesum")
"""The kinds of metrics that are used below. A worker has one file for each kind."""

_FILE_BYTES = 64 * 1024
"""The size of a new file of prometheus_client. A worker fills the whole file with zeros before prometheus_client maps
the file into memory. Without these zeros, the file would have holes: parts without space on the disk. If the disk were
full, a write into a hole would end the worker."""

_LOOK_SECONDS = 1.0
"""The time between two checks whether the files of a worker still exist."""


class _Files:
    """The files of this worker. Their names have the process id, and how many times the files were made again.

    Raises:
        OSError: the files cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._times_made_again = 0
        self._name = self._make()
        self._lock = threading.Lock()

    def name(self) -> str:
        """Return the part of the file names that is different for each worker."""
        return self._name

    def make_again(self) -> None:
        """If a file was removed, make new files. The counters of this worker then begin at 0.

        If new files cannot be made, for example on a full disk, the worker goes on with the files that it has open.
        """
        with self._lock, suppress(OSError):
            if any(not path.exists() for path in self._paths(self._name)):
                self._times_made_again += 1
                ready = next(iter(RESERVE_SIZE.collect())).samples[0].value
                self._name = self._make()
                RESERVE_SIZE.set(ready)

    def _make(self) -> str:
        name = f"{os.getpid()}-{self._times_made_again}"
        self._folder.mkdir(mode=0o700, exist_ok=True)
        for path in self._paths(name):
            with path.open("ab") as file:
                file.write(bytes(max(0, _FILE_BYTES - file.tell())))
        return name

    def _paths(self, name: str) -> list[Path]:
        return [self._folder / f"{kind}_{name}.db" for kind in _KINDS]


_files = _Files(Path(os.environ[_FOLDER_VARIABLE])) if _FOLDER_VARIABLE in os.environ else None
if _files:
    values.ValueClass = values.MultiProcessValue(_files.name)  # type: ignore[no-untyped-call]

REQUESTS = Counter("http_requests", "Requests by method, route and status", ["method", "route", "status"])

REQUEST_SECONDS = Histogram(
    "http_request_duration_seconds", "Seconds until a request was answered", ["method", "route"]
)

CLAIMS = Counter("raffle_claims", "Claims by outcome: claimed, replayed, or the slug of the problem", ["outcome"])

RESERVE_SIZE = Gauge(
    "raffle_reserve_size", "Pairs of a code and its hash that are ready for claims", multiprocess_mode="livesum"
)

CLAIM_GROUP_SIZE = Histogram(
    "raffle_claim_group_size", "Claims that went to the store in one call", buckets=[1, 2, 4, 8, 16, 32, 64, 128]
)

STORE_SECONDS = Histogram(
    "raffle_store_seconds",
    "Seconds that the store took to answer, by operation",
    ["operation"],
    buckets=[0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2],
)


class RequestTimes:
    """The durations of answered requests that have the same method, route and status.

    The durations wait in a list, and `count_waiting` adds them to the metrics all together. This is cheaper than to add
    each duration at once: it saves a twentieth of the processor time of a claim.
    """

    def __init__(self, method: str, route: str, status: int) -> None:
        self._requests = REQUESTS.labels(method, route, status)
        self._seconds = REQUEST_SECONDS.labels(method, route)
        self._waiting: list[float] = []
        _request_times.append(self)

    def add(self, seconds: float) -> None:
        """Add the duration of a request."""
        self._waiting.append(seconds)
        _soon.call()

    def count(self) -> None:
        """Add the requests that were answered since the last call of `count` to the metrics."""
        seconds, self._waiting = self._waiting, []
        if seconds:
            self._requests.inc(len(seconds))
            _observe_all(self._seconds, seconds)


def count_claims(outcome: str, number: int = 1) -> None:
    """Count claims by their outcome."""
    _claims[outcome] += number
    _soon.call()


def count_waiting() -> None:
    """Add the requests and claims that are not in the metrics yet to the metrics. Call this on the event loop."""
    for times in _request_times:
        times.count()
    for outcome, number in _claims.items():
        CLAIMS.labels(outcome).inc(number)
    _claims.clear()


def _observe_all(histogram: Any, amounts: list[float]) -> None:
    """Add amounts to a histogram. The method `observe` of prometheus_client could do this only one by one."""
    bounds, buckets, total = histogram._upper_bounds, histogram._buckets, histogram._sum  # noqa: SLF001
    for bucket, number in Tally(bisect_left(bounds, amount) for amount in amounts).items():
        buckets[bucket].inc(number)
    total.inc(sum(amounts))


_request_times: list[RequestTimes] = []
_claims: defaultdict[str, int] = defaultdict(int)
_soon = Soon(count_waiting)

CLAIMS.labels("claimed")  # opens the file of the counters now, because somebody may remove the folder later


@contextmanager
def kept_by_workers(data_dir: Path) -> Iterator[None]:
    """Let the workers that start in the `with` block keep their metrics in a new folder.

    The folder is in `data_dir`, or in the temporary folder of the system if `data_dir` cannot be written. Folders that
    a killed service left in `data_dir` are removed.

    Raises:
        OSError: no folder can be made.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=_FOLDER_PREFIX, dir=data_dir))
    except OSError:
        folder = Path(mkdtemp(prefix=_FOLDER_PREFIX))
    with _locked(folder):
        for left in data_dir.glob(f"{_FOLDER_PREFIX}*"):
            with suppress(OSError), _locked(left):  # the folder of a running service is locked, and stays
                shutil.rmtree(left)
        os.environ[_FOLDER_VARIABLE] = str(folder.resolve())
        try:
            yield
        finally:
            os.environ.pop(_FOLDER_VARIABLE, None)
            shutil.rmtree(folder, ignore_errors=True)


async def keep_files() -> None:
    """Make the files of this worker again whenever they were removed. A worker that is alone has no files."""
    while _files:
        await asyncio.sleep(_LOOK_SECONDS)
        _files.make_again()


def exposition() -> bytes:
    """Return the metrics in the text format of Prometheus. Call this in a thread, because it reads files."""
    if _files is None:
        return generate_latest(REGISTRY)
    _files.make_again()
    _remove_dead_workers(Path(os.environ[_FOLDER_VARIABLE]))
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def _remove_dead_workers(folder: Path) -> None:
    """Remove the files in which dead workers noted how many codes were ready. The sum would still include them."""
    for file in folder.glob("gauge_live*.db"):
        name = file.stem.rpartition("_")[2]
        with suppress(PermissionError):
            try:
                os.kill(int(name.partition("-")[0]), 0)
            except ProcessLookupError:
                multiprocess.mark_process_dead(name)  # type: ignore[no-untyped-call]


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder.

    Raises:
        BlockingIOError: another process holds the lock.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
