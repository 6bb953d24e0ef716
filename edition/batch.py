"""Building several articles with one set of workers: a bad one does not stop the others."""

import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from edition.build import Order, build
from edition.load import config_for
from edition.progress import OnProgress
from edition.rendering import AS_CONFIGURED, Rendering
from edition.result import Result
from edition.store import FolderStore, default_root
from edition.workers import default_jobs, make_executor
from scripts.errors import AudioEditionError

Report = Callable[[str], AbstractContextManager[OnProgress]]
"""Given an article's name, shows its progress for as long as the context lasts."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: a result, or the problem."""

    source: str
    result: Result | None = None
    error: AudioEditionError | None = None


def build_all(  # noqa: PLR0913 - one for each thing that a command can say
    sources: Sequence[str],
    *,
    output: Path | None,
    engine: str | None,
    jobs: int,
    report: Report,
    rendering: Rendering = AS_CONFIGURED,
) -> Sequence[Outcome]:
    """Build each article. `output`, `engine` and `rendering` win over `edition.toml`; None leaves the word to
    it.

    `jobs` is the number of worker processes, 0 for one per processor.
    """
    store = FolderStore(default_root())
    claimed: dict[Path, str] = {}
    outcomes = []
    store.sweep()
    with contextlib.ExitStack() as pools:
        executor = pools.enter_context(make_executor(jobs or default_jobs()))
        for source in sources:
            try:
                order = _order(source, output, engine, rendering)
                with report(source) as on_progress:
                    outcomes.append(Outcome(source, build(order, executor, store, on_progress, claimed)))
            except AudioEditionError as error:
                outcomes.append(Outcome(source, error=error))
                if isinstance(error.__cause__, BrokenProcessPool | BrokenPipeError):
                    executor = pools.enter_context(make_executor(jobs or default_jobs()))
    return outcomes


def _order(source: str, output: Path | None, engine: str | None, rendering: Rendering) -> Order:
    config = rendering.over(config_for(source))
    return Order(
        source=source,
        root=output or Path(config.output.folder),
        engine=engine or config.output.engine,
        config=config,
    )
