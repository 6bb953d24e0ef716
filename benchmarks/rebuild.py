"""What a book costs to build, and what its rebuilds cost: bars 2, 3 and 4 of "a rebuild costs what the edit
costs".

    python benchmarks/rebuild.py [--words N] [--chapters N] [--engine NAME] [--jobs N] [--short N]

A book is generated (`book.py`), built with an empty store, and edited in the ways of a newsroom; after each
edit it is built again by the command as a user runs it. Times are ratios within this run, by the clock and
by what the processors spent, which other work on the machine hardly changes; memory is the peak of every
process. With `--engine system` the bare parts (`bare.py`) are timed before and after the cold build;
the mean counts. `--short N` builds another book of N words with the same chapters' length, to compare the
memory."""

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.bare import time_bare  # noqa: E402 - found from here only now
from benchmarks.book import book  # noqa: E402 - found from here only now
from benchmarks.processes import Ran, run, spent_s  # noqa: E402 - found from here only now

BITRATE_KBPS = 96


class Desk:
    """A folder with an article, and the command that builds it."""

    def __init__(self, folder: Path, name: str, text: str, engine: str, jobs: int) -> None:
        self.folder, self.article = folder, folder / f"{name}.md"
        self.article.write_text(text, encoding="utf-8")
        self.choices = engine, jobs
        self.arguments = ["--engine", engine, "--jobs", jobs, "--json"]
        # An installed program has its bytecode; a checkout may be told to keep none.
        unwanted = {"PYTHONDONTWRITEBYTECODE"}
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in unwanted},
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "AUDIO_EDITION_CACHE": str(folder / f"cache-{name}"),
        }

    def warm(self) -> None:
        """Build a sentence, so that what is timed has its bytecode, as a program that is installed."""
        Desk(self.folder, "warm", "One sentence.\n", *self.choices).build()

    def build(self) -> tuple[Ran, dict[str, Any]]:
        command = [sys.executable, "-m", "edition", "build", self.article, *self.arguments]
        ran = run(command, self.environment, self.folder)
        return ran, json.loads(ran.out)

    def edit(self, change: Callable[[str], str]) -> None:
        text = self.article.read_text(encoding="utf-8")
        changed = change(text)
        if changed == text:
            raise ValueError("the edit changed nothing")
        self.article.write_text(changed, encoding="utf-8")

    def recast(self, speaker: str, voice: str) -> None:
        (self.folder / "edition.toml").write_text(f'[cast]\n"{speaker}" = "{voice}"\n', encoding="utf-8")


def one_word(text: str) -> str:
    """In a sentence of narration in the middle of the book."""
    middle = len(text) // 2
    return text[:middle] + text[middle:].replace(
        " where the two rivers meet", " where the three rivers meet", 1
    )


def paragraph_on_top(text: str) -> str:
    heading, _, rest = text.partition("\n\n")
    return f"{heading}\n\nThis is a new beginning. It has two sentences of its own.\n\n{rest}"


def swapped(text: str) -> str:
    """The second chapter behind the third."""
    first, second, third, *others = re.split(r"(?m)^(?=## )", text)
    return "".join([first, third, second, *others])


def free_voice(cast: dict[str, str], engine: str, language: str = "en") -> str:
    from voices.engines import get_engine

    return next(v.label for v in get_engine(engine).voices(language) if v.label not in cast.values())


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--chapters", type=int, default=60)
    parser.add_argument("--engine", default="system")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--short", type=int, default=0)
    parser.add_argument("--twice", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options)


def measure(folder: Path, options: argparse.Namespace) -> None:
    text = book(options.words, options.chapters)
    desk = Desk(folder, "book", text, options.engine, options.jobs)
    bare = [_bare(text, options)] if options.engine == "system" else []
    desk.warm()
    cold, told = desk.build()
    if bare and options.twice:
        bare.append(_bare(text, options))
    print(
        f"{len(text.split())} words, {len(told['chapters'])} chapters, {told['lines']} lines, "
        f"{told['duration_s'] / 3600:.1f} h; {options.engine}, {options.jobs} processes"
    )
    print(f"{'':28}{'seconds':>9}{'of cold':>9}{'CPU s':>9}{'of cold':>9}{'takes':>7}{'chapters':>9}")
    _row("cold", cold, cold, told)
    if bare:
        spoken, encoded, cpu = (sum(column) / len(bare) for column in zip(*bare, strict=True))
        seconds = spoken + encoded
        parts = f"{spoken:.1f} + {encoded:.1f} s, {cpu:.1f} CPU s"
        times = f"{cold.seconds / seconds:.2f} x ({cold.cpu_s / cpu:.2f} x in CPU s)"
        print(f"{'bare eSpeak NG + ffmpeg':28}{seconds:9.1f}   {parts}: the cold build is {times}")
    edits: list[tuple[str, Callable[[], None]]] = [
        ("nothing edited", lambda: None),
        ("one word", lambda: desk.edit(one_word)),
        ("a paragraph on top", lambda: desk.edit(paragraph_on_top)),
        ("two chapters swapped", lambda: desk.edit(swapped)),
        ("one speaker recast", lambda: desk.recast("Jonas Reed", free_voice(told["cast"], options.engine))),
    ]
    for name, change in edits:
        change()
        ran, built = desk.build()
        _row(name, ran, cold, built)
    _memory(folder, options, cold)


def _row(name: str, ran: Ran, cold: Ran, told: dict[str, Any]) -> None:
    share, cpu = 100 * ran.seconds / cold.seconds, 100 * ran.cpu_s / cold.cpu_s
    print(
        f"{name:28}{ran.seconds:9.2f}{share:8.1f}%{ran.cpu_s:9.2f}{cpu:8.1f}%"
        f"{told['takes_made']:7}{told['chapters_encoded']:9}   "
        + ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in told["seconds"].items()),
        flush=True,
    )


def _bare(text: str, options: argparse.Namespace) -> tuple[float, float, float]:
    """Seconds that speaking takes, that encoding takes, and of processors for both."""
    spent = spent_s()
    lines = [line for block in text.split("\n\n") for line in re.split(r"(?<=\.) ", block.lstrip("# "))]
    spoken, encoded, _ = time_bare(lines, options.jobs, BITRATE_KBPS)
    return spoken, encoded, spent_s() - spent


def _memory(folder: Path, options: argparse.Namespace, cold: Ran) -> None:
    print("peak memory, MB: " + ", ".join(f"{kind} {mb:.0f}" for kind, mb in sorted(cold.peak_mb.items())))
    if options.short:
        chapters = max(1, options.chapters * options.short // options.words)
        (folder / "edition.toml").unlink(missing_ok=True)
        desk = Desk(folder, "short", book(options.short, chapters), options.engine, options.jobs)
        short, _ = desk.build()
        print(
            f"with {options.short} words:  "
            + ", ".join(f"{kind} {mb:.0f}" for kind, mb in sorted(short.peak_mb.items()))
        )


if __name__ == "__main__":
    main()
