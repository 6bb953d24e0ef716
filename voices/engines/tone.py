"""An engine for tests: one short tone per character, so every length and every time is known.

Conventions
-----------
At `tract` 1 and `rate` 1 each character lasts `FRAMES_PER_CHARACTER` frames at `TONE_RATE` (60 ms; exactly
2,646 frames at the edition's rate). White space is silence, everything else a sine whose frequency depends
on the character and on the voice. Each tone starts and ends at zero.
"""

from collections.abc import Sequence

import numpy as np

from scripts.model import Gender
from voices.model import Health, Pcm, Speech, SpeechWord, Voice
from voices.words import word_spans

TONE_RATE = 22_050
FRAMES_PER_CHARACTER = 1_323

_FADE_FRAMES = 110
_LEVEL = 0.25
_BASE_HZ = {"alto": 330.0, "bass": 110.0, "soprano": 523.0, "tenor": 220.0, "treble": 660.0}
_VOICES = (
    Voice("tone", "alto", "Alto", Gender.FEMALE),
    Voice("tone", "bass", "Bass", Gender.MALE),
    Voice("tone", "soprano", "Soprano", Gender.FEMALE),
    Voice("tone", "tenor", "Tenor", Gender.MALE),
    Voice("tone", "treble", "Treble"),
    Voice("tone", "bass", "Bass, larger", Gender.MALE, tract=1.2),
    Voice("tone", "soprano", "Soprano, smaller", Gender.FEMALE, tract=0.9),
    Voice("tone", "tenor", "Tenor, faster", Gender.MALE, rate=1.1),
)


class ToneEngine:
    """Says every text in every language, at once."""

    name = "tone"
    licence = "part of audio-edition (MIT)"

    def health(self) -> Health:
        return Health()

    def voices(self, language: str) -> Sequence[Voice]:
        return _VOICES

    def fingerprint(self, voice: Voice) -> str:
        return "tone 1"

    def speak(self, text: str, voice: Voice, language: str, seed: int) -> Speech:
        frames = max(2 * _FADE_FRAMES, round(FRAMES_PER_CHARACTER / voice.rate / voice.tract))
        base_hz = _BASE_HZ.get(voice.name, 440.0) * 2 ** (voice.pitch / 12)
        known = {character: _tone(character, base_hz, frames) for character in set(text)}
        pcm = np.concatenate([known[character] for character in text]) if text else np.zeros(0, np.int16)
        words = tuple(SpeechWord(start, end, start * frames, end * frames) for start, end in word_spans(text))
        return Speech(pcm, round(TONE_RATE / voice.tract), words)

    def close(self) -> None:
        return None


def _tone(character: str, base_hz: float, frames: int) -> Pcm:
    if character.isspace():
        return np.zeros(frames, np.int16)
    # Within an octave above the voice's own pitch, so that voices stay apart.
    hertz = base_hz * 2 ** ((ord(character) * 7 % 24) / 24)
    wave = np.sin(2 * np.pi * hertz / TONE_RATE * np.arange(frames))
    fade = 0.5 - 0.5 * np.cos(np.pi * np.arange(_FADE_FRAMES) / _FADE_FRAMES)
    wave[:_FADE_FRAMES] *= fade
    wave[frames - _FADE_FRAMES :] *= fade[::-1]
    return np.asarray(np.rint(wave * _LEVEL * 32767), np.int16)
