"""Managers change, publish and end raffles, and everybody can list the changes."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, patch, post
from litestar.params import FromPath

from app.api import examples
from app.domain.change import Change, EndRequest, RaffleChange, largest_change
from app.domain.raffle import Raffle
from app.errors import (
    AlreadyPublished,
    CannotEndEarly,
    ChangedMeanwhile,
    InvalidRequest,
    RaffleDamaged,
    RaffleDeleted,
    RaffleNotFound,
    ReplicasMissing,
    StoreUnavailable,
    TooManyPrizes,
)
from app.http.conditional import TakesVersion, version_in
from app.http.dependencies import Provided
from app.http.guards import managers_only
from app.http.identity import client_in
from app.http.json_body import json_body, largest_body
from app.http.openapi import BY_ADDRESS_OR_TOKEN, JSON, answers
from app.http.paging import DEFAULT_LIMIT, DrawCursor, Limit, next_link, place_in_draw
from app.http.paths import known_raffle_id
from app.http.problems import MANAGER_ACT, raises
from app.service.changes import Changes
from app.service.drafts import Drafts
from app.service.pages import Page, Pages
from app.store.reads import Reads


@patch(
    "/raffles/{raffle_id:str}",
    tags=["Raffles"],
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    request_max_body_size=largest_body(largest_change()),
    responses=answers(200, Raffle, examples.RAFFLE, "The raffle with the changes.")
    | raises(
        InvalidRequest,
        TooManyPrizes,
        RaffleDamaged,
        *MANAGER_ACT,
        AlreadyPublished,
        ReplicasMissing("change"),
    ),
)
async def change_raffle(
    raffle_id: FromPath[str],
    changes: Provided[Changes],
    manager: Provided[str | None],
    data: Annotated[RaffleChange, json_body(examples.RAFFLE_CHANGE)],
) -> Raffle:
    """Change any value of a draft, or the description, contact, pick_up, unlisted or archived of a raffle.

    All other values are final after the publication: the terms (what was announced for the draw, for example the
    prizes), and participation_terms.

    Everybody can read what was changed in a raffle after its publication, and when.
    """
    return await changes.change(known_raffle_id(raffle_id), data, manager)


@post(
    "/raffles/{raffle_id:str}/publish",
    tags=["Raffles"],
    status_code=200,
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    operation_class=TakesVersion,
    responses=answers(200, Raffle, examples.RAFFLE, "The raffle, which is published.")
    | raises(
        InvalidRequest,
        TooManyPrizes,
        RaffleDamaged,
        *MANAGER_ACT,
        AlreadyPublished,
        ChangedMeanwhile,
        ReplicasMissing("publication"),
    ),
)
async def publish_raffle(
    request: Request[Any, Any, Any],
    raffle_id: FromPath[str],
    drafts: Provided[Drafts],
    manager: Provided[str | None],
) -> Raffle:
    """Publish a draft. From then on, its terms are fixed. `created_at` is the time of the publication.

    After the publication, the service adds the tickets of the raffle. When all tickets are added, players can claim
    them.
    """
    return await drafts.publish(known_raffle_id(raffle_id), manager, version_in(request))


@post(
    "/raffles/{raffle_id:str}/end",
    tags=["Raffles"],
    status_code=200,
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    responses=answers(200, Raffle, examples.ENDED_RAFFLE, "The raffle, which ends early.")
    | raises(
        InvalidRequest,
        RaffleDamaged,
        *MANAGER_ACT,
        CannotEndEarly,
        ReplicasMissing("end"),
    ),
)
async def end_raffle(
    raffle_id: FromPath[str],
    changes: Provided[Changes],
    manager: Provided[str | None],
    data: Annotated[EndRequest, json_body(examples.END_REQUEST)],
) -> Raffle:
    """End a raffle early: from `ended_at` on, the raffle is closed.

    Tickets that nobody claimed before are withdrawn, which means that they cannot win. An early end is possible as long
    as tickets are left. A later request can only move the end to an earlier time.
    """
    return await changes.end_early(known_raffle_id(raffle_id), data, manager)


@get(
    "/raffles/{raffle_id:str}/changes",
    tags=["Raffles"],
    responses=answers(200, list[Change], [examples.CHANGE], "The changes.", headers=("Link",))
    | raises(InvalidRequest, RaffleNotFound, RaffleDeleted, RaffleDamaged, StoreUnavailable),
)
async def list_changes(
    request: Request[Any, Any, Any],
    raffle_id: FromPath[str],
    *,
    reads: Provided[Reads],
    pages: Provided[Pages],
    limit: Limit = DEFAULT_LIMIT,
    cursor: DrawCursor = None,
) -> Response[bytes]:
    """List what managers changed in a raffle after its creation, the newest change first.

    A page has not much more than 1 MiB. Follow the links to the next page until an answer has no link.
    """
    oldest = None if cursor is None else place_in_draw(cursor)
    known_raffle_id(raffle_id)

    async def make() -> Page:
        found = await reads.changes(raffle_id, oldest, limit)
        link = next_link(f"/raffles/{raffle_id}/changes/", limit, str(found.older)) if found.older else {}
        return Page(msgspec.json.encode(found.changes), link)

    client = client_in(request.scope, request.app.state.settings)
    page = await pages.get(("changes", raffle_id, oldest, limit), make, client)
    return Response(page.body, media_type=JSON, headers=dict(page.headers))
