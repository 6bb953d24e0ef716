"""Reading a piece of music, and mixing it with speech.

Conventions
-----------
A piece is brought to mono at `voices.model.RATE` and kept in the store as a take is, under the hash of its
file. What a bed touches is mixed and limited as one sound; all else goes through as it is.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from audio.limiter import limit_samples
from audio.model import Bed
from audio.music import Piece
from audio.tools import local_input, run_ffmpeg
from scripts.errors import SoundError
from voices import blob
from voices.loudness import integrated_lufs
from voices.model import RATE, Pcm, Store, TakeInfo
from voices.takes import KIND, read_info

VERSION = 1
"""Raised when the same file would be read otherwise."""

MOST_S = 180
"""Seconds of a file that are read; what follows is never heard."""

_METERED_FRAMES = RATE // 2
"""As long as this sound must be to have a loudness."""
_TIMEOUT_S = 120.0
_WANTED = "Give [music] the path of an audio file, from the folder of edition.toml."


def read_piece(path: Path, store: Store) -> Piece:
    """The piece in an audio file, decoded into the store if it is not there.

    Raises SoundError if the file cannot be read as sound or is silent.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SoundError(f"{path} cannot be read: {error.strerror or error}", _WANTED) from error
    key = hashlib.sha256(f"music {VERSION} {RATE} {MOST_S} {digest}".encode()).hexdigest()
    info = read_info(store, key)
    if info is None or info.lufs is None:
        info = _decoded(path, key, store)
    if not info.frames or info.lufs is None:
        raise SoundError(f"{path} holds no sound", _WANTED)
    return Piece(key, info.frames, info.lufs)


def _decoded(path: Path, key: str, store: Store) -> TakeInfo:
    form = ["-map", "0:a:0", "-t", str(MOST_S), "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-"]
    try:
        samples = run_ffmpeg(["-loglevel", "error", *local_input(path), *form], timeout_s=_TIMEOUT_S).stdout
    except SoundError as error:
        raise SoundError(f"{path} is no sound that ffmpeg can read", _WANTED) from error
    pcm = np.frombuffer(samples[: len(samples) // 2 * 2], "<i2").astype(np.int16)
    # A bell is shorter than what a meter looks at: what follows it is silence.
    lufs = integrated_lufs(np.pad(pcm, (0, max(0, _METERED_FRAMES - len(pcm)))))
    info = TakeInfo(key, len(pcm), (), None if lufs is None else round(lufs, 3))
    store.write(KIND, key, blob.encode(info, (), pcm))
    return info


def mixed(
    sounds: Iterable[tuple[int, Pcm]],
    beds: Sequence[Bed],
    pieces: Sequence[Pcm],
    *,
    makeup_db: float,
    peak_dbtp: float,
) -> Iterator[tuple[int, Pcm]]:
    """The sounds of a chapter with its beds: what a bed touches comes out as one sound, limited as a whole.

    `pieces` are the samples of the beds, in the same order, and get `makeup_db` as the sounds have had it.
    `sounds` are in order, do not overlap, and are taken as they are needed.
    """
    waiting = iter(sounds)
    held = next(waiting, None)
    for bed, piece in zip(beds, pieces, strict=True):
        while held is not None and held[0] + len(held[1]) <= bed.start:
            yield held
            held = next(waiting, None)
        touched = []
        end = bed.end
        while held is not None and held[0] < end:
            touched.append(held)
            end = max(end, held[0] + len(held[1]))
            held = next(waiting, None)
        start = min(bed.start, touched[0][0]) if touched else bed.start
        sum_ = np.zeros(end - start, np.float32)
        for at, pcm in touched:
            sum_[at - start : at - start + len(pcm)] += pcm
        sum_[bed.start - start : bed.end - start] += _played(bed, piece, makeup_db)
        # The next bed may touch what this one did: it goes on from the sum.
        made = (start, limit_samples(sum_, peak_dbtp))
        waiting = _before(made, held, waiting)
        held = next(waiting, None)
    while held is not None:
        yield held
        held = next(waiting, None)


def _before(
    first: tuple[int, Pcm], second: tuple[int, Pcm] | None, rest: Iterator[tuple[int, Pcm]]
) -> Iterator[tuple[int, Pcm]]:
    yield first
    if second is not None:
        yield second
    yield from rest


def _played(bed: Bed, piece: Pcm, makeup_db: float) -> npt.NDArray[np.float32]:
    frames = bed.end - bed.start
    if len(piece) < frames:
        raise SoundError(
            f"A piece of music has {len(piece)} frames where {frames} were planned",
            "Build again to read it anew.",
        )
    at, levels = zip(*bed.curve, strict=True)
    curve = np.interp(np.arange(frames), at, levels) * 10 ** ((bed.gain_db + makeup_db) / 20)
    return np.asarray(piece[:frames] * curve, np.float32)
