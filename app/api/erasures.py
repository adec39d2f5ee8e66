"""Erasures: remove the address of one player from a raffle."""

from typing import Annotated

from litestar import post
from litestar.params import FromPath

from app.api import examples
from app.domain.erasure import ErasureRequest
from app.errors import (
    AlreadyDrawn,
    InvalidRequest,
    PlayerNotFound,
    RaffleDamaged,
    ReplicasMissing,
)
from app.http.dependencies import Provided
from app.http.guards import managers_only
from app.http.json_body import json_body
from app.http.openapi import BY_ADDRESS_OR_TOKEN
from app.http.paths import known_raffle_id
from app.http.problems import MANAGER_ACT, raises
from app.service.erasures import Erasures


@post(
    "/raffles/{raffle_id:str}/erase",
    tags=["Raffles"],
    status_code=204,
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    response_description="The address is erased.",
    responses=raises(
        InvalidRequest,
        RaffleDamaged,
        *MANAGER_ACT,
        PlayerNotFound,
        AlreadyDrawn,
        ReplicasMissing("erasure"),
    ),
)
async def erase_player(
    raffle_id: FromPath[str],
    erasures: Provided[Erasures],
    manager: Provided[str],
    data: Annotated[ErasureRequest, json_body(examples.ERASURE_REQUEST)],
) -> None:
    """Erase the address of one player before the draw. The request names either the player's ticket or the address.

    The ticket stays taken, and can still win: whoever shows its verification code gets the prize, and the service needs
    no address for this. After the erasure, the address can claim a new ticket. 24 hours after the draw, the service
    deletes all addresses by itself.
    """
    await erasures.erase(known_raffle_id(raffle_id), data, manager)
