"""What is known of takes is kept between builds, and only as long as it holds."""

import time
from dataclasses import fields, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest

from edition.known_takes import KnownTakes
from edition.store import USE_NOTED_S, FolderStore
from voices import blob
from voices.engines.tone import ToneEngine
from voices.model import SpeechWord, Store, TakeInfo, TakeRequest, Word
from voices.takes import make_take, read_info, request_take

TEXTS = ("The tide turned at noon.", "It cost $5, she said.")


class Reading:
    """A store that notes which takes are read."""

    def __init__(self, inner: FolderStore) -> None:
        self.inner = inner
        self.read: list[str] = []

    def open(self, kind: str, key: str) -> BinaryIO | None:
        if kind == "take":
            self.read.append(key)
        return self.inner.open(kind, key)

    def write(self, kind: str, key: str, data: bytes) -> None:
        self.inner.write(kind, key, data)

    def discard(self, kind: str, key: str) -> None:
        self.inner.discard(kind, key)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "store")


@pytest.fixture
def requests(store: FolderStore) -> list[TakeRequest]:
    engine = ToneEngine()
    voice = engine.voices("en")[0]
    made = [request_take(text, voice, "en", engine) for text in TEXTS]
    for request in made:
        make_take(request, store)
    return made


def infos(
    store: FolderStore, folder: Path, requests: list[TakeRequest], program: str = "one"
) -> tuple[list[TakeInfo | None], list[str]]:
    """As a build asks; and the keys of those that were read for it."""
    known, reading = KnownTakes(store, folder, program), Reading(store)
    found = [known.info(request, reading) for request in requests]
    known.save()
    return found, reading.read


def keys(requests: list[TakeRequest]) -> list[str]:
    return [request.key for request in requests]


def test_the_second_build_reads_none_and_knows_the_same(
    store: FolderStore, tmp_path: Path, requests: list[TakeRequest]
) -> None:
    wanted = [read_info(store, request) for request in requests]
    assert infos(store, tmp_path, requests) == (wanted, keys(requests))
    assert infos(store, tmp_path, requests) == (wanted, [])
    assert infos(store, tmp_path / "another edition", requests) == (wanted, keys(requests))
    assert infos(store, tmp_path, requests, "another program") == (wanted, keys(requests))


def test_all_that_is_known_of_a_take_comes_back(
    store: FolderStore, tmp_path: Path, requests: list[TakeRequest]
) -> None:
    info = TakeInfo(
        requests[0].key, 9, (Word(0, 3, 1, 8),), -16.25, -27.5, estimated=True, remark="is “clipped”"
    )
    assert all(getattr(info, field.name) != field.default for field in fields(info)), "every field has a say"
    known = KnownTakes(store, tmp_path, "one")
    known.learn(requests[0], info)
    known.save()
    assert infos(store, tmp_path, requests[:1]) == ([info], [])


def test_a_take_made_meanwhile_is_learned(
    store: FolderStore, tmp_path: Path, requests: list[TakeRequest]
) -> None:
    store.discard("take", requests[0].key)
    known = KnownTakes(store, tmp_path, "one")
    assert known.info(requests[0], store) is None
    known.learn(requests[0], make_take(requests[0], store))
    known.save()
    assert infos(store, tmp_path, requests[:1]) == ([read_info(store, requests[0])], [])


def test_what_is_lost_damaged_or_made_again_is_noticed(
    store: FolderStore, tmp_path: Path, requests: list[TakeRequest]
) -> None:
    (first, second), _ = infos(store, tmp_path, requests)
    assert first
    assert second
    path = store.path("take", requests[0].key)
    good = path.read_bytes()
    path.write_bytes(b"rust")
    assert infos(store, tmp_path, requests) == ([None, second], [requests[0].key])
    assert not path.exists(), "it was discarded"
    assert infos(store, tmp_path, requests) == ([None, second], [requests[0].key])
    store.write("take", requests[0].key, good)
    assert infos(store, tmp_path, requests) == ([first, second], [requests[0].key])
    # Another sound of the same length, as an engine makes it that does not say the same twice.
    heard = (SpeechWord(0, 3, 5, 6),)
    other = blob.encode(replace(first, words=()), heard, np.zeros(first.frames, np.int16))
    padded = replace(first, words=(), remark=" " * (len(good) - len(other)))
    other = blob.encode(padded, heard, np.zeros(first.frames, np.int16))
    assert len(other) == len(good)
    store.write("take", requests[0].key, other)
    (again, _), read = infos(store, tmp_path, requests)
    assert read == [requests[0].key]
    assert again == read_info(store, requests[0]) != first


def test_another_line_with_the_same_sound_has_words_of_its_own(
    store: FolderStore, tmp_path: Path, requests: list[TakeRequest]
) -> None:
    engine = ToneEngine()
    alike = request_take("It cost five dollars, she said.", requests[1].voice, "en", engine)
    assert alike.key == requests[1].key
    infos(store, tmp_path, requests)
    assert infos(store, tmp_path, [alike]) == ([read_info(store, alike)], [alike.key])


def test_looking_counts_as_use_and_forgets_nothing(
    store: FolderStore, tmp_path: Path, requests: list[TakeRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store.path("take", requests[0].key)
    wanted, _ = infos(store, tmp_path, requests)
    before = path.stat().st_mtime_ns
    later = time.time() + 3 * USE_NOTED_S
    with monkeypatch.context() as clock:
        clock.setattr("edition.store.time.time", lambda: later)
        assert infos(store, tmp_path, requests) == (wanted, [])
    noted = path.stat().st_mtime_ns
    assert noted > before
    assert infos(store, tmp_path, requests) == (wanted, []), "the new time is known"
    assert path.stat().st_mtime_ns == noted


def test_a_store_without_stamps_is_read(
    store: FolderStore, tmp_path: Path, requests: list[TakeRequest]
) -> None:
    plain: Store = Reading(store)
    for _ in range(2):
        known, reading = KnownTakes(plain, tmp_path, "one"), Reading(store)
        assert [known.info(request, reading) for request in requests] == [
            read_info(store, request) for request in requests
        ]
        assert reading.read == keys(requests)
        known.save()
