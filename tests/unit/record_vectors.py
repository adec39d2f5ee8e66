"""Draw records and forgeries. The pages must judge each of them as the program that checks records judges it."""

import json
from pathlib import Path
from typing import Any

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
RECORDS: dict[str, dict[str, Any]] = {vector["name"]: vector["record"] for vector in VECTORS["valid"]}


def forged(vector: dict[str, Any]) -> dict[str, Any]:
    """Return the forged record of a vector. A member that the change sets to null is removed (RFC 7386)."""
    changed = RECORDS[vector["of"]] | vector["change"]
    return {name: value for name, value in changed.items() if vector["change"].get(name, "") is not None}
