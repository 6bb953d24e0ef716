"""Music of the producer's: a piece from a file, and where and how loud it plays in a chapter.

Conventions
-----------
Frames at `voices.model.RATE` from the chapter's first. A piece's gain brings it to the loudness of speech. A
curve is amplitude over frames from the bed's first, straight between its points, and nought at both ends.
Nothing is read or mixed here (`audio.mixing` does that). The piece's hash is in the key of the chapters that
it plays in: when the file changes, they are encoded again, and no other.

How it plays: the opening begins alone, is turned down for the first words, lies under what is read as the
intro (if anything is) and fades. The closing fades in before what is read as the outro, lies under it, and
comes back alone before it fades. A sting between sections plays like an opening with nothing to lie under.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from audio.model import Bed, Music
from voices.model import RATE

_EDGE_FRAMES = RATE // 50
"""Fade of a piece that begins or stops at full level: 20 ms."""
_DUCK_FRAMES = RATE * 2 // 5
"""How long it takes to turn music down or up: 0.4 s."""
_AHEAD_FRAMES = RATE
"""How long before the outro's words its music begins, where there is a pause for it."""


class Placement(StrEnum):
    """Where in an edition a piece plays."""

    INTRO = "intro"
    BETWEEN = "between"
    OUTRO = "outro"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that was read."""

    key: str
    """Of its samples, in the store."""
    frames: int
    lufs: float


@dataclass(frozen=True, slots=True)
class Cue:
    """That a piece plays in a chapter."""

    placement: Placement
    piece: Piece
    under: int = 0
    """How many clips it lies under: the chapter's first ones, for an outro its last ones."""


@dataclass(frozen=True, slots=True)
class Score:
    """The music of one chapter."""

    music: Music = field(default_factory=Music)
    opening: Cue | None = None
    closing: Cue | None = None


NO_SCORE = Score()

Spans = Sequence[tuple[int, int]]
"""First and last frame (exclusive) of each clip; equal for one without sound."""


def lead_frames(score: Score, lead: int, edge: int) -> int:
    """How long after the chapter's start its first clip begins; `lead` is the pause without music."""
    if score.opening is None:
        return lead
    alone = alone_frames(score.opening, score.music)
    # A sting that is over before anybody speaks is followed by the usual pause.
    return edge + alone + (lead if score.opening.piece.frames <= alone else 0)


def beds(score: Score, spans: Spans, edge: int, lead: int, target_lufs: float) -> tuple[Bed, ...]:
    """Where the pieces play, given the spans of the clips; `lead` as `lead_frames` has it."""
    made = []
    sounds = [span for span in spans if span[1] > span[0]]
    last = max((end for _, end in sounds), default=lead)
    if score.opening:
        cue = score.opening
        over = max((end for start, end in spans[: cue.under] if end > start), default=lead)
        made.append(_bed(cue, score.music, _When(edge, lead, over), target_lufs))
    if score.closing:
        cue = score.closing
        words = [span for span in spans[len(spans) - cue.under :] if span[1] > span[0]]
        speech = words[0][0] if words else last
        before = max((end for start, end in sounds if end <= speech and words), default=edge)
        start = speech - min(speech - before, _AHEAD_FRAMES) if words else last + _AHEAD_FRAMES // 2
        over = last if words else start
        made.append(_bed(cue, score.music, _When(start, max(speech, start), over), target_lufs))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _When:
    """Frames from the chapter's first: the piece begins, speech begins, the last of it is over."""

    start: int
    speech: int
    over: int


def _bed(cue: Cue, music: Music, when: _When, target_lufs: float) -> Bed:
    points = (_closing if cue.placement is Placement.OUTRO else _opening)(cue, music, when)
    gain_db = round(target_lufs - cue.piece.lufs + music.gain_db, 2)
    return Bed(cue.piece.key, when.start, _until(points, cue.piece.frames), gain_db)


def alone_frames(cue: Cue, music: Music) -> int:
    """How long the piece plays before anybody speaks (after, for an outro)."""
    return min(cue.piece.frames, _frames(music.alone_ms))


_Points = list[tuple[int, float]]


def _opening(cue: Cue, music: Music, when: _When) -> _Points:
    """Alone at first, then turned down, and gone once the speech is over (at once if it lies under none)."""
    low, fade = _ducked(music), _frames(music.fade_ms)
    down, end = when.speech - when.start, when.over - when.start
    points: _Points = [
        (0, 0.0),
        (_EDGE_FRAMES, 1.0),
        (max(_EDGE_FRAMES, down - _DUCK_FRAMES), 1.0),
        (down, low),
    ]
    points += [(end, low), (end + fade, 0.0)]
    # A sting is over before anybody speaks.
    return points[:2] if cue.piece.frames <= down else points


def _closing(cue: Cue, music: Music, when: _When) -> _Points:
    """Under the speech first, if there is any, and then alone."""
    low, fade = _ducked(music), _frames(music.fade_ms)
    end, alone = when.over - when.start, alone_frames(cue, music)
    points: _Points = [(0, 0.0)]
    if when.over > when.speech:
        points += [(max(_EDGE_FRAMES, when.speech - when.start), low), (end, low)]
    points += [(end + _DUCK_FRAMES, 1.0), (end + _DUCK_FRAMES + alone, 1.0)]
    return [*points, (end + _DUCK_FRAMES + alone + fade, 0.0)]


def _frames(milliseconds: int) -> int:
    return milliseconds * RATE // 1000


def _ducked(music: Music) -> float:
    return float(10 ** (-music.duck_db / 20))


def _until(points: _Points, frames: int) -> tuple[tuple[int, float], ...]:
    """The curve up to the end of the piece, nought there: a file may end in the middle of a note."""
    ordered = [points[0]]
    for point in points[1:]:
        if point[0] > ordered[-1][0]:
            ordered.append(point)
    last = max(1, frames - _EDGE_FRAMES)
    if ordered[-1][0] <= frames and ordered[-1][1] == 0:
        return tuple(ordered)
    return (*(point for point in ordered if point[0] < last), (last, _level(ordered, last)), (frames, 0.0))


def _level(points: _Points, frame: int) -> float:
    """The curve between its points. (Not by numpy, which would slow the commands that only read settings.)"""
    for (start, low), (end, high) in itertools.pairwise(points):
        if frame < end:
            return low + (high - low) * (frame - start) / (end - start)
    return points[-1][1]
