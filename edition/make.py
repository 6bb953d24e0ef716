"""Carrying out a plan: an executor's workers make takes, and chapters as soon as their takes are there.

Everything that is made goes to the store first, so whatever stops a build, the next one goes on from there.
"""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from typing import Any

from audio.chapter import encode_chapter, has_chapter
from audio.mastering import master_gain_db
from audio.model import Chapter, Clip
from audio.pacing import plan_chapter
from edition.plan import Plan, Reason, TakeStep, decide_takes, lines_by_section
from edition.progress import OnProgress, Progress, Stage
from scripts.errors import AudioEditionError, EngineError
from voices.levels import tract_gain_db
from voices.model import Store, TakeInfo, Voice
from voices.takes import TakeError, make_take, read_info


@dataclass(frozen=True, slots=True)
class Made:
    """What carrying out a plan gave."""

    infos: Mapping[str, TakeInfo]
    """Every take of the plan, by key."""
    chapters: tuple[Chapter, ...]
    """One per section; their encoded form is in the store."""
    made_keys: frozenset[str]
    """The takes that this build made, calibrations left out."""
    chapters_encoded: int
    voices_seconds: float
    """From the start until the last take was there."""
    audio_seconds: float
    """From then until the last chapter was there."""
    damaged: int = 0
    """Entries of the store that were found damaged, and made again."""


def make(plan: Plan, executor: Executor, store: Store, on_progress: OnProgress) -> Made:
    """Make what the store lacks, and again what turns out to be damaged there.

    Raises the first error of a worker; work that has not started by then is called off.
    """
    made_keys: set[str] = set()
    entries = 1 + len(plan.calibrations) + len(plan.requests)
    for damaged in range(entries):
        making = _Making(plan, executor, store, on_progress, made_keys)
        try:
            return replace(making.run(), damaged=damaged)
        except TakeError:
            # Reading found the damage and discarded the entry: the next round sees that it is missing.
            if damaged == entries - 1:
                raise
    raise AssertionError("the last round returns or raises")


class _Making:
    """The state of one build while its work is under way."""

    def __init__(
        self, plan: Plan, executor: Executor, store: Store, on_progress: OnProgress, made_keys: set[str]
    ) -> None:
        self.plan, self.executor, self.store, self.on_progress = plan, executor, store, on_progress
        self.made_keys = made_keys
        self.started = time.monotonic()
        self.sections = lines_by_section(plan.script)
        self.infos, self.steps = _found(plan, store)
        self.missing = Counter[int]()
        self.waiting: dict[str, list[int]] = {}
        self.chapters: dict[int, Chapter] = {}
        self.takes: dict[Future[TakeInfo], TakeStep] = {}
        self.encodings: dict[Future[None], int] = {}
        self.gains_db: dict[Voice, float] = {}
        self.encoded = 0
        self.voices_seconds = 0.0

    def run(self) -> Made:
        self._note_dependencies()
        try:
            for step in self.steps:
                self.takes[self.executor.submit(make_take, step.request, self.store)] = step
            self._tell_takes(0)
            for section in range(len(self.sections)):
                self._encode_if_ready(section)
            self._work()
        except BaseException as error:
            futures: list[Future[Any]] = [*self.takes, *self.encodings]
            for future in futures:
                future.cancel()
            if isinstance(error, BrokenProcessPool | BrokenPipeError):
                raise EngineError(
                    "A worker process ended in the middle of its work",
                    "Build again: what was made is kept. Should it happen again, try --jobs 1.",
                ) from error
            raise
        return self._made()

    def _note_dependencies(self) -> None:
        """Which sections wait for which take."""
        absent = {step.request.key for step in self.steps}
        for section, lines in enumerate(self.sections):
            keys = {request.key for i in lines if (request := self.plan.requests[i])}
            keys |= {
                self.plan.calibrations[request.voice].key for i in lines if (request := self.plan.requests[i])
            }
            for key in keys & absent:
                self.missing[section] += 1
                self.waiting.setdefault(key, []).append(section)

    def _work(self) -> None:
        pending: set[Future[Any]] = {*self.takes, *self.encodings}
        taken = encoded = 0
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                if future in self.takes:
                    info = self._result(future, self.takes[future])
                    taken += 1
                    if self.takes[future].reason is Reason.NEW_WORDS:
                        self.made_keys.add(info.key)
                    self.infos[info.key] = info
                    pending |= self._unlock(info.key)
                    self._tell_takes(taken)
                else:
                    future.result()
                    encoded += 1
            if taken == len(self.takes):
                self.voices_seconds = self.voices_seconds or time.monotonic() - self.started
                self._tell_chapters(encoded)

    @staticmethod
    def _result(future: Future[TakeInfo], step: TakeStep) -> TakeInfo:
        try:
            return future.result()
        except (AudioEditionError, BrokenProcessPool):
            raise
        except Exception as error:
            error.add_note(f"while saying {step.request.spoken.text[:60]!r} with {step.request.voice.label}")
            raise

    def _unlock(self, key: str) -> set[Future[None]]:
        started: set[Future[None]] = set()
        for section in self.waiting.get(key, ()):
            self.missing[section] -= 1
            started |= self._encode_if_ready(section)
        return started

    def _encode_if_ready(self, section: int) -> set[Future[None]]:
        if self.missing[section] or section in self.chapters:
            return set()
        plan = self.plan
        chapter = plan_chapter(self._clips(section), plan.pacing, plan.encoding, plan.loudness)
        self.chapters[section] = chapter
        if has_chapter(self.store, chapter.key):
            return set()
        self.encoded += 1
        future = self.executor.submit(encode_chapter, chapter, self.store, plan.encoding, plan.loudness)
        self.encodings[future] = section
        return {future}

    def _clips(self, section: int) -> Sequence[Clip]:
        clips = []
        lines = [self.plan.script.lines[index] for index in self.sections[section]]
        speakers = [*(line.speaker for line in lines[1:]), None]
        for index, line, following in zip(self.sections[section], lines, speakers, strict=True):
            turn = following not in (None, line.speaker)
            request = self.plan.requests[index]
            if request is None:
                clips.append(Clip("", 0, 0.0, line.boundary, turn))
                continue
            gain_db = self._gain_db(request.voice)
            clips.append(Clip(request.key, self.infos[request.key].frames, gain_db, line.boundary, turn))
        return clips

    def _gain_db(self, voice: Voice) -> float:
        """The one gain for all that a voice says; it is settled here while the workers speak."""
        if voice not in self.gains_db:
            plan = self.plan
            passage = plan.calibrations[voice].key
            wanted_db = voice.gain_db + tract_gain_db(voice)
            self.gains_db[voice] = master_gain_db(
                self.store, passage, wanted_db, plan.loudness, plan.encoding
            )
        return self.gains_db[voice]

    def _tell_takes(self, taken: int) -> None:
        steps = len(self.steps)
        if steps:
            self.on_progress(Progress(Stage.VOICES, taken, steps, f"takes: {taken} of {steps}"))

    def _tell_chapters(self, encoded: int) -> None:
        if self.encoded:
            text = f"chapters encoded: {encoded} of {self.encoded}"
            self.on_progress(Progress(Stage.AUDIO, encoded, self.encoded, text))

    def _made(self) -> Made:
        total = time.monotonic() - self.started
        return Made(
            infos=self.infos,
            chapters=tuple(self.chapters[i] for i in range(len(self.sections))),
            made_keys=frozenset(self.made_keys),
            chapters_encoded=self.encoded,
            voices_seconds=self.voices_seconds,
            audio_seconds=total - self.voices_seconds,
        )


def _found(plan: Plan, store: Store) -> tuple[dict[str, TakeInfo], tuple[TakeStep, ...]]:
    found, steps = decide_takes(plan, lambda request: read_info(store, request))
    return dict(found), steps
