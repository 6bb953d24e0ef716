"""The gain of a voice: the one at which its calibration passage comes out at the edition's loudness.

Limiting takes loudness away (up to 2 LU from a voice with sharp peaks), so the gain is sought with the
limiter at work. It follows from the passage and the settings alone: no edit of an article changes the gain of
anything.
"""

import contextlib
import hashlib
import json

from audio.chapter import headroom_db
from audio.limiter import limit
from audio.model import Encoding, Loudness
from voices.loudness import integrated_lufs
from voices.model import Pcm, Store
from voices.takes import read_take

KIND = "gain"
"""Of settled gains, in the store."""

VERSION = 3
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


def master_gain_db(
    store: Store, passage: str, wanted_db: float, loudness: Loudness, encoding: Encoding
) -> float:
    """The gain for all that a voice says, a multiple of 0.1 dB; `wanted_db` is added: what the tract
    takes away, what the producer wishes.

    `passage` is the key of the voice's calibration take, which must be in the store. What comes out is kept
    in the store as well: the second time costs nothing. Raises what `read_take` raises.
    """
    peak_dbtp = loudness.ceiling_dbtp - headroom_db(encoding.bitrate_kbps)
    settings = [VERSION, passage, loudness.target_lufs, peak_dbtp]
    key = hashlib.sha256(json.dumps(settings).encode()).hexdigest()
    gain_db = _known(store, key)
    if gain_db is None:
        gain_db = settle_gain_db(read_take(store, passage).pcm, loudness.target_lufs, peak_dbtp)
        store.write(KIND, key, json.dumps(gain_db).encode())
    return round(gain_db + wanted_db, 1)


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


def levelled_db(level_db: float | None, usual_db: float | None) -> float:
    """What a take is turned up by, a multiple of 0.1 dB, for its level against that of its voice's passage.

    It follows from the take and the voice alone, as the voice's gain does.

    >>> levelled_db(-30.0, -27.0), levelled_db(-15.0, -27.0), levelled_db(None, -27.0)
    (2.1, -3.0, 0.0)
    """
    if level_db is None or usual_db is None:
        return 0.0
    gain_db = LEVELLED_SHARE * (usual_db - level_db)
    return round(min(max(gain_db, -MOST_LEVELLED_DB), MOST_LEVELLED_DB), 1)


def _known(store: Store, key: str) -> float | None:
    reader = store.open(KIND, key)
    if reader is None:
        return None
    with reader, contextlib.suppress(ValueError):
        value = json.loads(reader.read())
        if isinstance(value, float) and abs(value) < 100:
            return value
    store.discard(KIND, key)
    return None
