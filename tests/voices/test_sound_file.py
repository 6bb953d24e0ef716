"""The sound files that the systems' voices write."""

import struct
import wave
from pathlib import Path

import pytest

from voices.engines.sound_file import read_sound


def aiff(kind: bytes, channels: int = 1, bits: int = 16, order: str = ">") -> bytes:
    samples = struct.pack(f"{order}4h", 1, -2, 300, -32768)
    rate = struct.pack(">HQ", 16_383 + 14, 22_050 * 2**49)
    common = struct.pack(">hLh", channels, 4 // channels, bits) + rate + (kind + b"\x00\x00" if kind else b"")
    chunks = [
        (b"FVER", b"\xa2\x80\x51\x40"),
        (b"COMM", common),
        (b"NAME", b"odd\x00"[:3]),
        (b"SSND", struct.pack(">LL", 0, 0) + samples),
    ]
    body = b"".join(n + struct.pack(">L", len(d)) + d + b"\x00" * (len(d) % 2) for n, d in chunks)
    return b"FORM" + struct.pack(">L", len(body) + 4) + (b"AIFC" if kind else b"AIFF") + body


@pytest.mark.parametrize(("kind", "order"), [(b"", ">"), (b"NONE", ">"), (b"twos", ">"), (b"sowt", "<")])
def test_aiff(tmp_path: Path, kind: bytes, order: str) -> None:
    path = tmp_path / "speech.wav"
    path.write_bytes(aiff(kind, order=order))
    pcm, rate = read_sound(path)
    assert pcm.tolist() == [1, -2, 300, -32768]
    assert rate == 22_050


def test_the_first_of_two_channels(tmp_path: Path) -> None:
    path = tmp_path / "a.aiff"
    path.write_bytes(aiff(b"", channels=2))
    assert read_sound(path)[0].tolist() == [1, 300]


def test_wav(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(struct.pack("<2h", 5, -6))
    pcm, rate = read_sound(path)
    assert (pcm.tolist(), rate) == ([5, -6], 16_000)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF",
        b"RIFF\x00\x00\x00\x00WAVE",
        aiff(b"fl32"),
        aiff(b"", bits=24),
        aiff(b"")[:30],
        b"x" * 100,
    ],
)
def test_what_is_no_such_sound(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(data)
    with pytest.raises(ValueError, match="file"):
        read_sound(path)
