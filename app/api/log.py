"""The log of a raffle: what its managers did, and when."""

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from app.api import examples
from app.domain.log import LogEntry
from app.errors import InvalidRequest, NotAManager
from app.http import csv
from app.http.dependencies import Provided
from app.http.guards import managers_only
from app.http.identity import client_in
from app.http.openapi import BY_ADDRESS_OR_TOKEN, also_as_csv, answers
from app.http.paging import DEFAULT_LIMIT, DrawCursor, Limit, next_link, place_in_draw
from app.http.paths import known_raffle_id
from app.http.problems import DOWNLOAD, raises
from app.http.stream import Stream
from app.service.pages import Pages
from app.store.reads import Reads

COLUMNS = LogEntry.__struct_fields__


@get(
    "/raffles/{raffle_id:str}/log",
    tags=["Raffles"],
    guards=[managers_only],
    security=BY_ADDRESS_OR_TOKEN,
    operation_class=also_as_csv(examples.LOG_CSV),
    responses=answers(200, list[LogEntry], examples.LOG, "One page of the log.", headers=("Link",))
    | raises(*DOWNLOAD, InvalidRequest, NotAManager),
)
async def list_log(
    request: Request[Any, Any, Any],
    raffle_id: FromPath[str],
    *,
    reads: Provided[Reads],
    pages: Provided[Pages],
    limit: Limit = DEFAULT_LIMIT,
    cursor: DrawCursor = None,
) -> Response[list[LogEntry]] | Stream:
    """List what managers did to a raffle, the oldest line first. With `Accept: text/csv`, one file has all lines.

    The log of a deleted raffle can be read for 400 days after the deletion.
    """
    first = place_in_draw(cursor)
    client = client_in(request.scope, request.app.state.settings)
    async with pages.reading(client):
        found = await reads.log(known_raffle_id(raffle_id), first, limit + 1)
    if csv.is_wanted(request.scope):
        return await csv.download(pages, client, f"log-{raffle_id}", COLUMNS, reads.whole_log(raffle_id))
    link = next_link(f"/raffles/{raffle_id}/log/", limit, str(first + limit)) if len(found) > limit else {}
    return Response(found[:limit], headers=link | {"Vary": "Accept"})
