"""Building several articles with one set of workers: a bad one does not stop the others.

Articles are read one after the other, in the order given. While the takes of one are being made, the next is
read, and its takes queue behind: workers are busy until the last take, and load their models once.

What builds is loaded once there is something to build, while a worker starts: to say that nothing has changed
takes less time than that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import BoundedSemaphore, Event
from typing import TYPE_CHECKING, Protocol

from edition.feeds import expand, label
from edition.order import Order
from edition.progress import OnProgress, Progress
from edition.result import Result
from edition.unchanged import find_unchanged
from edition.workers import abandon, wake
from scripts.errors import AudioEditionError
from voices.model import Store

if TYPE_CHECKING:
    from edition.build import Prepared

Report = Callable[[str], AbstractContextManager[OnProgress]]
"""Given an article's name, shows its progress for as long as the context lasts."""

AT_ONCE = 3
"""Articles under way together: enough that one's last takes, encoding and files leave no worker idle; few
enough that a folder of a thousand articles is not held in memory."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: a result, or the problem."""

    source: str
    result: Result | None = None
    error: AudioEditionError | None = None
    is_entry: bool = False
    """It is one of a feed's."""

    @property
    def problem(self) -> str:
        """The error's words, in which the article is named once; empty if there is no error."""
        told, name = str(self.error or ""), Path(self.source).name
        if not told or self.source in told:
            return told
        return (
            f"{self.source}{told[len(name) :]}" if told.startswith(f"{name} ") else f"{self.source}: {told}"
        )


class Orders(Protocol):
    """What a caller decides for each of its articles."""

    def order(self, source: str) -> Order:
        """The order for one article. Raises ConfigError."""


def build_all(
    sources: Sequence[str], choices: Orders, executor: Executor, store: Store, report: Report
) -> Sequence[Outcome]:
    """Build each article; the outcomes in the order of `sources`, those of a feed's entries in its order.

    What is none of our errors (a bug, Ctrl-C) ends everything: takes under way end, nothing new is begun.
    """
    batch = _Batch(choices, executor, store, report)
    if len(sources) > 1:
        return batch.many(chain.from_iterable(map(batch.tasks, sources)))
    tasks = list(batch.tasks(sources[0]))
    return [batch.one(tasks[0])] if len(tasks) == 1 else batch.many(tasks)


@dataclass(frozen=True, slots=True)
class _Task:
    """An article to build: what people call it, and its order, or why there is none."""

    name: str
    order: Order | AudioEditionError

    def outcome(self, result: Result | AudioEditionError) -> Outcome:
        is_entry = isinstance(self.order, Order) and self.order.entry is not None
        if isinstance(result, Result):
            return Outcome(self.name, result, is_entry=is_entry)
        return Outcome(self.name, error=result, is_entry=is_entry)


class _Batch:
    """What the articles of one call share."""

    def __init__(self, choices: Orders, executor: Executor, store: Store, report: Report) -> None:
        self.choices, self.executor, self.store, self.report = choices, executor, store, report
        self.claimed: dict[Path, str] = {}
        self.room = BoundedSemaphore(AT_ONCE)
        self.stopped = Event()

    def tasks(self, source: str) -> Iterator[_Task]:
        """One for each article of a source."""
        try:
            for order in expand(self.choices.order(source)):
                yield _Task(label(order), order)
        except AudioEditionError as error:
            yield _Task(source, error)

    def one(self, task: _Task) -> Outcome:
        """An article from beginning to end, in this thread."""
        prepared = self.prepare(task)
        if isinstance(prepared, AudioEditionError):
            abandon(self.executor)  # what was begun early: the error is told now
        return self.finish(task, prepared)

    def many(self, tasks: Iterable[_Task]) -> Sequence[Outcome]:
        """Articles are prepared here, where the order of the call decides who gets a folder, and finished in
        threads."""
        futures: list[Future[Outcome]] = []
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="article") as threads:
            try:
                for task in tasks:
                    self.room.acquire()
                    if any(future.done() and future.exception() for future in futures):
                        break
                    futures.append(threads.submit(self.finish, task, self.prepare(task)))
                    futures[-1].add_done_callback(lambda _: self.room.release())
                return [future.result() for future in futures]
            except BaseException:
                self.stopped.set()
                raise

    def prepare(self, task: _Task) -> "Prepared | Result | AudioEditionError":
        if isinstance(task.order, AudioEditionError):
            return task.order
        try:
            if unchanged := find_unchanged(task.order, self.store, self.claimed):
                return unchanged
            wake(self.executor)
            from edition.build import prepare

            with self.report(task.name) as on_progress:
                return prepare(task.order, self.store, on_progress, self.claimed, self.executor)
        except AudioEditionError as error:
            return error

    def finish(self, task: _Task, prepared: "Prepared | Result | AudioEditionError") -> Outcome:
        if isinstance(prepared, Result | AudioEditionError):
            return task.outcome(prepared)
        from edition.build import finish

        try:
            with self.report(task.name) as on_progress:
                tell = self.until_stopped(on_progress)
                return task.outcome(finish(prepared, self.executor, self.store, tell))
        except AudioEditionError as error:
            return task.outcome(error)

    def until_stopped(self, on_progress: OnProgress) -> OnProgress:
        """`on_progress`, from which the build comes back no more once the call is given up."""

        def tell(progress: Progress) -> None:
            if self.stopped.is_set():
                raise KeyboardInterrupt
            on_progress(progress)

        return tell
