"""How problems reach HTTP: declared by handlers, documented from the declarations, answered by one handler."""

import logging
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from litestar.openapi.datastructures import ResponseSpec
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE, HTTP_500_INTERNAL_SERVER_ERROR

from app.api.examples import NamedExample
from app.errors import (
    BodyTooLarge,
    FieldError,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    Problem,
    ProblemDocument,
    UnexpectedError,
)
from app.http.allowed_methods import allow

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


def raises(*problems: type[Problem]) -> dict[int, ResponseSpec]:
    """Declare what a handler can raise: its documented answers, with an example of each problem."""
    return {
        status: ResponseSpec(
            data_container=ProblemDocument,
            media_type=MEDIA_TYPE,
            description=HTTPStatus(status).phrase,
            generate_examples=False,
            examples=[
                NamedExample(
                    id=problem.slug(), summary=problem.title, description=problem.__doc__, value=_example(problem)
                )
                for problem in problems
                if problem.status == status
            ],
        )
        for status in sorted({problem.status for problem in problems})
    }


def _example(problem: type[Problem]) -> ProblemDocument:
    if problem is InvalidRequest:
        return InvalidRequest.of("name", "Expected `str` of length >= 1").document()
    return problem().document()


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[ProblemDocument]:
    """Answer any error with its problem document: the one exception handler of the service."""
    problem = error if isinstance(error, Problem) else _translate(error)
    if problem.status >= HTTP_500_INTERNAL_SERVER_ERROR:
        route = request.scope["path_template"]
        if not isinstance(error, Problem):
            log.error("%s %s: %s", request.method, route, problem.title, exc_info=error)
        elif error.__cause__ is not None:
            log.warning("%s %s: %s (%s)", request.method, route, problem.title, type(error.__cause__).__name__)
    headers = problem.headers
    if isinstance(error, MethodNotAllowedException) and error.headers:
        headers |= allow(next(iter(error.headers.values())).split(", "))
    return Response(problem.document(), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def _translate(error: Exception) -> Problem:
    """Return the problem behind an error of the framework, or of our own making."""
    if isinstance(error, ValidationException):
        return InvalidRequest(errors=[_field_error(item) for item in error.extra or []])
    if isinstance(error, NotFoundException):
        return NotFound()
    if isinstance(error, MethodNotAllowedException):
        return MethodNotAllowed()
    if isinstance(error, HTTPException) and error.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE:
        return BodyTooLarge()
    if isinstance(error, HTTPException) and error.status_code < HTTP_500_INTERNAL_SERVER_ERROR:
        return InvalidRequest.of("body", "The body is not JSON that can be read.")
    return UnexpectedError()


def _field_error(item: Any) -> FieldError:
    name = item.get("key", "data")
    if name == "data":  # what the framework calls a body that is not there
        return FieldError("body", "Expected a JSON body")
    return FieldError(name, item["message"])
