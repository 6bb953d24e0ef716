"""Whether the tag of an edition's MP3 says what its manifest says, read back by mutagen."""

import importlib
import io
from collections.abc import Iterator
from typing import Any

from audio.timeline import ms_from_frames
from chapters.cover import cover_problem
from chapters.manifest import Manifest
from chapters.tags import NO_OFFSET
from chapters.text import one_line

_HEADER_BYTES = 10
_NO_TAG = "It has no ID3 tag"


def tag_size(data: bytes) -> int:
    """Bytes of the ID3v2 tag that `data` begins with, its header included; 0 if it begins with none."""
    if data[:3] != b"ID3" or len(data) < _HEADER_BYTES:
        return 0
    size = 0
    for byte in data[6:_HEADER_BYTES]:
        size = size << 7 | byte & 0x7F
    return _HEADER_BYTES + size


def tag_problems(manifest: Manifest, data: bytes) -> Iterator[str]:
    """What is wrong with the tag in `data`."""
    if not data:
        yield _NO_TAG
        return
    tags = _tags(data)
    if tags is None:
        yield "Its ID3 tag cannot be read"
        return
    if tags.version[:2] != (2, 3):
        yield f"Its ID3 tag has version 2.{tags.version[1]}, not 2.3"
    if _text(tags, "TIT2") != one_line(manifest.title):
        yield f"Its title is {_text(tags, 'TIT2')!r}"
    length = str(ms_from_frames(manifest.audio.frames, manifest.audio.rate))
    if _text(tags, "TLEN") != length:
        yield f"Its TLEN is {_text(tags, 'TLEN')!r}, not {length} ms"
    yield from _cover_problems(tags)
    yield from _chapter_problems(manifest, tags)
    yield from _contents_problems(tags)


def _tags(data: bytes) -> Any:
    """What mutagen reads; None if it cannot."""
    id3, mutagen = importlib.import_module("mutagen.id3"), importlib.import_module("mutagen")
    try:
        return id3.ID3(io.BytesIO(data), translate=False)
    except mutagen.MutagenError:
        return None


def _text(tags: Any, name: str) -> str:
    return "".join(map(str, tags[name].text)) if name in tags else ""


def _cover_problems(tags: Any) -> Iterator[str]:
    pictures = tags.getall("APIC")
    if not pictures:
        yield "It has no cover"
        return
    data = pictures[0].data
    if pictures[0].mime != ("image/png" if data.startswith(b"\x89PNG") else "image/jpeg"):
        yield f"Its cover is no {pictures[0].mime}"


def cover_advice(data: bytes) -> str:
    """Why directories would refuse the cover of the tag in `data`, which plays all the same; empty if they
    would not, or if there is none."""
    tags = _tags(data)
    pictures = [] if tags is None else tags.getall("APIC")
    return cover_problem(pictures[0].data) if pictures else ""


def _chapter_problems(manifest: Manifest, tags: Any) -> Iterator[str]:
    """The chapters, in the order in which they stand in the file, against the sections."""
    rate = manifest.audio.rate
    marks = tags.getall("CHAP")
    if len(marks) != len(manifest.sections):
        yield f"Its tag has {len(marks)} chapters, there are {len(manifest.sections)} sections"
        return
    for number, (mark, section) in enumerate(zip(marks, manifest.sections, strict=True), start=1):
        times = ms_from_frames(section.start_frame, rate), ms_from_frames(section.end_frame, rate)
        if (mark.start_time, mark.end_time) != times:
            found = f"{mark.start_time} to {mark.end_time}"
            yield f"Chapter {number} is from {found} ms, not {times[0]} to {times[1]}"
        title = _text(mark.sub_frames, "TIT2")
        if title != one_line(section.title):
            yield f"Chapter {number} is called {title!r}"
        if {mark.start_offset, mark.end_offset} != {NO_OFFSET}:
            yield f"Chapter {number} has byte offsets"


def _contents_problems(tags: Any) -> Iterator[str]:
    """One ordered table of contents at the top, from which every chapter is reached once and in order."""
    tables = {table.element_id: table for table in tags.getall("CTOC")}
    tops = [table for table in tables.values() if table.flags & 0x02]
    if len(tops) != 1 or not tops[0].flags & 0x01:
        yield "Its tag has no ordered table of contents at the top, or more than one"
        return
    reached: list[str] = []
    waiting = [tops[0].element_id]
    for _ in range(len(tables) + len(tags.getall("CHAP")) + 1):
        if not waiting:
            break
        name = waiting.pop(0)
        if name in tables:
            waiting = [*tables[name].child_element_ids, *waiting]
        else:
            reached.append(name)
    if reached != [mark.element_id for mark in tags.getall("CHAP")]:
        yield "Its table of contents does not lead to every chapter in order"
