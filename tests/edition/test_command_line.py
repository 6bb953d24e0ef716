"""What programs and newcomers meet first: `--json` when something is wrong, and the help."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run

WRONG = (
    (1, ("build", "gone.md")),
    (1, ("diff", "gone.md")),
    (1, ("script", "gone.md")),
    (1, ("check", "gone")),
    (1, ("publish", "gone")),
    (1, ("voices", "preview", "gone.md")),
    (1, ("cache", "prune", "--older-than", "long")),
    (2, ("build",)),
    (2, ("diff", "gone.md", "--pace", "fast")),
    (2, ("script", "gone.md", "-o", "gone.script")),
    (2, ("voices", "--language", "no tag")),
    (2, ("cache", "tidy")),
)


@pytest.mark.parametrize(("code", "arguments"), WRONG, ids=[" ".join(words) for _, words in WRONG])
def test_with_json_a_problem_is_one_object_too(command: Run, code: int, arguments: tuple[str, ...]) -> None:
    finished = command(*arguments, "--json")

    assert finished.code == code
    told = json.loads(finished.out)
    assert list(told) == ["error"]
    assert finished.err.splitlines()[-1] == f"audio-edition: {told['error']}"


def test_with_json_broken_settings_are_one_object_too(command: Run, tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text('[show]\ntitel = "Harrow"\n', encoding="utf-8")

    finished = command("lexicon", "--json")

    assert finished.code == 1
    assert "Did you mean 'title'?" in json.loads(finished.out)["error"]


def test_without_json_a_problem_leaves_standard_output_empty(command: Run) -> None:
    assert command("diff", "gone.md").out == ""


@pytest.mark.parametrize("group", [(), ("voices",), ("cache",)], ids=["commands", "voices", "cache"])
def test_the_list_of_commands_says_whole_sentences(
    command: Run, group: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    lines = command(*group, "--help").out.partition("Commands:")[2].strip().splitlines()

    assert lines
    assert [line for line in lines if not line.endswith(".") or line.endswith("...")] == []


def test_a_command_that_does_not_exist_is_told_with_one_mark_at_its_end(command: Run) -> None:
    finished = command("bild", "story.md")

    assert finished.code == 2
    assert "No such command 'bild'" in finished.err
    assert "?." not in finished.err
