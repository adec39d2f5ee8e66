"""Raffles: create, list, get, delete and resume them."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post
from litestar.params import FromPath

from app.api import examples
from app.domain.deleted_raffle import DeletedRaffle
from app.domain.new_raffle import RaffleRequest, largest_new_raffle
from app.domain.raffle import DamagedRaffle, Raffle
from app.errors import (
    BodyTooLarge,
    ChangedMeanwhile,
    CrossSite,
    IdempotencyKeyReused,
    InvalidRequest,
    NotAManager,
    NotSuspended,
    OutcomeUnknown,
    RaffleDamaged,
    RaffleDeleted,
    RaffleNotFound,
    ReplicasMissing,
    StoreFull,
    StoreUnavailable,
    TooManyPrizes,
)
from app.http.conditional import NOT_MODIFIED, TakesVersion, is_current, version_in, versioned
from app.http.dependencies import Provided
from app.http.guards import managers_only
from app.http.idempotency import REPLAYED, TakesIdempotencyKey, idempotency_key
from app.http.identity import client_in, manager_in
from app.http.json_body import json_body, largest_body
from app.http.openapi import BY_ADDRESS_OR_TOKEN, answers
from app.http.paging import (
    DEFAULT_LIMIT,
    Limit,
    NameSearch,
    OneStatus,
    RafflesCursor,
    filter_in,
    next_link,
    place_in_raffles,
    raffles_cursor,
)
from app.http.paths import known_raffle_id
from app.http.prepared_response import PreparedResponse
from app.http.problems import MANAGER_ACT, raises
from app.service.drafts import Drafts
from app.service.pages import LongTurn, Page, Pages
from app.service.raffles import Raffles
from app.service.snapshots import Snapshots


@post(
    "/raffles",
    tags=["Raffles"],
    operation_class=TakesIdempotencyKey,
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    request_max_body_size=largest_body(largest_new_raffle()),
    responses=answers(201, Raffle, examples.RAFFLE, "The new raffle.", headers=tuple(REPLAYED))
    | raises(
        InvalidRequest,
        TooManyPrizes,
        CrossSite,
        NotAManager,
        IdempotencyKeyReused,
        RaffleDeleted,
        BodyTooLarge,
        RaffleDamaged,
        StoreFull,
        StoreUnavailable,
        OutcomeUnknown,
        ReplicasMissing("creation"),
    ),
)
async def create_raffle(
    data: Annotated[RaffleRequest, json_body(examples.NEW_RAFFLE)],
    raffles: Provided[Raffles],
    drafts: Provided[Drafts],
    request: Request[Any, Any, Any],
    manager: Provided[str | None],
) -> Response[Raffle]:
    """Create a raffle. A large raffle is `filling` at first, until the service has added all its tickets.

    With `draft`, create a draft. Only managers see a draft, and they can change everything in it until they publish it.
    """
    create = drafts.create if data.draft else raffles.create
    raffle, replayed = await create(data, idempotency_key(request.scope), manager=manager)
    return Response(raffle, headers=REPLAYED if replayed else None)


@get(
    "/raffles",
    tags=["Raffles"],
    responses=answers(
        200, list[Raffle | DamagedRaffle | DeletedRaffle], [examples.RAFFLE], "One page of raffles.", headers=("Link",)
    )
    | raises(InvalidRequest, StoreUnavailable),
)
async def list_raffles(
    raffles: Provided[Raffles],
    pages: Provided[Pages],
    manager: Provided[str | None],
    request: Request[Any, Any, Any],
    *,
    limit: Limit = DEFAULT_LIMIT,
    cursor: RafflesCursor = None,
    status: OneStatus = None,
    name: NameSearch = None,
) -> PreparedResponse:
    """List the raffles, newest first. A raffle whose data cannot be read has only its id and the status `damaged`.

    The list leaves out the texts: description, participation_terms, contact and pick_up.

    Without `status`, the list has no deleted raffles, no archived raffles and no drafts. With the status `deleted`, the
    list has the deleted raffles, and the raffle that was deleted last comes first. With `archived`, the list has the
    archived raffles of every status. With `draft`, the list has the drafts. Only managers get drafts and unlisted
    raffles.

    With `status` or `name`, one request searches at most 1 000 raffles. So a page can have fewer raffles than `limit`,
    or no raffle, although there are further pages. A page has at most 1 MiB. Follow the links until an answer has no
    link.
    """
    after, wanted = place_in_raffles(cursor), filter_in(status, name, for_manager=manager is not None)

    async def make(take_long_turn: LongTurn) -> Page:
        found = await raffles.page(limit, after, wanted, take_long_turn)
        link = {}
        if found.last:
            link = next_link("/raffles/", limit, raffles_cursor(found.last), status=status, name=name)
        return Page(msgspec.json.encode(found.raffles), link)

    # Clients share a page only if they sent the same text `name`, and not only the same words. The reason is the link
    # to the next page, which repeats this text.
    client = client_in(request.scope, request.app.state.settings)
    page = await pages.get_long(("raffles", limit, after, wanted, name), make, client, searching=not wanted.takes_most)
    return PreparedResponse(200, page.body, page.headers)


@get(
    "/raffles/{raffle_id:str}",
    tags=["Raffles"],
    responses=answers(200, Raffle | DamagedRaffle, examples.RAFFLE, "The raffle.", headers=("ETag",))
    | NOT_MODIFIED
    | raises(RaffleNotFound, RaffleDeleted, StoreUnavailable),
)
async def get_raffle(request: Request[Any, Any, Any]) -> PreparedResponse:
    """Get a raffle. If its data cannot be read, the answer has only its id and the status `damaged`.

    Only managers get drafts.
    """
    # The only argument is the request. Further arguments would cost Litestar as much time as all other work here.
    state = request.scope["litestar_app"].state
    snapshots: Snapshots = state.snapshots
    raffle_id = known_raffle_id(request.scope["path_params"]["raffle_id"])
    try:
        snapshot = await snapshots.get(raffle_id, client_in(request.scope, state.settings))
    except RaffleNotFound:
        drafts: Drafts = state.drafts
        if manager_in(request.scope, state.settings) is None:
            raise
        snapshot = await drafts.snapshot(raffle_id)
    headers = versioned(snapshot.version)
    if is_current(request, headers["ETag"]):
        return PreparedResponse(304, b"", headers)
    return PreparedResponse(200, snapshot.body, headers)


@delete(
    "/raffles/{raffle_id:str}",
    tags=["Raffles"],
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    operation_class=TakesVersion,
    response_description="The raffle is deleted.",
    responses=raises(
        InvalidRequest,
        RaffleDamaged,
        *MANAGER_ACT,
        ChangedMeanwhile,
        ReplicasMissing("deletion"),
    ),
)
async def delete_raffle(
    request: Request[Any, Any, Any],
    raffle_id: FromPath[str],
    raffles: Provided[Raffles],
    manager: Provided[str | None],
) -> None:
    """Delete a raffle with its tickets, players and winners. A short entry stays, so no other raffle gets this id."""
    await raffles.delete(known_raffle_id(raffle_id), manager, version_in(request))


@post(
    "/raffles/{raffle_id:str}/resume",
    tags=["Raffles"],
    status_code=200,
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    responses=answers(200, Raffle, examples.RAFFLE, "The resumed raffle.")
    | raises(
        RaffleDamaged,
        *MANAGER_ACT,
        NotSuspended,
        ReplicasMissing("resumption"),
    ),
)
async def resume_raffle(raffle_id: FromPath[str], raffles: Provided[Raffles], manager: Provided[str | None]) -> Raffle:
    """Resume a raffle that waits because the store was restored from a backup.

    The store does not know the tickets that were claimed after the backup. So other players may claim these tickets
    again.
    """
    return await raffles.resume(known_raffle_id(raffle_id), manager)
