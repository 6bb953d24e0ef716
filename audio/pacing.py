"""Where each take of a chapter goes, and the address of the chapter's encoded form. Decides only: no I/O.

Conventions
-----------
Times are frames at `voices.model.RATE` from the chapter's first frame. Milliseconds become frames, and a half
is rounded up. A chapter begins and ends with at least `EDGE_MS` of silence, so that an encoder which
starts from nothing at a join has nothing to smear, and is as long as a whole number of frames of MP3 and of
AAC alike, so that one timeline holds in both.
"""

import hashlib
import json
import math
import zlib
from collections.abc import Mapping, Sequence

from audio import aac, mp3
from audio.model import Chapter, Clip, Encoding, Loudness, Pacing
from audio.music import NO_SCORE, Score, beds, lead_frames
from audio.tools import encoder_identity
from scripts.model import Boundary
from voices.model import RATE

EDGE_MS = 60
"""Least silence at both ends of a chapter, whatever the pacing says. The codec's memory is about 50 ms."""

STEP_FRAMES = math.lcm(mp3.SAMPLES_PER_FRAME, aac.SAMPLES_PER_FRAME)
"""A chapter is as long as a multiple of 9,216 frames (209 ms): 8 frames of MP3, 9 of AAC."""

KEY_VERSION = 6
"""Raised whenever the same clips would come out sounding different: limiter, fades, encoder's arguments."""


def frames_from_ms(milliseconds: int) -> int:
    """Frames in a whole number of milliseconds, half a frame rounded up.

    >>> frames_from_ms(1000), frames_from_ms(5), frames_from_ms(0)
    (44100, 221, 0)
    """
    return (milliseconds * RATE + 500) // 1000


def plan_chapter(  # noqa: PLR0913 - all that a chapter's sound depends on
    clips: Sequence[Clip],
    pacing: Pacing,
    encoding: Encoding,
    loudness: Loudness,
    *,
    encoder: str | None = None,
    score: Score = NO_SCORE,
) -> Chapter:
    """Place `clips` one after the other, with the pauses of `pacing`, and name the result.

    A clip without sound (0 frames) takes no time; where it stands between two sounds, the pause there is the
    greatest of those that the clips before the second sound ask for. `encoder` names what will encode the
    chapter (this machine's ffmpeg if it is None, which runs it once; give it to stay pure). `score` is the
    music that plays in it: before the first clip, and after the last.
    """
    placed = tuple(clips)
    edge = frames_from_ms(EDGE_MS)
    lead = lead_frames(score, max(frames_from_ms(_paced(pacing.lead_ms, pacing)), edge), edge)
    starts, end, cuts = _place(placed, pacing, lead, whole=score != NO_SCORE)
    spans = [(start, start + clip.frames) for clip, start in zip(placed, starts, strict=True)]
    played = beds(score, spans, edge, lead, loudness.target_lufs)
    end = max([end, *(bed.end + edge for bed in played)])
    frames = -(-end // STEP_FRAMES) * STEP_FRAMES
    settings: dict[str, object] = {
        "encoder": encoder_identity() if encoder is None else encoder,
        "bitrate_kbps": encoding.bitrate_kbps,
        "ceiling_dbtp": loudness.ceiling_dbtp,
    }
    if played:
        settings["music"] = [[bed.piece, bed.start, bed.curve, bed.gain_db] for bed in played]
    pieces = _pieces(placed, starts, [*cuts, frames], settings) if cuts else ()
    return Chapter(_key(placed, starts, frames, settings), placed, starts, frames, played, pieces)


def _place(
    clips: Sequence[Clip], pacing: Pacing, lead: int, *, whole: bool
) -> tuple[tuple[int, ...], int, tuple[int, ...]]:
    """First frame of every clip, the end of the pause after the last, and where the chapter is cut; nowhere
    if it is to be `whole`.

    A cut lies on a whole number of MP3 frames, and the clip after it begins `EDGE_MS` later: the pause there
    is up to 26 ms longer than asked for, and nothing in a piece depends on what stands before it.
    """
    edge = frames_from_ms(EDGE_MS)
    starts: list[int] = []
    cuts: list[int] = []
    sounded, sound_end, pause, cut_behind = False, 0, lead, ""
    for clip in clips:
        start = sound_end + pause
        since = start - (cuts[-1] if cuts else 0)
        if clip.frames and not whole and cut_behind and _is_cut(cut_behind, since, pause):
            cuts.append(-(-(start - edge) // mp3.SAMPLES_PER_FRAME) * mp3.SAMPLES_PER_FRAME)
            start = cuts[-1] + edge
        starts.append(start)
        own = frames_from_ms(_pause_ms(pacing, clip))
        if clip.frames:
            sounded, sound_end, pause = True, start + clip.frames, own
            cut_behind = clip.take
        elif sounded:
            pause = max(pause, own)
    return tuple(starts), sound_end + max(pause, edge), tuple(cuts)


LEAST_PIECE_S, MOST_PIECE_S = 30, 120
"""Length of what is encoded in one go, in seconds: long enough that starting an encoder (0.08 s) counts
little, short enough that an edited word is encoded in a moment."""
_ONE_CUT_IN = 4


def _is_cut(before: str, since: int, pause: int) -> bool:
    """Whether the chapter is cut in a pause of that many frames, `since` frames behind the last cut.

    The take `before` the pause decides, and not the place, so cuts stay where they are when something is
    inserted (content-defined chunking).
    """
    if pause < 2 * frames_from_ms(EDGE_MS) or since < LEAST_PIECE_S * RATE:
        return False
    return since > MOST_PIECE_S * RATE or zlib.crc32(before.encode()) % _ONE_CUT_IN == 0


def _pieces(
    clips: Sequence[Clip], starts: Sequence[int], ends: Sequence[int], settings: Mapping[str, object]
) -> tuple[Chapter, ...]:
    """The chapter, cut at `ends` (the last of which is its own), each piece with an address of its own."""
    pieces, first, begin = [], 0, 0
    for end in ends:
        last = first
        while last < len(clips) and starts[last] < end:
            last += 1
        own = tuple(clips[first:last])
        shifted = tuple(start - begin for start in starts[first:last])
        key = _key(own, shifted, end - begin, settings)
        pieces.append(Chapter(key, own, shifted, end - begin))
        first, begin = last, end
    return tuple(pieces)


def _pause_ms(pacing: Pacing, clip: Clip) -> int:
    """After a clip."""
    over = {
        Boundary.WORD: pacing.word_ms,
        Boundary.PHRASE: pacing.phrase_ms,
        Boundary.SENTENCE: pacing.sentence_ms,
        Boundary.ITEM: pacing.item_ms,
        Boundary.PARAGRAPH: pacing.paragraph_ms,
        Boundary.HEADING: pacing.heading_ms,
        Boundary.PART: pacing.part_ms,
        Boundary.SECTION: pacing.section_ms,
    }[clip.boundary]
    return _paced(over + (pacing.turn_ms if clip.turn else 0), pacing)


def _paced(milliseconds: int, pacing: Pacing) -> int:
    return max(0, round(milliseconds / pacing.pace))


def _key(clips: Sequence[Clip], starts: Sequence[int], frames: int, settings: Mapping[str, object]) -> str:
    """SHA-256 over all that decides the encoded chapter's sound, and over nothing else."""
    sounds = [
        [clip.take, start, clip.frames, clip.gain_db]
        for clip, start in zip(clips, starts, strict=True)
        if clip.frames
    ]
    audible = {"version": KEY_VERSION, "rate": RATE, "frames": frames, "sounds": sounds, **settings}
    return hashlib.sha256(json.dumps(audible, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
