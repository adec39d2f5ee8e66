"""Searches in the background. If a search fails, the log tells this, and the next search comes after a pause."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import Problem
from app.logs import LastingWarnings


@contextmanager
def going_on(fault: str, warnings: LastingWarnings, log: logging.Logger) -> Iterator[None]:
    """Run a search. Log its error instead of raising the error. `fault` says in the log what the service cannot do.

    A problem of the store usually lasts, so it is written once. Every other error is a defect, and is always written.
    """
    try:
        yield
        warnings.end(fault)
    except Problem as problem:
        warnings.warn(fault, problem.title)
    except Exception:
        log.exception(fault)
