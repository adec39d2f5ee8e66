"""Defines the stage: how many winners of a raffle an audience has seen. The stage does not change the draw."""

from typing import Annotated

import msgspec

Running = Annotated[
    bool,
    msgspec.Meta(description="Whether each screen shows one more winner every 8 seconds, from the position on."),
]


class StageRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many winners a manager shows."""

    position: Annotated[
        int, msgspec.Meta(ge=0, description="The number of winners to show, from the last prize to the first.")
    ]
    running: Running = False


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many winners are shown, and since when."""

    position: Annotated[
        int, msgspec.Meta(ge=0, description="The number of winners that are shown, from the last prize to the first.")
    ]
    running: Running
    at: Annotated[
        str,
        msgspec.Meta(description="When a manager set this.", extra_json_schema={"format": "date-time"}),
    ]
