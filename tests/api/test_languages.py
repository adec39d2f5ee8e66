"""Pages in the language of the visitor: the one that the browser wants, or the one that was chosen on a page."""

import re

import httpx
import pytest

from app.languages import LANGUAGES
from tests.support.service import Service

TITLES = {"en": "Raffles", "de": "Verlosungen", "fr": "Tombolas", "es": "Sorteos", "ar": "السحوبات"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_page_has_the_language_that_the_browser_wants(service: Service, language: str) -> None:
    async with httpx.AsyncClient(base_url=service.url) as browser:
        # When a browser asks for a page in a language
        page = await browser.get("/", headers={"Accept-Language": f"{language}-XX, en;q=0.1"})

        # Then the page is in this language, and says so to programs, caches and screen readers
        direction = "rtl" if language == "ar" else "ltr"
        assert f'<html lang="{language}" dir="{direction}">' in page.text
        assert f"<title>{TITLES[language]}</title>" in page.text
        assert page.headers["content-language"] == language
        assert page.headers["vary"] == "Accept-Encoding, Accept-Language, Cookie"

        # And so is the page for an address where nothing is
        nothing = await browser.get("/nothing", headers={"Accept-Language": language, "Accept": "text/html"})
        assert (nothing.status_code, nothing.headers["content-language"]) == (404, language)


@pytest.mark.parametrize("path", ["/", "/manage", "/me/tickets", "/privacy", "/r/01900000-0000-7000-8000-000000000000"])
async def test_a_chosen_language_stays(service: Service, path: str) -> None:
    async with httpx.AsyncClient(base_url=service.url, headers={"Accept-Language": "fr"}) as browser:
        # Given a page, which offers each language by its name
        page = (await browser.get(path)).text
        offered = re.findall(r'<a href="(\?language=\w+)" lang="(\w+)"', page)
        assert [language for _, language in offered] == [*LANGUAGES]

        # When the visitor chooses one, Then the answer leads back to the page, and keeps only the choice
        answer = await browser.get(f"{path}{dict(map(reversed, offered))['de']}")
        assert (answer.status_code, answer.headers["location"]) == (303, path)
        assert answer.headers["set-cookie"] == "language=de; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"

        # And from then on the pages have this language
        assert (await browser.get(path)).headers["content-language"] == "de"
        assert (await browser.get("/")).headers["content-language"] == "de"


@pytest.mark.parametrize("cookie", ["language=xx", "language=", "language=../../en", "=;;", 'language="de'])
async def test_a_cookie_that_names_no_language_is_ignored(service: Service, cookie: str) -> None:
    async with httpx.AsyncClient(base_url=service.url) as browser:
        # When a browser sends such a cookie, Then the page has the language that the browser wants
        page = await browser.get("/", headers={"Cookie": cookie, "Accept-Language": "es"})
        assert (page.status_code, page.headers["content-language"]) == (200, "es")


async def test_a_language_that_does_not_exist_cannot_be_chosen(service: Service) -> None:
    async with httpx.AsyncClient(base_url=service.url) as browser:
        # When somebody follows a link that chooses no language, Then the page is shown, and nothing is kept
        page = await browser.get("/?language=tlh")
        assert (page.status_code, page.headers.get("set-cookie")) == (200, None)
