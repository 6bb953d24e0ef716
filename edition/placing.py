"""From the takes of a section to its chapter: every clip with the gain of its voice, and levelled."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audio.mastering import Usual, levelled_db, usual_of, usuals_of
from audio.model import Chapter, Clip, Encoding, Loudness
from audio.music import NO_SCORE
from audio.pacing import plan_chapter
from edition.plan import Plan
from voices.levels import lacking_semitones, tract_gain_db
from voices.model import Store, TakeInfo, TakeRequest, Voice
from voices.takes import make_take


def make_calibration(
    request: TakeRequest,
    semitones: Sequence[float],
    store: Store,
    loudness: Loudness,
    encoding: Encoding,
) -> TakeInfo:
    """Make the take by which voices are measured, and settle at once what those are like that are so many
    semitones above it: a worker has the time and the room for it. Raises what `make_take` raises."""
    info = make_take(request, store)
    usuals_of(store, request.key, semitones, loudness, encoding)
    return info


def usual_for(
    store: Store, voice: Voice, passage: TakeRequest, loudness: Loudness, encoding: Encoding
) -> Usual:
    """What `voice` is like, measured by the take of `passage`, with what it wants besides: its gain is the
    one for all that it says, a multiple of 0.1 dB. Raises TakeError if the take is missing or damaged."""
    usual = usual_of(store, passage.key, lacking_semitones(voice, passage), loudness, encoding)
    return replace(usual, gain_db=round(usual.gain_db + voice.gain_db + tract_gain_db(voice), 1))


class Placer:
    """Places the sections of one plan; what a voice is like is settled once."""

    def __init__(self, plan: Plan, store: Store) -> None:
        self._plan, self._store = plan, store
        self._usual: dict[Voice, Usual] = {}

    def can_place(self, lines: Sequence[int], infos: Mapping[str, TakeInfo]) -> bool:
        """Whether the takes of these lines, and their voices' calibrations, are all in `infos`."""
        requests = [request for index in lines if (request := self._plan.requests[index])]
        return all(
            request.key in infos and self._plan.calibrations[request.voice].key in infos
            for request in requests
        )

    def chapter(self, lines: Sequence[int], infos: Mapping[str, TakeInfo]) -> Chapter:
        """The chapter of these lines. Raises TakeError if a calibration is damaged."""
        plan = self._plan
        clips = []
        spoken = [plan.script.lines[index] for index in lines]
        following = [*(line.speaker for line in spoken[1:]), None]
        for index, line, speaker in zip(lines, spoken, following, strict=True):
            turn, request = speaker not in (None, line.speaker), plan.requests[index]
            if request is None:
                clips.append(Clip("", 0, 0.0, line.boundary, turn))
            else:
                info, usual = infos[request.key], self._usual_of(request.voice)
                gain_db = round(usual.gain_db + levelled_db(info.level_db, usual.level_db), 1)
                clips.append(Clip(request.key, info.frames, gain_db, line.boundary, turn))
        score = plan.scores[spoken[0].section] if spoken else NO_SCORE
        return plan_chapter(clips, plan.pacing, plan.encoding, plan.loudness, score=score)

    def _usual_of(self, voice: Voice) -> Usual:
        if voice not in self._usual:
            plan = self._plan
            passage = plan.calibrations[voice]
            self._usual[voice] = usual_for(self._store, voice, passage, plan.loudness, plan.encoding)
        return self._usual[voice]
