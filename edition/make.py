"""Carrying out a plan: an executor's workers make takes, and chapters as soon as their takes are there.

Everything that is made goes to the store first, so whatever stops a build, the next one goes on from there.
Once every take is there, all is known that is published in words; the last chapters are encoded meanwhile.
"""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool

from audio.chapter import LostChapterError
from audio.model import Chapter
from edition.foresight import NOTHING_BEGUN, Begun
from edition.known_takes import KnownTakes
from edition.plan import Plan
from edition.progress import OnProgress, Progress, Stage
from edition.round import Done, Made, Round, StoppedError
from edition.workers import renew
from scripts.errors import EngineError
from voices.model import Store, TakeInfo
from voices.takes import TakeError

_MOST_BROKEN_POOLS = 2
"""So often the work is taken up again after a worker process ended in the middle of it."""


class Making:
    """A plan that is being carried out: what the store lacks, and again what turns out to be damaged there.

    Where a worker process is lost (killed, out of memory), new ones take up the work.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that decides how it is done
        self,
        plan: Plan,
        executor: Executor,
        store: Store,
        known: Callable[[], KnownTakes],
        on_progress: OnProgress,
        urgent: Collection[str] = (),
        begun: Begun = NOTHING_BEGUN,
    ) -> None:
        """`known` gives what tells of takes that need not be read, and learns of those made. Takes in
        `urgent` (keys) come first; those in `begun` are being made."""
        self._plan, self.executor, self._store = plan, executor, store
        self._known, self._on_progress = known, on_progress
        self._done = Done(urgent)
        self._begun = begun
        self._rounds = 1 + len(plan.calibrations) + len(plan.requests)
        self._broken = 0
        self._stopped = False
        self._made: Made | None = None
        self._round: Round
        """The last one; none before `place`."""

    def place(self) -> None:
        """Make every take. Then all is known that words are written of, and chapters are being encoded.

        Raises as `finish` does.
        """
        self._until_placed()

    @property
    def infos(self) -> Mapping[str, TakeInfo]:
        """Every take of the plan, by key; once they are placed."""
        return self._round.infos

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """One per section; not all of them are encoded before `finish` returns."""
        return self._round.placed()

    def finish(self) -> Made:
        """Wait until every chapter is encoded; may be called in another thread, and again.

        Raises the first error of a worker; work that has not started by then is called off. Raises
        LostChapterError if a damaged take was made again and its chapter is another one now.
        """
        if self._made is None:
            chapters = self.chapters
            while not self._tried(self._round.end):
                self._until_placed()
            if self.chapters != chapters:
                raise LostChapterError(
                    "A take was damaged in the store, and is another one now", "Build again."
                )
            self._made = self._round.made()
            self._on_progress(Progress(Stage.CHAPTERS, 0, 1, "tags, cover and files"))
        return self._made

    def stop(self) -> None:
        """Have `finish`, in another thread, give up."""
        self._stopped = True
        self._round.stop()

    def _until_placed(self) -> None:
        while not self._tried(self._begin):
            pass

    def _begin(self) -> None:
        if self._stopped:
            raise StoppedError
        known = self._known()
        begun, self._begun = self._begun, NOTHING_BEGUN  # they are waited for once
        one = Round(self._plan, self.executor, self._store, known, self._on_progress, self._done, begun)
        one.place()
        known.save()
        self._round = one

    def _tried(self, work: Callable[[], None]) -> bool:
        """Whether it went well; if not, another round can do better. Raises if none can."""
        generation = getattr(self.executor, "generation", 0)
        try:
            work()
        except _MENDED as error:
            self._go_on_after(error, generation)
            return False
        return True

    def _go_on_after(self, error: Exception, generation: int) -> None:
        """See to it that another round can do better, or raise."""
        if isinstance(error, TakeError):
            # Reading found the damage and discarded the entry: the next round sees that it is missing.
            self._rounds -= 1
            if not self._rounds:
                raise error
            return
        self._broken += 1
        if self._broken > _MOST_BROKEN_POOLS or not renew(self.executor, generation):
            raise EngineError(
                "A worker process ended in the middle of its work",
                "Build again: what was made is kept. Should it happen again, try --jobs 1.",
            ) from error


_MENDED = (TakeError, BrokenProcessPool, BrokenPipeError)
"""What another round may do better."""
