"""The same article slower, in one voice, with cues: options and keys, and what of the takes is shared."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from audio.model import Pacing
from audio.pacing import frames_from_ms
from tests.conftest import Run

ARTICLE = """# The Ferry

“We sail at nine,” said Ida Brandt. “The boat sank,” said a boat builder. Nobody saw it.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def build(command: Run, article: Path, *options: object) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    finished = command("build", article, "--engine", "tone", "--jobs", "1", "--json", *options)
    assert finished.code == 0, finished.err
    built: dict[str, Any] = json.loads(finished.out)
    manifest = json.loads((Path(built["dir"]) / "edition.json").read_text(encoding="utf-8"))
    return built, manifest["lines"]


def lengths(lines: list[dict[str, Any]]) -> list[int]:
    return [line["end_frame"] - line["start_frame"] for line in lines]


def pauses(lines: list[dict[str, Any]]) -> list[int]:
    return [b["start_frame"] - a["end_frame"] for a, b in pairwise(lines)]


def test_a_slower_pace_slows_speech_and_pauses(command: Run, article: Path) -> None:
    plain, as_usual = build(command, article)
    built, slower = build(command, article, "--pace", "0.5")
    assert all(
        abs(slow / usual - 2) < 0.02 for usual, slow in zip(lengths(as_usual), lengths(slower), strict=True)
    )
    pacing = Pacing()
    asked = [pacing.heading_ms + pacing.turn_ms, pacing.phrase_ms + pacing.turn_ms]
    assert pauses(as_usual)[:2] == [frames_from_ms(ms) for ms in asked]
    assert pauses(slower)[:2] == [frames_from_ms(2 * ms) for ms in asked]
    assert built["cast"] == plain["cast"]
    again, lines = build(command, article)
    assert (again["takes_made"], again["chapters_encoded"], lines) == (0, 0, as_usual)


def test_headings_are_slower(command: Run, article: Path) -> None:
    _, weighty = build(command, article)
    (article.parent / "edition.toml").write_text("[pacing]\nheading_pace = 1.0\n", encoding="utf-8")
    built, even = build(command, article)
    assert built["takes_made"] == 1
    assert lengths(weighty)[0] > lengths(even)[0]
    assert lengths(weighty)[1:] == lengths(even)[1:]


def test_one_voice_reads_everything(command: Run, article: Path) -> None:
    several, _ = build(command, article)
    assert len(set(several["cast"].values())) == 3
    single, lines = build(command, article, "--single-voice")
    assert set(single["cast"]) == set(several["cast"])
    assert len(set(single["cast"].values())) == 1
    assert {line["speaker"] for line in lines} == set(several["cast"])
    assert single["takes_reused"] > 0
    assert any("one voice reads everything" in note for note in single["notes"])
    back, _ = build(command, article)
    assert back["cast"] == several["cast"]
    assert back["takes_made"] == 0


def test_keys_say_what_options_say(command: Run, article: Path) -> None:
    _, slow = build(command, article, "--pace", "0.8", "--single-voice", "--cues", "name")
    (article.parent / "edition.toml").write_text(
        '[pacing]\npace = 0.8\n[output]\nsingle_voice = true\n[cues]\nstyle = "name"\n', encoding="utf-8"
    )
    built, lines = build(command, article)
    assert built["unchanged"]
    assert lines == slow
    _, plain = build(command, article, "--pace", "1", "--several-voices", "--cues", "none")
    assert not any(line["added"] for line in plain)
    assert len({line["speaker"] for line in plain}) == 3


@pytest.mark.parametrize("options", [("--pace", "0.1"), ("--pace", "fast"), ("--cues", "loud")])
def test_what_cannot_be_is_wrong_usage(command: Run, article: Path, options: tuple[str, ...]) -> None:
    assert command("build", article, *options).code == 2
