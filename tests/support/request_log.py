"""The log lines that a service in this process writes about its requests."""

import json
from typing import Any

import pytest

from app.logs import request_lines


class RequestLog:
    """The log lines about requests since this object was made."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        request_lines.flush()
        capsys.readouterr()
        self._capsys = capsys
        self._text = ""

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines that were written so far. Each line must be JSON."""
        self._text += self._capsys.readouterr().err
        return [json.loads(line) for line in self._text.splitlines()]

    def routes(self) -> list[str]:
        """Return the route of each line."""
        return [line["route"] for line in self.lines()]
