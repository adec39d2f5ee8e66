"""The folder in which several workers keep their metrics."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from app import metrics


def test_the_folder_is_in_data_dir_and_only_its_owner_can_use_it(folder: Path) -> None:
    # When workers keep metrics, Then the folder of their metrics is in DATA_DIR, and only its owner can use it. If
    # DATA_DIR does not exist, it is made
    with metrics.kept_by_workers(folder / "new"):
        (made,) = (folder / "new").iterdir()
        assert os.environ["PROMETHEUS_MULTIPROC_DIR"] == str(made)
        assert made.stat().st_mode & 0o777 == 0o700

    # And after the workers have ended, the folder is removed
    assert not made.exists()
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ


def test_the_folder_is_in_the_temporary_folder_if_data_dir_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a file in the place of the folder DATA_DIR
    in_the_way, temporary = folder / "data", folder / "tmp"
    in_the_way.touch()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    # When workers keep metrics, Then their folder is in the temporary folder of the system
    with metrics.kept_by_workers(in_the_way):
        assert len([*temporary.iterdir()]) == 1
    assert not [*temporary.iterdir()]

    # And if there is no temporary folder either, Then an error is raised
    temporary.rmdir()
    with pytest.raises(FileNotFoundError), metrics.kept_by_workers(in_the_way):
        pass


def test_only_the_folder_of_a_killed_service_is_removed(folder: Path) -> None:
    # Given the folder of a killed service, and a running service with the same DATA_DIR
    left = folder / "metrics-left"
    left.mkdir()
    with metrics.kept_by_workers(folder):
        running = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])

        # When a third service starts, Then it removes only the folder of the killed service
        with metrics.kept_by_workers(folder):
            assert not left.exists()
            assert running.exists()


@pytest.mark.parametrize("removed", ["counter", "gauge_livesum", "histogram"])
def test_a_worker_replaces_a_removed_file_by_new_files_under_a_new_name(folder: Path, removed: str) -> None:
    # Given a worker that lost one of its files
    files = metrics._Files(folder)
    before = files.name()
    next(folder.glob(f"{removed}_*")).unlink()

    # When the worker looks for its files, Then it makes new files, and each file has its full size on the disk
    files.make_again()
    assert files.name() != before
    made = [*folder.glob(f"*_{files.name()}.db")]
    assert len(made) == 3
    assert all(file.stat().st_blocks * 512 >= file.stat().st_size == 64 * 1024 for file in made)

    # And when the worker looks again, Then it keeps these files
    now = files.name()
    files.make_again()
    assert files.name() == now


def test_a_worker_that_cannot_make_files_keeps_its_old_files(folder: Path) -> None:
    # Given a worker whose folder was removed, and a file that has the name of this folder
    (folder / "metrics").mkdir()
    files = metrics._Files(folder / "metrics")
    before = files.name()
    shutil.rmtree(folder / "metrics")
    (folder / "metrics").touch()

    # When the worker looks for its files, Then it keeps the old files. And when the folder can be made again, Then the
    # worker makes new files
    files.make_again()
    assert files.name() == before
    (folder / "metrics").unlink()
    files.make_again()
    assert files.name() != before
