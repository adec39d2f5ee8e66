"""Origins and PUBLIC_URL: which texts name the same origin, and which texts are refused."""

import pytest

from app.origin import origin_at, origin_of, public_url


@pytest.mark.parametrize(
    ("page", "host"),
    [
        ("http://raffle.lan", "raffle.lan"),
        ("http://raffle.lan", "raffle.lan:80"),
        ("http://raffle.lan:80", "raffle.lan"),
        ("https://raffle.lan", "raffle.lan:443"),
        ("https://raffle.lan:443", "raffle.lan"),
        ("HTTP://Raffle.LAN:8080", "raffle.lan:8080"),
        ("http://raffle.lan", "raffle.lan:"),
        ("http://[::1]", "[0:0::1]:80"),
        ("http://192.0.2.1:8000", "192.0.2.1:8000"),
    ],
)
def test_a_default_port_is_the_same_as_no_port(page: str, host: str) -> None:
    # When a page and a Host header name the same host and the same port, Then their origins are equal
    origin = origin_of(page)
    assert origin == origin_at(host, origin.scheme)


@pytest.mark.parametrize(
    ("page", "host"),
    [
        ("http://raffle.lan:8080", "raffle.lan"),
        ("http://raffle.lan", "raffle.lan:8080"),
        ("https://raffle.lan", "raffle.lan:80"),
        ("http://raffle.lan:443", "raffle.lan"),
        ("http://www.raffle.lan", "raffle.lan"),
        ("http://[::1]", "[::2]"),
    ],
)
def test_another_host_or_port_is_another_origin(page: str, host: str) -> None:
    # When a page and a Host header have different hosts or different ports, Then their origins differ
    origin = origin_of(page)
    assert origin != origin_at(host, origin.scheme)


@pytest.mark.parametrize(
    "text",
    [
        *["", "null", "raffle.lan", "ftp://raffle.lan", "http://", "http://raffle.lan/", "http://[", "http://a b"],
        *["http://me@raffle.lan", "http://raffle.lan:0", "http://raffle.lan:65536", "http://raffle.lan:x"],
    ],
)
def test_other_texts_are_no_origin(text: str) -> None:
    # When no browser can send a text as the origin of a page, Then the text is refused
    with pytest.raises(ValueError, match=r"^no |[Pp]ort|IPv6"):
        origin_of(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://raffle.example", "https://raffle.example"),
        ("https://raffle.example:443/", "https://raffle.example"),
        ("http://raffle.lan:80", "http://raffle.lan"),
        ("http://raffle.lan:8080/fair/", "http://raffle.lan:8080/fair"),
        ("HTTPS://Raffle.Example/Fair/2026", "https://raffle.example/Fair/2026"),
        ("http://[2001:DB8:0::1]:8080", "http://[2001:db8::1]:8080"),
        ("https://bücher.example/gr\u00f6\u00dfe", "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe"),
        ("http://192.0.2.1", "http://192.0.2.1"),
        ("https://raffle.example./a%20b@c", "https://raffle.example/a%20b@c"),
        ("https://raffle.example/a;b", "https://raffle.example/a%3Bb"),
    ],
)
def test_a_public_url_has_one_normal_form(text: str, shown: str) -> None:
    # When a public URL is read, Then it is shown in the form of browsers, without a slash at its end
    assert str(public_url(text)) == shown


@pytest.mark.parametrize(
    "text",
    [
        *["raffle.example", "//raffle.example", "ftp://raffle.example", "http:raffle.example", "https://", "http:///a"],
        *["https://raffle.example?", "https://raffle.example/?a=b", "https://raffle.example/#", "https://me@a.example"],
        *["https://me:secret@a.example", "http://a.lan:0", "http://a.lan:65536", "http://a.lan:http", "http://[::1"],
        *["http://2001:db8::1", "http://[fe80::1%25eth0]", "http://*.raffle.lan", "http://a..b", "http://-a"],
        *["http://256.1.1.1", "http://127.1", "http://a.lan/a/../b", "http://a.lan//a", "http://a.lan/%zz"],
        *["http://a.lan\\a", "http://raffle .lan", "http://a.lan/a b"],
    ],
)
def test_a_public_url_that_no_browser_can_open_is_refused(text: str) -> None:
    # When a text is no URL, or has parts other than scheme, host, port and path, Then it is refused
    with pytest.raises(ValueError, match="write "):
        public_url(text)
