"""Problems over HTTP. A problem is an error answer (RFC 9457). One exception handler sends all problems.

Handlers declare which problems they can raise, and the documentation shows these declarations.
"""

import asyncio
import logging
from functools import cache
from http import HTTPStatus
from typing import Any

import msgspec
from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from litestar.openapi.datastructures import ResponseSpec
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE, HTTP_500_INTERNAL_SERVER_ERROR

from app.domain import throttle
from app.errors import (
    AlreadyHandedOver,
    BodyTooLarge,
    ChecksBusy,
    CrossSite,
    FieldError,
    InvalidCode,
    InvalidRequest,
    MethodNotAllowed,
    NotAManager,
    NotFound,
    OutcomeUnknown,
    Problem,
    ProblemDocument,
    RaffleDamaged,
    RaffleDeleted,
    RaffleNotFound,
    RoundNotYet,
    StoreFull,
    StoreUnavailable,
    TicketNotFound,
    TooEarly,
    TooManyClaims,
    TooManyConnections,
    TooManyWrongCodes,
    UnexpectedError,
)
from app.http.allowed_methods import allow
from app.http.language import wanted_language
from app.http.openapi import PROBLEM_JSON, STORE_INCARNATION, Declared, NamedExample
from app.http.prepared_response import PreparedResponse
from app.http.wording import LONGEST, in_language, in_words
from app.languages import ENGLISH, text
from app.logs import CountedWarnings

log = logging.getLogger(__name__)

_warnings = CountedWarnings(log, "a request failed")

MANAGER_ACT: tuple[type[Problem], ...] = (
    *(CrossSite, NotAManager),
    *(RaffleNotFound, RaffleDeleted),
    BodyTooLarge,
    *(StoreFull, StoreUnavailable, OutcomeUnknown),
)
"""Every operation with which managers change a raffle can have these problems."""


CODE_CHECK: tuple[type[Problem], ...] = (
    *(InvalidRequest, InvalidCode),
    *(RaffleDamaged, RaffleNotFound, RaffleDeleted, TicketNotFound),
    CrossSite,
    TooManyWrongCodes,
    BodyTooLarge,
    *(StoreFull, StoreUnavailable, ChecksBusy),
)
"""Every operation that checks the code of a ticket, and changes nothing, can have these problems."""

DOWNLOAD: tuple[type[Problem], ...] = (
    *(RaffleNotFound, RaffleDeleted, RaffleDamaged),
    *(StoreUnavailable, TooManyConnections),
)
"""Every operation that can send a long file about a raffle can have these problems."""


def raises(*problems: type[Problem] | Problem) -> dict[int, ResponseSpec]:
    """Return the declaration of the problems that a handler can raise, with an example of each problem."""
    return {
        status: _declared(status, [problem for problem in problems if problem.status == status])
        for status in sorted({problem.status for problem in problems})
    }


def _declared(status: int, problems: list[type[Problem] | Problem]) -> Declared:
    forms = [problem.form for problem in problems]
    return Declared(
        data_container=next((form for form in forms if form is not ProblemDocument), ProblemDocument),
        media_type=PROBLEM_JSON,
        description=f"{HTTPStatus(status).phrase}: {', '.join(problem.title.lower() for problem in problems)}.",
        generate_examples=False,
        examples=[
            NamedExample(
                id=problem.slug,
                summary=problem.title,
                description=problem.__doc__,
                value=example_of(problem).document(),
            )
            for problem in problems
        ],
        headers=tuple(sorted({"Content-Language"}.union(*(headers_of(example_of(problem)) for problem in problems)))),
    )


_EXAMPLES: dict[type[Problem], Problem] = {
    AlreadyHandedOver: AlreadyHandedOver("2036-11-27T09:00:00.000Z", "anna"),
    InvalidRequest: InvalidRequest.of("name", "At least 1 character"),
    InvalidCode: InvalidCode(guesses_left=throttle.WRONG_CODES - 1, forgotten_in_seconds=throttle.WINDOW_SECONDS),
    RaffleDeleted: RaffleDeleted(
        {
            "name": "Summer fair",
            "total_tickets": 15,
            "created_at": "2036-11-23T09:00:00.000Z",
            "deleted_at": "2036-11-25T09:00:00.000Z",
        }
    ),
    RoundNotYet: RoundNotYet(comes_in_seconds=60),
    TooEarly: TooEarly(left_seconds=3600),
    TooManyClaims: TooManyClaims(forgotten_in_seconds=throttle.WINDOW_SECONDS),
    TooManyWrongCodes: TooManyWrongCodes(forgotten_in_seconds=throttle.WINDOW_SECONDS),
}
"""An example of each problem that cannot be made without values."""


def example_of(problem: type[Problem] | Problem) -> Problem:
    """Return an example of a problem, for the documentation."""
    return problem if isinstance(problem, Problem) else _EXAMPLES.get(problem) or problem()


def headers_of(problem: Problem) -> dict[str, str]:
    """Return the headers of the answer for a problem, except the headers about the language of the answer."""
    headers: dict[str, str] = {}
    if problem.retry_after_seconds is not None:
        headers["Retry-After"] = str(problem.retry_after_seconds)
    if problem.store_incarnation:
        headers[STORE_INCARNATION] = problem.store_incarnation
    if isinstance(problem, InvalidCode) and problem.guesses_left is not None:
        headers |= _rate_limit(problem.guesses_left, problem.forgotten_in_seconds)
    if isinstance(problem, TooManyWrongCodes):
        headers |= _rate_limit(0, problem.retry_after_seconds or 1)
    return headers


def _rate_limit(left: int, seconds: int) -> dict[str, str]:
    """Return the headers of the rate limit for wrong codes (draft-ietf-httpapi-ratelimit-headers-10)."""
    return {
        "RateLimit-Policy": f'"wrong-codes";q={throttle.WRONG_CODES};w={throttle.WINDOW_SECONDS}',
        "RateLimit": f'"wrong-codes";r={left};t={seconds}',
    }


def body_of(problem: Problem, base_path: str, language: str = ENGLISH) -> bytes:
    """Return the document of a problem as JSON, in a language, with links under the base path of the service."""
    document = problem.document()
    if language != ENGLISH:
        document = msgspec.structs.replace(document, detail=_detail_in(language, problem))
        if problem.errors:
            errors = [FieldError(error.field, in_language(error.message, language)) for error in problem.errors]
            document = msgspec.structs.replace(document, errors=errors)
    return msgspec.json.encode(placed(document, base_path))


def _detail_in(language: str, problem: Problem) -> str:
    """Return the detail of a problem in a language. A detail with a very long text of the client stays in English."""
    name = f"{problem.slug}.{problem.variant}" if problem.variant else problem.slug
    if not problem.values:
        return _unchanging_detail(language, name)
    values = dict(problem.values)
    if any(len(str(value)) > LONGEST for value in values.values()):
        return problem.detail
    if "mistake" in values:
        values["mistake"] = in_language(str(values["mistake"]), language)
    return text(language, "problems", name, values)


@cache
def _unchanging_detail(language: str, name: str) -> str:
    return text(language, "problems", name)


def placed(document: ProblemDocument, base_path: str) -> ProblemDocument:
    """Return a problem document whose `type` has the base path, so that it leads to the page of the problem."""
    return msgspec.structs.replace(document, type=base_path + document.type) if base_path else document


def problem_response(scope: Any, error: Exception, base_path: str) -> PreparedResponse:
    """Return the answer to a request that ended with an error. Errors of the service and of the store are logged.

    Links in the answer are under the base path.
    """
    problem = error if isinstance(error, Problem) else _problem_behind(error)
    if problem.status >= HTTP_500_INTERNAL_SERVER_ERROR:
        method, route = scope["method"], scope["path_template"]
        if not isinstance(error, Problem):
            log.error("%s %s: %s", method, route, problem.title, exc_info=error)
        elif error.__cause__ is not None:
            # While the store does not answer, every request fails. So the log gets one line a minute for each way to
            # fail.
            kind = f"{method} {route}: {problem.title} ({type(error.__cause__).__name__})"
            _warnings.warn(asyncio.get_running_loop(), kind)
    language = wanted_language(scope)
    if problem is not error or problem.errors or len(vars(problem)) > _OF_EVERY_PROBLEM:
        return _response(problem, base_path, language, error)
    # Keep the answer, because thousands of players can get this problem in a second, all with the same answer.
    which = type(problem), problem.store_incarnation, base_path, language
    response = _responses.get(which)
    if response is None:
        response = _responses[which] = _response(problem, base_path, language, error)
    return response


_OF_EVERY_PROBLEM = len(vars(NotFound()))
"""The number of attributes that every problem has. A problem that has only these attributes has the same answer for
everybody."""

_responses: dict[tuple[type[Problem], str, str, str], PreparedResponse] = {}
"""The answers for problems that have only the attributes of every problem. The key is the class of the problem, the
store incarnation, the base path and the language."""


def _response(problem: Problem, base_path: str, language: str, error: Exception) -> PreparedResponse:
    headers = headers_of(problem) | {"Content-Language": language, "Vary": "Accept-Language"}
    if isinstance(error, MethodNotAllowedException) and error.headers:
        headers |= allow(next(iter(error.headers.values())).split(", "))
    return PreparedResponse(problem.status, body_of(problem, base_path, language), headers, PROBLEM_JSON)


def _problem_behind(error: Exception) -> Problem:
    """Return the problem for an error of Litestar. Any other error is a defect of the service."""
    if isinstance(error, ValidationException):
        return InvalidRequest(errors=[_field_error(item) for item in error.extra or []])
    if isinstance(error, NotFoundException):
        return NotFound()
    if isinstance(error, MethodNotAllowedException):
        return MethodNotAllowed()
    if isinstance(error, HTTPException) and error.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE:
        return BodyTooLarge()
    if isinstance(error, HTTPException) and error.status_code < HTTP_500_INTERNAL_SERVER_ERROR:
        return InvalidRequest.of("body", "The body cannot be read as JSON.")
    return UnexpectedError()


def _field_error(item: Any) -> FieldError:
    name = item.get("key", "data")
    if name == "data":  # Litestar reports a missing body under this name
        return FieldError("body", "Expected a JSON body")
    return FieldError(name, in_words(item["message"]))
