"""One round of carrying out a plan: work for the executor, in the order in which it is needed.

Conventions
-----------
A round belongs to the thread that is in `place` or `end`; only `stop` may be called from another.
"""

import contextlib
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import Any

from audio.chapter import PIECE, encode_chapter, encode_piece, is_stored
from audio.model import Chapter, Codec
from edition.foresight import Begun
from edition.known_takes import KnownTakes
from edition.placing import Placer, make_calibration
from edition.plan import Plan, Reason, TakeStep, decide_takes, lines_by_section
from edition.progress import OnProgress, Progress, Stage
from edition.views import WatchedStore
from edition.workers import breadth
from scripts.errors import AudioEditionError
from scripts.words import beginning
from voices.levels import heights_of
from voices.model import Store, TakeInfo, TakeRequest
from voices.takes import make_take

_QUEUED_PER_WORKER = 2
"""Work handed to the executor ahead of time: enough to keep workers busy, little enough that a chapter which
becomes ready need not wait for all takes."""


@dataclass(frozen=True, slots=True)
class Made:
    """What carrying out a plan gave."""

    infos: Mapping[str, TakeInfo]
    """Every take of the plan, by key."""
    chapters: tuple[Chapter, ...]
    """One per section; their encoded form is in the store."""
    made_keys: frozenset[str]
    """The takes that this build made, calibrations left out."""
    measured_keys: frozenset[str]
    """The calibrations that it made."""
    encoded: frozenset[int]
    """Sections whose chapter it encoded."""
    voices_seconds: float
    """From the start until the last take was there."""
    audio_seconds: float
    """From then until the last chapter was there."""
    ended: float
    """When that was, by `time.monotonic`."""
    damaged: frozenset[str] = frozenset()
    """Keys of takes that were found damaged in the store, and made again."""


class Done:
    """What the rounds of one build have done together."""

    def __init__(self, urgent: Collection[str]) -> None:
        self.urgent = urgent
        self.seen: Mapping[str, TakeInfo] = {}
        """Takes that the last round found in the store, or made."""
        self.made: set[str] = set()
        self.measured: set[str] = set()
        self.encoded: set[int] = set()
        self.damaged: set[str] = set()


@dataclass(frozen=True, slots=True)
class _Encoding:
    """A chapter, or one of its pieces, to be encoded."""

    section: int
    codec: Codec
    piece: Chapter | None = None


class Round:
    """The state of one round while its work is under way."""

    def __init__(  # noqa: PLR0913, PLR0917 - that of `make`
        self,
        plan: Plan,
        executor: Executor,
        store: Store,
        known: KnownTakes,
        on_progress: OnProgress,
        done: Done,
        begun: Begun,
    ) -> None:
        self.plan, self.executor, self.store, self.on_progress = plan, executor, store, on_progress
        self.known: KnownTakes | None = known
        self.done = done
        self.started = time.monotonic()
        self.sections = lines_by_section(plan.script)
        watched = WatchedStore(store)
        self.early = {**begun, **self._begun_early(known, watched)}

        def stored(request: TakeRequest) -> TakeInfo | None:
            return None if request.key in self.early else known.info(request, watched)

        found, steps = decide_takes(plan, stored, done.urgent)
        done.damaged |= watched.discarded | {s.request.key for s in steps if s.request.key in done.seen}
        self.infos = done.seen = dict(found)
        self.missing = Counter[int]()
        self.waiting: dict[str, list[int]] = {}
        self.chapters: dict[int, Chapter] = {}
        self.to_speak = deque(steps)
        self.to_be_taken = len(steps)
        self.to_encode: deque[_Encoding] = deque()
        self.pieces = Counter[int]()
        """How many pieces of a section's chapter are not encoded yet that others wait for."""
        self.takes: dict[Future[Any], TakeStep] = {}
        self.encodings: dict[Future[Any], _Encoding] = {}
        self.finished = SimpleQueue[Future[Any] | None]()
        """What has ended; None to stop. `concurrent.futures.wait` will not do: Ctrl-C in the middle of it can
        release a lock that the executor's own thread holds, which dies of that; then nobody tells the workers
        to end. The queue's `get` is done or not done."""
        self.placer = Placer(plan, store)
        self.to_be_encoded = self.encoded = self.taken = 0
        self.voices_seconds = 0.0
        self.ended = self.started

    def place(self) -> None:
        """Work until every take is there and every chapter has its place."""
        with self._calling_off():
            self._note_dependencies()
            self._tell_takes()
            self._hand_out()  # takes first: workers speak while chapters are looked through here
            for section in range(len(self.sections)):
                self._plan_if_ready(section)
                while not self.finished.empty():  # its chapter can be encoded while others are looked through
                    self._take_up(self.finished.get())
            self._work(lambda: len(self.chapters) < len(self.sections))
        self.known, self.waiting = None, {}  # of a book it is as much as all that is published

    def end(self) -> None:
        """Work until every chapter is encoded."""
        with self._calling_off():
            self._work(lambda: bool(self.encodings))
        self.ended = time.monotonic()

    def stop(self) -> None:
        """From another thread."""
        self.finished.put(None)

    @contextlib.contextmanager
    def _calling_off(self) -> Iterator[None]:
        """What is under way, should anything go wrong."""
        try:
            yield
        except BaseException:
            for future in [*self.takes, *self.encodings, *self.early.values()]:
                future.cancel()
            raise

    def _begun_early(self, known: KnownTakes, store: Store) -> dict[str, Future[Any]]:
        """The takes that an edit asks for, by key: a few that the last build did not know. They are made
        while all others are looked for."""
        requests = {request.key: request for request in self.plan.requests if request}
        unknown = [one for key, one in requests.items() if not known.knows(key)]
        if len(unknown) > _QUEUED_PER_WORKER * breadth(self.executor):
            return {}  # the order counts
        return {
            one.key: self.executor.submit(make_take, one, self.store)
            for one in unknown
            if known.info(one, store) is None
        }

    def _note_dependencies(self) -> None:
        """Which sections wait for which take."""
        absent = {step.request.key for step in self.to_speak}
        for section, lines in enumerate(self.sections):
            keys = {request.key for i in lines if (request := self.plan.requests[i])}
            keys |= {
                self.plan.calibrations[request.voice].key for i in lines if (request := self.plan.requests[i])
            }
            for key in keys & absent:
                self.missing[section] += 1
                self.waiting.setdefault(key, []).append(section)

    def _hand_out(self) -> None:
        """Keep the executor busy: chapters that are ready first, then takes in the order of the steps."""
        room = _QUEUED_PER_WORKER * breadth(self.executor)
        while len(self.takes) + len(self.encodings) < room and (self.to_encode or self.to_speak):
            if self.to_encode:
                encoding = self.to_encode.popleft()
                future: Future[Any] = self._encode(encoding)
                self.encodings[future] = encoding
            else:
                step = self.to_speak.popleft()
                key = step.request.key
                future = self.early.pop(key) if key in self.early else self._speak(step)
                self.takes[future] = step
            future.add_done_callback(self.finished.put)

    def _encode(self, one: _Encoding) -> Future[None]:
        plan = self.plan
        if one.piece:
            return self.executor.submit(encode_piece, one.piece, self.store, plan.encoding, plan.loudness)
        return self.executor.submit(
            encode_chapter, self.chapters[one.section], self.store, plan.encoding, plan.loudness, one.codec
        )

    def _speak(self, step: TakeStep) -> Future[TakeInfo]:
        plan = self.plan
        if step.reason is Reason.UNMEASURED_VOICE:
            passage = step.request
            above = heights_of(passage, plan.calibrations)
            return self.executor.submit(
                make_calibration, passage, above, self.store, plan.loudness, plan.encoding
            )
        return self.executor.submit(make_take, step.request, self.store)

    def _work(self, wanted: Callable[[], bool]) -> None:
        self._hand_out()
        while wanted():
            self._take_up(self.finished.get())

    def _take_up(self, future: Future[Any] | None) -> None:
        """Go on from what has ended."""
        if future is None:
            raise StoppedError
        if future in self.takes:
            self._take_is_there(self._result(future, self.takes.pop(future)))
        else:
            future.result()
            self._is_encoded(self.encodings.pop(future))
        self._hand_out()
        if self.taken == self.to_be_taken:
            self.voices_seconds = self.voices_seconds or time.monotonic() - self.started
            self._tell_chapters()

    def _result(self, future: Future[TakeInfo], step: TakeStep) -> TakeInfo:
        try:
            info = future.result()
        except (AudioEditionError, BrokenProcessPool):
            raise
        except Exception as error:
            error.add_note(
                f"while saying {beginning(step.request.spoken.text)} with {step.request.voice.label}"
            )
            raise
        kind = self.done.made if step.reason is Reason.NEW_WORDS else self.done.measured
        kind.add(info.key)
        if self.known:
            self.known.learn(step.request, info)
        return replace(info, key=step.request.key)  # the same text, not one of its own

    def _take_is_there(self, info: TakeInfo) -> None:
        self.taken += 1
        self.infos[info.key] = info
        for section in self.waiting.get(info.key, ()):
            self.missing[section] -= 1
            self._plan_if_ready(section)
        self._tell_takes()

    def _plan_if_ready(self, section: int) -> None:
        """Place the section's takes once all are there; queue its chapter if the store has no such one."""
        if self.missing[section] or section in self.chapters:
            return
        chapter = self.placer.chapter(self.sections[section], self.infos)
        self.chapters[section] = chapter
        for codec in self.plan.codecs:
            if not is_stored(self.store, chapter.key, codec):
                self.to_be_encoded += 1
                self._queue(_Encoding(section, codec), chapter)

    def _queue(self, encoding: _Encoding, chapter: Chapter) -> None:
        """Its pieces first, where several are to be encoded: then no worker is left alone with a long chapter
        at the end."""
        missing = [
            piece
            for piece in (chapter.pieces if encoding.codec is Codec.MP3 else ())
            if not is_stored(self.store, piece.key, PIECE)
        ]
        if len(missing) < 2:
            self.to_encode.append(encoding)
            return
        self.pieces[encoding.section] = len(missing)
        self.to_encode.extend(replace(encoding, piece=piece) for piece in missing)

    def _is_encoded(self, one: _Encoding) -> None:
        if not one.piece:
            self.done.encoded.add(one.section)
            self.encoded += 1
            return
        self.pieces[one.section] -= 1
        if not self.pieces[one.section]:
            self.to_encode.append(replace(one, piece=None))

    def _tell_takes(self) -> None:
        taken, of = self.taken, self.to_be_taken
        if of:
            self.on_progress(Progress(Stage.VOICES, taken, of, f"takes: {taken} of {of}"))

    def _tell_chapters(self) -> None:
        if self.to_be_encoded:
            text = f"chapters encoded: {self.encoded} of {self.to_be_encoded}"
            self.on_progress(Progress(Stage.AUDIO, self.encoded, self.to_be_encoded, text))

    def placed(self) -> tuple[Chapter, ...]:
        return tuple(self.chapters[i] for i in range(len(self.sections)))

    def made(self) -> Made:
        return Made(
            infos=self.infos,
            chapters=self.placed(),
            made_keys=frozenset(self.done.made),
            measured_keys=frozenset(self.done.measured),
            encoded=frozenset(self.done.encoded),
            voices_seconds=self.voices_seconds,
            audio_seconds=self.ended - self.started - self.voices_seconds,
            ended=self.ended,
            damaged=frozenset(self.done.damaged),
        )


class StoppedError(Exception):
    """Nobody waits for it any more."""
