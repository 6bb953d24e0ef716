"""Writing the MP3: all of it or nothing."""

import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from audio.mp3 import Counted, count, silent_frame
from chapters.mp3file import write_counted, write_mp3, write_stream, writing_mp3
from chapters.written import WrittenFile
from scripts import files
from scripts.errors import PublishError, SoundError

CHAPTERS = [silent_frame(96) * 10, silent_frame(96) * 20]


def test_the_record_is_true(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.mp3"
    written = write_mp3(path, b"tag", CHAPTERS)
    data = path.read_bytes()
    assert data[:3] == b"tag"
    assert written.name == "a.mp3"
    assert (written.bytes, written.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert [entry.name for entry in path.parent.iterdir()] == ["a.mp3"]
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_counted_chapters_make_the_same_file(tmp_path: Path) -> None:
    chapters = [silent_frame(96) * frames for frames in (10, 1, 20)]
    slow, quick = (tmp_path / name / "a.mp3" for name in ("slow", "quick"))
    counted = [count(chapter) for chapter in chapters]
    with writing_mp3(quick, filling(b"tag", counted, putting(chapters))) as written:
        assert not quick.exists()
    assert write_mp3(slow, b"tag", chapters) == written
    assert slow.read_bytes() == quick.read_bytes()


def filling(
    tag: bytes, counted: list[Counted], put: Callable[[BinaryIO], Iterable[bytes]]
) -> Callable[[Path], WrittenFile]:
    return lambda path: write_counted(path, tag, counted, put, "a.mp3")


def putting(chapters: list[bytes]) -> Callable[[BinaryIO], Iterator[bytes]]:
    def put(file: BinaryIO) -> Iterator[bytes]:
        for chapter in chapters:
            file.write(chapter)
            yield chapter

    return put


def test_a_part_that_was_told_and_not_written_is_noticed(tmp_path: Path) -> None:
    with (
        pytest.raises(SoundError),
        writing_mp3(tmp_path / "a.mp3", filling(b"", [count(one) for one in CHAPTERS], lambda _: CHAPTERS)),
    ):
        pytest.fail("there is nothing to go on with")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("chapters", [CHAPTERS[:1], [*CHAPTERS, CHAPTERS[0]]])
def test_chapters_that_are_not_those_counted_leave_the_old_file(
    tmp_path: Path, chapters: list[bytes]
) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"old")
    counted = [count(chapter) for chapter in CHAPTERS]
    with pytest.raises(SoundError), writing_mp3(path, filling(b"tag", counted, putting(chapters))):
        pytest.fail("there is nothing to go on with")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.mp3"]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


class Failing(io.BytesIO):
    """A file on a disk that gives up at the n-th operation."""

    def __init__(self, operations: int) -> None:
        super().__init__()
        self.left = operations

    def _spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise OSError(28, "No space left on device")

    def write(self, data: Any) -> int:
        self._spend()
        return super().write(data)

    def seek(self, *place: int) -> int:
        self._spend()
        return super().seek(*place)

    def flush(self) -> None:
        self._spend()
        super().flush()


def operations_needed() -> int:
    file = Failing(10_000)
    write_stream(file, b"tag", CHAPTERS, "a.mp3")
    return 10_000 - file.left


def test_a_failure_at_any_operation_comes_out(tmp_path: Path) -> None:
    needed = operations_needed()
    assert needed > 6
    for operations in range(needed):
        with pytest.raises(OSError, match="No space left"):
            write_stream(Failing(operations), b"tag", CHAPTERS, "a.mp3")


@pytest.mark.parametrize("fails_at", range(10))
def test_after_any_failure_the_old_file_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"old")
    spent = [0]

    def failing(*arguments: Any, **named: Any) -> Any:
        file = open(*arguments, **named)  # noqa: PTH123, SIM115 - as it was called
        write, seek = file.write, file.seek

        class Wrapper:
            def __enter__(self) -> Any:
                return self

            def __exit__(self, *error: object) -> None:
                file.close()

            def __getattr__(self, name: str) -> Any:
                return getattr(file, name)

            def write(self, data: bytes) -> int:
                return int(self._spend(write, data))

            def seek(self, *place: int) -> int:
                return int(self._spend(seek, *place))

            def _spend(self, do: Any, *arguments: Any) -> Any:
                spent[0] += 1
                if spent[0] > fails_at:
                    raise OSError(28, "No space left on device")
                return do(*arguments)

        return Wrapper()

    monkeypatch.setattr(files, "open", failing, raising=False)
    try:
        write_mp3(path, b"tag", CHAPTERS)
    except PublishError as error:
        assert "No space left on device" in error.message
        assert path.read_bytes() == b"old"
    else:
        assert path.read_bytes()[:3] == b"tag"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.mp3"]
    # Five writes, the header's among them, and four times to another place: after those it is through.
    assert (path.read_bytes() == b"old") == (fails_at < 9)


def test_a_failed_fsync_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"old")

    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files.os, "fsync", broken)
    with pytest.raises(PublishError, match="Input/output error"):
        write_mp3(path, b"", CHAPTERS)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.mp3"]


def test_a_damaged_chapter_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"old")
    with pytest.raises(SoundError):
        write_mp3(path, b"", [*CHAPTERS, b"garbage"])
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.mp3"]


def test_an_interrupt_leaves_no_litter(tmp_path: Path) -> None:
    def interrupted() -> Iterator[bytes]:
        yield CHAPTERS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_mp3(tmp_path / "a.mp3", b"", interrupted())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").mkdir()
    with pytest.raises(PublishError, match="Cannot write"):
        write_mp3(tmp_path / "a.mp3", b"", CHAPTERS)
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match="Cannot write"):
        write_mp3(tmp_path / "file" / "a.mp3", b"", CHAPTERS)
