"""One Lua script: where its file is, how long its calls take, and which problem each of its refusals means."""

from hashlib import sha1
from pathlib import Path

from app.errors import (
    AlreadyDrawn,
    EntropyMissing,
    EntropyNotAnnounced,
    IdempotencyKeyReused,
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
    """Return the folder of the Lua files. It is in the package in a wheel, and next to the package in a checkout."""
    inside = package / "lua"
    return inside if inside.is_dir() else package.parent / "lua"


_REFUSALS: dict[str, type[Problem]] = {
    "missing": RaffleNotFound,
    "other": IdempotencyKeyReused,
    "damaged": RaffleDamaged,
    "filling": StillFilling,
    "suspended": Suspended,
    "not_suspended": NotSuspended,
    "remaining": TicketsRemaining,
    "drawn": AlreadyDrawn,
    "entropy_missing": EntropyMissing,
    "entropy_unasked": EntropyNotAnnounced,
}


class Script:
    """One Lua file, known to the store by its SHA-1."""

    def __init__(self, name: str, package: Path = _PACKAGE) -> None:
        self.seconds = STORE_SECONDS.labels(name)
        self.source = (script_folder(package) / f"{name}.lua").read_text(encoding="utf-8")
        self.sha = sha1(self.source.encode(), usedforsecurity=False).hexdigest()


def refuse(answer: str) -> None:
    """If an answer is a refusal, raise the problem that it means."""
    problem = _REFUSALS.get(answer)
    if problem is not None:
        raise problem
