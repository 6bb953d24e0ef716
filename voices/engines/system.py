"""The system's voices through pyttsx3: eSpeak NG on Linux, and what macOS and Windows have.

pyttsx3 runs in a child process (see `pyttsx3_child`, which tells why). An utterance that fails there, or
takes longer than it can, is tried once more in a new child; then the line is named in an error.
"""

import importlib.metadata
import platform
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from scripts.errors import EngineError
from scripts.model import Gender
from scripts.words import beginning, main_language
from voices.engines.brightness import brightened
from voices.engines.child import Child, ChildFailedError
from voices.engines.cuts import cuts, without_controls
from voices.engines.espeak_voices import espeak_voices
from voices.engines.sound_file import read_sound
from voices.engines.sound_place import sound_place
from voices.model import RATE, Health, Pcm, Speech, SpeechWord, Voice
from voices.pitch import shift

WORDS_PER_MINUTE = 165
"""What is asked of the system's engine at `rate` 1: a narrator's pace."""

_SETTINGS_VERSION = 2
"""Part of the fingerprint: raise it when the same voice is asked for in another way."""

_CHILD = (sys.executable, "-P", str(Path(__file__).with_name("pyttsx3_child.py")))
_MOST_CHARACTERS = 1500
"""Said in one go. eSpeak NG ends with a segmentation fault on lines of 20,000, and pyttsx3 takes quadratic
time."""

_PATIENCE_S = 20.0
_PATIENCE_S_PER_CHARACTER = 0.02
"""eSpeak NG needs about 0.0006 seconds per character; this leaves room for a busy machine."""


class SystemEngine:
    """Speaks through pyttsx3 in a child process."""

    name = "system"
    reads_in_context = sys.platform == "linux"
    """There eSpeak NG tells where in the sound each word begins."""
    shifts_pitch = sys.platform != "linux"
    """There eSpeak NG has a pitch to set."""
    licence = "pyttsx3: MPL-2.0; eSpeak NG: GPL-3.0-or-later; voices of macOS and Windows: as their systems"

    def __init__(
        self,
        command: Sequence[str] = _CHILD,
        patience_s: float = _PATIENCE_S,
        patience_s_per_character: float = _PATIENCE_S_PER_CHARACTER,
    ) -> None:
        self._child = Child(command)
        self._patience_s = patience_s
        self._patience_s_per_character = patience_s_per_character
        self._known: dict[str, Any] = {}
        self._print = ""

    def health(self) -> Health:
        if find_spec("pyttsx3") is None:
            return Health("pyttsx3 is not installed", "Install it: pip install pyttsx3")
        if sys.platform == "linux" and not _espeak_is_here():
            return Health("eSpeak NG is not installed", "Install it: pip install espeakng-loader")
        return Health()

    def voices(self, language: str) -> Sequence[Voice]:
        listed = self._listing()
        if listed["driver"] == "espeak":
            return espeak_voices([(v["id"], v["languages"]) for v in listed["voices"]], language)
        primary = main_language(language)
        fitting = [v for v in listed["voices"] if primary in map(main_language, v["languages"])]
        exact = [v for v in fitting if language.lower() in v["languages"]]
        return [
            Voice(self.name, v["id"], v["name"], _GENDERS.get(v["gender"].rpartition("gender")[2]))
            for v in [*exact, *(v for v in fitting if v not in exact)]
        ]

    def fingerprint(self, voice: Voice) -> str:
        if not self._print:
            if sys.platform == "linux" and find_spec("espeakng_loader") is not None:
                engine = f"espeakng-loader {importlib.metadata.version('espeakng-loader')}"
            else:
                listed = self._listing()
                engine = f"{listed['driver']} {listed['version'] or platform.version()}"
            pyttsx3 = importlib.metadata.version("pyttsx3")
            self._print = f"pyttsx3 {pyttsx3}, {engine}, {_SETTINGS_VERSION}"
        return self._print

    def speak(self, text: str, voice: Voice, language: str, seed: int) -> Speech:
        text = without_controls(text)
        sounds: list[Pcm] = []
        words: list[SpeechWord] = []
        frames, rate = 0, RATE
        for start, end in cuts(text, _MOST_CHARACTERS):
            if any(character.isalnum() for character in text[start:end]):
                part = self._speak_part(text[start:end], voice)
                words.extend(_shifted(word, start, frames) for word in part.words)
                sounds.append(part.pcm)
                frames, rate = frames + len(part.pcm), part.rate
        return Speech(np.concatenate(sounds) if sounds else np.zeros(0, np.int16), rate, tuple(words))

    def _speak_part(self, text: str, voice: Voice) -> Speech:
        # A tract is a tempo here and a rate of frames there: see voices.model.Voice.
        request = {
            "do": "speak",
            "text": text,
            "voice": voice.name,
            "rate": round(WORDS_PER_MINUTE * voice.rate * voice.tract),
            "pitch": self._pitch(voice),
        }
        try:
            with sound_place() as path:
                answer = self._ask(request | {"path": str(path)}, text)
                pcm, rate = read_sound(path)
                # Only eSpeak NG has a pitch to set, and only it wants brightness.
                pcm = shift(pcm, rate, voice.pitch) if request["pitch"] is None else brightened(pcm, rate)
        except (OSError, ValueError) as error:
            raise EngineError(f"The system's voice left no sound of {beginning(text)}", _NEXT_STEP) from error
        words = [
            SpeechWord(start, _end_of(text, end, answer["words"], at), *frames)
            for at, (start, end, *frames) in enumerate(_within(answer["words"], len(pcm)))
        ]
        return Speech(pcm, round(rate / voice.tract), tuple(words))

    def close(self) -> None:
        self._child.close()

    def _pitch(self, voice: Voice) -> int | None:
        """eSpeak NG's scale of the pitch: 50 is the voice's own, 50 steps are an octave. None for other
        drivers, which have none: theirs is shifted in what they said."""
        if self._listing()["driver"] == "espeak":
            return max(0, min(99, round(50 + voice.pitch * 50 / 12)))
        return None

    def _listing(self) -> dict[str, Any]:
        if not self._known:
            self._known = self._ask({"do": "voices"}, "")
        return self._known

    def _ask(self, request: dict[str, Any], text: str) -> dict[str, Any]:
        """The child's answer, after one more try if the first fails."""
        patience_s = self._patience_s + self._patience_s_per_character * len(text)
        failure = ""
        for _ in range(2):
            try:
                answer = self._child.ask(request, patience_s)
            except ChildFailedError as error:
                failure = str(error)
                continue
            if "error" not in answer:
                return answer
            failure = str(answer["error"])
            self._child.close()
        what = f"say {beginning(text)}" if text else "list its voices"
        raise EngineError(f"The system's voice could not {what}: it {failure}", _NEXT_STEP)


_NEXT_STEP = "Try another engine with --engine, or change the line."
_GENDERS = {"male": Gender.MALE, "female": Gender.FEMALE}


def _espeak_is_here() -> bool:
    if find_spec("espeakng_loader") is not None:
        return True
    from ctypes.util import find_library

    return find_library("espeak-ng") is not None or find_library("espeak") is not None


def _within(words: Sequence[Sequence[int]], frames: int) -> list[list[int]]:
    """No word ends after the sound: of a last word nobody tells where it ends."""
    return [[start, end, min(first, frames), min(last, frames)] for start, end, first, last in words]


def _shifted(word: SpeechWord, characters: int, frames: int) -> SpeechWord:
    return SpeechWord(
        word.start + characters, word.end + characters, word.start_frame + frames, word.end_frame + frames
    )


def _end_of(text: str, end: int, words: Sequence[Sequence[int]], at: int) -> int:
    """Where the words end that one event tells of: eSpeak NG says "of the" in one go and names only "of"."""
    following = words[at + 1][0] if at + 1 < len(words) else len(text)
    while following > end and not text[following - 1].isalnum():
        following -= 1
    return max(end, following)
