"""`script`, `lexicon`, `spoken` and `--version` on the command line."""

from pathlib import Path

import pytest

from tests.conftest import Run

ARTICLE = "The Clock in the Square\n\nThe clock in the market square stopped on a Tuesday.\n"


def test_the_version_is_told(command: Run) -> None:
    done = command("--version")
    assert done.code == 0
    assert done.out.startswith("audio-edition ") and done.out.count("\n") == 1


def test_a_script_never_takes_the_place_of_an_article(command: Run, tmp_path: Path) -> None:
    article = tmp_path / "clock.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    done = command("script", article, "-o", article)
    assert done.code == 1
    assert "clock.txt is there already and is no script. Name another file" in done.err
    assert article.read_text(encoding="utf-8") == ARTICLE


def test_a_script_takes_the_place_of_a_script_and_of_an_empty_file(command: Run, tmp_path: Path) -> None:
    article, script = tmp_path / "clock.txt", tmp_path / "clock.script"
    article.write_text(ARTICLE, encoding="utf-8")
    script.touch()
    assert command("script", article, "-o", script).code == 0
    article.write_text(ARTICLE.replace("Tuesday", "Monday"), encoding="utf-8")
    assert command("script", article, "-o", script).code == 0
    assert "Monday" in script.read_text(encoding="utf-8")


def test_front_matter_that_cannot_be_used_is_told(command: Run, tmp_path: Path) -> None:
    article = tmp_path / "clock.md"
    article.write_text(f"---\ndate: soon\n---\n{ARTICLE}", encoding="utf-8")
    done = command("script", article)
    assert done.code == 0
    assert "note: clock.md, line 2: date: 'soon' is no date, so none is used" in done.err
    assert "The clock in the market square" in done.out


@pytest.mark.parametrize(
    "words", [("spoken", "Two."), ("voices",), ("voices", "preview"), ("lexicon",)], ids=" ".join
)
def test_what_is_no_language_tag_is_wrong_usage(command: Run, words: tuple[str, ...]) -> None:
    done = command(*words, "--language", "english")
    assert (done.code, done.out) == (2, "")
    assert "'english' is no language tag like en" in done.err


def test_a_folder_without_pronunciations_says_so(command: Run) -> None:
    done = command("lexicon")
    assert (done.code, done.out) == (0, "")
    assert "Name them in [lexicon]" in done.err
