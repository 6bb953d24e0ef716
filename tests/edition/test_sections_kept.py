"""An edit of a word moves no chapter of the edition that is built of it."""

import json
import shutil
from pathlib import Path
from typing import Any

from tests.conftest import Run
from tests.scripts.test_keeping import paragraphs, sections, starts


def chapters(command: Run, article: Path) -> list[dict[str, Any]]:
    finished = command("build", article, "--engine", "tone", "--jobs", "1", "-o", "editions")
    assert finished.code == 0, finished
    manifest = Path("editions", article.stem, "edition.json").read_text("utf-8")
    found: list[dict[str, Any]] = json.loads(manifest)["sections"]
    return found


def an_edit_that_would_move_a_chapter(words: list[str]) -> list[str]:
    """A paragraph with one word more, after which the sections found anew would start elsewhere."""
    before = starts(words, sections(words))
    for at in range(1, len(words)):
        for more in ("But ", "Then a ", "It was said: "):
            edited = [*words[:at], more + words[at], *words[at + 1 :]]
            if starts(edited, sections(edited)) != before:
                return edited
    raise AssertionError("no edit moves anything: this test shows nothing")


def test_a_chapter_stays_where_it_was(command: Run, tmp_path: Path) -> None:
    words = paragraphs(1)
    edited = an_edit_that_would_move_a_chapter(words)
    article = tmp_path / "places.txt"
    article.write_text("\n\n".join(words), "utf-8")
    before = chapters(command, article)
    article.write_text("\n\n".join(edited), "utf-8")
    foretold = json.loads(command("diff", article, "--engine", "tone", "-o", "editions", "--json").out)
    after = chapters(command, article)
    assert len(after) == len(before)
    assert sum(one["title"] != other["title"] for one, other in zip(before, after, strict=True)) <= 1
    assert len(foretold["steps"]) <= 3  # a take, a chapter and the files
    shutil.rmtree("editions")
    assert [one["title"] for one in chapters(command, article)] != [one["title"] for one in after]


def shown(command: Run, *arguments: object) -> list[str]:
    """The titles of the sections that `script` shows."""
    finished = command("script", *arguments, "--json")
    assert finished.code == 0, finished
    return [one["title"] for one in json.loads(finished.out)["sections"]]


def test_the_script_that_is_shown_is_the_one_that_is_built(command: Run, tmp_path: Path) -> None:
    words = paragraphs(1)
    edited = an_edit_that_would_move_a_chapter(words)
    article = tmp_path / "places.txt"
    article.write_text("\n\n".join(words), "utf-8")
    afresh = shown(command, article)
    built = [one["title"] for one in chapters(command, article)]
    assert built == afresh == shown(command, article)
    article.write_text("\n\n".join(edited), "utf-8")
    foretold = shown(command, article)
    assert foretold == shown(command, article, "--editions", "editions")
    assert foretold != shown(command, article, "--editions", "elsewhere")  # found anew
    written = tmp_path / "places.script"
    assert command("script", article, "-o", written).code == 0
    assert shown(command, written) == foretold
    assert foretold == [one["title"] for one in chapters(command, article)]


def test_the_folder_of_editions_is_the_one_that_is_configured(command: Run, tmp_path: Path) -> None:
    words = paragraphs(1)
    article = tmp_path / "places.txt"
    article.write_text("\n\n".join(words), "utf-8")
    chapters(command, article)
    article.write_text("\n\n".join(an_edit_that_would_move_a_chapter(words)), "utf-8")
    kept = shown(command, article)
    (tmp_path / "edition.toml").write_text('[output]\nfolder = "elsewhere"\n', "utf-8")
    afresh = shown(command, article)
    assert afresh != kept
    Path("editions").rename("elsewhere")
    assert shown(command, article) == kept
