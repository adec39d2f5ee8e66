"""Settings are read from the environment and from .env into one typed struct. One message names all mistakes."""

import os
import subprocess
import sys
import tempfile
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import msgspec
import pytest
from dotenv import dotenv_values

from app import settings as settings_of
from app.domain.player import ManagerNetwork
from app.domain.receipts import Secret
from app.env_file import warnings_about
from app.origin import Origin, PublicUrl
from app.settings import Settings, WrongSettings
from app.values import host_name, managers

NOWHERE = Path("no/such/.env")
ROOT = Path(__file__).resolve().parents[2]


def read(**environment: str) -> Settings:
    return settings_of.read(environment, NOWHERE)


def unnamed(*networks: str) -> tuple[ManagerNetwork, ...]:
    return tuple(ManagerNetwork(ip_network(network)) for network in networks)


def test_without_variables_the_defaults_are_used() -> None:
    # When no variable is set, Then the service serves only this machine, with an embedded store and without managers
    assert read() == Settings()
    assert (Settings().host, Settings().port, Settings().redis_url, Settings().manager_ips) == (
        "127.0.0.1",
        8000,
        "",
        (),
    )


@pytest.mark.parametrize(
    ("variable", "text", "value"),
    [
        ("HOST", "0.0.0.0", "0.0.0.0"),  # noqa: S104
        ("PORT", "8080", 8080),
        ("HOST", "[::]", "::"),
        ("HOST", "0:0:0:0:0:0:0:0", "::"),
        ("HOST", "::ffff:127.0.0.1", "127.0.0.1"),
        ("HOST", "fe80::1%eth0", "fe80::1%eth0"),
        ("HOST", "Raffle.LAN", "raffle.lan"),
        ("HOST", " 127.0.0.1\r\n", "127.0.0.1"),
        ("WORKERS", "4", 4),
        ("REDIS_URL", "redis://user:Secret@store:6379/1", "redis://user:Secret@store:6379/1"),
        ("REDIS_URL", "rediss://store", "rediss://store"),
        ("REDIS_URL", "unix:///run/store.sock", "unix:///run/store.sock"),
        ("DATA_DIR", "/srv/raffle", Path("/srv/raffle")),
        ("DATA_DIR", "~/raffle", Path.home() / "raffle"),
        ("DATA_DIR", "~root/raffle", Path("~root/raffle").expanduser()),
        ("DATA_DIR", "a folder/~/raffle", Path("a folder/~/raffle")),
        ("STORE_MEMORY", "2GB", 2 * 1024**3),
        ("STORE_MEMORY", "512 mb", 512 * 1024**2),
        ("STORE_MEMORY", "2048KB", 2048 * 1024),
        ("STORE_MEMORY", "1048576", 1024**2),
        ("MANAGER_IPS", "192.0.2.1", unnamed("192.0.2.1")),
        (
            "MANAGER_IPS",
            " 10.0.0.0/8 , ,2001:db8::/32,::1 ",
            unnamed("10.0.0.0/8", "2001:db8::/32", "::1"),
        ),
        ("MANAGER_IPS", "::ffff:192.0.2.1, ::ffff:10.0.0.0/104", unnamed("192.0.2.1", "10.0.0.0/8")),
        ("MANAGER_IPS", "::ffff:7f00:1, ::FFFF:10.0.0.1/128", unnamed("127.0.0.1", "10.0.0.1")),
        ("MANAGER_IPS", "fe80::1, fe80::/64", unnamed("fe80::1", "fe80::/64")),
        (
            "MANAGER_IPS",
            "anna@203.0.113.7, Ben O'Neil@198.51.100.0/24,2001:db8::/32 , अनिता @ ::ffff:192.0.2.1",
            (
                ManagerNetwork(ip_network("203.0.113.7"), "anna"),
                ManagerNetwork(ip_network("198.51.100.0/24"), "Ben O'Neil"),
                ManagerNetwork(ip_network("2001:db8::/32")),
                ManagerNetwork(ip_network("192.0.2.1"), "अनिता"),
            ),
        ),
        ("MANAGER_IPS", "Zoe\u0308@192.0.2.1", (ManagerNetwork(ip_network("192.0.2.1"), "Zo\u00eb"),)),
        (
            "MANAGER_IPS",
            "anna@192.0.2.1, 192.0.2.1, anna@192.0.2.1",
            (
                ManagerNetwork(ip_network("192.0.2.1"), "anna"),
                ManagerNetwork(ip_network("192.0.2.1")),
                ManagerNetwork(ip_network("192.0.2.1"), "anna"),
            ),
        ),
        ("FORWARDED_ALLOW_IPS", "10.0.0.0/8", (ip_network("10.0.0.0/8"),)),
        ("ALLOWED_HOSTS", "raffle.example, www.raffle.example", ("raffle.example", "www.raffle.example")),
        ("ALLOWED_HOSTS", "localhost,127.0.0.1,::1", ("localhost", "127.0.0.1", "::1")),
        ("ALLOWED_HOSTS", "[::1], Raffle.Example", ("::1", "raffle.example")),
        ("ALLOWED_HOSTS", "Bücher.example, faß.example", ("xn--bcher-kva.example", "xn--fa-hia.example")),
        ("ALLOWED_HOSTS", "XN--BCHER-KVA.example, 日本語。jp", ("xn--bcher-kva.example", "xn--wgv71a119e.jp")),
        ("ALLOWED_HOSTS", "raffle.example., my_service", ("raffle.example", "my_service")),
        ("ALLOWED_HOSTS", "[::ffff:192.0.2.1], 2001:DB8:0::1", ("192.0.2.1", "2001:db8::1")),
        ("PUBLIC_URL", "https://raffle.example/fair/", PublicUrl(Origin("https", "raffle.example", 443), "/fair")),
        (
            "DRAND_URLS",
            "https://Drand.Example/relay/, http://[::1]:8080,",
            (PublicUrl(Origin("https", "drand.example", 443), "/relay"), PublicUrl(Origin("http", "::1", 8080))),
        ),
        ("CONTACT", "raffle@example.org", "raffle@example.org"),
        ("CONTACT", "Zoë, +44 20 7946 0000", "Zoë, +44 20 7946 0000"),
        ("MAX_TICKETS", "500", 500),
        ("PLAYER_IPV6_PREFIX", "56", 56),
        ("PLAYERS_PER_IPV6_48", "300", 300),
        ("CODE_LENGTH", "20", 20),
        ("ARGON2_MEMORY_KIB", "2048", 2048),
        ("ARGON2_TIME_COST", "3", 3),
        ("RESERVE_SIZE", "0", 0),
        ("REQUIRE_DURABLE", "true", True),
        ("REQUIRE_DURABLE", "FALSE", False),
        ("REQUIRE_DURABLE", "1", True),
        ("CLAIM_MIN_REPLICAS", "2", 2),
        ("CLAIM_MIN_REPLICAS", "all", "all"),
        (
            "RECEIPT_SECRET",
            "the newer secret, the older secret",
            (Secret("the newer secret"), Secret("the older secret")),
        ),
        ("LOG_LEVEL", "WARNING", "warning"),
    ],
)
def test_every_variable_is_read(variable: str, text: str, value: Any) -> None:
    # When one variable is set, Then only its setting is different from the default
    assert read(**{variable: text}) == msgspec.structs.replace(Settings(), **{variable.lower(): value})


@pytest.mark.parametrize("variable", [field.name.upper() for field in msgspec.structs.fields(Settings)])
def test_an_empty_variable_means_the_default(variable: str) -> None:
    # When a variable is empty or has only blanks, Then its setting has the default
    assert read(**{variable: ""}) == read(**{variable: " \t"}) == Settings()


WRONG = {
    "HOST": ["*", "0.0.0.0:8000", "http://0.0.0.0", "a..b", '"::"', "two names", "[::1]:8000"],
    "DATA_DIR": ["'var'", '"/srv/raffle', "\u201c/srv/raffle\u201d", "~no-such-user/raffle"],
    "ALLOWED_HOSTS": [
        "*.example.com",
        "*",
        ".example.com",
        "raffle.example:8000",
        "https://raffle.example",
        "raffle.example/path",
        "one.example two.example",
        "-ü.example",
        "raffle..example",
    ],
    "PORT": ["0", "65536", "80.5", "http", "-1", "0x50", '"8000"'],
    "WORKERS": ["0", "many", "1025"],
    "REDIS_URL": ["store:6379", "http://store", "memcached://store", '"redis://store"'],
    "MANAGER_IPS": [
        "10.0.0.1/8",
        "everybody",
        "10.0.0.0/33",
        "192.0.2.1 192.0.2.2",
        "192.0.2.256",
        "::127.0.0.1",
        "::ffff:0:10.0.0.1",
        "::ffff:10.0.0.1/24",
        "@192.0.2.1",
        "anna@",
        "anna@everybody",
        "anna@example.org@192.0.2.1",
        "192.0.2.2@192.0.2.1",
        "Token@192.0.2.1",
        "=1+1@192.0.2.1",
        "a\u202enna@192.0.2.1",
        "<b>anna@192.0.2.1",
        f"{'a' * 41}@192.0.2.1",
        "anna@192.0.2.1, ben@192.0.2.1",
    ],
    "FORWARDED_ALLOW_IPS": ["*", "proxy.example"],
    "PUBLIC_URL": [
        "raffle.example",
        "ftp://raffle.example",
        "https://raffle.example/?a=b",
        "https://raffle.example/r",
        "https://raffle.example/raffles/fair",
        "https://raffle.example/%6De/",
        "https://raffle.example/favicon.ico",
    ],
    "DRAND_URLS": [
        "drand.example",
        "ftp://drand.example",
        "https://drand.example/?chain=quicknet",
        "https://user:Secret@drand.example",
        "https://drand.example https://relay.example",
        "https://drand .example",
        "https://drand.example, https://drand.example:443/",
        "https://drand.example; https://relay.example",
        "https://drand.example:0",
        "https://",
    ],
    "CONTACT": ["x" * 201, "raffle@example.org\u202e", "a\tb", "a\u00a0b", '"raffle@example.org"'],
    "MAX_TICKETS": ["0", "10000001", "ten"],
    "PLAYER_IPV6_PREFIX": ["0", "129", "/64"],
    "PLAYERS_PER_IPV6_48": ["-1", "10000001", "many"],
    "CODE_LENGTH": ["7", "65", "sixteen", "15"],
    "ARGON2_MEMORY_KIB": ["7", "1048577", "1 MiB"],
    "ARGON2_TIME_COST": ["0", "101"],
    "RESERVE_SIZE": ["-1", "1000001"],
    "REQUIRE_DURABLE": ["maybe", "2", "yes please"],
    "CLAIM_MIN_REPLICAS": ["-1", "101", "some"],
    "LOG_LEVEL": ["loud", "5"],
    "RECEIPT_SECRET": ["too-short", "a long enough secret,too-short"],
    "STORE_MEMORY": ["1", "much", "-1GB", "1.5GB", "2TB", "2G", "GB"],
}


@pytest.mark.parametrize(("variable", "text"), [(name, text) for name, texts in WRONG.items() for text in texts])
def test_a_wrong_variable_is_named(variable: str, text: str) -> None:
    # When the value of a variable cannot be used, Then one line of the message names the variable
    with pytest.raises(WrongSettings) as wrong:
        read(**{variable: text})
    headline, *mistakes = str(wrong.value).splitlines()
    assert headline == "These settings cannot be used:"
    assert len(mistakes) == 1
    assert mistakes[0].startswith(f"  {variable}")


@pytest.mark.parametrize("variable", ["MANAGER_IPS", "FORWARDED_ALLOW_IPS", "METRICS_ALLOW_IPS"])
@pytest.mark.parametrize("text", ["fe80::1%eth0", "fe80::%eth0/64", "192.0.2.1, fe80::1%eth0"])
def test_a_zone_is_refused_because_every_network_card_can_have_the_address(variable: str, text: str) -> None:
    # When a setting names an address with a zone (a network card), Then the message says that the card cannot be
    # checked
    with pytest.raises(WrongSettings) as wrong:
        read(**{variable: text})
    assert "has a zone, but nobody can check through which network card a client came" in str(wrong.value)


def test_all_mistakes_come_in_one_message() -> None:
    # When every variable that can be wrong has a wrong value
    with pytest.raises(WrongSettings) as wrong:
        read(**{variable: texts[0] for variable, texts in WRONG.items()})

    # Then the message names each of these variables
    named = [line.strip().split("=")[0].split(":")[0] for line in str(wrong.value).splitlines()[1:]]
    assert sorted(named) == sorted(WRONG)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@192.0.2.1", "@192.0.2.1 has a name that cannot be used: it is empty"),
        ("192.0.2.2@192.0.2.1", "it could be taken for an address or for the manager token"),
        ("an\u200bna@192.0.2.1", "but character 3 is U+200B ZERO WIDTH SPACE"),
        ("anna@192.0.2.1, ben@::ffff:192.0.2.1", "192.0.2.1/32 has two names, anna and ben; write one of them"),
    ],
)
def test_a_wrong_name_of_a_manager_is_explained(text: str, told: str) -> None:
    # When the name of a manager cannot be used, Then the message says why
    with pytest.raises(WrongSettings) as wrong:
        read(MANAGER_IPS=text)
    assert told in str(wrong.value)


def test_a_wrong_store_address_does_not_show_its_password() -> None:
    # When a REDIS_URL with a password cannot be used, Then the message does not repeat the password
    with pytest.raises(WrongSettings) as wrong:
        read(REDIS_URL="http://user:Secret@store")
    assert "Secret" not in str(wrong.value)


def test_a_public_url_does_not_show_its_password() -> None:
    # When a PUBLIC_URL has a password, Then the message does not repeat the password
    with pytest.raises(WrongSettings) as wrong:
        read(PUBLIC_URL="https://user:Secret@raffle.example")
    assert "PUBLIC_URL: write it without user and password" in str(wrong.value)
    assert "Secret" not in str(wrong.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("https://one.example,ws://two.example", "URL 2: write http:// or https:// before the host"),
        ("https://one.example, https://user:Secret@two.example", "URL 2: write it without user and password"),
        ("https://one.example https://two.example", "URL 1 has a space; write commas between URLs"),
        ("https://one.example,http://two.example,HTTPS://One.Example:443/", "URL 3 is the same as URL 1"),
    ],
)
def test_a_wrong_source_of_the_beacon_is_named_by_its_place(text: str, told: str) -> None:
    # When one of several URLs cannot be used, Then the message has the position of this URL and the reason, and shows
    # no password
    with pytest.raises(WrongSettings) as wrong:
        read(DRAND_URLS=text)
    assert told in str(wrong.value)
    assert "Secret" not in str(wrong.value)


@pytest.mark.parametrize("text", ["fifteen letters", "a long enough secret, too-short"])
def test_a_receipt_secret_is_not_repeated(text: str) -> None:
    # When RECEIPT_SECRET cannot be used, Then the message names the variable, and repeats no secret
    with pytest.raises(WrongSettings) as wrong:
        read(RECEIPT_SECRET=text)
    assert str(wrong.value).splitlines()[1:] == [
        "  RECEIPT_SECRET: write at least 16 printable characters for each secret"
    ]

    # And when RECEIPT_SECRET can be used, Then the printed settings do not contain the secret
    assert "enough" not in repr(read(RECEIPT_SECRET="a long enough secret"))


@pytest.mark.parametrize(
    ("memory", "time", "allowed"), [(1_048_576, 8, True), (1_048_576, 9, False), (83_887, 100, False)]
)
def test_a_hash_may_cost_only_what_a_browser_can_compute(memory: int, time: int, allowed: bool) -> None:
    # Given a memory and a time that Argon2 may cost. Each of the two is allowed by itself
    environment = {"ARGON2_MEMORY_KIB": str(memory), "ARGON2_TIME_COST": str(time)}

    # When the settings are read, Then they are refused if memory times time is too large
    if allowed:
        assert read(**environment).hashing.time_cost == time
    else:
        with pytest.raises(WrongSettings, match=f"ARGON2_TIME_COST={time}: no browser could check"):
            read(**environment)


@pytest.mark.parametrize(("memory", "time", "enough"), [(19_456, 2, True), (19_455, 2, False), (19_456, 1, False)])
def test_short_codes_need_an_argon2_that_resists_guessing(memory: int, time: int, enough: bool) -> None:
    # Given codes with fewer than 16 symbols, and a cost of Argon2
    environment = {"CODE_LENGTH": "15", "ARGON2_MEMORY_KIB": str(memory), "ARGON2_TIME_COST": str(time)}

    # When the settings are read, Then they are refused if OWASP recommends a higher cost
    if enough:
        assert read(**environment).code_length == 15
    else:
        with pytest.raises(WrongSettings, match="CODE_LENGTH=15: codes of fewer than 16 symbols"):
            read(**environment)


def test_long_codes_may_have_a_cheap_hash() -> None:
    # When codes have 16 symbols, which are 80 random bits, Then the lowest cost of Argon2 is allowed
    assert read(CODE_LENGTH="16", ARGON2_MEMORY_KIB="8", ARGON2_TIME_COST="1").hashing.memory_kib == 8


def test_the_environment_overrides_the_env_file(folder: Path) -> None:
    # Given a .env file
    env_file = folder / ".env"
    env_file.write_text("# mine\nPORT=8001\nWORKERS='2'\nMANAGER_IPS=192.0.2.1  # the office\n", encoding="utf-8")

    # When the environment sets one of the variables that the file also sets
    settings = settings_of.read({"PORT": "8002"}, env_file)

    # Then the environment overrides the file, and the file overrides the defaults
    assert settings == Settings(port=8002, workers=2, manager_ips=managers("192.0.2.1"))


@pytest.mark.parametrize(
    ("content", "mode", "folder_mode", "warned"),
    [
        ("RECEIPT_SECRET=" + "a1" * 32, 0o644, 0o755, True),
        ("REDIS_URL=redis://:word@store:6379", 0o644, 0o755, True),
        ("REDIS_URL=redis://store:6379?password=word", 0o604, 0o701, True),
        ("RECEIPT_SECRET=" + "a1" * 32, 0o640, 0o755, False),
        ("RECEIPT_SECRET=" + "a1" * 32, 0o600, 0o755, False),
        ("RECEIPT_SECRET=" + "a1" * 32, 0o644, 0o700, False),
        ("RECEIPT_SECRET=\nREDIS_URL=redis://store:6379\nMANAGER_IPS=anna@192.0.2.1", 0o644, 0o755, False),
        ("RECEIPT_SECRET", 0o644, 0o755, False),
    ],
    ids=[
        *("a secret", "a password", "a parameter with a password", "only a group can read the file", "a private file"),
        *("a private folder", "no secret", "a file that is refused"),
    ],
)
def test_an_env_file_with_a_secret_that_every_user_can_read_causes_a_warning(
    content: str, mode: int, folder_mode: int, warned: bool
) -> None:
    # Given a .env file, and a folder, whose modes say who can read the file
    with tempfile.TemporaryDirectory() as name:
        env_file = Path(name) / ".env"
        env_file.write_text(content, encoding="utf-8")
        env_file.chmod(mode)
        Path(name).chmod(folder_mode)

        # When the warnings about the file are read, Then there is a warning if every user can read a secret, and
        # otherwise none
        found = warnings_about(env_file)
    told = f"{env_file} has a password or a secret, and every user of this machine can read the file: "
    assert [warning.startswith(told) for warning in found] == [True] * warned
    assert "word@" not in str(found)


@pytest.mark.parametrize(
    ("own", "mode", "folder_mode", "warned"),
    [
        (False, 0o600, 0o755, True),
        (True, 0o602, 0o755, True),
        (True, 0o600, 0o777, True),
        (True, 0o664, 0o775, False),
        (True, 0o600, 0o1777, False),
    ],
    ids=["of another user", "the file is open", "the folder is open", "open for the group", "a sticky folder"],
)
def test_an_env_file_that_other_users_can_change_causes_a_warning(
    monkeypatch: pytest.MonkeyPatch, own: bool, mode: int, folder_mode: int, warned: bool
) -> None:
    # Given a .env file without secrets, which belongs to the user of the service or to another user
    with tempfile.TemporaryDirectory() as name:
        env_file = Path(name) / ".env"
        env_file.write_text("MANAGER_IPS=anna@192.0.2.1", encoding="utf-8")
        env_file.chmod(mode)
        Path(name).chmod(folder_mode)
        if not own and os.geteuid() == 0:
            os.chown(env_file, 4321, 4321)
        elif not own:
            monkeypatch.setattr(os, "geteuid", lambda: 4321)  # only root can give a file away

        # When the warnings about the file are read, Then there is a warning if other users can change the file, and
        # otherwise none
        found = warnings_about(env_file)
    told = f"other users of this machine can change {env_file}, and so every setting: "
    assert [warning.startswith(told) for warning in found] == [True] * warned


def test_an_env_file_of_a_container_causes_no_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a container that uses a .env file of its machine, so that the file is a mount. Only the folders of the
    # machine decide who can read the file, and the container cannot see them. Then there is no warning
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path).name == ".env")
    with tempfile.TemporaryDirectory() as name:
        env_file = Path(name) / ".env"
        env_file.write_text("RECEIPT_SECRET=" + "a1" * 32, encoding="utf-8")
        env_file.chmod(0o644)
        Path(name).chmod(0o755)
        assert warnings_about(env_file) == []


def test_an_empty_variable_overrides_the_env_file(folder: Path) -> None:
    # Given a .env file that sets MANAGER_IPS
    env_file = folder / ".env"
    env_file.write_text("MANAGER_IPS=192.0.2.1\n", encoding="utf-8")

    # When the environment has MANAGER_IPS with an empty value, Then there is no manager
    assert settings_of.read({"MANAGER_IPS": ""}, env_file).manager_ips == ()


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfPORT=8001\n",
        b"PORT=8001\r\nWORKERS=1\r\n",
        b"export PORT = '8001'  \n",
        b"COMPOSE_PROJECT_NAME=mine\nOTEL_SERVICE_NAME=mine\nXDG_DATA_DIRS=/usr\nHOSTNAME=mine\nPORT=8001",
        b"P=8001\nPORT=${P}\n",
        "# größer\nPORT=8001\n".encode(),
    ],
    ids=["BOM", "CRLF", "quotes", "names of others", "variables", "UTF-8"],
)
def test_an_env_file_is_read_as_other_programs_read_it(folder: Path, content: bytes) -> None:
    # Given a .env file in a form that editors or other programs write
    (folder / ".env").write_bytes(content)

    # When the file is read, Then the setting in it is used, and variables of other programs are ignored
    assert settings_of.read({}, folder / ".env") == Settings(port=8001)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("PORT=8001\n".encode("utf-16"), "is in UTF-16: save it in UTF-8"),
        (b"\xfe\xff\0P", "is in UTF-16: save it in UTF-8"),
        ("WORKERS=1\nDATA_DIR=gr\u00f6\u00dfer\n".encode("latin-1"), "is not in UTF-8, in line 2: save it in UTF-8"),
        (b"WORKERS=1\nPORT=80\x0001\n", "has a NUL byte in line 2: save it as a text in UTF-8"),
        (b"WORKERS=1\n\nRECEIPT_SECRET: hidden\n", "line 3 cannot be read: write NAME=value"),
        (b"PORT\n", "line 1 cannot be read: write NAME=value"),
        (b"RECEIPT_SECRET='hidden\n", "line 1 cannot be read: write NAME=value"),
    ],
    ids=["UTF-16", "UTF-16 big endian", "Latin-1", "NUL", "colon", "no value", "open quote"],
)
def test_an_env_file_that_cannot_be_read_is_refused_with_one_line(folder: Path, content: bytes, told: str) -> None:
    # Given a .env file that is not UTF-8, or that has a line which sets no variable
    (folder / ".env").write_bytes(content)

    # When the file is read, Then one line says what is wrong and what to do
    with pytest.raises(WrongSettings) as wrong:
        settings_of.read({}, folder / ".env")
    assert str(wrong.value).splitlines()[1:] == [f"  {folder / '.env'} {told}"]


def test_an_env_file_that_is_a_folder_is_refused(folder: Path) -> None:
    # Given a folder with the name .env (Docker makes such a folder if the file is missing)
    (folder / ".env").mkdir()

    # When this .env is read, Then one line says that it is a folder
    with pytest.raises(WrongSettings, match=r"\.env cannot be read: Is a directory"):
        settings_of.read({}, folder / ".env")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("MANAGER_IP", "MANAGER_IPS"),
        ("port", "PORT"),
        ("PROT", "PORT"),
        ("Hosts", "HOST"),
        ("REDISURL", "REDIS_URL"),
        ("REDIS_URI", "REDIS_URL"),
        ("REDIS-URL", "REDIS_URL"),
        ("REDIS_URL_FILE", "REDIS_URL"),
        ("ALLOW_HOSTS", "ALLOWED_HOSTS"),
        ("DATA_DIRECTORY", "DATA_DIR"),
        ("LOGLEVEL", "LOG_LEVEL"),
        ("RECIEPT_SECRET", "RECEIPT_SECRET"),
        ("PLAYERS_PER_IPV6", "PLAYERS_PER_IPV6_48"),
    ],
)
def test_a_name_that_is_nearly_a_setting_is_refused_with_the_right_name(folder: Path, name: str, meant: str) -> None:
    # Given a .env file with a name that is nearly the name of a setting
    (folder / ".env").write_text(f"{name}=hidden-value\n", encoding="utf-8")

    # When the file is read, Then the error says the right name, and does not show the value
    with pytest.raises(WrongSettings) as wrong:
        settings_of.read({}, folder / ".env")
    assert str(wrong.value).splitlines()[1:] == [f"  {name} in {folder / '.env'} is not a setting: write {meant}"]

    # And in the environment, this name causes only a warning, because it may belong to another program
    assert settings_of.read({name: "hidden-value"}, NOWHERE) == Settings()
    (warning,) = settings_of.near_misses({name: "hidden-value"})
    assert warning.startswith(f"the variable {name} is not a setting")
    assert meant in warning


OF_OTHERS = [
    "COMPOSE_FILE",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "HOSTNAME",
    "HOSTTYPE",
    "HOME",
    "PATH",
    "LOGNAME",
    "XDG_DATA_DIRS",
    "VHOST",
    "IMPORT",
    "EXPORT",
    "REDIS_HOST",
    "REDIS_PORT",
    "RAFFLE_PORT",
    "STORE_PORT",
    "NODE_PORT",
    "WORKER_ID",
    "WORKDIR",
    "LOG_FILE",
    "DATABASE_URL",
    "URL",
    "TO",
    "FROM",
    "YES",
    "http_proxy",
    "SSH_CONNECTION",
    "WEB_CONCURRENCY",
]


@pytest.mark.parametrize(
    "name",
    OF_OTHERS,
)
def test_a_name_of_another_program_is_ignored(folder: Path, name: str) -> None:
    # When a name of another program is in the .env file or in the environment, Then there is no error and no warning
    (folder / ".env").write_text(f"{name}=x\n", encoding="utf-8")
    assert settings_of.read({}, folder / ".env") == Settings()
    assert settings_of.near_misses({name: "x"}) == []


@pytest.mark.parametrize(
    ("setting", "authority"),
    [
        ("Bücher.example.", "xn--bcher-kva.example:8443"),
        ("::ffff:192.0.2.1", "[::FFFF:C000:201]:8000"),
        ("2001:DB8:0::1", "[2001:db8::1]"),
        ("raffle.example", "RAFFLE.example"),
    ],
)
def test_a_host_name_is_found_in_the_form_that_browsers_send(setting: str, authority: str) -> None:
    # When an operator and a browser write the same host in two ways, Then both ways are read as the same name.
    # Otherwise the service would refuse an allowed host
    assert read(ALLOWED_HOSTS=setting).allowed_hosts == (host_name(authority),)


def as_text(value: Any) -> str:
    if value is None:
        return ""
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value).lower()


def test_the_example_file_lists_every_setting_with_its_default() -> None:
    # When .env.example is read, Then it lists all settings in order, each with its default
    defaults = {field.name.upper(): as_text(field.default) for field in msgspec.structs.fields(Settings)}
    assert list(dotenv_values(ROOT / ".env.example").items()) == list(defaults.items())


def test_the_program_names_all_mistakes_and_ends_with_exit_code_2(folder: Path) -> None:
    # Given two mistakes in the environment and one in a .env file
    (folder / ".env").write_text("LOG_LEVEL=loud\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PORT": "http", "MANAGER_IPS": "everybody"}

    # When somebody starts the service
    ended = subprocess.run(
        [sys.executable, "-m", "app"], capture_output=True, text=True, cwd=folder, env=environment, check=False
    )

    # Then the service names all three mistakes, starts no store, and its exit code is 2
    assert ended.returncode == 2
    assert ended.stdout == ""
    for mistake in ("PORT=http: ", "MANAGER_IPS=everybody: ", "LOG_LEVEL=loud: "):
        assert mistake in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (folder / "var").exists()


CLIENTS_TRUSTED, OVERLAP, LINK_THROUGH_PROXY, LOOPBACK, NOBODY, CLOSED_LINK = (
    "that has clients too", "overlap", "works only through the proxy", "loopback addresses", "nobody is a manager",
    "nobody can open the link for managers: add 127.0.0.1 to ALLOWED_HOSTS, or set MANAGER_IPS",
)  # fmt: skip


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({}, []),
        ({"MANAGER_IPS": "192.0.2.1", "FORWARDED_ALLOW_IPS": "10.0.0.0/8,2001:db8::/32"}, []),
        ({"FORWARDED_ALLOW_IPS": "10.0.0.0/7"}, [CLIENTS_TRUSTED]),
        ({"FORWARDED_ALLOW_IPS": "2001:db8::/31"}, [CLIENTS_TRUSTED]),
        ({"FORWARDED_ALLOW_IPS": "::/0", "MANAGER_IPS": "2001:db8::1"}, [CLIENTS_TRUSTED, OVERLAP]),
        ({"FORWARDED_ALLOW_IPS": "0.0.0.0/0"}, [CLIENTS_TRUSTED, LINK_THROUGH_PROXY]),
        ({"FORWARDED_ALLOW_IPS": "10.0.0.0/8", "MANAGER_IPS": "10.1.2.3"}, [OVERLAP]),
        ({"FORWARDED_ALLOW_IPS": "10.1.2.3", "MANAGER_IPS": "10.0.0.0/8"}, [OVERLAP]),
        ({"FORWARDED_ALLOW_IPS": "::ffff:10.1.2.3", "MANAGER_IPS": "10.0.0.0/8"}, [OVERLAP]),
        ({"FORWARDED_ALLOW_IPS": "127.0.0.1"}, [LINK_THROUGH_PROXY]),
        ({"MANAGER_IPS": "127.0.0.1"}, [LOOPBACK]),
        ({"MANAGER_IPS": "192.0.2.1,::1"}, [LOOPBACK]),
        ({"MANAGER_IPS": "0.0.0.0/0"}, [LOOPBACK]),
        ({"HOST": "192.0.2.9"}, [NOBODY]),
        ({"HOST": "192.0.2.9", "MANAGER_IPS": "192.0.2.1"}, []),
        ({"HOST": "0.0.0.0"}, []),  # noqa: S104
        ({"HOST": "::"}, []),
        ({"HOST": "localhost"}, []),
        ({"ALLOWED_HOSTS": "raffle.example"}, [CLOSED_LINK]),
        ({"ALLOWED_HOSTS": "raffle.example,localhost"}, []),
        ({"ALLOWED_HOSTS": "raffle.example", "MANAGER_IPS": "192.0.2.1"}, []),
    ],
    ids=str,
)
def test_dangerous_and_useless_settings_get_a_warning(variables: dict[str, str], told: list[str]) -> None:
    # When settings are read, Then each warning is one line, which says first what is wrong and then what to do
    warnings = read(**variables).warnings
    assert len(warnings) == len(told)
    for warning, expected in zip(warnings, told, strict=True):
        assert expected in warning
        assert all(warning.partition(": "))
