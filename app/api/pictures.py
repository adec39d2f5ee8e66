"""Serves the pictures that chats show beside the links of raffles."""

import hashlib
from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.params import FromPath

from app import __version__
from app.domain.preview import preview_of
from app.errors import PicturesBusy, RaffleDeleted, RaffleNotFound, StoreUnavailable
from app.http.conditional import is_current, not_modified
from app.http.dependencies import Provided
from app.http.identity import client_in
from app.http.paths import known_raffle_id
from app.http.problems import raises
from app.service.pages import Pages
from app.service.pictures import Pictures
from app.service.snapshots import Snapshots

_HEADERS = {"Cache-Control": "public, max-age=300", "Cross-Origin-Resource-Policy": "cross-origin"}
"""Pages of chats may show the picture. A client may keep it for five minutes only, because the raffle changes."""


@get(
    "/r/{raffle_id:str}/picture.png",
    include_in_schema=False,
    responses=raises(RaffleNotFound, RaffleDeleted, PicturesBusy, StoreUnavailable),
)
async def raffle_picture(
    request: Request[Any, Any, Any],
    raffle_id: FromPath[str],
    snapshots: Provided[Snapshots],
    pictures: Provided[Pictures],
    pages: Provided[Pages],
) -> Response[bytes]:
    """Get the picture that chats show beside the link of a raffle.

    Raises:
        RaffleNotFound: there is no such raffle, or it is damaged.
        RaffleDeleted, PicturesBusy, StoreUnavailable
    """
    client = client_in(request.scope, request.app.state.settings)
    snapshot = await snapshots.get(known_raffle_id(raffle_id), client)
    async with pages.reading(client):
        preview = preview_of(snapshot.body)
    if preview is None:
        raise RaffleNotFound
    version = hashlib.sha256(msgspec.json.encode((__version__, preview))).hexdigest()[:32]
    headers = _HEADERS | {"ETag": f'"{version}"'} | ({"X-Robots-Tag": "noindex"} if snapshot.unlisted else {})
    if is_current(request, headers["ETag"]):
        return not_modified(headers)
    picture = await pictures.get(preview, client)
    return Response(picture, media_type="image/png", headers=headers)
