"""Sounds and a store for the tests of this room."""

import io
from collections.abc import Callable
from typing import BinaryIO

import numpy as np
import pytest

from voices import blob
from voices.model import RATE, Pcm, TakeInfo


class MemoryStore:
    """The store's interface over a dict."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], bytes] = {}

    def open(self, kind: str, key: str) -> BinaryIO | None:
        data = self.entries.get((kind, key))
        return None if data is None else io.BytesIO(data)

    def write(self, kind: str, key: str, data: bytes) -> None:
        self.entries[kind, key] = data

    def discard(self, kind: str, key: str) -> None:
        self.entries.pop((kind, key), None)

    def put_take(self, name: str, pcm: Pcm) -> str:
        """Store samples as a take; returns its key."""
        key = name.encode().hex().ljust(64, "0")
        self.write("take", key, blob.encode(TakeInfo(key, len(pcm), (), None), (), pcm))
        return key


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def speech() -> Callable[..., Pcm]:
    """Sounds with the levels of speech: pulses at a pitch, swelling and fading, with breaths between."""
    return speech_like


def speech_like(seconds: float, seed: int = 0, peak: float = 20_000.0, pitch_hz: float = 120.0) -> Pcm:
    rng = np.random.default_rng(seed)
    frames = round(seconds * RATE)
    at = np.arange(frames) / RATE
    pitch = pitch_hz * (1 + 0.1 * np.sin(2 * np.pi * 0.7 * at + seed))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    # A throat spreads the phases; in step, the pulses would be sharper than any voice's.
    voiced = sum(np.cos(k * phase + 0.9 * k**1.5) / k**0.9 for k in range(1, 24))
    syllables = np.clip(np.sin(2 * np.pi * 2.3 * at + seed) + 0.5, 0, None) ** 2
    hiss = (
        np.convolve(rng.standard_normal(frames), np.hanning(6)[1:-1], "same")
        * 0.1
        * np.clip(np.sin(2 * np.pi * 1.1 * at), 0, None)
    )
    sound = (voiced + hiss) * syllables
    edge = np.minimum(1.0, np.minimum(np.arange(frames), np.arange(frames)[::-1]) / 441)
    sound *= edge * peak / np.abs(sound).max()
    pcm: Pcm = np.rint(sound).astype(np.int16)
    return pcm
