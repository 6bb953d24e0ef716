"""Spoken forms are kept between builds, and only where they still hold."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from edition import spoken_memo
from edition.addresses import address
from edition.spoken_memo import KIND, SpokenMemo
from edition.store import FolderStore
from voices.lexicon import NO_LEXICON, Lexicon
from voices.model import Spoken, Store
from voices.spoken import spoken_form

TEXTS = (
    "It cost $4.5m in 1984, she said.",
    "* * *",
    "[[x]] <speak> {{y}} \u202e a\u2028b \ud800 c",
    "Ida met Szymon by the “weir”.",
    "",
)
LEXICON = Lexicon.of({"Szymon": "/ˈʃimɔn/ shee mon"})


@dataclass
class Worked:
    """Counts what is worked out anew."""

    texts: list[str] = field(default_factory=list)

    def __call__(self, text: str, language: str, lexicon: Lexicon) -> Spoken:
        self.texts.append(text)
        return spoken_form(text, language, lexicon)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return FolderStore(tmp_path / "store")


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> Worked:
    counter = Worked()
    monkeypatch.setattr(spoken_memo, "spoken_form", counter)
    return counter


def run(  # noqa: PLR0917 - all that a form follows from
    store: Store,
    folder: Path,
    texts: tuple[str, ...] = TEXTS,
    program: str = "one",
    language: str = "en",
    lexicon: Lexicon = LEXICON,
) -> list[Spoken]:
    memo = SpokenMemo(store, folder, program, language, lexicon)
    forms = [memo.form(text) for text in texts]
    memo.save()
    return forms


def test_what_is_kept_is_what_would_be_worked_out(store: Store, tmp_path: Path, worked: Worked) -> None:
    wanted = [spoken_form(text, "en", LEXICON) for text in TEXTS]
    assert run(store, tmp_path) == wanted
    assert worked.texts == list(TEXTS)
    assert run(store, tmp_path) == wanted
    assert worked.texts == list(TEXTS)


def test_an_edit_works_out_what_it_touches(store: Store, tmp_path: Path, worked: Worked) -> None:
    run(store, tmp_path)
    worked.texts.clear()
    run(store, tmp_path, (*TEXTS[:2], "A new line.", *TEXTS[3:]))
    assert worked.texts == ["A new line."]
    run(store, tmp_path)
    assert worked.texts == ["A new line.", TEXTS[2]], "what was not asked for was to be forgotten"


@pytest.mark.parametrize(
    "change", [{"program": "two"}, {"language": "de"}, {"lexicon": NO_LEXICON}], ids=lambda c: next(iter(c))
)
def test_another_rule_forgets_all(
    store: Store, tmp_path: Path, worked: Worked, change: dict[str, object]
) -> None:
    run(store, tmp_path)
    worked.texts.clear()
    run(store, tmp_path, **change)  # type: ignore[arg-type] # one of three types
    assert worked.texts == list(TEXTS)


def test_a_damaged_entry_counts_for_nothing(store: Store, tmp_path: Path, worked: Worked) -> None:
    run(store, tmp_path)
    reader = store.open(KIND, address(tmp_path))
    assert reader is not None
    with reader:
        data = reader.read()
    wanted = [spoken_form(text, "en", LEXICON) for text in TEXTS]
    for damaged in (b"", data[:-4], data.replace(b"four point", b"nine point"), b"\xff" * 40):
        assert damaged != data
        store.write(KIND, address(tmp_path), damaged)
        worked.texts.clear()
        assert run(store, tmp_path) == wanted
        assert worked.texts == list(TEXTS)
