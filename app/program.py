"""Runs a program of the service with its settings. Errors that an operator can repair become one line each."""

import os
import signal
import sys
from collections.abc import Callable
from io import TextIOWrapper
from types import FrameType
from typing import TextIO

from app import machine
from app import settings as settings_of
from app.domain.printable import printable
from app.errors import Problem
from app.regular_file import PRIVATE_UMASK
from app.settings import Settings, WrongSettings
from app.store.layout import WrongLayout
from app.store.trouble import trouble_of

FAILED = 1
WRONG_SETTINGS = 2
INTERRUPTED = 130
"""The exit code of shells for a program that a Ctrl-C has ended."""

BY_A_SIGNAL = 128
"""Shells add the number of a signal to this number: the exit code of a program that the signal has ended."""

ENDING = (signal.SIGTERM, signal.SIGHUP)
"""The signals that end a program. The system sends SIGHUP when a terminal is closed or a connection of SSH breaks."""


def run(program: Callable[[Settings], int], *failures: type[Exception]) -> int:
    """Read the settings, run a program with them, and return its exit code.

    Ctrl-C, SIGTERM and SIGHUP end the program. A program that `nohup` started ignores SIGHUP.

    `failures` are further errors whose text is one line for the operator. The exit code is 1 if the program failed, and
    2 if the settings cannot be used. The program makes files that only its user can read or change. If it crashes, it
    writes no core dump. Both also hold for the processes that it starts.
    """
    os.umask(PRIVATE_UMASK)
    machine.forbid_core_dumps()
    print_everything()
    _leave_at_signals()
    try:
        settings = settings_of.read()
        for warning in settings_of.near_misses(os.environ):
            say(f"WARNING: {warning}", file=sys.stderr)
        return program(settings)
    except WrongSettings as wrong:
        say(str(wrong), file=sys.stderr)
        return WRONG_SETTINGS
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as reason:
        if not isinstance(reason, (Problem, WrongLayout, OSError, *failures)):
            raise
        say(line_of(reason), file=sys.stderr)
        return FAILED


def _leave_at_signals() -> None:
    """Let signals end this process by an exception, so that this process also ends a store that it has started."""
    for number in ENDING:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _leave)


def _leave(number: int, _: FrameType | None) -> None:
    for each in ENDING:  # a closed terminal can send several signals, and none of them may interrupt the cleanup
        signal.signal(each, signal.SIG_IGN)
    sys.exit(BY_A_SIGNAL + number)


def print_everything() -> None:
    """Let this process print every text. Characters that the encoding of its output lacks become escape sequences.

    Without this, a special character in the name of a folder could end a program whose output is not in UTF-8.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str, *, file: TextIO | None = None, flush: bool = False) -> None:
    """Print lines. Control characters and invisible characters are escaped, because the text may quote a stranger."""
    print(*map(printable, text.split("\n")), sep="\n", file=file, flush=flush)


def line_of(error: Exception) -> str:
    """Return what an error tells the operator, as one line."""
    if isinstance(error, Problem) and error.__cause__ is not None:
        return trouble_of(error).text
    if isinstance(error, OSError) and error.strerror:
        return f"cannot use {error.filename}: {error.strerror}" if error.filename else error.strerror
    return " ".join(str(error).split())
