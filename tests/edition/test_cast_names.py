"""`[cast]` finds people by the names that a producer would write."""

import json
from pathlib import Path

import pytest

from tests.conftest import Finished, Run

ARTICLE = """# The Mill

Ada Lund runs the mill. “The wheel is older than I am,” Lund said.

“We will not sell it,” said Jonas Reed. “Not this year.”

“I was there,” said Vera Reed, his sister.
"""


def build(command: Run, tmp_path: Path, cast: str) -> Finished:
    (tmp_path / "mill.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "edition.toml").write_text(f"[cast]\n{cast}", encoding="utf-8")
    return command("build", "mill.md", "--engine", "tone", "--jobs", "1", "--json")


@pytest.mark.parametrize("name", ["Ada Lund", "ada lund", "Lund", "  ADA   Lund "])
def test_capitals_and_a_surname_alone_find_a_speaker(command: Run, tmp_path: Path, name: str) -> None:
    told = json.loads(build(command, tmp_path, f'"{name}" = "Bass"').out)

    assert told["cast"]["Ada Lund"] == "Bass"
    assert told["notes"] == []


def test_the_narrator_is_found_in_any_capitals(command: Run, tmp_path: Path) -> None:
    told = json.loads(build(command, tmp_path, '"narrator" = "Bass"').out)

    assert (told["cast"]["Narrator"], told["notes"]) == ("Bass", [])


def test_who_is_named_in_full_goes_before_another_name_of_theirs(command: Run, tmp_path: Path) -> None:
    told = json.loads(build(command, tmp_path, '"Lund" = "Tenor"\n"Ada Lund" = "Bass"').out)

    assert told["cast"]["Ada Lund"] == "Bass"
    assert told["notes"] == ["[cast] names 'Ada Lund' and 'Lund', who are one here: the first counts"]


def test_a_slip_in_a_name_is_told_with_the_name_that_was_meant(command: Run, tmp_path: Path) -> None:
    told = json.loads(build(command, tmp_path, '"Jonas Read" = "Bass"').out)
    planned = json.loads(command("diff", "mill.md", "--engine", "tone", "--json").out)

    note = "[cast] names 'Jonas Read', who says nothing here; did you mean 'Jonas Reed'?"
    assert told["notes"] == [note]
    assert planned["lost_decisions"] == [note]


def test_the_people_of_a_shows_other_articles_are_told_in_one_note(command: Run, tmp_path: Path) -> None:
    others = "".join(f'"Guest {name}" = "Bass"\n' for name in "ABCDE")
    told = json.loads(build(command, tmp_path, others).out)

    assert told["notes"] == ["[cast] names 'Guest A', 'Guest B', 'Guest C' and 2 more, who say nothing here"]


def test_a_name_that_two_people_have_is_told(command: Run, tmp_path: Path) -> None:
    script = tmp_path / "reeds.script"
    build(command, tmp_path, "")
    command("script", "mill.md", "-o", script)
    lines = script.read_text(encoding="utf-8").splitlines()
    reeds = [line for line in lines if line.startswith("Speaker: ") and "Reed" in line]
    assert len(reeds) == 2
    text = "\n".join(f"{line} = Reed" if line in reeds else line for line in lines)
    (tmp_path / "edition.toml").write_text('[cast]\n"Reed" = "Bass"\n', encoding="utf-8")
    script.write_text(text, encoding="utf-8")

    told = json.loads(command("build", script, "--engine", "tone", "--jobs", "1", "--json").out)

    assert told["notes"] == ["[cast] names 'Reed', who may be Jonas Reed or Vera Reed: give the full name"]


def test_who_is_given_the_narrators_voice_is_told(command: Run, tmp_path: Path) -> None:
    told = json.loads(build(command, tmp_path, '"Narrator" = "Bass"\n"Ada Lund" = "Bass"').out)

    assert told["cast"]["Ada Lund"] == "Bass"
    assert told["notes"] == ["[cast] gives Ada Lund the narrator's voice: nobody can hear who speaks"]


def test_a_voice_that_there_is_not_is_told_with_its_line_and_the_producers_own(
    command: Run, tmp_path: Path
) -> None:
    finished = build(command, tmp_path, '"Ada Lund" = "adda"\n[voices.ada]\nvoice = "Bass"\n')

    assert finished.code == 1
    assert "edition.toml, line 2: tone has no voice 'adda'" in finished.err
    assert "ada, Alto, Bass" in finished.err
