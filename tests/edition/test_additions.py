"""What is added to an article reaches the recording, marked."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run

ARTICLE = """# The Ferry

“We sail at nine,” said Ida Brandt. Nobody saw it.

## Later

“The boat sank,” Brandt said.
"""
ADDED = """
[show]
title = "Tides"
[cues]
style = "quote"
[intro]
enabled = true
chapter = true
[outro]
enabled = true
text = "Good night."
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_added_lines_are_heard_and_marked(command: Run, article: Path) -> None:
    (article.parent / "edition.toml").write_text(ADDED, encoding="utf-8")
    finished = command("build", article, "--engine", "tone", "--jobs", "1", "--json")
    built = json.loads(finished.out)
    assert [chapter["title"] for chapter in built["chapters"]] == ["Introduction", "The Ferry", "Later"]
    manifest = json.loads((Path(built["dir"]) / "edition.json").read_text(encoding="utf-8"))
    added = [line for line in manifest["lines"] if line["added"]]
    assert [line["text"] for line in added] == [
        "From Tides.",
        "This is an audio edition, read by synthetic voices.",
        "Quote:",
        "End quote.",
        "Quote:",
        "End quote.",
        "Good night.",
    ]
    assert all(line["end_frame"] > line["start_frame"] and line["words"] for line in added)
    assert {line["speaker"] for line in added} == {"Narrator"}
    assert command("check", built["dir"]).code == 0


def test_cues_leave_the_takes_of_the_article_alone(command: Run, article: Path) -> None:
    def build() -> dict[str, int]:
        built: dict[str, int] = json.loads(
            command("build", article, "--engine", "tone", "--jobs", "1", "--json").out
        )
        return built

    plain = build()
    (article.parent / "edition.toml").write_text(ADDED, encoding="utf-8")
    cued = build()
    assert cued["takes_reused"] >= plain["lines"]
    assert cued["takes_made"] == 5
    assert build()["takes_made"] == 0


def test_an_edition_of_an_earlier_build_is_still_read(command: Run, article: Path) -> None:
    built = json.loads(command("build", article, "--engine", "tone", "--jobs", "1", "--json").out)
    path = Path(built["dir"]) / "edition.json"
    path.write_text(path.read_text(encoding="utf-8").replace(', "added": false', ""), encoding="utf-8")
    again = json.loads(command("build", article, "--engine", "tone", "--jobs", "1", "--json").out)
    assert again["unchanged"]
