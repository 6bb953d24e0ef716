"""Laying takes and pauses behind each other with pydub.

This is the only module that imports pydub, which warns at import where no ffmpeg is on PATH (it is not asked
to run one), about its own regular expressions, and about `audioop` on Python 3.11 and 3.12.

Conventions
-----------
Mono, signed 16 bit, `voices.model.RATE`. What is asked for in frames comes out in frames: pydub counts in
milliseconds and is checked.
"""

import sys
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from audio.room import room_tone
from scripts.errors import SoundError
from voices.model import RATE, Pcm

if TYPE_CHECKING:
    from pydub.audio_segment import AudioSegment

SAMPLE_BYTES = 2

_BUG = "Report this: it is a bug."

STRETCH_FRAMES = 120 * RATE
"""About how much sound is joined at a time: what pydub holds does not grow with the section."""


def _audio_segment() -> Any:
    """The class (of a module without types)."""
    if "pydub" not in sys.modules:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pydub  # noqa: F401 - here and nowhere else, see above
    from pydub.audio_segment import AudioSegment

    return AudioSegment


def _make(data: bytes) -> "AudioSegment":
    made: AudioSegment = _audio_segment()(data=data, sample_width=SAMPLE_BYTES, frame_rate=RATE, channels=1)
    return made


def segment(pcm: Pcm) -> "AudioSegment":
    """Samples as pydub has them."""
    return _make(pcm.astype("<i2", copy=False).tobytes())


def silence(frames: int) -> "AudioSegment":
    """A pause of exactly `frames`."""
    # pydub truncates to whole frames: half a frame more than wanted is safe from rounding either way.
    made: AudioSegment = _audio_segment().silent(duration=(frames + 0.5) * 1000 / RATE, frame_rate=RATE)
    if len(made.raw_data) != frames * SAMPLE_BYTES:
        raise SoundError(f"pydub made another silence than the {frames} frames asked for", _BUG)
    return made


def pause(frames: int) -> "AudioSegment":
    """Room tone of exactly `frames`."""
    return segment(room_tone(frames))


def joined(segments: list["AudioSegment"]) -> "AudioSegment":
    """All segments as one, in one step: adding one after the other would copy everything each time."""
    return _make(b"".join(part.raw_data for part in segments))


def stitch(sounds: Iterable[tuple[int, Pcm]], frames: int) -> Iterator[bytes]:
    """The samples of `frames` frames in which each sound begins at its frame and all else is a pause.

    Before the first sound and behind the last there is silence: what is stitched elsewhere is joined there.
    `sounds` are (first frame, samples), in order and not overlapping; they are taken as they are needed, and
    the samples come out a few minutes at a time, little endian. Raises SoundError if a sound does not fit.
    """
    parts: list[AudioSegment] = []
    at = held_from = 0
    for start, pcm in sounds:
        if start < at or start + len(pcm) > frames:
            raise SoundError(f"A take of {len(pcm)} frames does not fit at {start}", _BUG)
        parts += [pause(start - at) if at else silence(start), segment(pcm)]
        at = start + len(pcm)
        if at - held_from >= STRETCH_FRAMES:
            yield joined(parts).raw_data
            parts, held_from = [], at
    yield joined([*parts, silence(frames - at)]).raw_data
