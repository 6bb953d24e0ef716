"""Which engine is taken."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.errors import EngineError
from voices import engines
from voices.engines import ENGINES, choose_engine, get_engine
from voices.model import Health, Speech, Voice


class Fake:
    """An engine of a given health."""

    licence = "none"

    def __init__(self, name: str, health: Health = Health(), languages: str = "en") -> None:  # noqa: B008
        self.name, self._health, self._languages = name, health, languages

    def health(self) -> Health:
        return self._health

    def voices(self, language: str) -> list[Voice]:
        return [Voice(self.name, "v", "V")] if language[:2] in self._languages.split() else []

    def fingerprint(self, voice: Voice) -> str:
        return ""

    def speak(self, text: str, voice: Voice, language: str, seed: int) -> Speech:
        raise NotImplementedError

    def close(self) -> None:
        return None


ILL = Health("kokoro-onnx is not installed", "Install it: pip install kokoro-onnx")


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> dict[str, Fake]:
    fakes = {
        "kokoro": Fake("kokoro", ILL),
        "piper": Fake("piper"),
        "system": Fake("system", languages="en fr"),
        "tone": Fake("tone", languages="en fr xx"),
    }
    monkeypatch.setattr(engines, "ENGINES", {name: (lambda name=name: fakes[name]) for name in fakes})
    monkeypatch.setattr(engines, "get_engine", fakes.__getitem__)
    return fakes


def test_the_best_healthy_one_that_reads_the_language(table: dict[str, Fake]) -> None:
    assert choose_engine().name == "piper"
    assert choose_engine("auto", "fr").name == "system"


def test_tone_is_only_for_who_asks(table: dict[str, Fake]) -> None:
    with pytest.raises(EngineError, match="No engine that reads 'xx'"):
        choose_engine("auto", "xx")
    assert choose_engine("tone", "xx").name == "tone"


def test_an_engine_that_is_not_healthy_says_so(table: dict[str, Fake]) -> None:
    with pytest.raises(EngineError) as caught:
        choose_engine("kokoro")
    assert caught.value.message == ILL.problem
    assert caught.value.next_step == "Install it: pip install kokoro-onnx."


def test_a_language_without_a_voice(table: dict[str, Fake]) -> None:
    with pytest.raises(EngineError, match="piper has no voice for the language 'fr'"):
        choose_engine("piper", "fr")


def test_an_unknown_name_lists_the_known() -> None:
    with pytest.raises(EngineError) as caught:
        get_engine("festival")
    assert str(caught.value) == (
        "There is no engine called 'festival'. Use one of: auto, kokoro, piper, system, tone."
    )


def test_one_instance_per_process() -> None:
    assert get_engine("tone") is get_engine("tone")


def test_importing_the_table_loads_no_engine() -> None:
    program = (
        "import sys; import voices.engines, voices.takes, voices.casting, voices.levels\n"
        "heavy = 'piper onnx onnxruntime pyttsx3 kokoro_onnx scipy soxr'.split()\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    out = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=root, check=True
    )
    assert out.stdout == "[]\n"


def test_looking_at_health_loads_no_model() -> None:
    program = (
        "import sys; from voices.engines import ENGINES, get_engine\n"
        "for name in ENGINES: get_engine(name).health()\n"
        "print([m for m in ('onnx', 'onnxruntime', 'pyttsx3') if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    out = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=root, check=True
    )
    assert out.stdout == "[]\n"
    assert list(ENGINES) == ["kokoro", "piper", "system", "tone"]
