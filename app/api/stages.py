"""The stage: the page on which a manager shows the winners to an audience, some winners at a time."""

from typing import Annotated

from litestar import post
from litestar.params import FromPath

from app.api import examples
from app.domain.stage import Stage, StageRequest
from app.errors import (
    InvalidRequest,
    NotDrawn,
    RaffleDamaged,
)
from app.http.dependencies import Provided
from app.http.guards import managers_only
from app.http.json_body import json_body
from app.http.openapi import BY_ADDRESS_OR_TOKEN, answers
from app.http.paths import known_raffle_id
from app.http.problems import MANAGER_ACT, raises
from app.service.stages import Stages


@post(
    "/raffles/{raffle_id:str}/stage",
    tags=["Draw"],
    status_code=200,
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    responses=answers(200, Stage, examples.STAGE, "How many winners are shown.")
    | raises(
        InvalidRequest,
        RaffleDamaged,
        *MANAGER_ACT,
        NotDrawn,
    ),
)
async def set_stage(
    raffle_id: FromPath[str], stages: Provided[Stages], data: Annotated[StageRequest, json_body(examples.STAGE_REQUEST)]
) -> Stage:
    """Set how many winners are shown on the page `/r/{id}/stage`. Then every screen with this page changes.

    A stage does not change who wins. Answers about the raffle have a member `stage`. Its `position` says how many
    winners are shown. Watchers of the raffle get an event with the new stage.
    """
    return await stages.set(known_raffle_id(raffle_id), data)
