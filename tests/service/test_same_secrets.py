"""Services on one store that have different receipt secrets find each other, and warn the operator.

A receipt is the code of a ticket in encrypted form. A service can open it only with the secret that sealed it.
"""

import logging
import re

import pytest

from app.domain.receipts import NO_SECRET, Secret, fingerprint
from app.errors import StoreUnavailable
from app.service.same_secrets import SameSecrets
from app.store import keys
from app.store.scripts import Scripts
from app.store.services import KEPT_MS, Service, services_on
from tests.support.parts import Parts
from tests.support.service import Store

OLD, NEW = Secret("the older secret of the service"), Secret("the newer secret of the service")


def service(parts: Parts, machine: str, *secrets: Secret) -> SameSecrets:
    return SameSecrets(parts.client, parts.scripts, secrets, machine=machine)


@pytest.mark.parametrize(
    ("first", "second"),
    [((NEW,), (OLD,)), ((NEW, OLD), (OLD,)), ((OLD,), ())],
    ids=["two secrets", "one service lacks the new secret", "one service has no secret"],
)
async def test_services_with_different_secrets_warn_once(
    empty: Store,
    parts: Parts,
    caplog: pytest.LogCaptureFixture,
    first: tuple[Secret, ...],
    second: tuple[Secret, ...],
) -> None:
    # Given two services on one store, of which one cannot open the receipts of the other
    services = service(parts, "web-1", *first), service(parts, "web-2", *second)

    # When they report twice
    with caplog.at_level(logging.WARNING):
        for each in (*services, *services):
            await each.look()

    # Then both services warn, and their warnings name both machines. Each service has written one line to the log
    for each in services:
        assert len(each.warnings) == 1
        assert re.search(
            "a service on web-2 cannot open the receipts of a service on web-1: set RECEIPT_SECRET"
            "|a service on web-1 cannot open the receipts of a service on web-2: set RECEIPT_SECRET",
            each.warnings[0],
        )
    assert len(caplog.messages) == 2

    # And when the second service ends, Then the first service no longer warns
    await services[1].close()
    await services[0].look()
    assert services[0].warnings == []
    assert caplog.messages[2:] == ["all services on the store can open each other's receipts again"]


@pytest.mark.parametrize(
    ("first", "second"),
    [((OLD,), (OLD,)), ((), ()), ((OLD, NEW), (OLD,)), ((NEW, OLD), (OLD, NEW))],
    ids=["one secret", "no secret", "the new secret comes behind the old one", "the new secret comes to the front"],
)
async def test_services_that_open_each_others_receipts_do_not_warn(
    empty: Store, parts: Parts, first: tuple[Secret, ...], second: tuple[Secret, ...]
) -> None:
    # When two services report the fingerprints of their secrets, and each service knows the secret with which the other
    # one encrypts receipts, Then neither service warns
    services = service(parts, "web-1", *first), service(parts, "web-2", *second)
    for each in (*services, *services):
        await each.look()
    assert [each.warnings for each in services] == [[], []]


async def test_the_store_keeps_fingerprints_for_some_time(empty: Store, parts: Parts) -> None:
    # When two workers of a machine and a service on another machine report
    for machine in ("web-1", "web-1", "web-2"):
        await service(parts, machine, NEW, OLD).look()

    # Then the store has the name of each machine once, with the fingerprints (a few digits) of its secrets. The store
    # has no secret, and the key expires
    known = ",".join(map(fingerprint, (NEW, OLD, NO_SECRET)))
    assert empty.redis.zrange(keys.SERVICES, 0, -1) == [f"{known} web-1", f"{known} web-2"]
    assert re.fullmatch(r"([0-9a-f]{6},){2}[0-9a-f]{6}", known)
    assert KEPT_MS - 10_000 < empty.redis.pttl(keys.SERVICES) <= KEPT_MS


async def test_services_that_have_ended_are_removed(empty: Store, parts: Parts) -> None:
    # Given three entries in the list of services: one of a killed service, one of a program that is no service, and one
    # with a report in the future. (The clock of the store was set back after this report)
    (now, _) = empty.redis.time()
    killed, ahead = (Service((fingerprint(OLD),), machine) for machine in ("killed", "ahead"))
    scores = {killed.stored: (now - 151) * 1000, ahead.stored: (now + 200) * 1000, "an entry": now * 1000}
    empty.redis.zadd(keys.SERVICES, scores)

    # When a service reports, Then it does not warn, and only its own entry is left
    mine = service(parts, "web-1", NEW)
    await mine.look()
    assert mine.warnings == []
    assert [each.machine for each in await services_on(parts.client)] == ["web-1"]


async def test_without_the_store_the_warnings_stay(empty: Store, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a service that warns
    services = service(parts, "web-1", NEW), service(parts, "web-2", OLD)
    for each in services:
        await each.look()

    # When the store does not answer, Then the service still warns, and its end raises no error
    async def unavailable(self: Scripts, service: Service) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(Scripts, "report", unavailable)
    await services[1].look()
    assert len(services[1].warnings) == 1
    await services[1].close()
