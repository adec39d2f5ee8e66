"""The manager token of the whole program. All workers share the token. The program prints it once, in a link."""

import re
from pathlib import Path

import httpx

from app.__main__ import main as serve
from tests.support.commands import run_here
from tests.support.people import NO_TLS, new_raffle
from tests.support.program import Program


def link_in(program: Program) -> str:
    """Return the link that the start printed."""
    found = re.search(r"^manage  (http\S+)", program.log.read_text(), re.MULTILINE)
    assert found
    return found[1]


def test_the_printed_link_makes_a_browser_a_manager_of_every_worker(tmp_path: Path) -> None:
    # Given a service that has two workers and logs as much as it can
    with Program(tmp_path, MANAGER_IPS="", FORWARDED_ALLOW_IPS="", WORKERS="2", LOG_LEVEL="debug") as program:
        token = (tmp_path / "data" / "manager-token").read_text().strip()
        assert link_in(program) == f"{program.url}/manage?token={token}"

        # When somebody opens the link, Then the browser is a manager on each new connection, and with each worker
        cookies = httpx.get(link_in(program), trust_env=False, verify=NO_TLS).cookies
        for _ in range(10):
            with httpx.Client(base_url=program.url, cookies=cookies, trust_env=False, verify=NO_TLS) as browser:
                assert browser.post("/raffles/", json=new_raffle()).status_code == 201

        # And only the line with the link has the token. No other output of the service has the token or the cookie
        bearer = {"Authorization": f"Bearer {token}"}
        address = f"{program.url}/nowhere?token={token}"
        assert httpx.get(address, headers=bearer, trust_env=False, verify=NO_TLS).status_code == 404
        metrics = httpx.get(f"{program.url}/metrics", trust_env=False, verify=NO_TLS).text
        logged = program.log.read_text()
    cookie = dict(cookies)["raffle-manager"]
    assert logged.count(token) == 1
    assert cookie not in logged
    assert token not in metrics


def test_a_start_with_dangerous_settings_warns(tmp_path: Path) -> None:
    # When a service starts with dangerous settings, Then it warns
    with Program(tmp_path, FORWARDED_ALLOW_IPS="", MANAGER_IPS="127.0.0.1") as program:
        warning = "MANAGER_IPS contains loopback addresses (127.0.0.1/32): leave MANAGER_IPS empty"
        assert f"WARNING: {warning}" in program.log.read_text()


def test_a_start_that_cannot_keep_the_token_stops_in_one_line(tmp_path: Path) -> None:
    # Given an empty file in the place of the file with the manager token
    (tmp_path / "data").mkdir(0o700)
    (tmp_path / "data" / "manager-token").touch()

    # When the service starts, Then it stops, and says what to do
    began = run_here(serve, environment=Program(tmp_path, MANAGER_IPS="", FORWARDED_ALLOW_IPS="").environment)
    assert began.code == 1
    assert began.complained.endswith("delete this file, and start the service again\n")
    assert began.complained.count("\n") == 1
