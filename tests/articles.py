"""Any article as the manifest of its edition, without a sound: words take as long as they have letters."""

import hashlib
from dataclasses import replace

from hypothesis import reject
from hypothesis import strategies as st

from chapters.manifest import (
    AudioFile,
    Levels,
    Manifest,
    ManifestDrop,
    ManifestLine,
    ManifestSection,
    ManifestVoice,
    ManifestWord,
)
from scripts.errors import ArticleError
from scripts.export import doubtful
from scripts.model import Script
from scripts.reading import SourceKind, read_bytes
from scripts.writing import write_script
from voices.words import word_spans

RATE = 44_100
LETTER_FRAMES, PAUSE_FRAMES = 2_500, 11_025

_PARTS = st.sampled_from(
    (
        "It rained in Harrow. ",
        "“It was never off,” said Mara Quill. ",
        "Tobias Renn said: “Nobody came.” ",
        "“One—two,” he said, “and three.” ",
        "你好。再见。 ",
        "مرحبا بالعالم ",
        "</span><script>alert(1)</script> ",
        "a & b < c > d \"e\" 'f' ",
        "]]> --> <!-- \\u003c &amp; ",
        "*** ",
        "🦊👩‍👩‍👧 ",
        "\u202eturned\u202c ",
        "x" * 120 + " ",
        "zero\u200bwidth a\u00a0b ",
        "“",
        "”",
        "—",
        "\n",
        "\n\n",
        "\n\n# Part\n\n",
        "\n\n- item ",
        "\n\n> quoted ",
    )
)
ARTICLES = (
    st.lists(_PARTS | st.text(max_size=12), min_size=1, max_size=14)
    .map("".join)
    .filter(lambda text: any(map(str.isalnum, text)))
)
"""Markdown, friendly and hostile."""


def script_of(text: str, kind: SourceKind = SourceKind.MARKDOWN) -> Script:
    """Of an article; what is refused as none is no example."""
    try:
        return write_script(read_bytes(text.encode("utf-8", "replace"), kind, "a.md"))
    except ArticleError:
        reject()


def manifest_of(script: Script) -> Manifest:
    """As the stages would make it of tones."""
    at = RATE
    lines: list[ManifestLine] = []
    for line in script.lines:
        start, words = at, []
        for first, end in word_spans(line.text):
            length = (end - first) * LETTER_FRAMES
            words.append(ManifestWord(first, end, at, at + length))
            at += length
        lines.append(
            ManifestLine(
                line.speaker,
                line.kind.value,
                line.role.value,
                line.block,
                line.section,
                line.text,
                line.start,
                line.end,
                start,
                at,
                tuple(words),
                line.added,
                doubtful(line),
                line.level,
                note=line.note,
                refs=" ".join(line.refs),
            )
        )
        at += PAUSE_FRAMES if words else 0
    own = [[line for line in lines if line.section == number] for number in range(len(script.sections))]
    starts = [0, *(group[0].start_frame for group in own[1:]), at]
    speakers = dict.fromkeys(["Narrator", *(line.speaker for line in lines)])
    return Manifest(
        title=script.title,
        byline=script.byline,
        date=script.date,
        language=script.language,
        source=script.source,
        show="A show",
        audio=AudioFile("a.mp3", 1, hashlib.sha256(b"").hexdigest(), RATE, at, 96),
        loudness=Levels(-16.0, -1.0),
        sections=tuple(
            ManifestSection(section.title, starts[number], starts[number + 1])
            for number, section in enumerate(script.sections)
        ),
        lines=tuple(lines),
        cast=tuple(ManifestVoice(one, "Tone", "tone", "a", 1.0, 1.0, 0.0, 0.0, False) for one in speakers),
        dropped=tuple(
            ManifestDrop(one.start, one.end, one.reason, script.text[one.start : one.end])
            for one in script.dropped
        ),
        files=(),
        generator="audio-edition test",
        plan="plan",
    )


def whole_frames(manifest: Manifest) -> Manifest:
    """The same with chapters of whole MP3 frames, as the audio's room makes them."""
    shift, lines, sections = 0, list(manifest.lines), []
    for number, section in enumerate(manifest.sections):
        length = section.end_frame - section.start_frame
        whole = -(-length // 1152) * 1152
        sections.append(
            replace(
                section,
                start_frame=section.start_frame + shift,
                end_frame=section.start_frame + shift + whole,
            )
        )
        for at, line in enumerate(manifest.lines):
            if line.section == number:
                lines[at] = _shifted(line, shift)
        shift += whole - length
    frames = sections[-1].end_frame
    return replace(
        manifest, lines=tuple(lines), sections=tuple(sections), audio=replace(manifest.audio, frames=frames)
    )


def _shifted(line: ManifestLine, by: int) -> ManifestLine:
    words = tuple(
        replace(word, start_frame=word.start_frame + by, end_frame=word.end_frame + by) for word in line.words
    )
    return replace(line, start_frame=line.start_frame + by, end_frame=line.end_frame + by, words=words)
