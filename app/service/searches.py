"""Searches in the background. If a search fails, the log says so, and the next search comes after a pause."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import Problem
from app.logs import LastingWarnings


@contextmanager
def going_on(fault: str, warnings: LastingWarnings, log: logging.Logger) -> Iterator[None]:
    """Run a search. If it fails, write `fault` to the log, and raise nothing. `fault` says what the service cannot do.

    A problem of the store usually lasts, so the log gets it only once. Every other error is a defect, so the log gets
    it each time.
    """
    try:
        yield
        warnings.end(fault)
    except Problem as problem:
        warnings.warn(fault, problem.title)
    except Exception:
        log.exception(fault)
