"""`[voices.NAME]`: from what a producer writes to the voice that is heard, and mistakes by their line."""

import json
from pathlib import Path

import pytest

from edition.config import Config, parse_config
from edition.voicing import find_voice
from scripts.errors import ConfigError
from tests.conftest import Run
from voices.engines import get_engine
from voices.model import Voice

ARTICLE = """# The Ferry

“We sail at nine,” said Ida Brandt. Nobody saw it leave the quay.
"""


def config_of(text: str, folder: Path) -> Config:
    return parse_config(text, folder / "edition.toml")


def found(text: str, folder: Path, engine: str = "tone") -> Voice:
    return find_voice("anna", config_of(text, folder), get_engine(engine), "en")


def test_a_speaker_by_number_and_by_name(crowd: Path) -> None:
    wanted = '[voices.anna]\nengine = "piper"\nmodel = "crowd.onnx"\nspeaker = '
    by_number, by_name = found(wanted + "2", crowd.parent), found(wanted + '"cy"', crowd.parent)
    assert by_number == by_name
    assert (by_number.label, by_number.name, by_number.model) == ("anna", "crowd#2", str(crowd.resolve()))


def test_settings_are_laid_over_the_voice(tmp_path: Path) -> None:
    voice = found('[voices.anna]\nvoice = "bass"\ntract = 1.1\nrate = 0.9\npitch = -2\ngain = 3', tmp_path)
    assert (voice.name, voice.tract, voice.rate, voice.pitch, voice.gain_db) == ("bass", 1.1, 0.9, -2.0, 3.0)


def test_a_name_that_is_no_table_is_an_engines_own_voice(tmp_path: Path) -> None:
    assert find_voice("Bass", Config(), get_engine("tone"), "en").name == "bass"


def test_a_blend_as_a_table_is_the_same_as_in_words(tmp_path: Path) -> None:
    table = config_of("[voices.anna]\nblend = { af_heart = 3, af_bella = 1 }", tmp_path)
    words = config_of('[voices.anna]\nblend = "af_heart:3+af_bella:1"', tmp_path)
    assert table.voices == words.voices


MISTAKES = {
    "an engine that takes no models": ('model = "x.onnx"', 2, "tone takes no models"),
    "a model that is not there": ('engine = "piper"\nmodel = "x.onnx"', 3, "There is no file"),
    "a speaker without a model": ("speaker = 3", 2, "only a model of your own has speakers"),
    "a blend of an engine without": ('blend = "a+b"', 2, "tone mixes no voices"),
    "a voice that is not there": ('rate = 1\nvoice = "none"', 3, "tone has no voice 'none'"),
}
LATE = pytest.mark.parametrize("mistake", MISTAKES)


@LATE
def test_mistakes_name_their_line(mistake: str, tmp_path: Path) -> None:
    text, line, told = MISTAKES[mistake]
    with pytest.raises(ConfigError, match=told) as caught:
        found(f"[voices.anna]\n{text}\n", tmp_path)
    assert f"edition.toml, line {line}: " in caught.value.message
    assert caught.value.next_step
    assert "\n" not in str(caught.value)


EARLY = {
    "two gains": ("gain = 1\ngain_db = 2", 3, "left out where there is `gain`"),
    "a voice and a speaker": ('voice = "a"\nspeaker = 1', 3, "left out where there is `voice`"),
    "a voice and a blend": ('voice = "a"\nblend = "b"', 3, "left out where there is `voice`"),
    "a speaker that is a fraction": ("speaker = 1.5", 2, "text in quotation marks"),
    "a speaker that is true": ("speaker = true", 2, "text in quotation marks"),
    "a blend of words": ('blend = { a = "much" }', 2, "text in quotation marks"),
    "too much gain": ("gain = 40", 2, "from -24 to 12"),
}


@pytest.mark.parametrize("mistake", EARLY)
def test_contradictions_are_found_as_the_file_is_read(mistake: str, tmp_path: Path) -> None:
    text, line, told = EARLY[mistake]
    with pytest.raises(ConfigError, match=told) as caught:
        config_of(f"[voices.anna]\n{text}\n", tmp_path)
    assert f"edition.toml, line {line}: " in caught.value.message


@pytest.mark.parametrize("speaker", ["3", '"dora"', '"-1"'])
def test_a_speaker_that_the_model_has_not(speaker: str, crowd: Path) -> None:
    text = f'[voices.anna]\nengine = "piper"\nmodel = "crowd.onnx"\nspeaker = {speaker}'
    with pytest.raises(ConfigError, match="line 4: the model has no speaker") as caught:
        found(text, crowd.parent)
    assert caught.value.next_step == "It has 0 to 2: ada, ben, cy."


def test_a_build_mixes_engines(command: Run, crowd: Path, tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "edition.toml").write_text(
        f"""
        [cast]
        Narrator = "crowdy"
        "Ida Brandt" = "machine"
        [voices.crowdy]
        engine = "piper"
        model = {json.dumps(str(crowd))}
        speaker = "ben"
        [voices.machine]
        engine = "system"
        """,
        encoding="utf-8",
    )
    finished = command("build", "ferry.md", "--engine", "tone", "--jobs", "1", "--json")
    assert finished.code == 0, finished.err
    manifest = json.loads((tmp_path / "editions" / "ferry" / "edition.json").read_text("utf-8"))
    assert [(one["speaker"], one["engine"], one["name"]) for one in manifest["cast"]] == [
        ("Narrator", "piper", "crowd#1"),
        ("Ida Brandt", "system", "gmw/en-us"),
    ]
    assert str(crowd) not in json.dumps(manifest)
    again = json.loads(command("build", "ferry.md", "--engine", "tone", "--jobs", "1", "--json").out)
    assert (again["takes_made"], again["chapters_encoded"]) == (0, 0)


def test_nothing_is_made_before_a_mistake_is_told(command: Run, cache: Path, tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "edition.toml").write_text(
        '[cast]\n"Ida Brandt" = "anna"\n[voices.anna]\nengine = "piper"\nmodel = "gone.onnx"\n', "utf-8"
    )
    finished = command("build", "ferry.md", "--engine", "tone", "--jobs", "1")
    assert finished.code == 1
    assert "edition.toml, line 5: There is no file" in finished.err
    assert not list(cache.rglob("*/take/*"))
