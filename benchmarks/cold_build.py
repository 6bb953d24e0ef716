"""How much a cold build costs against the bare engine: the same lines, in as many processes, in one run.

    python benchmarks/cold_build.py [ARTICLE] [--jobs N] [--rounds N]

Bare Piper is the model as it comes: one voice, no trimming, no chapters, no files; each process loads it
once, with one thread, and speaks its share of the lines. It is timed at the model's own tempo, and at the
narrator's tempo, at which the build has to make more speech. The build is the command as a user runs it, with
an empty store, and is whole: script, takes, loudness, MP3 with chapters, cover, manifest. Rounds alternate,
so that a machine that slows down slows both; medians are compared.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def bare_piper(texts: Sequence[str], length_scale: float) -> float:
    """Speak `texts` with Piper alone; returns the seconds of audio. Runs in a process of its own."""
    import onnxruntime
    from piper import PiperConfig, PiperVoice, SynthesisConfig

    from voices.engines import get_engine
    from voices.engines.piper.engine import model_path

    path = model_path(get_engine("piper").voices("en")[0])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, sess_options=options, providers=["CPUExecutionProvider"])
    config = PiperConfig.from_dict(json.loads(Path(f"{path}.json").read_text(encoding="utf-8")))
    voice = PiperVoice(session=session, config=config)
    settings = SynthesisConfig(length_scale=config.length_scale * length_scale)
    seconds = 0.0
    for text in texts:
        for chunk in voice.synthesize(text, settings):
            seconds += len(chunk.audio_float_array) / chunk.sample_rate
    return seconds


def time_bare(texts: Sequence[str], jobs: int, length_scale: float) -> tuple[float, float]:
    """Wall-clock seconds, and seconds of audio, for bare Piper in `jobs` processes."""
    longest_first = sorted(texts, key=len, reverse=True)
    shares = [longest_first[start::jobs] for start in range(jobs)]
    started = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        audio = sum(pool.starmap(bare_piper, [(share, length_scale) for share in shares]))
    return time.monotonic() - started, audio


def time_build(article: Path, jobs: int) -> float:
    """Wall-clock seconds of one cold build, by the command."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "edition", "build", article, "--engine", "piper"]
        environment = {**os.environ, "AUDIO_EDITION_CACHE": f"{folder}/cache"}
        started = time.monotonic()
        subprocess.run(
            [*command, "-o", f"{folder}/out", "--jobs", str(jobs)],
            check=True,
            cwd=ROOT,
            env=environment,
            capture_output=True,
        )
        return time.monotonic() - started


def main() -> None:
    """Print a table of medians and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", nargs="?", type=Path, default=ROOT / "examples" / "last-ferry.md")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()

    from edition.load import load_script
    from voices.engines.piper.engine import TEMPO
    from voices.spoken import spoken_form

    script = load_script(str(options.article))
    texts = [text for line in script.lines if (text := spoken_form(line.text, script.language).text)]
    times: dict[str, list[float]] = {"build": [], "bare": [], "bare, narrator's tempo": []}
    audio: dict[str, float] = {}
    for _ in range(options.rounds):
        times["build"].append(time_build(options.article.resolve(), options.jobs))
        for name, scale in (("bare", 1.0), ("bare, narrator's tempo", 1 / TEMPO)):
            seconds, audio[name] = time_bare(texts, options.jobs, scale)
            times[name].append(seconds)
    print(f"{options.article.name}: {len(texts)} lines, {options.jobs} processes, {options.rounds} rounds")
    build = statistics.median(times["build"])
    print(f"{'cold build':26} {build:7.2f} s")
    for name, speech in audio.items():
        median = statistics.median(times[name])
        print(f"{name:26} {median:7.2f} s   build is {build / median:.2f} x   ({speech:.0f} s of speech)")


if __name__ == "__main__":
    main()
