"""Logs: one JSON object on each line of standard error.

Codes, keys, receipts and bodies are never logged. Addresses are logged only at the level debug.
"""

from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS


def config(level: str) -> dict[str, Any]:
    """Return the configuration of logging for a level, in the form of logging.config.dictConfig."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.msgspec.MsgspecFormatter",
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
                "reserved_attrs": [*RESERVED_ATTRS, "color_message"],
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
    }
