"""The documentation is generated from the handlers. It has valid examples, and loads nothing from other hosts."""

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import httpx
import pytest
import re2
from litestar.openapi.spec import OpenAPI

from app import errors
from tests.support.people import NO_TLS, PROBLEM, Visitor, problem
from tests.support.service import Service

pytestmark = pytest.mark.http

METHODS = {"get", "post", "delete", "put", "patch"}
ROWS = {
    ("post", "/raffles"): {201, 400, 403, 410, 413, 422, 503},
    ("get", "/raffles"): {200, 400, 503},
    ("get", "/raffles/{raffle_id}"): {200, 304, 404, 410, 503},
    ("delete", "/raffles/{raffle_id}"): {204, 400, 403, 404, 410, 412, 413, 503},
    ("get", "/raffles/{raffle_id}/log"): {200, 400, 403, 404, 410, 503},
    ("patch", "/raffles/{raffle_id}"): {200, 400, 403, 404, 409, 410, 413, 503},
    ("post", "/raffles/{raffle_id}/publish"): {200, 400, 403, 404, 409, 410, 412, 413, 503},
    ("post", "/raffles/{raffle_id}/end"): {200, 400, 403, 404, 409, 410, 413, 503},
    ("get", "/raffles/{raffle_id}/changes"): {200, 400, 404, 410, 503},
    ("post", "/raffles/{raffle_id}/resume"): {200, 403, 404, 409, 410, 413, 503},
    ("post", "/raffles/{raffle_id}/participate"): {201, 400, 403, 404, 409, 410, 413, 429, 503},
    ("post", "/raffles/{raffle_id}/winners"): {201, 400, 403, 404, 409, 410, 413, 502, 503},
    ("get", "/raffles/{raffle_id}/winners"): {200, 304, 400, 404, 409, 410, 503},
    ("get", "/raffles/{raffle_id}/draw"): {200, 304, 404, 409, 410, 503},
    ("post", "/raffles/{raffle_id}/verify-ticket"): {200, 400, 403, 404, 409, 410, 413, 429, 503},
    ("post", "/raffles/{raffle_id}/ticket-proof"): {200, 400, 403, 404, 409, 410, 413, 429, 503},
    ("post", "/raffles/{raffle_id}/substitutions"): {201, 400, 403, 404, 409, 410, 413, 503},
    ("get", "/raffles/{raffle_id}/substitutions"): {200, 400, 404, 409, 410, 503},
    ("post", "/raffles/{raffle_id}/stage"): {200, 400, 403, 404, 409, 410, 413, 503},
    ("post", "/raffles/{raffle_id}/erase"): {204, 400, 403, 404, 409, 410, 413, 503},
    ("post", "/raffles/{raffle_id}/hand-overs"): {201, 400, 403, 404, 409, 410, 413, 429, 503},
    ("post", "/raffles/{raffle_id}/hand-overs/check"): {200, 400, 403, 404, 409, 410, 413, 429, 503},
    ("get", "/raffles/{raffle_id}/hand-overs"): {200, 400, 403, 404, 409, 410, 503},
    ("get", "/raffles/{raffle_id}/events"): {200, 400, 404, 410, 429, 503},
    ("get", "/me"): {200},
    ("get", "/health/live"): {200},
    ("get", "/health/ready"): {200, 503},
}
"""The statuses that the document must have for each operation."""

DETAILS = {"replicas-missing": [errors.ReplicasMissing(written).detail for written in get_args(errors.Written)]}
"""The details of the problem replicas-missing: one detail for each kind of change."""

PROBLEMS = {problem.slug: problem for problem in errors.problems()}


def operations(openapi: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield every operation with its method and its path."""
    for path, item in openapi["paths"].items():
        for method in METHODS & item.keys():
            yield method, path, item[method]


def contents(openapi: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each documented body: its place in the document, its media type, and its content object."""
    for method, path, operation in operations(openapi):
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
            yield f"{method} {path} body", media_type, content
        for status, response in operation["responses"].items():
            for media_type, content in response.get("content", {}).items():
                yield f"{method} {path} {status}", media_type, content


def test_every_operation_documents_its_statuses(service: Service) -> None:
    # Then the document has exactly the operations in ROWS, and each operation has exactly the statuses in ROWS
    documented = {
        (method, path): {int(status) for status in operation["responses"]}
        for method, path, operation in operations(service.openapi)
    }
    assert documented == ROWS


NAMES = {
    ("post", "/raffles"): "createRaffle",
    ("get", "/raffles"): "listRaffles",
    ("get", "/raffles/{raffle_id}"): "getRaffle",
    ("delete", "/raffles/{raffle_id}"): "deleteRaffle",
    ("patch", "/raffles/{raffle_id}"): "changeRaffle",
    ("post", "/raffles/{raffle_id}/publish"): "publishRaffle",
    ("post", "/raffles/{raffle_id}/end"): "endRaffle",
    ("get", "/raffles/{raffle_id}/changes"): "listChanges",
    ("post", "/raffles/{raffle_id}/resume"): "resumeRaffle",
    ("get", "/raffles/{raffle_id}/log"): "listLog",
    ("post", "/raffles/{raffle_id}/participate"): "claimTicket",
    ("post", "/raffles/{raffle_id}/winners"): "drawWinners",
    ("get", "/raffles/{raffle_id}/winners"): "listWinners",
    ("get", "/raffles/{raffle_id}/draw"): "getDrawRecord",
    ("post", "/raffles/{raffle_id}/verify-ticket"): "checkTicket",
    ("post", "/raffles/{raffle_id}/ticket-proof"): "proveTicket",
    ("post", "/raffles/{raffle_id}/substitutions"): "substituteWinner",
    ("get", "/raffles/{raffle_id}/substitutions"): "listSubstitutions",
    ("post", "/raffles/{raffle_id}/stage"): "setStage",
    ("post", "/raffles/{raffle_id}/erase"): "erasePlayer",
    ("post", "/raffles/{raffle_id}/hand-overs"): "handOverPrize",
    ("post", "/raffles/{raffle_id}/hand-overs/check"): "checkBeforeHandOver",
    ("get", "/raffles/{raffle_id}/hand-overs"): "listHandOvers",
    ("get", "/raffles/{raffle_id}/events"): "watchRaffle",
    ("get", "/me"): "getIdentity",
    ("get", "/health/live"): "checkLiveness",
    ("get", "/health/ready"): "checkReadiness",
}
"""The name of each operation. Generated clients name their functions like this, so a new name breaks programs."""


def test_every_operation_has_its_name(service: Service) -> None:
    # Then each operation has exactly the name in NAMES
    assert {
        (method, path): operation["operationId"] for method, path, operation in operations(service.openapi)
    } == NAMES


async def test_a_body_is_required_exactly_where_the_service_needs_it(service: Service, manager: Visitor) -> None:
    # Given a drawn raffle, so that the missing body is the only reason to refuse a request
    raffle_id = await manager.create(1)
    await manager.claim_all(raffle_id, 1)
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201

    # When a manager calls each operation that takes a body, and leaves out the body
    for method, path, operation in operations(service.openapi):
        if "requestBody" in operation:
            answer = await manager.ask(method, path.replace("{raffle_id}", raffle_id))

            # Then the service refuses the request exactly if the document says that the body is required
            assert (answer.status_code == 400) == operation["requestBody"]["required"], path


def test_every_conditional_operation_takes_the_header_if_none_match(service: Service) -> None:
    # Then exactly the operations that can answer 304 have the parameter If-None-Match
    conditional = {key for key, statuses in ROWS.items() if 304 in statuses}
    assert conditional
    assert conditional == {
        (method, path)
        for method, path, operation in operations(service.openapi)
        for parameter in operation.get("parameters", [])
        if (parameter["name"], parameter["in"], parameter["required"]) == ("If-None-Match", "header", False)
    }


def schemas(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every schema below a part of the document."""
    if isinstance(part, list):
        for one in part:
            yield from schemas(one)
    elif isinstance(part, dict):
        if {"type", "$ref", "oneOf", "anyOf", "allOf", "enum"} & part.keys():
            yield part
        for name, one in part.items():
            if name not in {"examples", "example"}:
                yield from schemas(one)


def test_everything_in_the_document_is_described(service: Service) -> None:
    openapi = service.openapi

    # Then every tag, parameter, answer, header, struct and field has a description
    described = list(openapi["tags"])
    for _, _, operation in operations(openapi):
        described += operation.get("parameters", [])
        for answer in operation["responses"].values():
            described += [answer, *answer["headers"].values()]
    for schema in openapi["components"]["schemas"].values():
        described += [schema, *schema["properties"].values()]
    assert [part for part in described if not part.get("description", "").endswith(".")] == []

    # And no description has the indentation of a docstring
    assert not [part for part in described if "\n " in part["description"]]


def test_ids_and_times_have_a_format(service: Service) -> None:
    # Then every id and every time has a format, from which generators of clients choose a type
    times = (
        "created_at",
        "opens_at",
        "closes_at",
        "ended_at",
        "draw_at",
        "sealed_at",
        "round_at",
        "drawn_at",
        "deleted_at",
        "handed_over_at",
    )
    formats = {"id": "uuid", "raffle_id": "uuid", **dict.fromkeys(times, "date-time")}
    fields = [
        (name, field["format"])
        for schema in service.openapi["components"]["schemas"].values()
        for name, field in schema["properties"].items()
        if name in formats or name.endswith("_at")
    ]
    assert {name for name, _ in fields} == formats.keys()
    assert [field for field in fields if field[1] != formats[field[0]]] == []
    for _, path, operation in operations(service.openapi):
        if "{raffle_id}" in path:
            assert operation["parameters"][0]["schema"] == {"type": "string", "format": "uuid"}, path


def test_no_schema_has_a_form_that_generators_of_clients_read_wrongly(service: Service) -> None:
    for schema in schemas(service.openapi):
        # Then no oneOf, anyOf or allOf has only one member, and no parameter can be null
        for choice in ("oneOf", "anyOf", "allOf"):
            assert len(schema.get(choice, [1, 2])) > 1, schema

        # And every enumeration has a type, and every limit of a whole number is a whole number
        assert "type" in schema or "enum" not in schema, schema
        assert all(isinstance(schema.get(limit, 0), int) for limit in ("minimum", "maximum")), schema
    assert [
        parameter
        for _, _, operation in operations(service.openapi)
        for parameter in operation.get("parameters", [])
        if parameter["schema"].get("type") not in {"string", "integer"}
    ] == []


def test_an_answer_may_fit_several_schemas(service: Service) -> None:
    # Given generated clients for Java, which do not check which members are required. For such a client, a damaged
    # raffle fits two classes
    answers = [
        content["schema"].get("items", content["schema"])
        for _, _, operation in operations(service.openapi)
        for response in operation["responses"].values()
        for content in response.get("content", {}).values()
    ]

    # Then no answer uses oneOf, because oneOf allows only one fitting schema. Two answers use anyOf instead
    assert [schema for schema in answers if "oneOf" in schema] == []
    assert [len(schema["anyOf"]) for schema in answers if "anyOf" in schema] == [3, 2]


def test_every_pattern_can_be_compiled_in_go(service: Service) -> None:
    # When RE2 (which Go and other languages use for patterns) compiles every pattern, Then RE2 accepts each pattern
    patterns = {schema["pattern"] for schema in schemas(service.openapi) if "pattern" in schema}
    assert "^[!-~]+$" in patterns
    for pattern in patterns:
        re2.compile(pattern)


def test_no_two_schemas_get_the_same_name_in_go(service: Service) -> None:
    # Then there are no two schemas such as Raffle and NewRaffle. The generator for Go gives the name NewRaffle to the
    # constructor of Raffle, so this name would occur twice
    names = service.openapi["components"]["schemas"].keys()
    assert not names & {f"New{name}" for name in names}


def test_the_document_names_its_license_and_a_contact(service: Service) -> None:
    # Then the document names the license of the service, and says where to ask questions
    assert service.openapi["info"]["license"] == {"name": "MIT", "identifier": "MIT"}
    assert service.openapi["info"]["contact"]["name"]


def test_the_document_is_made_once(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a service that has already sent its document
    assert httpx.get(f"{service.url}/openapi.json", verify=NO_TLS).json() == service.openapi

    def make(_: OpenAPI) -> None:
        raise AssertionError("the document was made a second time")

    monkeypatch.setattr(OpenAPI, "to_schema", make)

    # When a client requests the document again, Then the client gets the same document, and the service does not make a
    # new one
    again = httpx.get(f"{service.url}/openapi.json", verify=NO_TLS)
    assert (again.status_code, again.json()) == (200, service.openapi)
    assert again.headers["content-type"].startswith("application/vnd.oai.openapi+json")


def test_every_operation_is_explained(service: Service) -> None:
    # Then each operation has a summary, a description and one tag, and this tag has a description
    tags = [[tag["name"]] for tag in service.openapi["tags"]]
    for method, path, operation in operations(service.openapi):
        assert operation["description"].endswith("."), f"{method} {path}"
        assert re.fullmatch(r"[A-Z][a-z]*( [a-z]+)*", operation["summary"]), f"{method} {path}"
        assert operation["tags"] in tags, f"{method} {path}"


def test_every_body_has_an_example_that_fits_its_schema(service: Service) -> None:
    # When all examples of bodies are read (the examples of requests are in the schemas)
    for where, _, content in contents(service.openapi):
        schema = content["schema"]
        examples = [example["value"] for example in content.get("examples", {}).values()] or schema.get("examples")

        # Then each body has an example, and each example fits its schema
        assert examples, f"no example: {where}"
        for example in examples:
            fits(service.openapi, schema, example, where)


def test_documented_problems_agree_with_their_classes(service: Service) -> None:
    # When the examples of problems are read, Then each example agrees with the class of its problem
    documented = set()
    for where, media_type, content in contents(service.openapi):
        if media_type != PROBLEM:
            continue
        for name, example in content["examples"].items():
            kind = PROBLEMS[name]
            document = {key: example["value"][key] for key in ("type", "title", "status")}
            assert document == {"type": f"/problems/{name}", "title": kind.title, "status": kind.status}, where
            assert example["value"]["detail"] in DETAILS.get(name, [kind.detail]), where
            assert where.endswith(f" {kind.status}")
            assert example["description"] == kind.__doc__
            documented.add(kind)

    # And the document has every problem, except the problems in `anywhere`, which belong to no single operation
    anywhere = {
        errors.NotFound, errors.MethodNotAllowed, errors.UnexpectedError, errors.MalformedRequest, errors.HeadTooLarge,
        errors.RequestTooSlow, errors.UnknownHost, errors.PicturesBusy,
    }  # fmt: skip
    assert set(PROBLEMS.values()) - documented == anywhere


KINDS: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None),
}  # fmt: skip


def fits(openapi: dict[str, Any], schema: dict[str, Any], value: Any, where: str) -> None:
    """Assert that a value conforms to a schema. Only the keywords that the document uses are checked."""
    mismatch = f"{where}: {value!r} does not fit {schema}"
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/components/schemas/")
        fits(openapi, openapi["components"]["schemas"][name], value, where)
        return
    if "allOf" in schema:
        assert all(conforms(openapi, part, value) for part in schema["allOf"]), mismatch
        return
    for choices in (schema.get("oneOf"), schema.get("anyOf")):
        if choices:
            assert any(conforms(openapi, choice, value) for choice in choices), mismatch
            return
    kind = schema.get("type")
    assert kind is not None, mismatch
    assert any(isinstance(value, KINDS[one]) for one in ([kind] if isinstance(kind, str) else kind)), mismatch
    if isinstance(value, dict):
        fits_object(openapi, schema, value, where)
    elif isinstance(value, list):
        for part in value:
            fits(openapi, schema["items"], part, f"{where}[]")
    elif isinstance(value, str):
        assert schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)), mismatch
        assert re.search(schema.get("pattern", ""), value), mismatch
        assert value in schema.get("enum", [value]), mismatch
    elif isinstance(value, int):
        assert schema.get("minimum", value) <= value <= schema.get("maximum", value), mismatch


def fits_object(openapi: dict[str, Any], schema: dict[str, Any], value: dict[str, Any], where: str) -> None:
    properties = schema.get("properties", {})
    assert set(schema.get("required", ())) <= value.keys(), f"{where}: a part is missing from {value!r}"
    assert not properties or value.keys() <= properties.keys(), f"{where}: an unknown part in {value!r}"
    for name, part in value.items():
        if name in properties:
            fits(openapi, properties[name], part, f"{where}.{name}")


def conforms(openapi: dict[str, Any], schema: dict[str, Any], value: Any) -> bool:
    try:
        fits(openapi, schema, value, "")
    except AssertionError:
        return False
    return True


@pytest.mark.parametrize("kind", errors.problems(), ids=lambda kind: kind.slug)
async def test_the_type_of_a_problem_leads_to_its_explanation(player: Visitor, kind: type[errors.Problem]) -> None:
    # When a client requests the type of a problem as a path
    answer = await player.get(kind.type())

    # Then a page explains the problem
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert kind.title in answer.text
    assert f"HTTP status {kind.status}" in answer.text


async def test_the_template_of_a_problem_page_is_rendered_once(
    player: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given the page of a problem that was requested before
    first = await player.get("/problems/sold-out")

    # When somebody requests the page again, Then the answer is the same page, although the template can no longer be
    # rendered
    monkeypatch.setattr("app.api.docs.rendered", None)
    assert (await player.get("/problems/sold-out")).content == first.content


async def test_an_unknown_type_is_not_found(player: Visitor) -> None:
    # When the path names a type that no problem has, Then the answer is not-found
    assert (await player.get("/problems/rain")).status_code == 404


async def test_the_docs_load_nothing_from_another_host(player: Visitor) -> None:
    # When a visitor opens the documentation and requests everything that it loads
    page = await player.get("/docs")
    assert page.status_code == 200
    parts = re.findall(r'(?:src|href)="([^"#]+)"', page.text)
    script = (await player.get("/assets/bundles/docs.js")).text
    parts += [f"/docs/assets/swagger-ui{ending}" for ending in (".css", "-bundle.js")]

    # Then everything that the page loads comes from this service
    assert parts
    for part in parts:
        assert part.startswith("/"), part
        assert not part.startswith("//"), part
        assert (await player.get(part)).status_code == 200, part
    assert "/openapi.json" in script
    assert "://" not in script


@pytest.mark.parametrize("path", ["/docs/nothing", "/docs/openapi.json", "/docs/assets/nothing", "/docs/a/b"])
async def test_other_paths_below_docs_are_not_found(player: Visitor, path: str) -> None:
    # When a client requests an unknown path below /docs, Then the answer is not-found
    answer = await player.get(path)
    assert (answer.status_code, problem(answer)) == (404, "not-found")


async def test_the_openapi_document_is_served(player: Visitor) -> None:
    # When a client requests the document, Then the answer is OpenAPI 3.1 in JSON
    answer = await player.get("/openapi.json")
    assert json.loads(answer.content)["openapi"].startswith("3.1")


async def test_the_metrics_have_the_promised_names(manager: Visitor) -> None:
    # Given a claim that got a ticket, and a claim that was refused
    raffle_id = await manager.create(1)
    await manager.claim(raffle_id, "198.51.100.1")
    await manager.claim(raffle_id, "198.51.100.2")

    # When a client reads the metrics
    metrics = (await manager.get("/metrics")).text

    # Then the metrics contain every promised name
    for name in (
        'raffle_claims_total{outcome="claimed"}',
        'raffle_claims_total{outcome="sold-out"}',
        "raffle_reserve_size ",
        "raffle_claim_group_size_bucket",
        'raffle_store_seconds_bucket{le="0.001",operation="claim"}',
    ):
        assert f"\n{name}" in metrics, name

    # And the metrics contain no id of a raffle and no address of a player
    assert raffle_id not in metrics
    assert "198.51.100" not in metrics
