"""The Timeline: chapters laid end to end (invariant 3).

Conventions
-----------
Integer frames at `voices.model.RATE` from the recording's first frame, ends exclusive. The helpers that turn
frames into milliseconds or seconds are for writers of files; nothing inside counts in them.
"""

from collections.abc import Mapping, Sequence

from audio.model import Chapter, TimedLine, TimedMusic, TimedSection, TimedWord, Timeline
from scripts.model import Line
from voices.model import RATE, TakeInfo
from voices.rows import packed


def ms_from_frames(frames: int, rate: int = RATE) -> int:
    """Whole milliseconds, half a millisecond rounded up.

    >>> ms_from_frames(44100), ms_from_frames(22), ms_from_frames(23), ms_from_frames(66150)
    (1000, 0, 1, 1500)
    """
    return (2000 * frames + rate) // (2 * rate)


def seconds_from_frames(frames: int, rate: int = RATE) -> float:
    """Seconds to the nearest microsecond.

    >>> seconds_from_frames(66150)
    1.5
    """
    return round(frames / rate, 6)


def build_timeline(
    lines: Sequence[Line],
    titles: Sequence[str],
    chapters: Sequence[Chapter],
    infos: Mapping[int, TakeInfo],
) -> Timeline:
    """Lay `chapters` end to end and shift everything in them to where it is heard.

    `titles` and `chapters` have one entry per section. The lines of section s, in order, are the clips of
    `chapters[s]`. `infos` gives the take of each line that has one, by index into `lines`; a line without one
    gets no words and, being without sound, no length. Raises ValueError if the three do not fit together.
    """
    if len(titles) != len(chapters):
        raise ValueError(f"{len(titles)} titles for {len(chapters)} chapters")
    members: list[list[int]] = [[] for _ in chapters]
    for number, line in enumerate(lines):
        members[line.section].append(number)
    sections: list[TimedSection] = []
    timed: list[TimedLine] = []
    music: list[TimedMusic] = []
    at = 0
    for title, chapter, numbers in zip(titles, chapters, members, strict=True):
        if len(numbers) != len(chapter.clips):
            raise ValueError(f"{len(numbers)} lines for {len(chapter.clips)} clips in “{title}”")
        for number, clip, start in zip(numbers, chapter.clips, chapter.starts, strict=True):
            timed.append(_timed_line(number, at + start, clip.frames, infos.get(number)))
        sections.append(TimedSection(title, at, at + chapter.frames))
        music += (TimedMusic(at + bed.start, at + bed.end) for bed in chapter.beds)
        at += chapter.frames
    return Timeline(RATE, at, tuple(sections), tuple(timed), tuple(music))


def _timed_line(number: int, start: int, frames: int, info: TakeInfo | None) -> TimedLine:
    if info is not None and info.frames != frames:
        raise ValueError(f"line {number} was placed with {frames} frames, its take has {info.frames}")
    words = packed(info.words if info else (), TimedWord, start)
    return TimedLine(start, start + frames, number, words, estimated=info is not None and info.estimated)
