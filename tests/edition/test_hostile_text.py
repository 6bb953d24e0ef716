"""Texts that are out to break things are read in full: nothing lost, nothing executed."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3

from edition.cli import run
from tests.conftest import Run

TEXTS = {
    "only a quote": "“We will not go.”",
    "only headings": "# One\n\n## Two\n\n### Three\n",
    "control and bidi characters": "A bell\x07\x1b[31m \u202edesrever\u202c\u2066 on\u2069 it\u200bgoes.",
    "engine markup": "Say [[h@l'oU]] and <speak>hello<break time='9s'/></speak> {{name}} {% x %} &amp; &#0;.",
    "shell and format strings": "Run $(touch pwned) and `touch pwned`; then %s %n {0} ${HOME} | cat; rm *",
    "emoji": "I am 😀 and 👩‍👩‍👧‍👦 live under the flag 🇩🇪.",
    "many scripts": "Русский текст. 中文。 نص عربي. हिन्दी. And English.",
    "marks of every kind": "“ „ ‟ « » ‹ › ‘ ’ ‚ \" ' `` '' “““ word ”””",
    "a line without end": "word " * 500,
    "a word without end": "x" * 2500,
    "a title like a path": "# ../../etc/passwd\n\nNobody home.",
    "a title like a tag": "# <b>]]>&amp;\x00\x01\n\nNobody home.",
    "nothing but one letter": "a",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_it_is_read_in_full(command: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "piece.md"
    path.write_bytes(text.encode())
    finished = command("build", path, "--engine", "tone", "--jobs", "1", "--json")
    assert finished.code == 0, finished
    result = json.loads(finished.out)
    manifest = json.loads(Path(result["dir"], "edition.json").read_text(encoding="utf-8"))
    assert_partition(manifest["lines"], manifest["dropped"], len(text))
    assert ID3(result["audio"])["TIT2"].text[0]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["editions", "piece.md"]


def assert_partition(lines: list[dict[str, Any]], dropped: list[dict[str, Any]], length: int) -> None:
    """Spans of lines and drops, sorted, lie end to end from 0 to `length`."""
    at = 0
    for start, end in sorted((one["start"], one["end"]) for one in [*lines, *dropped]):
        assert start == at
        assert end > start
        at = end
    assert at == length


LARGE = {
    "a line of 5 MB": "word " * 1_000_000,
    "a word of 5 MB": "x" * 5_000_000,
    "open quotation marks, 300 kB": "“word " * 40_000,
    "an article of 1 MB": "\n\n".join(
        f"In year {n} the harbour was full. “We stay,” said Anna Weiss. “We always did.”"
        for n in range(12_000)
    ),
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
def test_large_texts_take_seconds(command: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "piece.txt"
    path.write_bytes(text.encode())
    started = time.process_time()
    finished = command("script", path, "--json")
    assert finished.code == 0, finished.err
    # Three to ten seconds of this machine; a square of the length would take hours.
    assert time.process_time() - started < 60
    script = json.loads(finished.out)
    assert script["text"] == text
    assert_partition(script["lines"], script["dropped"], len(text))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_a_script_or_one_clear_line(
    command: Run, tmp_path: Path, capfd: pytest.CaptureFixture[str], text: str
) -> None:
    path = tmp_path / "piece.txt"
    path.write_bytes(text.encode())
    code = run(["script", str(path), "--json"])
    out, err = capfd.readouterr()
    if code:
        assert code == 1
        assert "bug" not in err
        assert len(err.strip().splitlines()) == 1
    else:
        script = json.loads(out)
        assert script["text"] == text
        assert_partition(script["lines"], script["dropped"], len(text))


def test_nothing_that_a_terminal_obeys_reaches_it(command: Run, tmp_path: Path) -> None:
    path = tmp_path / "piece.txt"
    path.write_text(
        "A Tale of\x1b[2J Two\x07 Bells\n\n“It rang,” said Anna\x1b]0;owned\x07 Weiss\u202e.\n",
        encoding="utf-8",
    )
    finished = command("build", path, "--engine", "tone", "--jobs", "1")
    assert finished.code == 0, finished
    shown = finished.out + finished.err + command("script", path).out
    shown += command("build", tmp_path / "no\x1b[2Jfile.txt").err
    assert not [character for character in shown if not (character.isprintable() or character in "\n\t")]
