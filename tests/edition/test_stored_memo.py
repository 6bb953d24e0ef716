"""What is kept between builds comes back as it was put in, or not at all."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.addresses import address
from edition.memo import StoredMemo
from tests.audio.conftest import MemoryStore

FOLDER = Path("/editions/gate")
LONG = "[" + ",".join(map(str, range(4_000))) + "]"
TEXTS = {"a": "[1,2]", "b": LONG, "c": "=not packed", "d": "=" * 5_000, "e": "“ü”" * 3_000}


def kept(store: MemoryStore, texts: dict[str, str]) -> StoredMemo:
    memo = StoredMemo(store, "derived", FOLDER, "one")
    for key, text in texts.items():
        memo.put(key, text)
    memo.save()
    return StoredMemo(store, "derived", FOLDER, "one")


def entry(store: MemoryStore) -> bytes:
    return store.entries["derived", address(FOLDER)]


@given(
    st.dictionaries(st.text("abc0", min_size=1), st.text(st.characters(exclude_characters="\n"), min_size=1))
)
def test_every_text_comes_back(texts: dict[str, str]) -> None:
    texts = {key: text for key, text in texts.items() if text.isprintable()}
    memo = kept(MemoryStore(), texts)
    assert {key: memo.get(key) for key in texts} == texts
    assert memo.get("other") is None


def test_a_text_that_is_made_later_is_kept_as_if_it_had_been_there() -> None:
    now, later = MemoryStore(), MemoryStore()
    kept(now, TEXTS)
    memo = StoredMemo(later, "derived", FOLDER, "one")
    for key, text in TEXTS.items():
        memo.put_later(key, partial(str, text))
    assert {key: memo.get(key) for key in TEXTS} == TEXTS
    memo.save()
    assert entry(later) == entry(now)


def test_long_texts_come_back_and_take_little_room() -> None:
    store = MemoryStore()
    memo = kept(store, TEXTS)
    assert {key: memo.get(key) for key in TEXTS} == TEXTS
    assert len(entry(store)) < sum(len(text.encode()) for text in TEXTS.values()) / 2


def test_what_is_not_asked_for_is_forgotten_and_an_unchanged_entry_is_not_written() -> None:
    store = MemoryStore()
    memo = kept(store, TEXTS)
    memo.get("b")
    memo.save()
    memo = StoredMemo(store, "derived", FOLDER, "one")
    assert (memo.get("a"), memo.get("b")) == (None, LONG)
    before = entry(store)
    memo.save()
    assert entry(store) is before


@pytest.mark.parametrize("place", ["head", "digest", "first row", "packed row", "last byte"])
@pytest.mark.parametrize("harm", ["flipped", "cut"])
def test_damage_anywhere_forgets_all(place: str, harm: str) -> None:
    store = MemoryStore()
    kept(store, TEXTS)
    data = entry(store)
    head_end = data.index(b"\n")
    at = {
        "head": 3,
        "digest": head_end - 3,
        "first row": head_end + 3,
        "packed row": data.index(b"b =") + 40,
        "last byte": len(data) - 2,
    }[place]
    bad = data[:at] if harm == "cut" else data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    store.write("derived", address(FOLDER), bad)
    memo = StoredMemo(store, "derived", FOLDER, "one")
    assert [memo.get(key) for key in TEXTS] == [None] * len(TEXTS)


def test_another_program_forgets_all() -> None:
    store = MemoryStore()
    kept(store, TEXTS)
    assert StoredMemo(store, "derived", FOLDER, "two").get("a") is None
