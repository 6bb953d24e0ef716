"""Time and memory against the length of the text: bar 6 of "a rebuild costs what the edit costs".

    python benchmarks/scaling.py [--words N,N,N] [--engine NAME] [--jobs N] [--plot FILE]

Books of the same chapters' length are built with empty stores and then built again after one word was
changed. The exponent is the slope of a line through the logarithms of the cold times, less what a build of
one sentence takes; by the clock, and by what the processors spent, which other work on the machine hardly
changes. The plot is an SVG with logarithmic axes."""

import argparse
import math
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.book import book  # noqa: E402 - found from here only now
from benchmarks.rebuild import Desk, one_word  # noqa: E402 - found from here only now

_WORDS_PER_CHAPTER = 1700
_SIZE, _MARGIN = (640, 420), 60
_COLOURS = ("#1f77b4", "#d62728", "#2ca02c")


def exponent(words: Sequence[int], seconds: Sequence[float]) -> float:
    """Slope of the line through the logarithms (least squares).

    >>> round(exponent([10, 100, 1000], [1, 10, 100]), 3)
    1.0
    """
    xs, ys = [math.log(w) for w in words], [math.log(s) for s in seconds]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum(
        (x - mean_x) ** 2 for x in xs
    )


def plot(words: Sequence[int], rows: Sequence[tuple[str, Sequence[float]]]) -> str:
    """An SVG with a line for each row of values against `words`."""
    (width, height), low_x, high_x = _SIZE, math.log10(min(words)), math.log10(max(words))
    values = [math.log10(value) for _, row in rows for value in row]
    low_y, high_y = math.floor(min(values)), math.ceil(max(values))

    def place(word: float, value: float) -> str:
        x = _MARGIN + (math.log10(word) - low_x) / (high_x - low_x) * (width - 2 * _MARGIN)
        y = height - _MARGIN - (math.log10(value) - low_y) / (high_y - low_y) * (height - 2 * _MARGIN)
        return f"{x:.1f},{y:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">',
        '<g font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>',
    ]
    for power in range(low_y, high_y + 1):
        x, y = place(min(words), 10**power).split(",")
        right = place(max(words), 10**power).split(",")[0]
        parts.append(f'<path d="M{x} {y}H{right}" stroke="#ddd"/><text x="8" y="{y}">{10.0**power:g}</text>')
    for word in words:
        x = place(word, 10**low_y).split(",")[0]
        parts.append(f'<text x="{x}" y="{height - _MARGIN + 20}" text-anchor="middle">{word}</text>')
    for (name, row), colour, at in zip(rows, _COLOURS, range(len(rows)), strict=False):
        points = " ".join(place(word, value) for word, value in zip(words, row, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{_MARGIN}" y="{20 + 16 * at}" fill="{colour}">{name}</text>')
    label = f'<text x="{width / 2}" y="{height - 12}" text-anchor="middle">words</text>'
    parts.append(f"{label}</g></svg>")
    return "\n".join(parts) + "\n"


def main() -> None:
    """Print a table and write the plot."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", default="1000,10000,100000")
    parser.add_argument("--engine", default="system")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--plot", type=Path, default=Path("scaling.svg"))
    options = parser.parse_args()
    words = [int(number) for number in options.words.split(",")]
    cold, spent, edited, memory = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), "least", "One sentence.\n", options.engine, options.jobs)
        desk.warm()
        least, _ = desk.build()
        print(f"{'words':>8}{'cold, s':>10}{'CPU s':>8}{'one word, s':>13}{'CPU s':>8}{'memory, MB':>12}")
        for number in words:
            text = book(number, max(1, number // _WORDS_PER_CHAPTER))
            desk = Desk(Path(folder), f"book-{number}", text, options.engine, options.jobs)
            ran, _ = desk.build()
            desk.edit(one_word)
            again, _ = desk.build()
            cold.append(ran.seconds)
            spent.append(ran.cpu_s)
            edited.append(again.seconds)
            memory.append(max(ran.peak_mb.values(), default=1.0))
            print(
                f"{number:8}{cold[-1]:10.1f}{spent[-1]:8.1f}{edited[-1]:13.1f}{again.cpu_s:8.1f}{memory[-1]:12.0f}",
                flush=True,
            )
    for name, times, fixed in (("time", cold, least.seconds), ("CPU time", spent, least.cpu_s)):
        above = [max(0.01, seconds - fixed) for seconds in times]
        print(f"exponent of the cold {name}: {exponent(words, above):.3f}")
    rows = [("cold build, s", cold), ("one word, s", edited), ("memory, MB", memory)]
    options.plot.write_text(plot(words, rows), encoding="utf-8")


if __name__ == "__main__":
    main()
