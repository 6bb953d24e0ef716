"""A book: counts of the bars that `benchmarks/rebuild.py` times, on a short one."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import Run

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "book.md"
    path.write_text(loaded("book").book(1600, 5), encoding="utf-8")
    return path


def build(command: Run, article: Path) -> dict[str, Any]:
    finished = command("build", article, "--engine", "tone", "--jobs", "1", "--json")
    assert finished.code == 0, finished
    result: dict[str, Any] = json.loads(finished.out)
    return result


def pieces(cache: Path) -> set[Path]:
    return set(cache.rglob("piece/*/*"))


def test_a_book_is_rebuilt_for_the_price_of_its_edits(command: Run, article: Path, cache: Path) -> None:
    edits = loaded("rebuild")
    cold = build(command, article)
    assert len(cold["chapters"]) == 5
    assert cold["takes_made"] > 100
    assert len(pieces(cache)) > 2 * 5, "chapters of over a minute are encoded in pieces"
    folder = Path(cold["dir"])

    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    nothing = build(command, article)
    assert (nothing["takes_made"], nothing["chapters_encoded"]) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before

    known = pieces(cache)
    for change, takes, chapters in (
        (edits.one_word, 1, 1),
        (edits.paragraph_on_top, 2, 1),
        (edits.swapped, 0, 0),
    ):
        article.write_text(change(article.read_text(encoding="utf-8")), encoding="utf-8")
        told = build(command, article)
        assert (told["takes_made"], told["chapters_encoded"]) == (takes, chapters), change
        new = pieces(cache) - known
        known |= new
        assert len(new) <= 3 * chapters, "an edit encodes its own piece and what follows to the next cut"

    voice = edits.free_voice(cold["cast"], "tone")
    (article.parent / "edition.toml").write_text(f'[cast]\n"Jonas Reed" = "{voice}"\n', encoding="utf-8")
    manifest = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    said = {line["text"].strip() for line in manifest["lines"] if line["speaker"] == "Jonas Reed"}
    assert build(command, article)["takes_made"] == len(said) > 0


def test_books_are_the_same_for_the_same_arguments() -> None:
    book = loaded("book").book
    assert book(700, 3) == book(700, 3) != book(700, 3, seed=2)
    assert 700 <= len(book(700, 3).split()) < 900


def test_the_exponent_and_the_plot() -> None:
    scaling = loaded("scaling")
    assert scaling.exponent([10, 1000], [1, 10]) == pytest.approx(0.5)
    drawn = scaling.plot([10, 100], [("cold", [1.0, 12.0])])
    assert drawn.startswith("<svg")
    assert drawn.count("<polyline") == 1
