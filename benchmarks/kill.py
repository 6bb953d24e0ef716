"""Builds that are killed: bar 5 of "a rebuild costs what the edit costs".

    python benchmarks/kill.py [--times N] [--words N] [--engine NAME] [--seed N]

An article is built without disturbance. Then, with an empty store each time, a build is killed with its
worker processes (SIGKILL) at a random moment of the time it takes, and built again: it must end well, remake
no finished take, and give the same bytes. Exit code 1 if it does not."""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.book import book  # noqa: E402 - found from here only now


def command(article: Path, engine: str, folder: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "edition", "build", str(article), "--engine", engine, "--jobs", "2"),
        *("--json", "-o", str(folder)),
    ]


def environment(cache: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "AUDIO_EDITION_CACHE": str(cache)}


def built(article: Path, engine: str, folder: Path, cache: Path) -> dict[str, Any]:
    ran = subprocess.run(
        command(article, engine, folder), env=environment(cache), capture_output=True, text=True, check=True
    )
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def takes(cache: Path) -> int:
    return sum(1 for path in cache.glob("v1/take/*/*") if not path.name.startswith("."))


def killed(article: Path, engine: str, folder: Path, cache: Path, after_s: float) -> int:
    """Start a build, kill all of it after `after_s`; how many takes were finished."""
    with subprocess.Popen(
        command(article, engine, folder),
        env=environment(cache),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as build:
        time.sleep(after_s)
        os.killpg(build.pid, signal.SIGKILL)
    return takes(cache)


def main() -> int:
    """Print a row for each kill, and whether all was well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--words", type=int, default=800)
    parser.add_argument("--engine", default="system")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        article = folder / "book.md"
        article.write_text(book(options.words, 3), encoding="utf-8")
        started = time.monotonic()
        clean = built(article, options.engine, folder / "clean", folder / "cache-clean")
        seconds = time.monotonic() - started
        good = Path(clean["audio"]).read_bytes()
        all_takes = takes(folder / "cache-clean")
        print(f"undisturbed: {seconds:.1f} s, {all_takes} takes", flush=True)
        well = 0
        for number in range(options.times):
            cache, out = folder / f"cache-{number}", folder / f"out-{number}"
            after_s = draw.uniform(0, seconds)
            finished = killed(article, options.engine, out, cache, after_s)
            stamps = {path: path.stat().st_mtime_ns for path in cache.glob("v1/take/*/*")}
            told = built(article, options.engine, out, cache)
            untouched = all(path.stat().st_mtime_ns == stamp for path, stamp in stamps.items())
            same = Path(told["audio"]).read_bytes() == good
            well += same and untouched
            print(
                f"killed after {after_s:6.2f} s with {finished:3} takes: then {told['takes_made']:3} made, "
                f"{'same bytes' if same else 'OTHER BYTES'}, "
                f"{'no finished take remade' if untouched else 'FINISHED TAKES REMADE'}",
                flush=True,
            )
    print(f"{well} of {options.times} well")
    return 0 if well == options.times else 1


if __name__ == "__main__":
    sys.exit(main())
