"""Remakes `measured_levels.json`: how loud the voices that come with the engines are over longer texts.

    python -m voices.measure_levels examples/*.md

Run it after any change that changes a calibration take: the engines' versions, the passage, `KEY_VERSION`. It
takes some minutes.
"""

import io
import json
import re
import sys
from pathlib import Path
from typing import BinaryIO

import numpy as np

from scripts.files import write_atomic
from voices.engines import get_engine
from voices.levels import MEASURED, calibration_request
from voices.model import Engine, TakeRequest
from voices.takes import loudness_lufs, make_take, read_take, request_take

_ENGINES = ("piper", "system")
_LANGUAGE = "en"


class _Memory:
    """A store for one run."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], bytes] = {}

    def open(self, kind: str, key: str) -> BinaryIO | None:
        data = self._entries.get((kind, key))
        return None if data is None else io.BytesIO(data)

    def write(self, kind: str, key: str, data: bytes) -> None:
        self._entries[kind, key] = data

    def discard(self, kind: str, key: str) -> None:
        self._entries.pop((kind, key), None)


def level_lufs(request: TakeRequest, engine: Engine, sentences: list[str]) -> float | None:
    """The loudness of everything that the voice of a calibration request says, one take after the other."""
    store = _Memory()
    asked = [request_take(text, request.voice, _LANGUAGE, engine) for text in sentences]
    pcm = []
    for take in (take for take in asked if take.spoken.text):
        make_take(take, store)
        pcm.append(read_take(store, take.key).pcm)
    return loudness_lufs(np.concatenate(pcm)) if pcm else None


def sentences_of(text: str) -> list[str]:
    """Roughly: what stands on a line of its own, cut after full stops. Levels need no exact boundaries."""
    return [
        part
        for line in text.splitlines()
        for part in re.split(r"(?<=[.!?”])\s+", line.strip("# >*-"))
        if part
    ]


def main(paths: list[str]) -> int:
    """Measure every voice of the engines that are healthy here."""
    sentences = [part for path in paths for part in sentences_of(Path(path).read_text("utf-8"))]
    if not sentences:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    table: dict[str, float] = {}
    for engine in map(get_engine, _ENGINES):
        if engine.health().problem:
            sys.stderr.write(f"{engine.name} is left out: {engine.health().problem}\n")
            continue
        for voice in engine.voices(_LANGUAGE):
            request = calibration_request(voice, engine, _LANGUAGE)
            if request.key not in table and (level := level_lufs(request, engine, sentences)) is not None:
                table[request.key] = round(level, 2)
                sys.stderr.write(f"{engine.name} {request.voice.name}: {level:.2f} LUFS\n")
    write_atomic(MEASURED, json.dumps(table, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
