"""`python -m app.doctor` examines the settings, the store and the running service, and gives plain advice.

With URL or PUBLIC_URL, the doctor also sends requests to the service at this URL. One of them has a forged client
address. With TICKETS, the doctor tells what a sale of this many tickets needs.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

from app import env_file, machine, program
from app.domain.printable import printable
from app.embedded.folder import running_url
from app.embedded.moved import old_data_warnings, where_moved
from app.embedded.restore import backup_warnings, restore_warnings
from app.errors import StoreLoading, StoreUnavailable
from app.http import manager_token
from app.public_check import FOREIGN_ADDRESS, Finding, examine_public, get_json
from app.regular_file import read_regular
from app.sale_plan import examine_sale, tickets_in
from app.service.records import FILE_NAME, Records
from app.service.room import disk_of, memory_warning
from app.service.same_secrets import secret_warnings
from app.settings import Settings
from app.store import keys
from app.store.calls import Client, reading
from app.store.connect import connect
from app.store.durability import Durability, clock_difference, durability, has_slow_log
from app.store.layout import WrongLayout, require_complete
from app.store.reads import Reads
from app.store.services import services_on
from app.store.trouble import trouble_of
from app.values import bracketed

SKEW_SECONDS = 1.0
"""The doctor reports the clocks of the store and of this machine if they differ by at least this much."""

BYTES_PER_TICKET = 400
"""The memory of a claimed ticket with a receipt, rounded up. docs/performance.md has the measured values."""

NAMED = 10
"""The largest number of damaged raffles whose ids the doctor prints."""

SAMPLED_RAFFLES, SAMPLED_PLAYERS = 20, 1_000
"""How many of the newest raffles the doctor samples, and how many players of each raffle. See MANY_NEIGHBOURS."""

MANY_NEIGHBOURS, MANY_OF_ALL = 20, 0.1
"""The doctor counts the sampled players of a raffle in each IPv6 /48. It reports the raffle if one /48 has at least
MANY_NEIGHBOURS of these players, and also at least the share MANY_OF_ALL of these players."""


async def examine(settings: Settings, public_url: str = "") -> AsyncIterator[Finding]:
    """Yield the findings about the machine, the settings, the store, the service, and the public address.

    Each fault is yielded only once.
    """
    seen: set[str] = set()
    async for finding in _examine_all(settings, public_url):
        if finding.well or finding.seen not in seen:
            yield finding
        seen.add(finding.seen)


async def _examine_all(settings: Settings, public_url: str) -> AsyncIterator[Finding]:
    """Yield the findings. The doctor and the service may both find a fault of the store, so it may be yielded twice."""
    of_machine = machine.warnings(settings.manager_networks)
    folder = settings.data_dir
    of_old_data = [*old_data_warnings(folder), *restore_warnings(folder), *backup_warnings(folder)]
    for warning in [*of_machine, *settings.warnings, *env_file.warnings_about(), *of_old_data]:
        yield _warned(warning)
    url = settings.redis_url or running_url(settings.data_dir)
    if url is None:
        yield _no_store(settings)
    else:
        client = connect(url)
        try:
            async for finding in _examine_store(client, settings):
                yield finding
        except StoreLoading as loading:
            yield Finding(False, loading.detail, "wait until the store has loaded its data")
        except StoreUnavailable as error:
            seen = f"the store does not answer: {trouble_of(error).text}"
            yield Finding(False, seen, "check that the store runs, and that REDIS_URL is right")
        finally:
            await client.aclose()
        if url == running_url(settings.data_dir):
            yield _disk(settings)
    for finding in await asyncio.to_thread(lambda: list(_examine_service(settings))):
        yield finding
    if public_url:
        for finding in await asyncio.to_thread(lambda: list(examine_public(settings, public_url))):
            yield finding


def _no_store(settings: Settings) -> Finding:
    if moved := where_moved(settings.data_dir):
        return Finding(False, f"no store is running, and {moved}", "set REDIS_URL to that store")
    return Finding(False, "no store is running", "start the service with `make run`, or set REDIS_URL")


async def _examine_store(client: Client, settings: Settings) -> AsyncIterator[Finding]:
    store = await durability(client)
    yield Finding(True, f"the store answers: {store.version}")
    try:
        await require_complete(client)
    except WrongLayout as reason:
        yield _warned(str(reason))
    for warning in store.warnings(settings.claim_min_replicas):
        yield _warned(warning)
    if store.durable:
        yield Finding(True, "acknowledged claims are on disk, and the store evicts nothing")
    if await has_slow_log(client):
        advice = "run CONFIG SET slowlog-log-slower-than -1 and SLOWLOG RESET on each server of the store"
        yield Finding(False, "the slow log of the store can keep addresses of players after their deletion", advice)
    yield _memory(store)
    yield await _clock(client)
    async with reading(client) as redis:
        unfinished = await redis.scard(keys.FILLING)
    yield Finding(True, f"{unfinished} raffles are being filled")
    if settings.redis_url and not settings.receipt_secret:
        advice = "set RECEIPT_SECRET to the same secret on every machine; docs/operating.md says how to make a secret"
        yield Finding(False, "receipts are sealed without a secret of the service", advice)
    for warning in secret_warnings(await services_on(client)):
        yield _warned(warning)
    yield await _damaged(client)
    if not settings.players_per_ipv6_48 and (crowded := await _crowded_network(client)):
        yield crowded
    async for finding in _records(client, settings):
        yield finding


async def _damaged(client: Client) -> Finding:
    found = await Reads(client).damaged(sys.maxsize)
    seen = f"damaged raffles: {len(found)}"
    named = ", ".join(found[:NAMED])
    return Finding(not found, seen, f"docs/operating.md explains damaged raffles; the first damaged ones are {named}")


async def _crowded_network(client: Client) -> Finding | None:
    """Return a finding about the first open raffle with many players of one IPv6 /48, or None."""
    for raffle in (await Reads(client).page(SAMPLED_RAFFLES, None)).raffles:
        if raffle.status != "open":
            continue
        network, players, sampled = await Reads(client).largest_network(raffle.id, SAMPLED_PLAYERS)
        if players >= max(MANY_NEIGHBOURS, MANY_OF_ALL * sampled):
            return Finding(
                False,
                f"{players} of {sampled} players of raffle {raffle.id} are in the network {network}",
                "if all of them can be one person, limit them with PLAYERS_PER_IPV6_48; docs/operating.md says how",
            )
    return None


def _warned(warning: str) -> Finding:
    what, _, advice = warning.partition(": ")
    return Finding(False, what, advice)


def _disk(settings: Settings) -> Finding:
    disk = disk_of(settings.data_dir)
    if disk.warning:
        return _warned(disk.warning)
    return Finding(True, f"{disk.free / 1e6:.0f} MB are free on the disk of the store")


def _memory(store: Durability) -> Finding:
    used = f"{store.used_memory / 1e6:.0f} MB of memory used"
    if not store.maxmemory:
        advice = "set maxmemory below the memory of the machine, so that a full store refuses writes and is not killed"
        return Finding(False, f"{used}, without a limit", advice)
    warning = memory_warning(store.used_memory / store.maxmemory)
    if warning:
        return _warned(warning)
    tickets = (store.maxmemory - store.used_memory) // BYTES_PER_TICKET
    return Finding(True, f"{used} of {store.maxmemory / 1e6:.0f} MB: room for about {tickets} more tickets")


async def _clock(client: Client) -> Finding:
    skew = await clock_difference(client)
    seen = f"the clocks of the store and of this machine differ by {skew:.1f} s"
    return Finding(skew < SKEW_SECONDS, seen, "run NTP on both machines")


async def _records(client: Client, settings: Settings) -> AsyncIterator[Finding]:
    path = settings.data_dir / FILE_NAME
    try:
        found = await Records(Reads(client), path).differences()
    except OSError as error:
        yield Finding(False, f"{path} cannot be read: {error.strerror}", "let the service read and write this file")
        return
    if found.missing:
        seen = f"{path} lacks the draws of {', '.join(found.missing[:3])}"
        yield Finding(False, seen, "a running service appends them within a minute, if it can write the file")
    for warning in found.warnings:
        yield _warned(warning)
    if not found.missing and not found.warnings:
        yield Finding(True, f"{path} has every draw of the store")


def _examine_service(settings: Settings) -> Iterator[Finding]:
    try:
        seen = _get(settings, "/me", {})["address"]
        forwarded = _get(settings, "/me", {"X-Forwarded-For": FOREIGN_ADDRESS})["address"]
    except (OSError, ValueError) as error:
        yield Finding(False, f"the service does not answer: {error}", "start it with `make run`; check HOST and PORT")
        return
    except (LookupError, TypeError):
        yield Finding(False, "another program answers instead of the service", "check HOST and PORT")
        return
    yield Finding(True, f"the service answers, and sees this machine as {seen}")
    with suppress(OSError, ValueError):  # without its store, the service answers 503
        yield from _examine_readiness(settings, seen)
    if settings.manager_ips and not settings.known_hosts:
        seen_hosts = (
            "ALLOWED_HOSTS and PUBLIC_URL are empty, so managers must open the service by an IP address or localhost"
        )
        yield Finding(True, seen_hosts)
    if any(network.prefixlen == 0 for network in settings.manager_networks):
        yield Finding(False, "everybody is a manager", "name the managers' addresses in MANAGER_IPS")
    if forwarded == FOREIGN_ADDRESS:
        yield Finding(True, "the service believes X-Forwarded-For of this machine: this is right if a proxy runs here")
    else:
        yield Finding(
            not settings.forwarded_allow_ips,
            "the service does not believe X-Forwarded-For of this machine",
            "if a proxy runs here, add it to FORWARDED_ALLOW_IPS, because all its players now count as one player",
        )


def _examine_readiness(settings: Settings, address: str) -> Iterator[Finding]:
    readiness = _get(settings, "/health/ready", _authorization(settings))
    try:
        warnings = None if readiness is None else [str(warning) for warning in readiness["warnings"]]
    except (LookupError, TypeError):
        warnings = None
    if warnings is None:
        advice = f"add {address} to METRICS_ALLOW_IPS, and run the doctor again"
        yield Finding(False, "the service does not show its warnings to this machine", advice)
    else:
        yield from map(_warned, warnings)


def _authorization(settings: Settings) -> dict[str, str]:
    """Return a header with the manager token, or no header.

    If the service does not run, a process of another user may listen at its port, and would get the token. So the token
    is sent only if every process at this port belongs to root or to the owner of the file with the token. These two
    users can read the file anyway. Only Linux tells whose processes these are, so other systems get no header.
    """
    file = settings.data_dir / manager_token.FILE_NAME
    try:
        token, owner = read_regular(file).decode("ascii").strip(), file.stat().st_uid
    except (OSError, ValueError):
        return {}
    users = machine.listeners(settings.port)
    return {"Authorization": f"Bearer {token}"} if users and users <= {0, owner} else {}


def _get(settings: Settings, path: str, headers: dict[str, str]) -> Any:
    """Return the JSON of an answer, or None if the answer is empty."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    known_as = {"Host": settings.allowed_hosts[0]} if settings.allowed_hosts else {}
    return get_json(f"http://{bracketed(host)}:{settings.port}{path}", headers | known_as)


def main() -> int:
    """Print the findings. Return the exit code: 0 if all is well, 1 if there is a fault, or 2 if a setting is wrong."""
    return program.run(lambda settings: asyncio.run(_print_findings(settings)))


async def _print_findings(settings: Settings) -> int:
    public_url = os.environ.get("URL", "") or str(settings.public_url or "")
    tickets = tickets_in(os.environ.get("TICKETS", ""))
    program.say("ok    the settings can be used")
    found = [_printed(finding) async for finding in examine(settings, public_url)]
    if tickets:
        found += [_printed(finding) for finding in examine_sale(settings, tickets)]
    return 0 if all(finding.well for finding in found) else 1


def _printed(finding: Finding) -> Finding:
    # The answer of another program may be a part of a finding. `say` keeps line breaks, and a line break could forge a
    # finding. So escape line breaks here.
    program.say(f"{'ok   ' if finding.well else 'LOOK '} {printable(finding.seen)}")
    if not finding.well:
        program.say(f"      {printable(finding.advice)}")
    return finding


if __name__ == "__main__":
    sys.exit(main())
