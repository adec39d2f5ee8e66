"""REDIS_URL can name a store of any kind, with parameters. A wrong URL gets one clear line, which shows no password."""

import pytest

from app.store.address import SCHEMES, ClusterAddress, Login, SentinelAddress, ServerAddress, parse, without_login

SECRET = "Secret"


def test_the_parts_of_a_url_are_the_parameters_of_redis_py() -> None:
    # When the URL of one server is read, Then redis-py gets the parts of this URL as parameters
    address = parse(f"redis://name:{SECRET}@store:7000/3?client_name=raffles")
    assert isinstance(address, ServerAddress)
    assert address.server == {
        "host": "store",
        "port": 7000,
        "db": 3,
        "username": "name",
        "password": SECRET,
        "client_name": "raffles",
    }
    assert address.tls == {}


def test_tls_has_the_parameters_of_every_kind_of_store() -> None:
    # When URLs with TLS are read, Then each kind of store gets the same parameters, with values of the right type
    query = (
        "ssl_ca_certs=/ca.crt&ssl_certfile=/own.crt&ssl_keyfile=/own.key&ssl_check_hostname=no&ssl_cert_reqs=optional"
    )
    expected = {
        "ssl": True,
        "ssl_ca_certs": "/ca.crt",
        "ssl_certfile": "/own.crt",
        "ssl_keyfile": "/own.key",
        "ssl_check_hostname": False,
        "ssl_cert_reqs": "optional",
    }
    for url in ("rediss://store", "rediss+cluster://store", "rediss+sentinel://store/raffles"):
        assert parse(f"{url}?{query}").tls == expected


def test_a_cluster_has_nodes_and_a_login() -> None:
    # When the URL of a cluster is read, Then the result has its nodes and its login
    login = Login("name", SECRET)
    assert parse(f"rediss+cluster://name:{SECRET}@one:7000,two") == ClusterAddress(
        (("one", 7000), ("two", 6379)), login, {"ssl": True}
    )


def test_sentinels_have_a_login_of_their_own() -> None:
    # When the URL of Sentinels is read, Then the servers get one login, and the Sentinels get another login
    url = f"redis+sentinel://name:{SECRET}@one,two:7000/raffles/2?sentinel_username=watcher&sentinel_password=p%40ss"
    assert parse(url) == SentinelAddress(
        (("one", 26379), ("two", 7000)), "raffles", 2, Login("name", SECRET), Login("watcher", "p@ss"), {}
    )


WRONG = {
    "redis://h?foo=1": "redis:// has no parameter foo; known are client_name, db, password, protocol, username",
    "redis://h?socket_timeout=60": "redis:// has no parameter socket_timeout",
    "redis+cluster://h?db=1": "redis+cluster:// has no parameter db",
    "redis://h?sentinel_password=Secret": "redis:// has no parameter sentinel_password",
    "redis://h?ssl_ca_certs=/ca.crt": "ssl_ca_certs needs TLS: write rediss instead of redis",
    "redis+sentinel://h/s?ssl_keyfile=/own.key": "ssl_keyfile needs TLS: write rediss instead of redis",
    "rediss://h?ssl_cert_reqs=Secret": "ssl_cert_reqs must be one of none, optional, required",
    "rediss://h?ssl_check_hostname=": "ssl_check_hostname is empty",
    "rediss+cluster://h?ssl_min_version=Secret": "ssl_min_version",
    "rediss+sentinel://Secret@h": "write rediss+sentinel://host:port,host:port/service",
    "redis://h?db=Secret": "db",
    "redis://h/Secret": "the path must be the number of a database",
    "rediss://h/1/2": "the path must be the number of a database",
    "redis://h/\u00b2": "the path must be the number of a database",
    "redis+cluster://h/3": "a cluster has only the database 0",
    "redis://h?protocol=9": "protocol must be one of 2, 3",
    "redis://h:99999": "check the ports",
    "redis://h:Secret": "check the ports",
    "redis://": "names no host",
}


@pytest.mark.parametrize(("url", "line"), WRONG.items(), ids=WRONG)
def test_a_wrong_url_gets_one_clear_line_without_its_values(url: str, line: str) -> None:
    # When a URL cannot be used, Then one line names the wrong part, and does not repeat the value of this part
    with pytest.raises(ValueError, match=r".") as wrong:
        parse(url)
    message = str(wrong.value)
    assert line in message
    assert "\n" not in message
    assert SECRET not in message


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_representation_shows_a_password(scheme: str) -> None:
    # When an address with passwords is shown, Then the passwords are hidden
    query = f"?sentinel_password={SECRET}" if "sentinel" in scheme else ""
    path = "" if "cluster" in scheme else "/1"
    assert SECRET not in repr(parse(f"{scheme}://name:{SECRET}@store{path}{query}"))


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (f"redis://name:{SECRET}@store:7000/3?client_name=raffles", "redis://store:7000/3"),
        (f"redis://store?password={SECRET}&username={SECRET}&db=2", "redis://store:6379/2"),
        (f"rediss://:{SECRET}%40%2F@[::1]/?ssl_keyfile={SECRET}", "rediss://[::1]:6379/0"),
        (f"unix://:{SECRET}@/run/store.sock?db=1", "unix:///run/store.sock?db=1"),
        (f"redis+cluster://:{SECRET}@one:7000,two", "redis+cluster://one:7000,two:6379"),
        (
            f"rediss+sentinel://:{SECRET}@one,two:7000/raffles/2?sentinel_password={SECRET}",
            "rediss+sentinel://one:26379,two:7000/raffles/2",
        ),
    ],
)
def test_a_url_without_its_login_names_the_same_store(url: str, place: str) -> None:
    # When the login is taken out of a URL, Then the rest names the same store and has no password
    assert without_login(url) == place
    assert without_login(place) == place
    assert SECRET not in place
