"""What LAME's quality setting does to speech, and what it costs.

    python benchmarks/lame_quality.py [--engine NAME] [--minutes N]

Generated prose is spoken, encoded at several qualities and rates, decoded, and compared with what went in:
the noise under the signal, and the noise against a masking threshold (by critical bands, 14 dB under each
band and 10 dB a band upwards, up to 7 kHz): a plain model, the same for all, good for telling settings apart
and for nothing else."""

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from audio.mp3 import RATE  # noqa: E402 - found from here only now
from audio.tools import ffmpeg_path  # noqa: E402 - found from here only now
from benchmarks.book import book  # noqa: E402 - found from here only now

Floats = npt.NDArray[np.float64]
_WINDOW = 2048
_BANDS = 18
_DELAY = 1105


def speech(engine_name: str, minutes: float) -> npt.NDArray[np.int16]:
    from edition.store import FolderStore
    from voices.engines import choose_engine
    from voices.takes import make_take, read_take, request_take

    engine = choose_engine(engine_name)
    voice = engine.voices("en")[0]
    parts: list[npt.NDArray[np.int16]] = []
    with tempfile.TemporaryDirectory() as folder:
        store = FolderStore(Path(folder))
        for paragraph in book(5000, 1).split("\n\n")[1:]:
            request = request_take(paragraph, voice, "en", engine)
            make_take(request, store)
            parts += [read_take(store, request).pcm, np.zeros(RATE // 3, np.int16)]
            if sum(map(len, parts)) > minutes * 60 * RATE:
                break
    samples = np.concatenate(parts)
    return np.asarray(samples * (20_000 / np.abs(samples).max()), np.int16)


def bands(samples: Floats) -> Floats:
    """Power by window and critical band, shape (windows, 25)."""
    windows = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[:: _WINDOW // 2]
    power = np.abs(np.fft.rfft(windows * np.hanning(_WINDOW), axis=1)) ** 2
    hertz = np.fft.rfftfreq(_WINDOW, 1 / RATE)
    bark = 13 * np.arctan(0.00076 * hertz) + 3.5 * np.arctan((hertz / 7500) ** 2)
    return np.stack([power[:, bark.astype(int) == band].sum(axis=1) for band in range(25)], axis=1)


def measure(path: Path, sound: Floats, kbps: int, quality: int) -> str:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    raw = ["-f", "s16le", "-ar", str(RATE), "-ac", "1"]
    encode = ["-c:a", "libmp3lame", "-b:a", f"{kbps}k", "-compression_level", str(quality), "-reservoir", "0"]
    mp3 = _run([*raw, "-i", f"file:{path}", *encode, "-write_xing", "0", "-f", "mp3", "pipe:1"], b"")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    decoded = np.frombuffer(_run(["-f", "mp3", "-i", "pipe:0", "-f", "s16le", "pipe:1"], mp3), np.int16)
    heard = decoded[_DELAY : _DELAY + len(sound)].astype(np.float64)
    sound = sound[: len(heard)]
    noise = heard * (sound @ sound / (heard @ sound)) - sound
    signal = bands(sound)
    mask = np.maximum(signal * 10**-1.4, np.roll(signal, 1, axis=1) * 10**-2.4)
    loud = signal.sum(axis=1) > signal.sum(axis=1).max() * 1e-5
    ratio = ((bands(noise) + 1e-3) / (mask + 1e3))[loud, :_BANDS]
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (
        f"{kbps:5} kbit/s {quality:8}{10 * np.log10(sound @ sound / (noise @ noise)):13.1f}"
        f"{10 * np.log10(ratio.mean()):13.1f}{100 * (ratio.max(axis=1) > 1).mean():13.1f}%{seconds:12.2f}"
    )


def _run(arguments: list[str], data: bytes) -> bytes:
    command = [ffmpeg_path(), "-loglevel", "error", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--minutes", type=float, default=3)
    options = parser.parse_args()
    samples = speech(options.engine, options.minutes)
    print(f"{len(samples) / RATE:.0f} s of speech")
    print(f"{'rate':>12} {'quality':>8}{'SNR, dB':>13}{'NMR, dB':>13}{'heard in':>14}{'CPU, s':>12}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "speech.pcm")
        samples.tofile(path)
        for kbps in (48, 64, 96):
            for quality in (2, 5, 7, 9):
                print(measure(path, samples.astype(np.float64), kbps, quality), flush=True)


if __name__ == "__main__":
    main()
