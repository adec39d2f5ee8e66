"""Logs: one JSON object a line on standard error; never a code, a key, a receipt or a body, addresses at debug only."""

from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS


def config(level: str) -> dict[str, Any]:
    """Return the configuration of logging (logging.config.dictConfig) at a level."""
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
