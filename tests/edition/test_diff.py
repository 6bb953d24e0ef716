"""`audio-edition diff`: tells a person what a rebuild would change, and touches nothing."""

import json
from pathlib import Path

import pytest

from edition.difference_text import steps_text
from edition.explain import Step, TakeReason
from tests.conftest import Run

ARTICLE = """# Bread at Four

The light goes on at four. Nobody is awake yet.

“I like the dark,” said Ilse Brandt, the baker. “It smells of rye.”

## The Oven

The oven is from 1911. It has been mended eleven times.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bread.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def everything(*roots: Path) -> dict[Path, tuple[int, int]]:
    return {
        path: (path.stat().st_mtime_ns, path.stat().st_size)
        for root in roots
        for path in root.rglob("*")
        if path.is_file()
    }


def edit(article: Path, old: str, new: str) -> None:
    text = article.read_text(encoding="utf-8")
    assert old in text
    article.write_text(text.replace(old, new), encoding="utf-8")


def test_before_the_first_build_everything_is_to_be_made(command: Run, article: Path, cache: Path) -> None:
    told = json.loads(command("diff", article, "--engine", "tone", "--json").out)
    assert not told["built_before"]
    assert told["seconds_added"] > 5
    assert {step["reason"] for step in told["steps"]} == {"first", "unmeasured"}
    assert everything(cache) == {}
    assert not (article.parent / "editions").exists()
    assert "not built yet" in command("diff", article, "--engine", "tone").out


def test_another_tempo_is_not_another_voice(command: Run, article: Path, cache: Path) -> None:
    command("build", article, "--engine", "tone", "--jobs", "1")
    told = json.loads(command("diff", article, "--engine", "tone", "--pace", "0.85", "--json").out)
    assert {step["reason"] for step in told["steps"] if step["action"] == "take"} >= {"tempo"}
    assert "recast" not in {step["reason"] for step in told["steps"]}


def test_what_changed_for_whom(command: Run, article: Path, cache: Path) -> None:
    command("build", article, "--engine", "tone", "--jobs", "1")
    manifest = json.loads(Path("editions/bread/edition.json").read_text(encoding="utf-8"))
    seconds = {line["text"].strip(): line["end_s"] - line["start_s"] for line in manifest["lines"]}
    edit(article, "mended eleven times", "mended twelve times")
    edit(article, "Nobody is awake yet.", "Only the cat is up.")
    edit(article, "## The Oven", "It rains.\n\n## The Oven")
    (article.parent / "edition.toml").write_text(
        '[cast]\n"Ilse Brandt" = "Treble"\n"Karl Weber" = "Bass"\n'
        '[[quotes]]\nwords = "we never said a thing like that"\nspeaker = "Ilse Brandt"\n',
        encoding="utf-8",
    )
    before = everything(cache, article.parent)
    shown = command("diff", article, "--engine", "tone")
    told = json.loads(command("diff", article, "--engine", "tone", "--json").out)
    assert everything(cache, article.parent) == before
    assert told["sentences"] == {"added": 2, "removed": 1, "changed": 1, "moved": 0}
    gone = [
        "Nobody is awake yet.",
        "It has been mended eleven times.",
        "“I like the dark,”",
        "“It smells of rye.”",
    ]
    assert told["seconds_replaced"] == pytest.approx(sum(seconds[text] for text in gone), abs=1e-4)
    assert [(v["speaker"], v["after"]) for v in told["voices"]] == [("Ilse Brandt", "Treble")]
    assert len(told["lost_decisions"]) == 2
    assert told["old_file"] == {
        "lacks": ["Only the cat is up.", "It rains.", "It has been mended twelve times."],
        "outdated": ["Nobody is awake yet.", "It has been mended eleven times."],
    }
    for part in (
        "2 added, 1 removed, 1 changed",
        "  ~ It has been mended eleven times. (Narrator, “The Oven”",
        "another voice: Ilse Brandt",
        "edition.toml, line 4",
        "'Karl Weber', who says nothing here",
        "lack 3 sentences",
        "still hear 2 sentences",
    ):
        assert part in shown.out, shown.out


def test_chapters_that_come_and_go(command: Run, article: Path) -> None:
    command("build", article, "--engine", "tone", "--jobs", "1")
    edit(article, "## The Oven", "## Fire\n\nIt is hot.\n\n## Iron")
    told = json.loads(command("diff", article, "--engine", "tone", "--json").out)
    assert (told["chapters_added"], told["chapters_removed"]) == (["Fire", "Iron"], ["The Oven"])


def test_the_voices_are_told_without_the_record_of_the_last_build(
    command: Run, article: Path, cache: Path
) -> None:
    command("build", article, "--engine", "tone", "--jobs", "1")
    for record in cache.rglob("record/*/*"):
        record.unlink()
    (article.parent / "edition.toml").write_text('[cast]\n"Ilse Brandt" = "Treble"\n', encoding="utf-8")
    told = json.loads(command("diff", article, "--engine", "tone", "--json").out)
    assert [v["speaker"] for v in told["voices"]] == ["Ilse Brandt"]
    assert 1 < told["seconds_replaced"] < 4
    assert told["takes_to_make"] == 2 + 1


def test_a_store_that_is_gone_is_told(command: Run, article: Path, cache: Path) -> None:
    command("build", article, "--engine", "tone", "--jobs", "1")
    edit(article, "eleven", "twelve")
    for take in cache.rglob("take/*/*"):
        take.unlink()
    told = json.loads(command("diff", article, "--engine", "tone", "--json").out)
    takes = [step["reason"] for step in told["steps"] if step["action"] == "take"]
    assert takes.count("words") == 1
    assert set(takes) == {"words", "lost"}
    assert told["chapters_to_encode"] == 1


def test_hostile_words_do_not_reach_the_terminal(command: Run, article: Path) -> None:
    command("build", article, "--engine", "tone", "--jobs", "1")
    edit(article, "eleven", "el\x1b[2Jeven\u202e")
    for extra in ((), ("--json",)):
        out = command("diff", article, "--engine", "tone", *extra).out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_the_changed_words_of_a_long_sentence_are_shown() -> None:
    """Where both are cut short before the change, neither would tell anything."""
    start = "The oven, which was built in the year in which the harbour froze and no ship came in at all"
    long = Step("take", f"{start}, is black.", TakeReason.WORDS, f"{start}, is brown.")
    early = Step("take", f"A{start}", TakeReason.WORDS, f"B{start}")
    told = steps_text([long, early]).splitlines()
    assert "is black." in told[0] and "is brown.)" in told[0]
    assert len(told[0]) < 200
    assert told[1].startswith(f"  take: A{start[:40]}")
    assert f"(before: B{start[:40]}" in told[1]


def test_a_reason_stands_apart_from_the_sentence_that_it_is_for() -> None:
    said = Step("take", "Ruth Pemberton:", TakeReason.NEW, "")
    assert steps_text([said]) == "  take: Ruth Pemberton: — a new sentence"
