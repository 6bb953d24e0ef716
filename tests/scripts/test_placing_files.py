"""Files that take their places together: all of them, in order, or none."""

import os
from contextvars import copy_context
from pathlib import Path
from threading import Thread

import pytest

from scripts import files
from scripts.errors import PublishError
from scripts.files import publishing, together, write_atomic


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text("old")
    return tmp_path


def told(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


OLD = dict.fromkeys("abc", "old")


def test_none_is_in_place_before_all_are_finished(folder: Path) -> None:
    with together():
        write_atomic(folder / "a", "new")
        with publishing(folder / "b") as file:
            file.write(b"new")
        assert [(folder / name).read_text() for name in "abc"] == ["old", "old", "old"]
    assert told(folder) == OLD | {"a": "new", "b": "new"}


def test_they_take_their_places_in_the_order_in_which_they_were_finished(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed: list[str] = []
    replace = Path.replace

    def noted(self: Path, target: Path) -> Path:
        placed.append(target.name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", noted)
    with together(), publishing(folder / "c") as last:
        last.write(b"begun first")
        write_atomic(folder / "b", "new")
        thread = Thread(target=copy_context().run, args=(write_atomic, folder / "a", "of a thread"))
        thread.start()
        thread.join()
    assert placed == ["b", "a", "c"]
    assert told(folder) == {"a": "of a thread", "b": "new", "c": "begun first"}


@pytest.mark.parametrize("error", [PublishError("Full", "Make room."), KeyboardInterrupt(), ValueError()])
def test_an_error_leaves_all_as_it_was(folder: Path, error: BaseException) -> None:
    with pytest.raises(type(error)), together():
        write_atomic(folder / "a", "new")
        with publishing(folder / "b") as file:
            file.write(b"half")
            raise error
    assert told(folder) == OLD


def test_a_file_that_failed_is_not_placed_by_who_goes_on(folder: Path) -> None:
    with together():
        with pytest.raises(ValueError, match="half"), publishing(folder / "b"):
            raise ValueError("half")
        write_atomic(folder / "a", "new")
    assert told(folder) == OLD | {"a": "new"}


def test_what_the_disk_refuses_at_the_end_is_told_with_its_path(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(PublishError, match=r"Cannot write .*a: No space"), together():
        write_atomic(folder / "a", "new")
        monkeypatch.setattr(os, "fsync", refuse)
    assert told(folder) == OLD


def test_a_file_that_is_the_same_keeps_its_time(folder: Path) -> None:
    os.utime(folder / "a", (1, 1))
    with together():
        write_atomic(folder / "a", "old")
        write_atomic(folder / "b", "new")
    assert (folder / "a").stat().st_mtime == 1
    assert told(folder) == OLD | {"b": "new"}


def test_behind_the_block_files_are_placed_at_once(folder: Path) -> None:
    with together():
        pass
    write_atomic(folder / "a", "new")
    assert told(folder) == OLD | {"a": "new"}


def test_forgetting_a_file_leaves_it_as_it_is(folder: Path) -> None:
    files.forget(folder / "a")
    files.forget(folder / "none")
    assert told(folder) == OLD
