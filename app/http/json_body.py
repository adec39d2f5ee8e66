"""JSON bodies of requests. They are decoded strictly, and the answer names each mistake together with its field."""

import json
import re
from itertools import chain, islice
from types import NoneType
from typing import Any, get_args

import msgspec
from litestar import Request
from litestar.enums import RequestEncodingType
from litestar.exceptions import InternalServerException
from litestar.params import BodyKwarg

from app.errors import FieldError, InvalidRequest, MalformedRequest
from app.http.openapi import example
from app.http.wording import in_words

MAX_MISTAKES = 20
"""The largest number of mistakes that one answer names."""

_MESSAGE = re.compile(r"(?s)(?P<message>.*?)(?: - at `(?P<path>\$[^`]*)`)?")
_FIELD = re.compile(r"(?s).*(?:unknown|required) field `(?P<name>[^`]*)`")


def json_body(value: object) -> BodyKwarg:
    """Return the annotation for the JSON body of a handler. `value` is the example in the documentation."""
    return BodyKwarg(media_type=RequestEncodingType.JSON, examples=[example(value)])


def largest_body(value: object) -> int:
    """Return the size of a value as JSON with indented lines, and with escapes for all characters outside ASCII."""
    return len(json.dumps(value, indent=4))


class StrictRequest(Request[Any, Any, Any]):
    """A request whose JSON body is decoded directly into the type of `data` in its handler.

    Litestar's own request is less strict: it accepts `"3"` as a number.
    """

    async def body(self) -> bytes:
        """Return the body as it was sent.

        Raises:
            MalformedRequest: the client disconnected before the body was complete.
        """
        try:
            return await super().body()
        except InternalServerException:  # Litestar reports the disconnect in this way
            raise MalformedRequest from None

    async def json(self) -> Any:
        """Return the body, decoded into the type of `data` in the handler. A body that is not required may be `null`.

        Raises:
            InvalidRequest: the body is not JSON, or does not fit this type.
        """
        wanted = self.route_handler.parsed_data_field
        kind = Any if wanted is None else _without_none(wanted.annotation)
        body = await self.body()
        if wanted is not None and wanted.is_optional and body.strip() == b"null":
            return None  # Java clients of openapi-generator send `null` if the caller leaves the body out.
        try:
            return msgspec.json.decode(body, type=kind)
        except InvalidRequest as refusal:
            raise InvalidRequest(errors=(refusal.errors or [])[:MAX_MISTAKES]) from None
        except msgspec.ValidationError as error:
            raise InvalidRequest(errors=mistakes_in(body, kind) or [_mistake(error)]) from None
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise InvalidRequest.of("body", f"Expected JSON: {error}") from None


def _without_none(kind: Any) -> Any:
    """Return the type of a body without None. None in the type means that a request may leave its body out."""
    kinds = [each for each in get_args(kind) if each is not NoneType]
    return kinds[0] if len(kinds) == 1 and NoneType in get_args(kind) else kind


def mistakes_in(body: bytes, kind: Any) -> list[FieldError]:
    """Return the first mistakes in the fields of a struct, at most MAX_MISTAKES. msgspec alone would return one."""
    if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        return []
    mistakes: list[FieldError] = []
    try:
        given = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return mistakes
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name, field in fields.items():
        if name not in given and field.required:
            mistakes.append(FieldError(name, in_words("Object missing required field")))
        elif name in given:
            try:
                msgspec.json.decode(given[name], type=field.type)
            except msgspec.ValidationError as error:
                mistakes.append(_mistake(error, name))
            except (msgspec.DecodeError, UnicodeError, RecursionError):
                mistakes.append(FieldError(name, "Expected JSON"))
    unknown = in_words("Object contains unknown field")
    # A body can have thousands of unknown fields, so stop when there are enough mistakes.
    more = (FieldError(name, unknown) for name in given if name not in fields)
    return list(islice(chain(mistakes, more), MAX_MISTAKES))


def _mistake(error: msgspec.ValidationError, within: str = "") -> FieldError:
    """Return the field error for a message of msgspec. A message has the form `what - at `$.prizes[0].name``."""
    found = _MESSAGE.fullmatch(str(error))
    message, path = (found["message"], found["path"] or "$") if found else (str(error), "$")
    if field := _FIELD.fullmatch(message):
        path = f"{path}.{field['name']}"
    return FieldError((within + path.removeprefix("$")).removeprefix(".") or "body", in_words(message))
