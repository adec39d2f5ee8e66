"""Bad input: each answer is a problem that names the wrong field. No answer is a 5xx, and nothing is created."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.people import NO_TLS, Visitor, address, fields, new_raffle, problem
from tests.support.service import Service

pytestmark = pytest.mark.http

GOOD = new_raffle(10, [("Prize", 2)])


def changed(**changes: Any) -> dict[str, Any]:
    """Return a good body with some fields changed."""
    return GOOD | changes


def changed_prize(**changes: Any) -> dict[str, Any]:
    """Return a good body with some fields of its prize changed."""
    return changed(prizes=[{"name": "Prize", "amount": 2} | changes])


def without(name: str) -> dict[str, Any]:
    """Return a good body without one field."""
    return {key: value for key, value in GOOD.items() if key != name}


NO_NAMES: list[Any] = [
    "",
    " ",
    "\t\n",
    "a\x00b",
    "\x00",
    "a\nb",
    "\x7f",
    "\x85",
    "\u200b",
    "a\u202eb",
    "a" * 101,
    "a" * 100_000,
    3,
    True,
    None,
    [],
    {},
]
NO_NUMBERS: list[Any] = ["3", 3.5, True, None, [3], {}, "", -1, 0, 10_000_001, 2**63, 2**64, 10**400, -(10**400), 1e400]
NO_PRIZES: list[Any] = [[], None, "Prize", 3, {}, [GOOD["prizes"][0]] * 1001]
NO_PRIZE: list[Any] = [None, "Prize", 3, [], True]
NO_SOURCES: list[Any] = ["", " ", "\x00", "a" * 301, 3, True, [], {}]
NO_TIMES: list[Any] = [
    "",
    "soon",
    "2099-11-26",
    "2099-11-26T20:00:00",
    "2099-11-26 20:00:00Z",
    "2099-11-26T20:00Z",
    "2099-11-26T20:00:60Z",
    "2099-11-26T24:00:00Z",
    "2099-02-29T20:00:00Z",
    "2099-11-26T20:00:00+24:00",
    "2099-11-26T20:00:00.Z",
    "\uff12099-11-26T20:00:00Z",
    "2099-11-26T20:00:00Z\n",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-01:00",
    "2026-11-25T20:00:00Z",
    "2099-11-26T20:00:00." + "0" * 100 + "Z",
    4099000000,
    True,
    [],
    {},
]
NO_HOURS: list[Any] = [0, -1, 8761, 1.5, "1", True, []]
NO_RESERVES: list[Any] = [-1, 9, 100_001, 1.5, "0", True, False, []]
NO_BEACONS: list[Any] = ["", "Quicknet", "default", 1, True, []]
NO_ROUND_AFTER = "9999-12-31T23:59:00Z"
"""A time at the end of the year 9999. A round of the beacon that comes a minute after this time is in the year
10000."""
SOON, LATER, LAST = "2099-11-26T20:00:00Z", "2099-11-26T20:00:00.001Z", "2099-11-26T20:00:00.002Z"
CREATE: list[tuple[str, Any]] = [
    *((name, changed(**{name: value})) for name in ("opens_at", "closes_at", "draw_at") for value in NO_TIMES),
    *(("substitute_after_hours", changed(substitute_after_hours=value)) for value in NO_HOURS),
    *(("reserves", changed(reserves=value)) for value in NO_RESERVES),
    *(("beacon", changed(beacon=value)) for value in NO_BEACONS),
    ("beacon", changed(beacon="quicknet", entropy_source="drand")),
    *((name, changed(beacon="quicknet", **{name: NO_ROUND_AFTER})) for name in ("opens_at", "closes_at", "draw_at")),
    ("closes_at", changed(opens_at=SOON, closes_at=SOON)),
    ("closes_at", changed(opens_at=LATER, closes_at=SOON, draw_at=LAST)),
    ("closes_at", changed(opens_at=SOON, closes_at="2099-11-26T20:00:00.0009Z")),
    ("draw_at", changed(opens_at=LATER, draw_at=SOON)),
    ("draw_at", changed(opens_at=SOON, closes_at=LAST, draw_at=LATER)),
    ("draw_at", changed(closes_at="2099-11-26T20:00:00+01:00", draw_at="2099-11-26T20:00:00+02:00")),
    *(("name", changed(name=value)) for value in NO_NAMES),
    *(("total_tickets", changed(total_tickets=value)) for value in NO_NUMBERS),
    *(("prizes[0].name", changed_prize(name=value)) for value in NO_NAMES),
    *(("prizes[0].amount", changed_prize(amount=value)) for value in NO_NUMBERS),
    *(("prizes", changed(prizes=value)) for value in NO_PRIZES),
    *(("prizes[0]", changed(prizes=[value])) for value in NO_PRIZE),
    ("prizes[1].amount", changed(prizes=[{"name": "A", "amount": 1}, {"name": "B", "amount": "1"}])),
    *(("entropy_source", changed(entropy_source=value)) for value in NO_SOURCES),
    *((name, without(name)) for name in ("name", "total_tickets", "prizes")),
    ("prizes[0].name", changed(prizes=[{"amount": 1}])),
    ("prizes[0].amount", changed(prizes=[{"name": "Prize"}])),
    ("winner", changed(winner=1)),
    ("id", changed(id="0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11")),
    ("prizes[0].value", changed_prize(value=1)),
    *(("body", value) for value in ([], [GOOD], "Fair", 3, 3.5, True, None)),
]


def as_json(body: Any) -> bytes:
    return json.dumps(body).encode()


def case_name(case: object) -> str:
    """Return a short name for a case."""
    return repr(case)[:50]


async def raffles_in(service: Service) -> int:
    """Return the number of raffles in the list, plus the number of keys of raffles. Do not count the keys of seals."""
    names = [name for name in service.store.redis.keys("raffle:*") if not str(name).endswith(":tree")]
    return int(service.store.redis.zcard("raffles")) + len(names)


async def test_one_answer_names_several_mistakes(manager: Visitor) -> None:
    # When several parts of a body are wrong
    body = {"Name": "Fair", "total_tickets": "3", "prizes": [{"name": "A", "amount": 1}, {"name": "", "amount": 0}]}
    answer = await manager.post("/raffles/", body)

    # Then one answer names all four wrong fields: three of the raffle, and one of a prize
    assert answer.status_code == 400
    assert fields(answer) == ["name", "total_tickets", "prizes[1].name", "Name"]


def by_field(cases: list[tuple[str, Any]]) -> list[tuple[str, list[Any]]]:
    """Return each field with all bodies that have a mistake in this field. One test can send all of them."""
    return [(field, [body for mistaken, body in cases if mistaken == field]) for field in dict.fromkeys(dict(cases))]


@pytest.mark.parametrize(("field", "bodies"), by_field(CREATE), ids=dict(CREATE))
async def test_a_refusal_of_a_raffle_names_the_wrong_field(
    service: Service, manager: Visitor, field: str, bodies: list[Any]
) -> None:
    # When a manager creates a raffle with a body that has one mistake
    before = await raffles_in(service)
    for body in bodies:
        answer = await manager.post("/raffles/", content=as_json(body).replace(b"Infinity", b"1e400"))

        # Then the answer names the field of the mistake
        refused = (answer.status_code, problem(answer), fields(answer))
        assert refused == (400, "invalid-request", [field]), case_name(body)

        # And the message is short, and has no word that is known only from Python or msgspec
        message = answer.json()["errors"][0]["message"]
        assert 5 < len(message) < 200, message
        internals = ("regex", "msgspec", "Traceback", "\\x00", "`", "<=", ">=", "Object")
        assert not any(word in message for word in internals), message

    # And no raffle is created
    assert await raffles_in(service) == before


NOT_JSON = [
    b" ", b"{", b"}", b"nul", b"{}x", b"{'name': 'Fair'}", b'{"name": "Fair",}', b"\xff", b"\xfe\xff\x00{",
    b"\xef\xbb\xbf{}", b'{"name": "\xff"}', b'{"name": "\xed\xa0\x80"}', b'{"name": "\\ud800"}', b'{"name": "\\udc00"}',
    b'{"name": "a\x00b"}', b'{"name": "\\x00"}', b"NaN", b"Infinity", b'{"total_tickets": NaN}',
    b'{"total_tickets": 03}',
    b'{"total_tickets": +3}', b'{"total_tickets": 0x3}', b'{"total_tickets": 3.}', b"[" * 16_000, b'{"a":' * 3_000,
    b'{"prizes":' + b"[" * 900 + b"]" * 900 + b"}", b"name=Fair&total_tickets=3", b"<raffle/>",
    b"\x93NUMPY", b"\x00" * 1000,
]  # fmt: skip


@pytest.mark.parametrize("path", ["/raffles/", "/raffles/{id}/winners/", "/raffles/{id}/verify-ticket/"])
async def test_a_body_that_is_not_json_is_refused(service: Service, manager: Visitor, path: str) -> None:
    # Given a raffle that is ready for its draw
    raffle_id = await manager.create(1)
    await manager.claim(raffle_id)
    before = await raffles_in(service)
    for content in NOT_JSON:
        # When a body is no JSON, or is JSON that the operation does not accept
        answer = await manager.post(path.replace("{id}", raffle_id), content=content)

        # Then the service refuses the request
        assert (answer.status_code, problem(answer)) == (400, "invalid-request"), case_name(content)
        assert fields(answer), case_name(content)

    # And the raffle has not changed
    assert await raffles_in(service) == before
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["status"] == "sold_out"


@pytest.mark.parametrize("path", ["/raffles/", "/raffles/{id}/verify-ticket/"])
async def test_a_missing_body_is_refused(manager: Visitor, path: str) -> None:
    # When a request lacks the body that it needs, Then the answer says that the body is wrong
    answer = await manager.post(path.replace("{id}", await manager.create()))
    assert (answer.status_code, problem(answer), fields(answer)) == (400, "invalid-request", ["body"])


@pytest.mark.parametrize("path", ["/raffles/", "/raffles/{id}/verify-ticket/", "/raffles/{id}/hand-overs/"])
async def test_null_counts_as_no_body(manager: Visitor, path: str) -> None:
    # When the body of a request is null, and the request needs an object, Then the answer says that the body is wrong
    raffle_id = await manager.create(1)
    answer = await manager.post(path.replace("{id}", raffle_id), content=b"null")
    assert (answer.status_code, problem(answer), fields(answer)) == (400, "invalid-request", ["body"])


@pytest.mark.parametrize("body", [b"null", b" null\r\n"])
async def test_a_draw_accepts_null_as_no_body(manager: Visitor, body: bytes) -> None:
    # Given a raffle that is sold out
    raffle_id = await manager.create(1)
    await manager.claim(raffle_id)

    # When a manager draws with the body null. (A Java client from openapi-generator sends null instead of no body)
    answer = await manager.post(f"/raffles/{raffle_id}/winners/", content=body)

    # Then the service draws as it does without a body
    assert answer.status_code == 201


async def test_a_draw_with_a_body_without_randomness_is_refused(manager: Visitor) -> None:
    # Given a raffle that is sold out
    raffle_id = await manager.create(1)
    await manager.claim(raffle_id)

    # When the body of a draw is not null and has no randomness, Then the answer says what is wrong
    for body in (b"nil", b"[null]", b"false", b'"null"', b"{}", b'{"entropy": null}'):
        answer = await manager.post(f"/raffles/{raffle_id}/winners/", content=body)
        assert (answer.status_code, problem(answer)) == (400, "invalid-request"), body
        assert fields(answer), body


@pytest.mark.parametrize("literal", ["3.0", "1e1", "30e-1", "3.5", '"3"', "true", "null", "[3]"])
async def test_a_number_must_be_written_as_an_integer(manager: Visitor, literal: str) -> None:
    # When the number of tickets is not written as an integer, Then the answer names this field
    content = as_json(GOOD).replace(b'"total_tickets": 10', f'"total_tickets": {literal}'.encode())
    answer = await manager.post("/raffles/", content=content)
    assert (answer.status_code, fields(answer)) == (400, ["total_tickets"])


async def test_the_last_value_of_a_repeated_field_counts(manager: Visitor) -> None:
    # When a body contains a field twice, Then the service uses the last value, as most readers of JSON do
    content = as_json(GOOD).replace(b"{", b'{"name": "First", ', 1)
    answer = await manager.post("/raffles/", content=content)
    assert (answer.status_code, answer.json()["name"]) == (201, "Fair")

    # And the service refuses a bad last value, although the first value is good
    bad = as_json(GOOD).replace(b"}]", b'}], "total_tickets": 0', 1)
    assert fields(await manager.post("/raffles/", content=bad)) == ["total_tickets"]


CONTENT_TYPES = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/xml",
    "nonsense",
    "",
    "*/*",
]


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
async def test_a_body_is_read_as_json_whatever_its_content_type(
    service: Service, manager: Visitor, content_type: str
) -> None:
    # When a client sends a form or a file, Then the service refuses the body, because the body is not JSON
    before = await raffles_in(service)
    for content in (
        b"name=Fair&total_tickets=3",
        b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--\r\n",
    ):
        answer = await manager.post("/raffles/", content=content, headers={"Content-Type": content_type})
        assert (answer.status_code, fields(answer)) == (400, ["body"])
    assert await raffles_in(service) == before

    # And when the body is JSON with the content type of a form or a file, Then the service accepts the body
    answer = await manager.post("/raffles/", content=as_json(GOOD), headers={"Content-Type": content_type})
    assert answer.status_code == 201


@pytest.mark.parametrize("path", ["/raffles/", "/raffles/{id}/winners/", "/raffles/{id}/verify-ticket/"])
async def test_a_body_above_the_limit_is_refused(service: Service, manager: Visitor, path: str) -> None:
    # Given a raffle
    raffle_id = await manager.create(1)
    before = await raffles_in(service)

    # When somebody sends a body of more than ten million bytes
    answer = await manager.post(path.replace("{id}", raffle_id), content=as_json(changed(name="a" * 10_000_000)))

    # Then the service refuses the body as too large, and creates nothing
    assert (answer.status_code, problem(answer)) == (413, "body-too-large")
    assert await raffles_in(service) == before


async def test_a_body_of_unknown_length_has_a_limit(manager: Visitor) -> None:
    # When a client sends a very long body in chunks, without announcing the length
    async def endless() -> Any:
        for _ in range(200):
            yield b" " * 100_000

    # Then the service refuses the body as too large
    try:
        answer = await manager.post("/raffles/", content=endless())
    except (httpx.WriteError, httpx.ReadError):
        return  # the service closed the connection while the client was still sending
    assert (answer.status_code, problem(answer)) == (413, "body-too-large")


NO_CODES: list[Any] = ["", 3, None, [], "7" * 201]
CHECKS: list[tuple[str, Any]] = [
    *(("ticket_number", {"ticket_number": value, "verification_code": "7QK2"}) for value in NO_NUMBERS),
    *(("verification_code", {"ticket_number": 1, "verification_code": value}) for value in NO_CODES),
    ("ticket_number", {"verification_code": "7QK2"}),
    ("verification_code", {"ticket_number": 1}),
    ("prize", {"ticket_number": 1, "verification_code": "7QK2", "prize": "Bicycle"}),
    ("body", None), ("body", []), ("body", "7QK2"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "bodies"), by_field(CHECKS), ids=dict(CHECKS))
async def test_a_refusal_of_a_check_names_the_wrong_field(manager: Visitor, field: str, bodies: list[Any]) -> None:
    # When a body of a check has one mistake, Then the answer names the field of this mistake
    raffle_id = await manager.create(1)
    for body in bodies:
        content = as_json(body).replace(b"Infinity", b"1e400")
        answer = await manager.post(f"/raffles/{raffle_id}/verify-ticket/", content=content)
        refused = (answer.status_code, problem(answer), fields(answer))
        assert refused == (400, "invalid-request", [field]), case_name(body)


async def test_a_strange_code_is_refused_as_invalid(manager: Visitor) -> None:
    # Given a drawn raffle
    raffle_id = await manager.create(1)
    await manager.claim(raffle_id)
    await manager.post(f"/raffles/{raffle_id}/winners/")

    # When players check a ticket with a strange code, Then the answer is invalid-code
    codes = ("\x00", "\uffff", "%s", "'; --", "🎟", "ZZZZ-ZZZZ-ZZZZ-ZZZZ", "U" * 16, "7" * 200, " ")
    for place, code in enumerate(codes):
        check = {"ticket_number": 1, "verification_code": code}
        headers = {"X-Forwarded-For": address(place)}
        answer = await manager.post(f"/raffles/{raffle_id}/verify-ticket/", check, headers=headers)
        assert (answer.status_code, problem(answer)) == (400, "invalid-code"), case_name(code)


NO_ENTROPY: list[Any] = [
    "", " ", "\x00", "a\nb", "a" * 1001, 3, True, None, [], {},
    "8d61\u200b", "\ufeff8d61", "8d61 ", " 8d61", "8d61  0042", "8d61\u00a00042", "8d61\t0042", "8\u0501", "é",
    "8d61\n", "8D61", "8d\u201361",
]  # fmt: skip
ENTROPY: list[tuple[str, Any]] = [
    *(("entropy", {"entropy": value}) for value in NO_ENTROPY),
    ("seed", {"entropy": "x", "seed": "y"}),
    ("entropy", {}),
    ("body", []),
    ("body", "x"),
]


@pytest.mark.parametrize(("field", "bodies"), by_field(ENTROPY), ids=dict(ENTROPY))
async def test_a_refusal_of_entropy_names_the_wrong_field(manager: Visitor, field: str, bodies: list[Any]) -> None:
    # Given a sold-out raffle that has announced a source of entropy (the random text of the draw)
    raffle_id = await manager.create(1, entropy_source="drand")
    await manager.claim(raffle_id)
    for body in bodies:
        # When a manager draws with a body that has a mistake, Then the answer names the field of the mistake
        answer = await manager.post(f"/raffles/{raffle_id}/winners/", content=as_json(body))
        assert (answer.status_code, fields(answer)) == (400, [field]), case_name(body)

    # And no winner is drawn
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["status"] == "sold_out"


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client(headers={"X-Forwarded-For": "127.0.0.1"}, trust_env=False, verify=NO_TLS) as client:
        yield client


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
nearly_good = st.fixed_dictionaries(
    {"name": json_values | st.just("Fair"), "total_tickets": json_values | st.just(3)},
    optional={"prizes": json_values | st.just(GOOD["prizes"]), "entropy_source": json_values, "more": json_values}
    | dict.fromkeys(("opens_at", "closes_at", "draw_at", "beacon", "reserves", "substitute_after_hours"), json_values),
)


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(
    body=json_values | nearly_good,
    path=st.sampled_from(["/raffles/", "/raffles/x/winners/", "/raffles/x/verify-ticket/"]),
)
def test_no_json_value_causes_a_server_error(service: Service, http: httpx.Client, body: Any, path: str) -> None:
    # When the body is any JSON value, or NaN, which only Python writes
    answer = http.post(service.url + path, content=json.dumps(body).encode("utf-8", "surrogatepass"))

    # Then the answer is a raffle or a problem, and never a server error
    assert answer.status_code in {201, 400, 404}
    if answer.status_code == 201:
        assert body["name"] == answer.json()["name"]
    else:
        assert answer.headers["content-type"] == "application/problem+json"


WIRE = {
    "no HTTP": b"hello\r\n\r\n",
    "zeros": b"\x00" * 100 + b"\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
    "an unknown method": b"DRAW /raffles/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "an unknown version": b"GET /raffles/ HTTP/9.9\r\nHost: x\r\n\r\n",
    "a header without a colon": b"GET /raffles/ HTTP/1.1\r\nHost x\r\n\r\n",
    "a space before a colon": b"GET /raffles/ HTTP/1.1\r\nHost : x\r\n\r\n",
    "a NUL in a header": b"GET /raffles/ HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
    "a bad length": b"POST /raffles/ HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "a length that is no number": b"POST /raffles/ HTTP/1.1\r\nHost: x\r\nContent-Length: ten\r\n\r\n",
    "two lengths": b"POST /raffles/ HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "length and chunks": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
    "a bad chunk": b"POST /raffles/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "a bad path": b"GET /raf fles/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "a huge header": b"GET /raffles/ HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "a huge path": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.mark.parametrize("sent", WIRE.values(), ids=WIRE.keys())
def test_malformed_http_is_refused(service: Service, sent: bytes) -> None:
    # When a client sends malformed HTTP
    received = b""
    with socket.create_connection(("127.0.0.1", service.port), timeout=5) as connection:
        try:
            connection.sendall(sent)
            while piece := connection.recv(65_536):
                received += piece
        except ConnectionError:
            pass  # the service closed the connection while the client was still sending

    # Then the service answers with a problem document, and closes the connection
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.split()[1] in {b"400", b"431"}
    assert b"content-type: application/problem+json" in head
    assert json.loads(body)["status"] == int(head.split()[1])

    # And the service still answers other requests
    assert httpx.get(f"{service.url}/health/live", trust_env=False, verify=NO_TLS).text == "ok"


@pytest.mark.parametrize(
    "header", ["Accept", "User-Agent", "Cookie", "Idempotency-Key", "X-Forwarded-For", "Content-Length"]
)
@pytest.mark.parametrize("value", [b"\xff\xfe", b"a" * 3_000, b"{}[]();,", b"", b"%00"])
def test_a_strange_header_causes_no_server_error(service: Service, header: str, value: bytes) -> None:
    # When a header has a strange value
    request = (
        b"POST /raffles/0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11/participate/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    )
    received = b""
    with socket.create_connection(("127.0.0.1", service.port), timeout=5) as connection:
        connection.sendall(request + header.encode() + b": " + value + b"\r\n\r\n")
        while piece := connection.recv(65_536):
            received += piece

    # Then the service refuses the header (400), or ignores it and answers that the raffle does not exist (404)
    assert received.split()[1] in {b"400", b"404"}
