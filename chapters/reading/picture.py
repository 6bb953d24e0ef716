"""A picture of an edition: its waveform along the time, coloured by who speaks, parted by chapters.

Conventions
-----------
An SVG that stands inside a page, stretched to its width. Its colours are the style sheet's (`.v0` to `.v7`,
as in `chapters.reading.marks`); what it shows is told in words as well.
"""

import html
from collections import Counter
from collections.abc import Sequence

from chapters.labels import Labels, labels_for
from chapters.manifest import Manifest
from chapters.reading.model import ReadingText

COLUMNS = 320
_PITCH, _BAR, _HEIGHT = 3, 2, 72


def timeline_svg(
    manifest: Manifest, text: ReadingText, amplitudes: Sequence[float], labels: Labels | None = None
) -> str:
    """The picture; `amplitudes` (0 to 1) has a value for each of `COLUMNS`."""
    speakers = speakers_by_column(manifest, text)
    width, middle = COLUMNS * _PITCH, _HEIGHT / 2
    bars: dict[int, list[str]] = {}
    for column, (speaker, amplitude) in enumerate(zip(speakers, amplitudes, strict=True)):
        reach = max(0.5, amplitude**0.8 * (middle - 2))
        bars.setdefault(speaker, []).append(
            f"M{column * _PITCH} {middle - reach:.1f}h{_BAR}v{2 * reach:.1f}h-{_BAR}z"
        )
    paths = "".join(
        f'<path{_colour(text, speaker)} d="{"".join(parts)}"/>' for speaker, parts in sorted(bars.items())
    )
    frames = manifest.audio.frames
    edges = (section.start_frame * width / frames - 0.5 for section in manifest.sections[1:])
    marks = "".join(
        f'<path class="mark" vector-effect="non-scaling-stroke" d="M{edge:.1f} 0v{_HEIGHT}"/>'
        for edge in edges
    )
    words = html.escape(in_words(manifest, text, labels or labels_for(manifest.language)))
    return (
        f'<svg class="wave" viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{words}">{paths}{marks}</svg>'
    )


def in_words(manifest: Manifest, text: ReadingText, labels: Labels) -> str:
    """What the picture shows."""
    spoken = Counter[int]()
    for one in text.turns:
        spoken[one.speaker] += one.end_ms - one.start_ms
    total = sum(spoken.values()) or 1
    shares = ", ".join(
        f"{text.speakers[speaker]} {100 * ms / total:.0f} %" for speaker, ms in spoken.most_common()
    )
    seconds = manifest.audio.frames // manifest.audio.rate
    length = labels("minutes", minutes=seconds // 60, seconds=seconds % 60)
    key = "picture_one" if len(manifest.sections) == 1 else "picture_many"
    return labels(key, length=length, count=len(manifest.sections), shares=shares)


def speakers_by_column(manifest: Manifest, text: ReadingText, count: int = COLUMNS) -> list[int]:
    """Who is heard in each of `count` columns; in a pause, who was heard last."""
    length_ms = 1000 * manifest.audio.frames / manifest.audio.rate
    columns = [text.turns[0].speaker if text.turns else 0] * count
    for one in text.turns:  # each up to the end, and the next one over it
        first = min(count - 1, int(one.start_ms * count / length_ms))
        columns[first:] = [one.speaker] * (count - first)
    return columns


def _colour(text: ReadingText, speaker: int) -> str:
    return "" if speaker == text.narrator else f' class="v{text.marks[speaker].colour}"'
