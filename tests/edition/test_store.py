"""The store: whole entries or none, and nothing outside its folder."""

from pathlib import Path

import pytest

from edition.store import FolderStore
from scripts.errors import PublishError
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
