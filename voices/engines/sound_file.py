"""Reading the sound files that system voices write: WAV, and on macOS AIFF (whatever the file is called).

Both are 16 bit; of several channels the first is taken.
"""

import io
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from voices.model import Pcm


def read_sound(path: Path) -> tuple[Pcm, int]:
    """Samples and rate in Hertz. Raises OSError, or ValueError for a file that is not such sound."""
    data = path.read_bytes()
    if data[:4] == b"FORM" and data[8:12] in (b"AIFF", b"AIFC"):
        return _read_aiff(data)
    try:
        with wave.open(io.BytesIO(data)) as file:
            if file.getsampwidth() != 2:
                raise ValueError(f"{8 * file.getsampwidth()} bits a sample instead of 16")
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
            return samples[:: file.getnchannels()].astype(np.int16), file.getframerate()
    except (wave.Error, EOFError) as error:
        raise ValueError(f"not a sound file: {error}") from error


def _read_aiff(data: bytes) -> tuple[Pcm, int]:
    """AIFF and AIFF-C with plain samples (Apple, "Audio Interchange File Format", 1989 and 1991)."""
    chunks = dict(_chunks(data))
    try:
        common = chunks[b"COMM"]
        channels, _, bits = struct.unpack(">hLh", common[:8])
        exponent, mantissa = struct.unpack(">HQ", common[8:18])
        kind = common[18:22] or b"NONE"
        sound = chunks[b"SSND"][8:]
    except (KeyError, struct.error) as error:
        raise ValueError("an AIFF file without its parts") from error
    if bits != 16 or channels < 1 or kind not in (b"NONE", b"twos", b"sowt"):
        raise ValueError(f"an AIFF file of {bits} bits, kind {kind!r}")
    rate = round(mantissa * 2.0 ** (exponent - 16_383 - 63))
    samples = np.frombuffer(sound[: len(sound) // 2 * 2], "<i2" if kind == b"sowt" else ">i2")
    return samples[::channels].astype(np.int16), rate


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "big")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
