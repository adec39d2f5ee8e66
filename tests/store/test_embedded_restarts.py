"""An embedded store that dies again and again. The pauses before its restarts grow, and the log says why it died."""

import logging
import os
import signal
import threading
from pathlib import Path

import pytest

from app.embedded import folder as folder_of
from app.embedded import server as embedded
from app.embedded.failure import CannotStart
from app.embedded.server import EmbeddedStore
from tests.support.embedded_sale import Sale, file_of
from tests.support.waiting import block_until


def kill(store: EmbeddedStore) -> None:
    assert store._server is not None
    os.kill(store._server.pid, signal.SIGKILL)


def test_the_pauses_before_restarts_grow_to_half_a_minute(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a store that cannot be started again. The service pauses before each attempt, but the test ends each pause
    # immediately
    pauses: list[float] = []
    enough = threading.Event()

    def pause(seconds: float) -> bool:
        if seconds != embedded.CHECK_SECONDS:
            pauses.append(seconds)
        if len(pauses) > 10:
            enough.set()
        return enough.is_set()

    def start() -> None:
        raise CannotStart("not yet")

    with EmbeddedStore(folder) as store:
        monkeypatch.setattr(store, "_start", start)
        monkeypatch.setattr(store._leaving, "wait", pause)

        # When the store dies
        kill(store)
        assert enough.wait(30)

    # Then each pause is twice as long as the pause before, up to 30 s
    assert pauses[:8] == pytest.approx([0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30])
    assert set(pauses[7:]) == {30}
    assert "starting it again in 30.0 s" in caplog.text


def test_a_store_that_ran_for_a_while_is_started_again_soon(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a store that was started after a long pause, and has run longer than this pause
    with EmbeddedStore(folder) as store:
        store._pause = embedded.LONGEST_PAUSE_SECONDS
        monkeypatch.setattr(embedded, "LONGEST_PAUSE_SECONDS", 0)

        # When the store dies, Then the service starts the store again after the shortest pause
        kill(store)
        block_until(lambda: "the store died with exit code -9; starting it again in 0.2 s" in caplog.text)


def test_the_log_has_the_last_log_lines_of_a_store_that_died(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    # Given a store that ends by itself
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url)
        sale.redis.shutdown(nosave=True)

        # When the service notices the end, Then the service logs the last lines of the store's log without their times
        block_until(lambda: "the store died with exit code 0" in caplog.text)
        assert "Valkey is now ready to exit, bye bye..." in caplog.text
        assert f"{store._server.pid if store._server else ''}:M" not in caplog.text


def test_a_torn_end_is_cut_before_a_restart(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    # Given a store that died during a write
    with EmbeddedStore(folder) as store, caplog.at_level(logging.WARNING):
        sale = Sale(store.url)
        sale.claim_many(10)
        block_until(lambda: store._keeper.loaded)
        died = sale.redis.info("server")["process_id"]
        with file_of(folder).open("ab") as file:
            kill(store)
            file.write(b"*3\r\n$4\r\nHSE")

        # When the service starts the store again, Then the store has its claims, and the incomplete write was cut
        block_until(lambda: store._server is not None and store._server.pid != died and not store._server.poll())
        block_until(lambda: store._loading(store._server.pid if store._server else 0) is False)
        assert sale.held() == 10
        assert "the last 11 bytes of appendonly.aof.1.incr.aof were cut" in caplog.text


def test_a_full_disk_is_reported_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a disk with less free space than a start needs
    monkeypatch.setattr(folder_of, "ROOM_BYTES", 1 << 60)

    # When the service starts a store, Then one line says that the disk is full
    with pytest.raises(
        CannotStart, match=r"^the disk of \S+ is full \(\d+ bytes are free\): make room, then start again$"
    ):
        EmbeddedStore(folder).__enter__()
