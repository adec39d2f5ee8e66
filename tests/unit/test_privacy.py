"""The privacy page describes what this service keeps, according to its settings."""

import asyncio
import re
from html import unescape
from ipaddress import ip_network
from typing import Any

import pytest
from litestar import Litestar
from litestar.datastructures import State
from litestar.testing import RequestFactory

from app.api.privacy import PrivacyPage
from tests.support.service import small_settings

NETWORK_SENTENCE = "For each IPv6 network (its first 48 bits), the number of tickets is kept."


def page(*, embedded: bool = True, language: str = "en", **changes: Any) -> str:
    """Return the privacy page of a service with these settings, in one language."""
    settings = small_settings(**changes)
    shown = PrivacyPage(settings, embedded=embedded)
    app = Litestar(state=State({"settings": settings}))
    request = RequestFactory(app).get(headers={"Accept-Language": language})
    return asyncio.run(shown.answer(request)).content.decode()


def words(html: str) -> str:
    """Return the text of a page, as a visitor reads it."""
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"player_ipv6_prefix": 56}, "Of an IPv6 address, only the first 56 of 128 bits are kept."),
        ({"players_per_ipv6_48": 5}, NETWORK_SENTENCE),
        ({"log_level": "debug"}, "at the moment, the log has addresses"),
        ({"log_level": "info"}, "The log has neither addresses nor codes."),
        ({"embedded": True}, "The data is kept on the machine of the service."),
        ({"embedded": False}, "The data is kept in a Redis or Valkey store that the operator runs."),
        ({"forwarded_allow_ips": (ip_network("10.0.0.1"),)}, "Your request comes through a proxy of the operator."),
        ({}, "All of this is deleted 24 hours after the draw."),
        ({}, "While the raffle is open or suspended, all of this stays."),
        ({}, "the service counts them by address for at most an hour."),
        ({}, "the number of the ticket, the prize and the time are kept, and what the manager notes."),
        ({}, "The log of the raffle keeps number, prize and time for 400 days, and only managers read it."),
        ({}, "the reason why one ticket replaced another. The service deletes nothing from this file."),
        ({}, "The operator has not said whom to ask."),
        ({}, "Only if you choose a language, a cookie keeps this choice for a year."),
        ({"language": "de", "player_ipv6_prefix": 56}, "nur die ersten 56 von 128 Bits"),
        ({"language": "de"}, "Nur wenn Sie eine Sprache wählen, speichert ein Cookie diese Wahl für ein Jahr."),
        ({"language": "de"}, "Aus dieser Datei löscht der Dienst nichts."),
        ({"language": "fr"}, "Le service ne supprime rien de ce fichier."),
        ({"language": "es"}, "El servicio no borra nada de este archivo."),
        ({"language": "ar"}, "لا تحذف الخدمة شيئًا من هذا الملف."),
        ({"language": "fr", "contact": "Anna"}, "Adressez-vous à Anna."),
        ({"language": "es", "embedded": False}, "en una base de datos Redis o Valkey que gestiona el operador."),
        ({"language": "ar"}, "لم يحدد مشغّل الخدمة من يمكن سؤاله."),
    ],
)
def test_the_page_follows_from_the_settings(changes: dict[str, Any], sentence: str) -> None:
    # When the service has these settings, Then the page has the sentence that belongs to them
    assert sentence in words(page(**changes))


def test_the_page_does_not_mention_what_the_settings_exclude() -> None:
    # When whole IPv6 addresses are players, networks are not counted, and no proxy is set
    text = words(page(player_ipv6_prefix=128, players_per_ipv6_48=0, forwarded_allow_ips=()))

    # Then the page mentions neither bits of addresses nor a proxy
    assert "bits" not in text
    assert "proxy" not in text


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("raffle@example.org", "mailto:raffle@example.org"),
        ("a&b?subject=x@example.org", "mailto:a%26b%3Fsubject%3Dx@example.org"),
        ("https://example.org/help?a=1&b=2", "https://example.org/help?a=1&b=2"),
        ("javascript:alert(1)", None),
        ("http://example.org", None),
        ("<script>alert(1)</script>", None),
        ('"><img src=x>', None),
        ("Anna Weber, +44 20 7946 0000", None),
    ],
)
def test_the_contact_is_shown_and_only_an_address_becomes_a_link(contact: str, link: str | None) -> None:
    # When an operator writes a contact into the settings
    html = page(contact=contact)

    # Then the page shows this contact unchanged, and makes a link only of e-mail and https addresses
    assert f"Ask {contact}." in words(html.replace("<bdi>", "").replace("</bdi>", ""))
    found = re.findall(r'<a href="((?:mailto|https):[^"]*)"', html)
    assert [unescape(each) for each in found] == ([link] if link else [])
    assert "<script>alert" not in html
    assert "<img src=x" not in html
