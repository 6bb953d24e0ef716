"""`voices preview`: a sample of each voice, or of an article's cast."""

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import Run
from voices.engines import get_engine
from voices.loudness import integrated_lufs
from voices.model import RATE

ARTICLE = """# The Ferry

“We sail at nine, whatever the weather is going to be,” said Ida Brandt. Nobody saw it leave that day.
“No,” said Jon Moe.
"""


def samples(folder: Path) -> dict[str, dict[str, object]]:
    listed = json.loads((folder / "preview.json").read_text("utf-8"))
    assert listed["version"] == 1
    files = {one["file"]: one for one in listed["samples"]}
    assert sorted(files) == sorted(path.name for path in folder.glob("*.wav"))
    return files


def sound(path: Path) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    with wave.open(str(path), "rb") as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_every_voice_is_heard_at_one_loudness(command: Run, tmp_path: Path) -> None:
    finished = command("voices", "preview", "--engine", "system", "-o", "out")
    assert finished.code == 0, finished.err
    found = samples(tmp_path / "out")
    voices = get_engine("system").voices("en")
    assert [one["label"] for one in found.values()] == [voice.label for voice in voices]
    assert len(finished.out.splitlines()) == len(voices)
    for name, one in found.items():
        pcm = sound(tmp_path / "out" / name)
        assert len(pcm) / RATE == pytest.approx(one["duration_s"], abs=0.001)
        assert str(one["label"]) in str(one["text"])
        # The gain belongs to the voice, measured over a passage: one sentence may lie beside it.
        assert integrated_lufs(pcm) == pytest.approx(-16, abs=2.5)


def test_the_cast_of_an_article_reads_a_line_each(command: Run, tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(ARTICLE, encoding="utf-8")
    finished = command("voices", "preview", "ferry.md", "--engine", "tone", "-o", "out", "--json")
    assert finished.code == 0, finished.err
    found = samples(tmp_path / "out")
    assert json.loads(finished.out)["samples"] == list(found.values())
    assert list(found)[:3] == ["cast-00-narrator.wav", "cast-01-ida-brandt.wav", "cast-02-jon-moe.wav"]
    assert len(found) == 3 + len(get_engine("tone").voices("en"))
    heard = {one["speaker"]: one for one in found.values() if one["speaker"]}
    assert heard["Ida Brandt"]["text"] == "“We sail at nine, whatever the weather is going to be,”"
    assert heard["Jon Moe"]["text"] == "“No,”"
    assert len({(one["name"], one["tract"]) for one in heard.values()}) == 3


def test_voices_of_the_producers_are_heard_too(command: Run, crowd: Path, tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text(
        f'[voices.anna]\nengine = "piper"\nmodel = {json.dumps(str(crowd))}\nspeaker = 1\ngain = -3\n',
        "utf-8",
    )
    assert command("voices", "preview", "--engine", "tone", "-o", "out").code == 0
    found = samples(tmp_path / "out")
    assert found["voices-anna.wav"]["name"] == "crowd#1"
    assert "model" not in found["voices-anna.wav"]
    assert str(crowd.parent) not in (tmp_path / "out" / "preview.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("toml", "told"), [("[voices.x]\nspeaker = 1", "line 2"), ("[voices.x]\nvoice = 'none'", "line 2")]
)
def test_a_voice_that_is_not_here_names_its_line(command: Run, tmp_path: Path, toml: str, told: str) -> None:
    (tmp_path / "edition.toml").write_text(toml, "utf-8")
    finished = command("voices", "preview", "--engine", "tone", "-o", "out")
    assert finished.code == 1
    assert told in finished.err


def test_a_folder_that_cannot_be_written_is_told(command: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")
    finished = command("voices", "preview", "--engine", "tone", "-o", "out")
    assert finished.code == 1
    assert "-o" in finished.err
