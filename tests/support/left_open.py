"""Finds the objects that tests have not closed, for example sockets."""

import gc
import sys


def forget_the_failure() -> bool:
    """Drop the traceback of the last failure, so that Python can free the objects of the failed test.

    Return whether there was a failure since the last call.
    """
    if not hasattr(sys, "last_value"):
        return False
    del sys.last_value, sys.last_traceback
    if sys.version_info >= (3, 12):
        del sys.last_exc
    return True


def left_open() -> list[str]:
    """Collect garbage. Return the complaint of Python about each freed object that had not been closed."""
    complaints: list[str] = []
    usual, sys.unraisablehook = sys.unraisablehook, lambda complaint: complaints.append(repr(complaint.exc_value))
    try:
        gc.collect()
    finally:
        sys.unraisablehook = usual
    return complaints
