"""One Lua script: its file, the metric of its calls, and the problem that each of its refusals means."""

import re
from functools import cache
from hashlib import sha1
from pathlib import Path

from app.errors import (
    AlreadyDrawn,
    CannotEndEarly,
    ChangedMeanwhile,
    EntropyMissing,
    EntropyNotAnnounced,
    IdempotencyKeyReused,
    NotDrawn,
    NotSealed,
    NotSuspended,
    Problem,
    RaffleDamaged,
    RaffleNotFound,
    StillFilling,
    Suspended,
    TicketsRemaining,
)
from app.metrics import STORE_SECONDS

_PACKAGE = Path(__file__).resolve().parent.parent


def script_folder(package: Path = _PACKAGE) -> Path:
    """Return the folder of the Lua files. In a wheel, it is in the package. In a checkout, it is beside the package."""
    inside = package / "lua"
    return inside if inside.is_dir() else package.parent / "lua"


_REFUSALS: dict[str, type[Problem]] = {
    "missing": RaffleNotFound,
    "over": CannotEndEarly,
    "other": IdempotencyKeyReused,
    "damaged": RaffleDamaged,
    "filling": StillFilling,
    "suspended": Suspended,
    "not_suspended": NotSuspended,
    "changed_meanwhile": ChangedMeanwhile,
    "remaining": TicketsRemaining,
    "unsealed": NotSealed,
    "undrawn": NotDrawn,
    "drawn": AlreadyDrawn,
    "entropy_missing": EntropyMissing,
    "entropy_unasked": EntropyNotAnnounced,
}


_INCLUDE = re.compile(r"(?m)^-- include (\w+)$")


class Script:
    """A Lua file. A call names the file by its SHA-1. A line `-- include time` is replaced with `shared/time.lua`."""

    def __init__(self, name: str, package: Path = _PACKAGE) -> None:
        self.seconds = STORE_SECONDS.labels(name)
        self.source = _source(name, script_folder(package))
        self.sha = sha1(self.source.encode(), usedforsecurity=False).hexdigest()


@cache
def _source(name: str, folder: Path) -> str:
    text = (folder / f"{name}.lua").read_text(encoding="utf-8")
    return _INCLUDE.sub(lambda found: (folder / "shared" / f"{found[1]}.lua").read_text(encoding="utf-8"), text)


def refuse(answer: str) -> None:
    """If an answer is a refusal, raise the problem that it means."""
    problem = _REFUSALS.get(answer)
    if problem is not None:
        raise problem
