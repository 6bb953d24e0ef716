"""`[music]` reaches the recording, and costs what it changes."""

import json
import math
import struct
import wave
from pathlib import Path
from typing import Any

import pytest

from audio.measure import measure_loudness
from tests.conftest import Run

ARTICLE = """# The Ferry

The boat sails at nine on every day of the week but one. Nobody has ever asked why, and nobody will.

## Later

The boat sank in the harbour while the band was still playing. It was raised within a week.

## At last

The boat was sold to a man from the other side, who keeps bees on it and has painted it green.
"""
SETTINGS = """
[music]
intro = "sting.wav"
between = "bell.wav"
outro = "sting.wav"
alone_ms = 2000
[intro]
enabled = true
[outro]
enabled = true
"""


def write_tone(path: Path, seconds: float, hertz: float) -> None:
    rate = 22_050
    samples = [round(8_000 * math.sin(2 * math.pi * hertz * n / rate)) for n in range(round(seconds * rate))]
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.md"
    path.write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "edition.toml").write_text(SETTINGS, encoding="utf-8")
    write_tone(tmp_path / "sting.wav", 12, 330)
    write_tone(tmp_path / "bell.wav", 1, 990)
    return path


def build(command: Run, article: Path) -> dict[str, Any]:
    finished = command("build", article, "--engine", "tone", "--jobs", "1", "--json")
    assert finished.code == 0, finished.err
    built: dict[str, Any] = json.loads(finished.out)
    return built


def test_music_is_in_the_recording_and_costs_what_it_changes(command: Run, article: Path) -> None:
    first = build(command, article)
    lines = json.loads((Path(first["dir"]) / "edition.json").read_text(encoding="utf-8"))["lines"]
    assert lines[0]["start_s"] == pytest.approx(2.06)
    later = next(line for line in lines if line["section"] == 1)
    start = first["chapters"][1]["start_s"]
    assert later["start_s"] - start == pytest.approx(0.06 + 1.0 + 0.4, abs=0.001)
    assert first["duration_s"] - lines[-1]["end_s"] > 2
    assert command("check", first["dir"]).code == 0
    music = json.loads((Path(first["dir"]) / "edition.json").read_text(encoding="utf-8"))["music"]
    assert [round(one["start_s"], 2) for one in music[:1]] == [0.06]
    assert len(music) == 4
    measured = measure_loudness(Path(first["audio"]))
    assert measured.true_peak_dbtp <= -1

    assert build(command, article)["unchanged"]
    write_tone(article.parent / "bell.wav", 1, 880)
    again = build(command, article)
    assert (again["takes_made"], again["chapters_encoded"], again["chapters_reused"]) == (0, 2, 1)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ("[]", "pause at 0.00 s is not quiet"),
        ('[{"start_frame": 9, "end_frame": 8}]', "not inside the recording"),
    ],
)
def test_check_expects_music_where_it_was_put_and_nowhere_else(
    command: Run, article: Path, changed: str, problem: str
) -> None:
    path = Path(build(command, article)["dir"]) / "edition.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["music"] = json.loads(changed)
    path.write_text(json.dumps(content), encoding="utf-8")
    checked = command("check", path.parent)
    assert checked.code == 1
    assert problem in checked.out


def test_a_file_that_is_not_there_is_named(command: Run, article: Path) -> None:
    (article.parent / "bell.wav").unlink()
    finished = command("build", article, "--engine", "tone", "--jobs", "1")
    assert finished.code == 1
    assert "[music] between: " in finished.err
    assert "bell.wav cannot be read" in finished.err
