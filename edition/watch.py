"""`build --watch`: builds again whenever an article, its `edition.toml` or what that names (the cover, music,
pronunciations) is saved.

Files are looked at three times a second. That costs nothing for a handful of files, works on every file
system, network shares included, and needs no library; a notice from the system would save a third of a second
on a build that takes longer.

A save in the middle of a build ends it: takes under way are finished and kept, and the build begins again
with what was just edited first.
"""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

from edition.batch import Outcome, Report
from edition.build import finish, prepare
from edition.config import FILE_NAME, Config, find_config, load_config
from edition.feeds import feed_in
from edition.naming import is_file_name
from edition.order import Choices, Order
from edition.progress import OnProgress, Progress, Stage
from edition.unchanged import find_unchanged
from scripts.errors import ArticleError, AudioEditionError
from voices.model import Store

POLL_S = 0.33
SETTLED_S = 0.15
"""So long a file must stay as it is before it is read: editors write in several steps."""

Saved = Mapping[Path, tuple[int, int, int] | None]
"""For each file what tells one save from another; None where there is no file."""


class _SupersededError(Exception):
    """The article was saved again while it was being built."""


def watch(  # noqa: PLR0913 - what a build needs, and whom to tell
    sources: Sequence[str],
    choices: Choices,
    executor: Executor,
    store: Store,
    report: Report,
    *,
    on_built: Callable[[Outcome], None],
    on_idle: Callable[[], None],
) -> None:
    """Build `sources`, and each of them again when it is saved, until somebody presses Ctrl-C.

    `on_built` is told of every build, `on_idle` whenever all are up to date. Ctrl-C while nothing is under
    way returns; in the middle of a build it comes out as KeyboardInterrupt. Raises ArticleError for a
    source that is not a file, and for a feed.
    """
    for source in sources:
        if not is_file_name(source):
            raise ArticleError(f"{source} cannot be watched", "Name a file, or leave --watch out.")
        if feed_in(source) is not None:
            raise ArticleError(f"{source} is a feed and cannot be watched", "Leave --watch out.")
    watchers = [_Watcher(source, choices, executor, store, report) for source in sources]
    while True:
        for watcher in watchers:
            if watcher.is_stale():
                on_built(watcher.build())
        try:
            if not any(watcher.is_stale() for watcher in watchers):
                on_idle()
            while not any(watcher.is_stale() for watcher in watchers):
                time.sleep(POLL_S)
        except KeyboardInterrupt:
            return


class _Watcher:
    """One article: how its files were when it was built last, and what was asked for then."""

    def __init__(
        self, source: str, choices: Choices, executor: Executor, store: Store, report: Report
    ) -> None:
        self.source, self.choices, self.report = source, choices, report
        self.executor, self.store = executor, store
        self.seen: Saved | None = None
        self.asked: frozenset[str] | None = None
        """Keys of the takes of the version before this one."""

    def is_stale(self) -> bool:
        return self.seen is None or saved(self.seen) != self.seen

    def build(self) -> Outcome:
        """Build until the edition is as the files are."""
        while True:
            # Before anything is read: what is saved from here on is noticed.
            self.seen = _settled(self._files())
            try:
                return self._build(self.choices.order(self.source))
            except _SupersededError:
                continue
            except AudioEditionError as error:
                return Outcome(self.source, error=error)

    def _build(self, order: Order) -> Outcome:
        if unchanged := find_unchanged(order, self.store):
            return Outcome(self.source, unchanged)
        with self.report(self.source) as on_progress:
            prepared = prepare(order, self.store, on_progress)
            asked = frozenset(request.key for request in prepared.plan.requests if request)
            urgent = asked - (asked if self.asked is None else self.asked)
            self.asked = asked
            tell = self._until_saved(on_progress)
            return Outcome(self.source, finish(prepared, self.executor, self.store, tell, urgent))

    def _files(self) -> Sequence[Path]:
        """What the edition is made of: the article, its `edition.toml` (and where one would be looked for
        first), and what that names, which need not be there yet."""
        article = Path(self.source).absolute()
        files = [article, article.parent / FILE_NAME]
        if config := find_config(article.parent):
            files.append(config)
            with contextlib.suppress(AudioEditionError):  # told by the build
                files += [config.parent / Path(name) for name in _named(load_config(config))]
        return files

    def _until_saved(self, on_progress: OnProgress) -> OnProgress:
        def tell(progress: Progress) -> None:
            on_progress(progress)
            if progress.stage in (Stage.VOICES, Stage.AUDIO) and self.is_stale():
                raise _SupersededError

        return tell


def _named(config: Config) -> Iterator[str]:
    """Files of the producer's that somebody changes while listening. (Models are read once a process.)"""
    music = config.music
    yield from filter(None, (config.show.image, music.intro, music.between, music.outro))
    yield from config.pronunciation.pls


def saved(paths: Sequence[Path] | Saved) -> Saved:
    """How files are now."""
    return {path: _state(path) for path in paths}


def _state(path: Path) -> tuple[int, int, int] | None:
    with contextlib.suppress(OSError):
        status = path.stat()
        return status.st_mtime_ns, status.st_size, status.st_ino
    return None


def _settled(paths: Sequence[Path]) -> Saved:
    """How files are, once they have stayed so for a moment."""
    now = saved(paths)
    while True:
        time.sleep(SETTLED_S)
        before, now = now, saved(paths)
        if now == before:
            return now
