"""What a person sees while a build runs and when it is over. Talk goes to standard error.

On a terminal, one bar per stage with what is being done and the time left; in a log, and on a terminal that
cannot move its cursor (TERM=dumb, as for a screen reader), a plain line at the start of a stage,
at each tenth of it, and at its end.
"""

import contextlib
import itertools
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TextIO

from edition.amounts import duration_text
from edition.progress import OnProgress, Progress, Stage, silent
from edition.result import DroppedText, Result
from edition.terminal import harmless
from scripts.words import cut_short, how_many

_NAMES = {
    Stage.SCRIPT: "reading",
    Stage.VOICES: "speaking",
    Stage.AUDIO: "encoding",
    Stage.CHAPTERS: "publishing",
}


_DUMB = ("dumb", "unknown")
_NARROW = 60
"""Columns of a terminal below which there is room for a name and a number, and for no bar."""


Reporter = Callable[[str], AbstractContextManager[OnProgress]]
"""Given an article's name: a callback that shows its progress for as long as the context lasts."""


@contextmanager
def reporting(stream: TextIO | None = None) -> Iterator[Reporter]:
    """Shows the progress of several articles at once for as long as the context lasts."""
    target = stream or sys.stderr
    if target is None:
        yield lambda name: nullcontext(silent)
    elif target.isatty() and os.environ.get("TERM", "").lower() not in _DUMB:
        with _bars() as report:
            yield report
    else:
        yield lambda name: nullcontext(_PlainLines(name, target))


@contextmanager
def _bars() -> Iterator[Reporter]:
    """One bar for each article that is under way."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    narrow = console.width < _NARROW
    description, text = TextColumn("{task.description}"), TextColumn("{task.fields[text]}", markup=False)
    columns = (
        (SpinnerColumn(), description, text)
        if narrow
        else (
            SpinnerColumn(),
            description,
            BarColumn(bar_width=30),
            text,
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
        )
    )
    with Bars(*columns, console=console, transient=True) as bars:

        @contextmanager
        def report(name: str) -> Iterator[OnProgress]:
            short = harmless(_short_name(name, console.width))

            def described(stage: Stage) -> str:
                return escape(short if narrow else f"{short}: {_NAMES[stage]}")

            task = bars.add_task(described(Stage.SCRIPT), total=None, text="")

            def show(progress: Progress) -> None:
                bars.update(
                    task,
                    description=described(progress.stage),
                    total=progress.total or None,
                    completed=progress.done,
                    text=progress.text,
                )

            try:
                yield show
            finally:
                bars.remove_task(task)

        yield report


def _short_name(name: str, columns: int) -> str:
    """An article's name where it must leave room for the rest of a line: without its folders, cut if need be.

    >>> _short_name("/home/ines/stories/last-ferry.md", 80), _short_name("stories/the-last-ferry.md", 40)
    ('last-ferry.md', 'the-last-fe…')
    """
    last = name.rstrip("/").rpartition("/")[2] if ": " not in name else name
    return cut_short(last, max(8, min(40, columns - (65 if columns >= _NARROW else 28))))


class _PlainLines:
    """Progress for a log: at most a dozen lines a stage."""

    def __init__(self, name: str, stream: TextIO) -> None:
        self.name, self.stream = name, stream
        self.last: tuple[Stage, int] | None = None

    def __call__(self, progress: Progress) -> None:
        tenth = 10 * progress.done // progress.total if progress.total else 0
        if self.last != (progress.stage, tenth):
            self.last = (progress.stage, tenth)
            line = f"{self.name}: {_NAMES[progress.stage]}: {progress.text}"
            with contextlib.suppress(OSError):  # nobody listens: no reason to stop
                print(harmless(line), file=self.stream, flush=True)


def summary(result: Result) -> str:
    """What was made, in a few lines for a person."""
    voices = len({voice for _, voice in result.cast})
    lasts, took = duration_text(result.duration_s), duration_text(result.seconds["total"])
    lines = [
        f"{result.audio}",
        f"  {lasts}, {how_many(len(result.chapters), 'chapter')}, {how_many(voices, 'voice')}, in {took}",
    ]
    if result.unchanged:
        lines.append("  Nothing has changed: nothing was made.")
    else:
        lines.append(
            f"  takes: {result.takes_made} made, {result.takes_reused} reused; "
            f"chapters: {result.chapters_encoded} encoded, {result.chapters_reused} reused"
        )
    if result.steps:
        from edition.difference_text import steps_text

        lines += ["  why:", *(f"  {row}" for row in steps_text(result.steps).splitlines())]
    lines.append("  voices: " + "; ".join(f"{speaker}: {voice}" for speaker, voice in result.cast))
    if result.dropped:
        lines += ["  not read:", *_not_read(result.dropped)]
    if result.doubtful:
        verb = "is" if result.doubtful == 1 else "are"
        lines.append(
            f"  {how_many(result.doubtful, 'quote')} {verb} in doubt: audio-edition script marks them."
        )
    lines.extend(f"  note: {note}" for note in result.notes)
    return "\n".join(lines)


_TOLD = 3
"""So many stretches in a row that are left out for one reason are shown: a table is one of each cell."""


def _not_read(dropped: Sequence[DroppedText]) -> Iterator[str]:
    """A row for each; of many in a row with one reason the first ones, and how many more there are."""
    for reason, group in itertools.groupby(dropped, key=lambda drop: drop.reason):
        row = list(group)
        told = row if len(row) <= _TOLD + 1 else row[:_TOLD]
        yield from (f"    {_short(drop.text)!r} ({reason})" for drop in told)
        if more := len(row) - len(told):
            yield f"    and {more} more ({reason}); audio-edition script lists all"


def _short(text: str, most: int = 60) -> str:
    return cut_short(" ".join(text.split()), most)
