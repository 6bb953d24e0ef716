"""The gain of a voice: the one at which its calibration passage comes out at the edition's loudness.

Limiting takes loudness away (up to 2 LU from a voice with sharp peaks), so the gain is sought with the
limiter at work. It follows from the passage and the settings alone: no edit of an article changes the gain of
anything.
"""

import contextlib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from audio.chapter import headroom_db
from audio.limiter import limit
from audio.model import Encoding, Loudness
from voices.loudness import integrated_lufs, level_db
from voices.model import RATE, Pcm, Store
from voices.pitch import Shifter
from voices.takes import read_take

KIND = "gain"
"""Of what was settled, in the store."""

VERSION = 4
"""Raised when the same passage, or the same take, would get another gain."""

MOST_MAKEUP_DB = 6.0
"""The most that is added for what the limiter takes: beyond it, a voice would be squashed."""

LEVELLED_SHARE = 0.7
"""Of what a take is louder or quieter than its voice usually is, this much is taken out. A reader whose
sentences differ by 2 dB for no reason of the text is tiring; all of it taken out, nothing would be said more
softly than anything else."""
MOST_LEVELLED_DB = 3.0

_STEPS = 8
_CLOSE_LU = 0.02


@dataclass(frozen=True, slots=True)
class Usual:
    """What a voice is like by itself."""

    gain_db: float
    """With which its passage comes out at the edition's loudness; a multiple of 0.1 dB."""
    level_db: float | None
    """Of its passage (`voices.loudness.level_db`)."""


def usual_of(store: Store, passage: str, semitones: float, loudness: Loudness, encoding: Encoding) -> Usual:
    """What a voice is like whose passage is the take with the key `passage`, `semitones` higher.

    The take must be in the store. What comes out is kept there as well: the second time costs nothing. Raises
    what `read_take` raises.
    """
    return usuals_of(store, passage, [semitones], loudness, encoding)[0]


def usuals_of(
    store: Store, passage: str, semitones: Sequence[float], loudness: Loudness, encoding: Encoding
) -> list[Usual]:
    """The same for each of several heights: the pitch of the passage is tracked once for all of them."""
    peak_dbtp = loudness.ceiling_dbtp - headroom_db(encoding.bitrate_kbps)
    shifter: Shifter | None = None
    usuals = []
    for above in semitones:
        settings = [VERSION, passage, above, loudness.target_lufs, peak_dbtp]
        key = hashlib.sha256(json.dumps(settings).encode()).hexdigest()
        usual = _known(store, key)
        if usual is None:
            shifter = shifter or Shifter(read_take(store, passage).pcm, RATE)
            pcm = shifter.by(above)
            usual = Usual(settle_gain_db(pcm, loudness.target_lufs, peak_dbtp), level_db(pcm))
            store.write(KIND, key, json.dumps([usual.gain_db, usual.level_db]).encode())
        usuals.append(usual)
    return usuals


def settle_gain_db(pcm: Pcm, target_lufs: float, peak_dbtp: float) -> float:
    """The gain, a multiple of 0.1 dB, with which `pcm` has `target_lufs` behind the limiter; 0 if it is
    silent."""
    level = integrated_lufs(pcm)
    if level is None:
        return 0.0
    start = target_lufs - level
    low, high = start, start + MOST_MAKEUP_DB
    gain = start
    for _ in range(_STEPS):
        missing = target_lufs - (integrated_lufs(limit(pcm, gain, peak_dbtp)) or target_lufs)
        if abs(missing) < _CLOSE_LU:
            break
        low, high = (gain, high) if missing > 0 else (low, gain)
        # The limiter takes part of what is added: ask for somewhat more than is missing, inside what is
        # known.
        gain = gain + 1.7 * missing if low < gain + 1.7 * missing < high else (low + high) / 2
    return round(gain, 1)


def levelled_db(own_db: float | None, usual_db: float | None) -> float:
    """What a take is turned up by, a multiple of 0.1 dB, for its level against that of its voice's passage.

    It follows from the take and the voice alone, as the voice's gain does.

    >>> levelled_db(-30.0, -27.0), levelled_db(-15.0, -27.0), levelled_db(None, -27.0)
    (2.1, -3.0, 0.0)
    """
    if own_db is None or usual_db is None:
        return 0.0
    gain_db = LEVELLED_SHARE * (usual_db - own_db)
    return round(min(max(gain_db, -MOST_LEVELLED_DB), MOST_LEVELLED_DB), 1)


def _known(store: Store, key: str) -> Usual | None:
    reader = store.open(KIND, key)
    if reader is None:
        return None
    with reader, contextlib.suppress(ValueError, TypeError):
        gain_db, level = json.loads(reader.read())
        if _is_level(gain_db) and (level is None or _is_level(level)):
            return Usual(gain_db, level)
    store.discard(KIND, key)
    return None


def _is_level(value: object) -> bool:
    return isinstance(value, float) and abs(value) < _MOST_DB


_MOST_DB = 200.0
"""No entry of ours has more."""
