"""Decisions in `edition.toml` reach the script, the cast and what a build tells."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run

ARTICLE = """# The Ferry

“We sail at nine,” said Ida Brandt. “The other boat sank,” said a boat builder. Nobody saw it.
"""
DECISIONS = """
[speakers."Ida Moe"]
also = ["Ida Brandt"]
gender = "female"

[[quotes]]
words = "the other boat has sunk"
speaker = "Ida Moe"

[[quotes]]
words = "words that were cut from the article"
speaker = "Ida Moe"
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.md"
    path.write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "edition.toml").write_text(DECISIONS, encoding="utf-8")
    return path


def test_the_script_is_as_decided_and_says_what_met_nothing(command: Run, article: Path) -> None:
    shown = json.loads(command("script", article, "--json").out)
    quotes = [line for line in shown["lines"] if line["kind"] == "quote"]
    assert [(line["text"].strip(), line["speaker"]) for line in quotes] == [
        ("“We sail at nine,”", "Ida Moe"),
        ("“The other boat sank,”", "Ida Moe"),
    ]
    assert all("decided in edition.toml" in line["evidence"] for line in quotes)
    assert [one["gender"] for one in shown["speakers"]] == ["female"]
    assert len(shown["notes"]) == 1
    assert shown["notes"][0].startswith("edition.toml, line 10: ")
    assert "; edition.toml, line 10: " in command("script", article).out


def test_a_build_tells_what_met_nothing(command: Run, article: Path) -> None:
    finished = command("build", article, "--engine", "tone", "--jobs", "1", "--json")
    built = json.loads(finished.out)
    assert set(built["cast"]) == {"Narrator", "Ida Moe"}
    assert any("edition.toml, line 10" in note for note in built["notes"])


def test_a_script_file_says_everything_itself(command: Run, article: Path) -> None:
    written = article.with_suffix(".script")
    assert command("script", article, "-o", written).code == 0
    corrected = written.read_text(encoding="utf-8").replace("Ida Moe", "Zoe Moe")
    written.write_text(corrected, encoding="utf-8")
    shown = json.loads(command("script", written, "--json").out)
    assert {line["speaker"] for line in shown["lines"]} == {"Narrator", "Zoe Moe"}


def test_a_mistake_names_its_line(command: Run, article: Path) -> None:
    (article.parent / "edition.toml").write_text("[[quotes]]\nwords = 'we sail'\nspeakr = 'Al'\n")
    finished = command("script", article)
    assert finished.code == 1
    assert "edition.toml, line 3: there is no key 'speakr'. Did you mean 'speaker'?" in finished.err
