"""Every kind of edit re-makes exactly what it touches, and says why (invariant 4)."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import Run

CHAPTERS = {
    "The Harbour Clock": (
        "The clock on the harbour office has been four minutes late since the storm.",
        "“Nobody sets it right,” said Marta Vogel, who sells tickets. “We like it so.”",
        "Fishermen set their watches by it. Tourists miss their boats.",
    ),
    "The Letter": (
        "In May the council wrote to the office. A clock has to be right, it said.",
        "“I read it twice,” said Jonas Reed, the harbour master. “Then I put it away.”",
        "The letter lies in a drawer. It is the third of its kind.",
    ),
    "The Vote": (
        "On Tuesday the council will vote. Eleven members have said how.",
        "“It is a clock,” said Vogel. “It is not a law.”",
    ),
}
Chapters = dict[str, tuple[str, ...]]


def written(chapters: Chapters) -> str:
    (title, first), *rest = chapters.items()
    blocks = [f"# {title}", *first]
    for heading, paragraphs in rest:
        blocks += [f"## {heading}", *paragraphs]
    return "\n\n".join(blocks) + "\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "clock.md"
    path.write_text(written(CHAPTERS), encoding="utf-8")
    return path


def build(command: Run, article: Path) -> dict[str, Any]:
    finished = command("build", article, "--engine", "tone", "--jobs", "1", "--json", "--explain")
    assert finished.code == 0, finished
    result: dict[str, Any] = json.loads(finished.out)
    return result


def diff(command: Run, article: Path) -> dict[str, Any]:
    finished = command("diff", article, "--engine", "tone", "--json")
    assert finished.code == 0, finished
    result: dict[str, Any] = json.loads(finished.out)
    return result


def reasons(told: dict[str, Any], action: str) -> Counter[str]:
    return Counter(step["reason"] for step in told.get("steps", ()) if step["action"] == action)


def swap(chapters: Chapters) -> Chapters:
    (first, one), (second, two), (third, three) = chapters.items()
    return {first: one, third: three, second: two}


def with_paragraphs(
    title: str, change: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> Callable[[Chapters], Chapters]:
    return lambda chapters: {**chapters, title: change(chapters[title])}


def instead(title: str, old: str, new: str) -> Callable[[Chapters], Chapters]:
    def change(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        assert any(old in paragraph for paragraph in paragraphs)
        return tuple(paragraph.replace(old, new) for paragraph in paragraphs)

    return with_paragraphs(title, change)


EDITS: dict[str, tuple[Callable[[Chapters], Chapters], int, int, Counter[str]]] = {
    "one word": (instead("The Vote", "Tuesday", "Monday"), 1, 1, Counter(words=1)),
    "a sentence inserted": (
        instead("The Letter", "in a drawer. It", "in a drawer. The drawer has no key. It"),
        1,
        1,
        Counter(new=1),
    ),
    "a paragraph on top": (
        with_paragraphs("The Harbour Clock", lambda all_: ("It is noon. The gulls are loud.", *all_)),
        2,
        1,
        Counter(new=2),
    ),
    "a paragraph deleted": (with_paragraphs("The Harbour Clock", lambda all_: all_[:-1]), 0, 1, Counter()),
    "a paragraph moved": (
        with_paragraphs("The Letter", lambda all_: (all_[2], all_[0], all_[1])),
        0,
        1,
        Counter(),
    ),
    "a paragraph moved to another chapter": (
        lambda chapters: {
            **chapters,
            "The Harbour Clock": chapters["The Harbour Clock"][:-1],
            "The Vote": (*chapters["The Vote"], chapters["The Harbour Clock"][-1]),
        },
        0,
        2,
        Counter(),
    ),
    "chapters swapped": (swap, 0, 0, Counter()),
    "sentences merged": (
        instead("The Letter", "wrote to the office. A clock", "wrote to the office, and a clock"),
        1,
        1,
        Counter(words=1),
    ),
    "a sentence split": (
        instead("The Harbour Clock", "office has been four minutes late since", "office is late. Since"),
        2,
        1,
        Counter(words=1, new=1),
    ),
    "a paragraph split in two": (
        with_paragraphs(
            "The Harbour Clock",
            lambda all_: (*all_[:2], "Fishermen set their watches by it.", "Tourists miss their boats."),
        ),
        0,
        1,
        Counter(),
    ),
    "a heading changed": (
        lambda chapters: {("The Ballot" if t == "The Vote" else t): p for t, p in chapters.items()},
        1,
        1,
        Counter(words=1),
    ),
    "white space only": (instead("The Letter", "lies in a drawer", "lies  in a\ndrawer"), 0, 0, Counter()),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_makes_what_it_touches_and_diff_foretells_it(command: Run, article: Path, name: str) -> None:
    change, takes, chapters, why = EDITS[name]
    before = build(command, article)
    article.write_text(written(change(CHAPTERS)), encoding="utf-8")
    foretold = diff(command, article)
    assert (foretold["takes_to_make"], foretold["chapters_to_encode"]) == (takes, chapters)
    after = build(command, article)
    assert (after["takes_made"], after["chapters_encoded"]) == (takes, chapters), after
    assert after["chapters_reused"] == len(after["chapters"]) - chapters
    assert reasons(after, "take") == reasons(foretold, "take") == why
    assert after["cast"] == before["cast"]
    assert not after["unchanged"]
    assert diff(command, article)["unchanged"]


SETTINGS: dict[str, tuple[str, int, int, Counter[str], str, str]] = {
    "a recast speaker": (
        '[cast]\n"Jonas Reed" = "Tenor, faster"',
        2,
        1,
        Counter(recast=2, unmeasured=1),
        "takes",
        "sound",
    ),
    "one word in the lexicon": ('[lexicon]\ndrawer = "drore"', 1, 1, Counter(reading=1), "takes", "sound"),
    "a pause": ("[pacing]\nsentence_ms = 777", 0, 3, Counter(), "pauses", "sound"),
    "the gain of one voice": (
        '[voices.marta]\nvoice = "soprano"\ngain_db = -2.0\n[cast]\n"Marta Vogel" = "marta"',
        0,
        2,
        Counter(),
        "gains",
        "sound",
    ),
    "the loudness": ("[loudness]\ntarget_lufs = -18.0", 0, 3, Counter(), "gains", "sound"),
    "the bit rate": ("[output]\nbitrate_kbps = 128", 0, 3, Counter(), "encoding", "sound"),
    "the cover": ('[show]\nimage = "cover.png"', 0, 0, Counter(), "", "cover"),
    "the show's title": ('[show]\ntitle = "Harbour Notes"', 0, 0, Counter(), "", "tags"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_makes_what_it_touches(command: Run, article: Path, name: str) -> None:
    toml, takes, chapters, why, chapter_reason, files_reason = SETTINGS[name]
    (article.parent / "edition.toml").write_text(
        '[cast]\n"Marta Vogel" = "Soprano"\n"Jonas Reed" = "Bass"\n', encoding="utf-8"
    )
    Image.new("RGB", (1400, 1400), "navy").save(article.parent / "cover.png")
    build(command, article)
    pins = {"Marta Vogel": "Soprano", "Jonas Reed": "Bass"}
    rest = [f'"{name}" = "{voice}"' for name, voice in pins.items() if f'"{name}" =' not in toml]
    table = toml if "[cast]" in toml else f"{toml}\n[cast]"
    (article.parent / "edition.toml").write_text("\n".join([table, *rest]) + "\n", encoding="utf-8")
    foretold = diff(command, article)
    after = build(command, article)
    assert (after["takes_made"], after["chapters_encoded"]) == (takes, chapters), after
    assert reasons(after, "take") == reasons(foretold, "take") == why
    assert foretold["chapters_to_encode"] == chapters
    assert set(reasons(after, "chapter")) == ({chapter_reason} if chapter_reason else set())
    assert reasons(after, "files") == Counter({files_reason: 1})


def test_the_first_build_has_a_reason_too(command: Run, article: Path) -> None:
    told = build(command, article)
    assert set(reasons(told, "take")) == {"first", "unmeasured"}
    assert reasons(told, "chapter") == Counter(first=3)
    assert reasons(told, "files") == Counter(first=1)


def test_what_was_lost_or_damaged_in_the_store_is_told_apart(
    command: Run, article: Path, cache: Path
) -> None:
    Path(build(command, article)["audio"]).unlink()
    entries = sorted(cache.rglob("take/*/*"), key=lambda path: path.stat().st_size)
    entries[0].unlink()
    entries[2].write_bytes(b"rust")
    told = build(command, article)
    assert reasons(told, "take") == Counter(lost=1, damaged=1)
    assert reasons(told, "chapter") == Counter()
    assert reasons(told, "files") == Counter(altered=1)
    assert told["notes"][-1] == "damaged takes in the store, made again: 1"


def test_an_updated_engine_is_told(command: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from voices.engines.tone import ToneEngine

    build(command, article)
    monkeypatch.setattr(ToneEngine, "fingerprint", lambda self, voice: "tone 2")
    told = build(command, article)
    assert set(reasons(told, "take")) == {"engine", "unmeasured"}
    assert told["takes_reused"] == 0


def test_damaged_chapters_are_encoded_again_in_one_build(command: Run, article: Path, cache: Path) -> None:
    recording = Path(build(command, article)["audio"])
    good = recording.read_bytes()
    for chapter in cache.rglob("chapter/*/*"):
        chapter.write_bytes(chapter.read_bytes()[:-1])
    recording.unlink()
    told = build(command, article)
    assert recording.read_bytes() == good
    assert reasons(told, "chapter") == Counter(lost=3)
    assert told["takes_made"] == 0


def test_a_line_that_is_said_otherwise_for_its_sentence_is_told(
    command: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from voices.engines.tone import ToneEngine

    build(command, article)
    monkeypatch.setattr(ToneEngine, "reads_in_context", True, raising=False)
    foretold = diff(command, article)
    assert set(reasons(foretold, "take")) == {"sentence"}
    assert 0 < foretold["takes_to_make"] < 10, "parts of sentences, not sentences"
