"""The folder in which several workers keep their metrics."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from app import metrics


def test_it_is_in_data_dir_and_only_its_owner_can_use_it(folder: Path) -> None:
    # When workers keep metrics, Then the folder is in DATA_DIR, also if that is new
    with metrics.kept_by_workers(folder / "new"):
        (made,) = (folder / "new").iterdir()
        assert os.environ["PROMETHEUS_MULTIPROC_DIR"] == str(made)
        assert made.stat().st_mode & 0o777 == 0o700

    # And then it is gone
    assert not made.exists()
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ


def test_it_is_in_the_temporary_folder_if_data_dir_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a file in the place of DATA_DIR
    in_the_way, temporary = folder / "data", folder / "tmp"
    in_the_way.touch()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    # When workers keep metrics, Then the folder is in the temporary folder
    with metrics.kept_by_workers(in_the_way):
        assert len([*temporary.iterdir()]) == 1
    assert not [*temporary.iterdir()]

    # And without a temporary folder, there is no place
    temporary.rmdir()
    with pytest.raises(FileNotFoundError), metrics.kept_by_workers(in_the_way):
        pass


def test_a_folder_that_a_killed_service_left_is_removed_and_the_one_of_another_service_is_kept(folder: Path) -> None:
    # Given the folder of a killed service, and another service that runs on the same DATA_DIR
    left = folder / "metrics-left"
    left.mkdir()
    with metrics.kept_by_workers(folder):
        running = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])

        # When a further service starts, Then only the first folder is gone
        with metrics.kept_by_workers(folder):
            assert not left.exists()
            assert running.exists()


@pytest.mark.parametrize("removed", ["counter", "gauge_livesum", "histogram"])
def test_a_worker_makes_each_file_again_under_a_new_name(folder: Path, removed: str) -> None:
    # Given a worker whose file was removed
    files = metrics._Files(folder)
    before = files.name()
    next(folder.glob(f"{removed}_*")).unlink()

    # When it looks, Then it has new files, which have no holes
    files.make_again()
    assert files.name() != before
    made = [*folder.glob(f"*_{files.name()}.db")]
    assert len(made) == 3
    assert all(file.stat().st_blocks * 512 >= file.stat().st_size == 64 * 1024 for file in made)

    # And when it looks again, Then it keeps them
    now = files.name()
    files.make_again()
    assert files.name() == now


def test_a_worker_that_can_make_no_files_goes_on_with_those_that_it_has(folder: Path) -> None:
    # Given a worker whose folder was replaced by a file
    (folder / "metrics").mkdir()
    files = metrics._Files(folder / "metrics")
    before = files.name()
    shutil.rmtree(folder / "metrics")
    (folder / "metrics").touch()

    # When it looks, Then it keeps its name. When there is room again, Then it has new files
    files.make_again()
    assert files.name() == before
    (folder / "metrics").unlink()
    files.make_again()
    assert files.name() != before
