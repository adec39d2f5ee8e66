"""Pages and problems are in the language that the browser wants, or in the language that was chosen on a page."""

import re
from uuid import uuid4

import httpx
import pytest

from app.errors import AlreadyParticipated, CrossSite, RaffleNotFound, SoldOut
from app.http.middleware import _kept_protected
from app.languages import ENGLISH, LANGUAGES, text
from tests.support.people import NO_TLS, Visitor, address
from tests.support.service import Service

pytestmark = pytest.mark.http

TITLES = {"en": "Raffles", "de": "Verlosungen", "fr": "Tombolas", "es": "Sorteos", "ar": "السحوبات"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_page_has_the_language_that_the_browser_wants(service: Service, language: str) -> None:
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as browser:
        # When a browser requests a page in a language
        page = await browser.get("/", headers={"Accept-Language": f"{language}-XX, en;q=0.1"})

        # Then the page is in this language, and its HTML and its headers name the language
        direction = "rtl" if language == "ar" else "ltr"
        assert f'<html lang="{language}" dir="{direction}">' in page.text
        assert f"<title>{TITLES[language]}</title>" in page.text
        assert page.headers["content-language"] == language
        assert page.headers["vary"] == "Accept-Encoding, Accept-Language, Cookie"

        # And the page for an address that does not exist is in this language
        nothing = await browser.get("/nothing", headers={"Accept-Language": language, "Accept": "text/html"})
        assert (nothing.status_code, nothing.headers["content-language"]) == (404, language)


@pytest.mark.parametrize("path", ["/", "/manage", "/me/tickets", "/privacy", "/r/01900000-0000-7000-8000-000000000000"])
async def test_a_chosen_language_stays(service: Service, path: str) -> None:
    async with httpx.AsyncClient(
        base_url=service.url, headers={"Accept-Language": "fr"}, trust_env=False, verify=NO_TLS
    ) as browser:
        # Given a page that offers each language
        page = (await browser.get(path)).text
        offered = re.findall(r'<a href="(\?language=\w+)" lang="(\w+)"', page)
        assert [language for _, language in offered] == [*LANGUAGES]

        # When the visitor chooses a language, Then the answer leads back to the page. It sets a cookie, which has only
        # the language
        answer = await browser.get(f"{path}{dict(map(reversed, offered))['de']}")
        assert (answer.status_code, answer.headers["location"]) == (303, path)
        assert answer.headers["set-cookie"] == "language=de; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"

        # And after this choice, all pages have this language
        assert (await browser.get(path)).headers["content-language"] == "de"
        assert (await browser.get("/")).headers["content-language"] == "de"


@pytest.mark.parametrize("path", ["/nothing", "//example.org/", "//example.org/privacy", "/r/nothing"])
async def test_a_choice_of_language_at_an_unknown_address_needs_no_redirect(service: Service, path: str) -> None:
    async with httpx.AsyncClient(headers={"Accept": "text/html"}, trust_env=False, verify=NO_TLS) as browser:
        # When a visitor chooses a language on the page for an address that does not exist
        answer = await browser.get(f"{service.url}{path}?language=de")

        # Then this page and the next page have this language, and the answer is no redirect
        assert (answer.status_code, answer.headers["content-language"]) == (404, "de")
        assert "location" not in answer.headers
        assert (await browser.get(f"{service.url}/")).headers["content-language"] == "de"


@pytest.mark.parametrize("path", ["//privacy", "///manage"])
async def test_a_choice_at_a_path_with_several_slashes_leads_to_no_other_host(service: Service, path: str) -> None:
    async with httpx.AsyncClient(trust_env=False, verify=NO_TLS) as browser:
        # When a visitor chooses a language at a path that begins with several slashes, Then the answer leads to no
        # other host
        answer = await browser.get(f"{service.url}{path}?language=de")
        assert not answer.headers.get("location", "").startswith("//")


async def test_the_addresses_of_redirects_are_not_kept(service: Service) -> None:
    # Given the number of answers whose headers the service keeps in its memory
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as browser:
        await browser.get("/docs?language=de")
        kept = _kept_protected.cache_info().currsize

        # When somebody chooses a language at addresses that nobody has used before
        for _ in range(5):
            answer = await browser.get(f"/r/{uuid4()}?language=de")
            assert answer.status_code == 303

    # Then the service keeps none of these addresses
    assert _kept_protected.cache_info().currsize <= kept + 1


@pytest.mark.parametrize("cookie", ["language=xx", "language=", "language=../../en", "=;;", 'language="de'])
async def test_a_cookie_that_names_no_language_is_ignored(service: Service, cookie: str) -> None:
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as browser:
        # When a browser sends a cookie without a known language, Then the page has the language that the browser wants
        page = await browser.get("/", headers={"Cookie": cookie, "Accept-Language": "es"})
        assert (page.status_code, page.headers["content-language"]) == (200, "es")


async def test_a_language_that_does_not_exist_cannot_be_chosen(service: Service) -> None:
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as browser:
        # When somebody follows a link with an unknown language, Then the page is shown, and no cookie is set
        page = await browser.get("/?language=tlh")
        assert (page.status_code, page.headers.get("set-cookie")) == (200, None)


NOWHERE = "/raffles/01900000-0000-7000-8000-000000000000/"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("ar", "ar"),
        ("it;q=1, es;q=0.4, fr;q=0.5", "fr"),
        ("ES", "es"),
        ("de;q=0, ar;q=0.001", "ar"),
        ("tlh, *", "en"),
        ("de;q=2, fr;q=-1, es;q=0.1", "es"),
        ("\xff;q=\xfe,,;", "en"),
        ("de" * 4000, "en"),
    ],
)
async def test_a_problem_has_the_language_that_the_client_wants(
    player: Visitor, header: str | None, language: str
) -> None:
    # When a client whose cookie asks for Spanish gets a problem
    headers = {"Cookie": "language=es"} | ({} if header is None else {"Accept-Language": header.encode("latin-1")})
    answer = await player.get(NOWHERE, headers=headers)

    # Then the detail is in the language of Accept-Language, or in English without this header. Type and title are the
    # same in every language
    document = answer.json()
    assert document["detail"] == text(language, "problems", "raffle-not-found")
    assert (document["type"], document["title"]) == (RaffleNotFound.type(), RaffleNotFound.title)
    assert (answer.headers["content-language"], answer.headers["vary"]) == (language, "Accept-Language")


async def test_several_headers_accept_language_count_as_one(player: Visitor) -> None:
    # When a client sends the header Accept-Language twice, Then both values count (RFC 9110, 5.3)
    lines = [("Accept-Language", "it"), ("Accept-Language", "de;q=0.5")]
    answer = await player.get(NOWHERE, headers=lines)
    assert answer.headers["content-language"] == "de"


@pytest.mark.parametrize("header", ["Origin", "Host"])
async def test_a_refusal_about_a_very_long_host_is_in_the_language_of_the_page(manager: Visitor, header: str) -> None:
    # When a page in German sends a claim, and the host of the page or of the request is too long
    raffle_id = await manager.create(1)
    headers = {"Origin": "http://page.example", "Accept-Language": "de", header: f"{'a' * 3_000}.example"}
    if header == "Origin":
        headers[header] = f"http://{headers[header]}"
    answer = await manager.claim(raffle_id, address(1), headers=headers)

    # Then the claim is refused as a request from another site, in German
    assert answer.status_code == CrossSite.status
    assert answer.json()["detail"] == text("de", "problems", CrossSite.slug)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_refused_claim_is_answered_in_the_language_of_the_player(manager: Visitor, language: str) -> None:
    # Given a raffle whose only ticket is taken
    raffle_id = await manager.create(1)
    assert (await manager.claim(raffle_id, address(1))).status_code == 201

    # When the player with this ticket claims, and then another player claims
    wanted = {"Accept-Language": language}
    answers = [await manager.claim(raffle_id, address(place), headers=wanted) for place in (1, 2)]

    # Then each player gets a refusal in the player's language. The rest of the answer does not depend on the language
    for answer, problem in zip(answers, (AlreadyParticipated, SoldOut), strict=True):
        assert answer.json() == {
            "type": problem.type(),
            "title": problem.title,
            "status": problem.status,
            "detail": problem.detail if language == ENGLISH else text(language, "problems", problem.slug),
        }
        assert answer.headers["content-language"] == language
        assert answer.headers["store-incarnation"]


async def test_the_detail_of_too_many_wrong_codes_has_the_seconds_to_wait(manager: Visitor) -> None:
    # Given a player who has used up the allowed wrong codes
    raffle_id = await manager.create(1)
    ticket = (await manager.claim(raffle_id, address(1))).json()
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    body = {"ticket_number": ticket["ticket_number"], "verification_code": "0000-0000-0000-0000"}
    path, headers = f"/raffles/{raffle_id}/verify-ticket/", {"Accept-Language": "ar", "X-Forwarded-For": address(2)}

    # When the service refuses the next code
    answer = await manager.post(path, body, headers=headers)
    while answer.status_code == 400:
        answer = await manager.post(path, body, headers=headers)

    # Then the detail has the same number of seconds as Retry-After
    assert answer.status_code == 429
    seconds = int(answer.headers["retry-after"])
    assert answer.json()["detail"] == text("ar", "problems", "too-many-wrong-codes", {"seconds": seconds})
    assert str(seconds) in answer.json()["detail"]


MISTAKES = {
    "de": {
        "name": "Höchstens 100 Zeichen",
        "total_tickets": "Erwartet wird eine ganze Zahl, aber hier steht Text",
        "prizes": "Mindestens 1 Eintrag",
        "opens_at": "Erwartet wird Text oder null, aber hier steht true oder false",
        "colour": "Es gibt kein Feld mit diesem Namen",
    },
    "ar": {
        "name": "\u2068100\u2069 حرف على الأكثر",
        "total_tickets": "القيمة المطلوبة \u2068عدد صحيح\u2069، لكن القيمة هنا \u2068نص\u2069",
        "prizes": "عنصر واحد على الأقل",
        "opens_at": "القيمة المطلوبة \u2068نص\u2069 أو null، لكن القيمة هنا \u2068true أو false\u2069",
        "colour": "لا يوجد حقل بهذا الاسم",
    },
}


@pytest.mark.parametrize("language", MISTAKES)
async def test_the_mistakes_in_a_form_are_named_in_its_language(manager: Visitor, language: str) -> None:
    # When a form in another language than English sends fields with mistakes
    body = {"name": "a" * 101, "total_tickets": "3", "prizes": [], "opens_at": True, "colour": "red"}
    answer = await manager.post("/raffles/", body, headers={"Accept-Language": language})

    # Then the message for each mistake is in this language, and the names of the fields are unchanged
    assert answer.status_code == 400
    assert {error["field"]: error["message"] for error in answer.json()["errors"]} == MISTAKES[language]


async def test_a_mistake_in_a_code_is_named_in_the_language_of_the_player(manager: Visitor) -> None:
    # Given a drawn raffle
    raffle_id = await manager.create(1)
    assert (await manager.claim(raffle_id, address(1))).status_code == 201
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201

    # When somebody checks a ticket with a text that cannot be a code
    body = {"ticket_number": 1, "verification_code": "123"}
    answer = await manager.post(f"/raffles/{raffle_id}/verify-ticket/", body, headers={"Accept-Language": "de"})

    # Then the detail and the message of the field name the mistake, in the language of the request
    mistake = "ein Code hat 16 Buchstaben und Ziffern, aber dieser Text hat 3"
    assert answer.json()["errors"] == [{"field": "verification_code", "message": mistake}]
    assert answer.json()["detail"].startswith(f"Das ist kein Code: {mistake}. Kopieren Sie")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/raffles/?limit=0", "Au moins 1"),
        ("/raffles/?limit=x", "La valeur attendue est un nombre entier, mais celle-ci est un texte"),
        ("/raffles/?cursor=1", "Le curseur d\N{RIGHT SINGLE QUOTATION MARK}un lien vers la page suivante est attendu"),
        ("/raffles/?status=lost", "L\N{RIGHT SINGLE QUOTATION MARK}une de ces valeurs\u202f: draft"),
    ],
)
async def test_the_mistake_in_a_parameter_is_named_in_the_language_of_the_client(
    player: Visitor, path: str, message: str
) -> None:
    # When a client that wants French sends a wrong parameter, Then the message is in French
    answer = await player.get(path, headers={"Accept-Language": "fr"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"].startswith(message)
