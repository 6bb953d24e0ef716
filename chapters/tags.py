"""The ID3 tag: version 2.3, with chapters, as bytes that go in front of the audio.

Conventions
-----------
Times are whole milliseconds. Text that is plain ASCII is written as Latin-1, all other as UTF-16 with a
byte-order mark: the two that version 2.3 knows, and no reader can take one code page for another. Every text
is on one line.

Sources: ID3v2.3.0 (id3.org); ID3v2 Chapter Frame Addendum 1.0.
"""

import importlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from audio.model import Timeline
from audio.timeline import ms_from_frames
from chapters.languages import three_letters
from chapters.text import one_line
from scripts.errors import PublishError

GENRE = "Podcast"
DISCLOSURE = "Read by synthetic voices."
NO_OFFSET = 0xFFFFFFFF
"""Says that a chapter is found by its time and not by its byte."""
MOST_BYTES = 1 << 28
"""Of a tag: its length has 28 bits."""
MOST_CHILDREN = 255
"""Of one table of contents: their number is one byte."""

_TOP_LEVEL, _ORDERED = 0x02, 0x01
_LATIN_1, _UTF_16 = 0, 1
_FRONT_COVER = 3
_HEADER_BYTES = 10


@dataclass(frozen=True, slots=True)
class About:
    """What the tag says of an edition, apart from its times."""

    title: str
    byline: str
    """The artist; `author` stands in for it, then `show`."""
    show: str
    """The album; the title stands in for it."""
    author: str = ""
    """Of the show."""
    date: str = ""
    """ISO 8601; anything else is left out."""
    language: str = "en"
    """BCP 47."""
    source: str = ""
    """URL or name of the article."""
    generator: str = ""
    """Program and version."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter as a tag has it."""

    title: str
    start_ms: int
    end_ms: int


def marks_of(timeline: Timeline) -> tuple[Mark, ...]:
    """The chapters of a recording; each ends where the next begins, in milliseconds too."""
    return tuple(
        Mark(
            section.title,
            ms_from_frames(section.start_frame, timeline.rate),
            ms_from_frames(section.end_frame, timeline.rate),
        )
        for section in timeline.sections
    )


def tag_mp3(about: About, timeline: Timeline, cover: bytes) -> bytes:
    """The whole tag of a recording's MP3, its header included; `cover` is a PNG or a JPEG, or empty.

    Raises PublishError if all of it is longer than a tag can be.
    """
    frames = [
        *_texts(about, ms_from_frames(timeline.frames, timeline.rate)),
        *_chapters(marks_of(timeline)),
        *_picture(cover),
    ]
    body = b"".join(map(_frame_bytes, frames))
    if len(body) >= MOST_BYTES:
        raise PublishError("The tag is too long for an MP3", "Choose a smaller cover.")
    return b"ID3\x03\x00\x00" + _syncsafe(len(body)) + body


def _id3() -> Any:
    """mutagen's classes (without types), loaded when they are needed."""
    return importlib.import_module("mutagen.id3")


def _texts(about: About, duration_ms: int) -> Iterator[Any]:
    id3 = _id3()
    title, show = one_line(about.title), one_line(about.show)
    artist = one_line(about.byline) or one_line(about.author) or show
    language = three_letters(about.language)
    values = (
        (id3.TIT2, title),
        (id3.TPE1, artist),
        (id3.TALB, show or title),
        *_dates(about.date),
        (id3.TCON, GENRE),
        (id3.TLAN, language),
        (id3.TLEN, str(duration_ms)),
        (id3.TSSE, one_line(about.generator)),
    )
    yield from (kind(encoding=_encoding(text), text=[text]) for kind, text in values if text)
    comment = " ".join(filter(None, (DISCLOSURE, _source(about.source))))
    yield id3.COMM(encoding=_encoding(comment), lang=language, desc="", text=[comment])
    if re.fullmatch(r"https?://[!-~]+", about.source):
        yield id3.WOAS(url=about.source)


def _source(source: str) -> str:
    cleaned = one_line(source)
    return f"Source: {cleaned}" if cleaned else ""


def _dates(date: str) -> Iterator[tuple[Any, str]]:
    """Year, day and month, and time, as version 2.3 splits them (TDRC is of 2.4)."""
    id3 = _id3()
    found = re.match(
        r"(\d{4})(?:-(0\d|1[0-2])(?:-([0-2]\d|3[01])(?:[T ]([01]\d|2[0-3]):([0-5]\d))?)?)?", date, re.ASCII
    )
    if found is None:
        return
    year, month, day, hour, minute = found.groups()
    yield id3.TYER, year
    if day:
        yield id3.TDAT, day + month
    if minute:
        yield id3.TIME, hour + minute


def _chapters(marks: Sequence[Mark]) -> Iterator[Any]:
    """Tables of contents and chapters, in order of time; none if there is no chapter.

    A table has at most 255 children: more chapters than that stand in tables of their own below the top one.
    """
    id3 = _id3()
    if not marks:
        return
    names = [f"ch{number}" for number in range(len(marks))]
    tables = [names]
    while len(tables[-1]) > MOST_CHILDREN:
        tables.append([f"toc{len(tables)}-{at}" for at in range(-(-len(tables[-1]) // MOST_CHILDREN))])
    yield id3.CTOC(element_id="toc", flags=_TOP_LEVEL | _ORDERED, child_element_ids=tables[-1], sub_frames=[])
    for level in range(len(tables) - 1, 0, -1):
        for at, name in enumerate(tables[level]):
            children = tables[level - 1][at * MOST_CHILDREN : (at + 1) * MOST_CHILDREN]
            yield id3.CTOC(element_id=name, flags=_ORDERED, child_element_ids=children, sub_frames=[])
    for name, mark in zip(names, marks, strict=True):
        title = one_line(mark.title)
        yield id3.CHAP(
            element_id=name,
            start_time=mark.start_ms,
            end_time=mark.end_ms,
            start_offset=NO_OFFSET,
            end_offset=NO_OFFSET,
            sub_frames=[id3.TIT2(encoding=_encoding(title), text=[title])],
        )


def _picture(cover: bytes) -> Iterator[Any]:
    id3 = _id3()
    if cover:
        mime = "image/png" if cover.startswith(b"\x89PNG") else "image/jpeg"
        yield id3.APIC(encoding=_LATIN_1, mime=mime, type=_FRONT_COVER, desc="", data=cover)


def _encoding(text: str) -> int:
    return _LATIN_1 if text.isascii() else _UTF_16


def _frame_bytes(frame: Any) -> bytes:
    """One frame as mutagen writes it. Alone, for mutagen puts the frames of a tag in order of their size, and
    readers that follow the file's order would show the chapters in that one."""
    tag, file = _id3().ID3(), io.BytesIO()
    tag.add(frame)
    tag.update_to_v23()
    tag.save(file, v1=0, v2_version=3, padding=lambda _: 0)
    return file.getvalue()[_HEADER_BYTES:]


def _syncsafe(size: int) -> bytes:
    """A length in four bytes of seven bits, so that it cannot be taken for the start of an MP3 frame."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
