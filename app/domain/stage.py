"""The stage: how far the winners of a raffle have been shown to an audience. It changes nothing of the draw."""

from typing import Annotated

import msgspec

Running = Annotated[
    bool,
    msgspec.Meta(description="Whether each screen goes on by itself from the position, one step every 8 seconds."),
]


class StageRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far a manager shows the winners."""

    position: Annotated[
        int, msgspec.Meta(ge=0, description="The number of winners to show, from the last prize to the first.")
    ]
    running: Running = False


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far the winners are shown."""

    position: Annotated[
        int, msgspec.Meta(ge=0, description="The number of winners that are shown, from the last prize to the first.")
    ]
    running: Running
    at: Annotated[
        str,
        msgspec.Meta(description="When a manager set this.", extra_json_schema={"format": "date-time"}),
    ]
