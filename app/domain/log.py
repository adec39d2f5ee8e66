"""Defines the log of a raffle: one line for each act of a manager, with its time and the manager.

The Lua script of an act also writes the line: the script includes `shared/log.lua` and calls `note`. So an act and its
line are written together or not at all. The method that runs the script passes `line(act, manager, ...)` as an
argument. A handler of a route gets `manager` as the argument `manager: Provided[str | None]`.

To add a kind of act, add a word to `Act`. For each new fact in the line of this act, add a member to `LogEntry`. The
log as CSV has a column for each member. A line must never have an address of a player or a verification code. The log
is kept longer than addresses and codes.
"""

from typing import Annotated, Any, Literal

import msgspec

from app.domain.raffle import PrizeName, Time

Act = Literal[
    "created", "published", "changed", "ended", "deleted", "drew", "substituted", "resumed", "handed_over", "erased"
]


class LogEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the log of a raffle: what was done, when, and which manager did it."""

    at: Annotated[Time, msgspec.Meta(description="When this was done.")]
    act: Annotated[Act, msgspec.Meta(description="What was done.")]
    manager: (
        Annotated[
            str,
            msgspec.Meta(
                description="The name of the manager, if MANAGER_IPS has one for the address. Otherwise the address. "
                "`token` stands for a manager with the manager token. Absent if no manager did this. For example, "
                "anybody may draw a raffle that uses a beacon."
            ),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    ticket_number: (
        Annotated[int, msgspec.Meta(description="The number of the ticket that the act is about.")] | msgspec.UnsetType
    ) = msgspec.UNSET
    prize: PrizeName | msgspec.UnsetType = msgspec.UNSET
    replaced_by: (
        Annotated[int, msgspec.Meta(description="The ticket number of the substitute who got the prize.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    fields: (
        Annotated[
            list[str],
            msgspec.Meta(description="The members of the raffle that were changed. CSV has a comma between them."),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    ended_at: Annotated[Time, msgspec.Meta(description="The early end that was set.")] | msgspec.UnsetType = (
        msgspec.UNSET
    )


def line(act: Act, manager: str | None, **members: Any) -> str:
    """Return the line of an act, as JSON without its time and its last brace. `note` in `shared/log.lua` adds both.

    If no manager did the act, `manager` is None. `members` are further members of `LogEntry`.
    """
    told = {"act": act} | ({"manager": manager} if manager else {}) | members
    return msgspec.json.encode(told).decode().removesuffix("}")
