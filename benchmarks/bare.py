"""What the parts cost by themselves: eSpeak NG and ffmpeg, with nothing around them.

eSpeak NG is the library of the wheel, called directly, in as many processes as asked for; each says its share
of the lines, the longest first. ffmpeg encodes what came out, as much in each process, at a build's bit rate
and LAME's usual quality; a build asks for another, which is quicker (`benchmarks/lame_quality.py`).
"""

import ctypes
import multiprocessing
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from audio.tools import ffmpeg_path

_SYNCHRONOUS, _UTF8, _RATE_PARAMETER = 2, 1, 1
_WORDS_PER_MINUTE = 165


def speak(texts: Sequence[str], path: str) -> float:
    """Say `texts` into a file of samples; returns the seconds of sound. Runs in a process of its own."""
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, str(espeakng_loader.get_data_path()).encode(), 0)
    library.espeak_SetVoiceByName(b"en-us")
    library.espeak_SetParameter(_RATE_PARAMETER, _WORDS_PER_MINUTE, 0)
    with Path(path).open("wb") as file:

        def hear(samples: int | None, count: int, events: int | None) -> int:
            if samples and count > 0:
                file.write(ctypes.string_at(samples, 2 * count))
            return 0

        callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(hear)
        library.espeak_SetSynthCallback(callback)
        for text in texts:
            data = text.encode() + b"\0"
            library.espeak_Synth(data, ctypes.c_size_t(len(data)), 0, 0, 0, _UTF8, None, None)
        return file.tell() / 2 / float(rate)


def time_bare(texts: Sequence[str], jobs: int, bitrate_kbps: int) -> tuple[float, float, float]:
    """Seconds that eSpeak NG takes, seconds that ffmpeg takes, and the seconds of sound between them."""
    longest_first = sorted(texts, key=len, reverse=True)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{job}.pcm") for job in range(jobs)]
        shares = [(longest_first[job::jobs], str(paths[job])) for job in range(jobs)]
        started = time.monotonic()
        with multiprocessing.get_context("spawn").Pool(jobs) as pool:
            sound = sum(pool.starmap(speak, shares))
        spoken = time.monotonic() - started
        for path in paths:
            samples = np.fromfile(path, np.int16)
            np.repeat(samples, 2).tofile(path)  # to 44,100 Hz; how it sounds does not matter here
        started = time.monotonic()
        encoders = [subprocess.Popen(_encoding(path, bitrate_kbps)) for path in paths]
        if any(encoder.wait() for encoder in encoders):
            raise RuntimeError("ffmpeg failed")
        return spoken, time.monotonic() - started, sound


def _encoding(path: Path, bitrate_kbps: int) -> list[str]:
    return [
        *(ffmpeg_path(), "-loglevel", "error", "-nostdin", "-f", "s16le", "-ar", "44100", "-ac", "1"),
        *("-i", f"file:{path}", "-c:a", "libmp3lame", "-b:a", f"{bitrate_kbps}k", "-y", f"file:{path}.mp3"),
    ]
