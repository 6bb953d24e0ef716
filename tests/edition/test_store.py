"""The store: whole entries or none, and nothing outside its folder."""

import os
import time
from pathlib import Path

import pytest

from edition.store import FolderStore
from scripts.errors import PublishError
from scripts.files import ABANDONED_S
from voices.model import Store

KEY = "ab" * 32


def test_what_is_written_is_read_and_can_be_discarded(tmp_path: Path) -> None:
    store: Store = FolderStore(tmp_path)
    assert store.open("take", KEY) is None
    store.write("take", KEY, b"sound")
    store.write("take", KEY, b"sound")
    reader = store.open("take", KEY)
    assert reader is not None
    with reader:
        assert reader.read() == b"sound"
    assert store.open("chapter", KEY) is None
    store.discard("take", KEY)
    store.discard("take", KEY)
    assert store.open("take", KEY) is None


def test_what_killed_builds_left_is_swept_up_now_and_then(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.sweep()
    assert list(tmp_path.iterdir()) == []
    store.write("take", KEY, b"sound")
    long_ago = time.time() - ABANDONED_S - 60

    def left(name: str, when: float) -> Path:
        part = store.path("take", KEY).parent / f".{name}.part"
        part.write_bytes(b"so")
        os.utime(part, (when, when))
        return part

    old, new = left("old", long_ago), left("new", time.time())
    store.sweep()
    assert not old.exists()
    assert new.exists()
    old = left("old", long_ago)
    store.sweep()
    assert old.exists()
    (mark,) = tmp_path.glob("*/.swept")
    os.utime(mark, (long_ago, long_ago))
    store.sweep()
    assert not old.exists()
    assert [entry.key for entry in store.entries()] == [KEY]


@pytest.mark.parametrize(
    ("kind", "key"), [("take", "../../etc/passwd"), ("../take", KEY), ("take", "AB" * 32)]
)
def test_addresses_cannot_leave_the_folder(tmp_path: Path, kind: str, key: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        FolderStore(tmp_path).write(kind, key, b"")


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    store = FolderStore(tmp_path)
    with pytest.raises(PublishError, match="No space left"):
        store.write("take", KEY, b"sound")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
