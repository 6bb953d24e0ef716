"""Whether an M4B or M4A says what its manifest says: its boxes are read here, not by who wrote them."""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from audio.aac import ENCODER_DELAY, SAMPLES_PER_FRAME
from chapters.boxes import MOST_BYTES, Box, boxes
from chapters.manifest import Manifest
from chapters.mp4tags import AUDIOBOOK, MOST_NERO, title_bytes
from chapters.text import one_line

_READ_BYTES = 1 << 20
_BRANDS = {".m4b": b"M4B ", ".m4a": b"M4A "}
_NERO_PER_S = 10_000_000


def mp4_problems(path: Path, manifest: Manifest) -> Iterator[str]:
    """What is wrong with the file. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        try:
            yield from _problems(file, path, manifest)
        except (ValueError, struct.error, IndexError) as error:
            yield f"Its boxes cannot be read: {error}"


def sound_hash(path: Path) -> str:
    """Hash of what stands in `mdat`, the same in M4B and M4A of one recording; empty if there is none."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        try:
            data = next((one for one in boxes(file, 0, path.stat().st_size) if one.name == b"mdat"), None)
        except ValueError:
            data = None
        if data is None:
            return ""
        file.seek(data.start)
        left = data.end - data.start
        while left and (block := file.read(min(left, _READ_BYTES))):
            digest.update(block)
            left -= len(block)
    return digest.hexdigest()


def _problems(file: BinaryIO, path: Path, manifest: Manifest) -> Iterator[str]:
    size = path.stat().st_size
    top = {one.name: one for one in boxes(file, 0, size)}
    names = list(top)
    if names[:1] != [b"ftyp"] or top[b"ftyp"].read(file)[:4] != _BRANDS[path.suffix]:
        yield f"Its brand is not {_BRANDS[path.suffix].decode()!r}"
    if b"moov" not in top or b"mdat" not in top:
        yield "It has no tables or no sound"
        return
    if names.index(b"moov") > names.index(b"mdat"):
        yield "Its tables stand behind the sound: it cannot start while it is fetched"
    movie = Box(b"moov", top[b"moov"].start, top[b"moov"].end)
    tracks = [_track(file, one) for one in movie.inside(file) if one.name == b"trak"]
    sound = next((track for track in tracks if track.kind == b"soun"), None)
    chapters = next((track for track in tracks if sound and track.number in sound.chapters), None)
    if sound is None or chapters is None or chapters.kind != b"text":
        yield "Its sound refers to no track of chapters"
        return
    yield from _sound_problems(sound, manifest, size)
    yield from _chapter_problems(file, chapters, manifest)
    yield from _nero_problems(file, movie, manifest)
    yield from _tag_problems(file, movie, manifest, path.suffix)


@dataclass(frozen=True, slots=True)
class _Track:
    """What a `trak` box says."""

    number: int
    kind: bytes
    chapters: tuple[int, ...]
    """Numbers of the tracks that hold its chapters."""
    rate: int
    edit: tuple[int, ...]
    """Length and start of its one edit; empty if there is none, or more."""
    lengths: tuple[tuple[int, int], ...]
    """(samples, length of each), as `stts` has them."""
    ends: tuple[int, ...]
    """Where each chunk ends in the file."""
    offsets: tuple[int, ...]
    """Where each chunk begins."""
    sizes: tuple[int, ...]
    """Bytes of each sample."""

    @property
    def samples(self) -> int:
        return sum(count for count, _ in self.lengths)


def _track(file: BinaryIO, trak: Box) -> _Track:
    header = _content(file, trak, b"tkhd")
    media = _content(file, trak, b"mdia", b"mdhd")
    table = trak.find(file, b"mdia", b"minf", b"stbl")
    if table is None:
        raise ValueError("a track has no tables")
    reference = trak.find(file, b"tref", b"chap")
    lengths = _rows(_content(file, table, b"stts"), ">II")
    sizes = _sizes(_content(file, table, b"stsz"))
    offsets = _offsets(file, table)
    return _Track(
        number=struct.unpack_from(">I", header, 20 if header[0] else 12)[0],
        kind=_content(file, trak, b"mdia", b"hdlr")[8:12],
        chapters=tuple(number for (number,) in struct.iter_unpack(">I", reference.read(file)))
        if reference
        else (),
        rate=struct.unpack_from(">I", media, 20 if media[0] else 12)[0],
        edit=_edit(file, trak),
        lengths=tuple((count, length) for count, length in lengths),
        ends=_chunk_ends(offsets, _rows(_content(file, table, b"stsc"), ">III"), sizes),
        offsets=offsets,
        sizes=sizes,
    )


def _content(file: BinaryIO, parent: Box, *path: bytes) -> bytes:
    found = parent.find(file, *path)
    if found is None:
        raise ValueError(f"there is no {path[-1].decode('latin-1')!r}")
    return found.read(file)


def _rows(data: bytes, form: str) -> list[tuple[int, ...]]:
    """The rows of a table, behind version, flags and their number."""
    (count,) = struct.unpack_from(">I", data, 4)
    rows = list(struct.iter_unpack(form, data[8:]))
    if len(rows) != count:
        raise ValueError(f"a table has {len(rows)} rows and counts {count}")
    return rows


def _sizes(data: bytes) -> tuple[int, ...]:
    same, count = map(int, struct.unpack_from(">II", data, 4))
    if same:
        # The table of sound has different ones; a damaged count must not fill the memory.
        return (same,) * min(count, MOST_BYTES // 8)
    if len(data) != 12 + 4 * count:
        raise ValueError(f"the table of sizes is not as long as {count} samples")
    return tuple(int(size) for size in np.frombuffer(data, ">u4", offset=12))


def _offsets(file: BinaryIO, table: Box) -> tuple[int, ...]:
    wide = table.find(file, b"co64")
    if wide is not None:
        return tuple(place for (place,) in _rows(wide.read(file), ">Q"))
    return tuple(place for (place,) in _rows(_content(file, table, b"stco"), ">I"))


def _chunk_ends(
    offsets: tuple[int, ...], runs: list[tuple[int, ...]], sizes: tuple[int, ...]
) -> tuple[int, ...]:
    """Where each chunk ends, with as many samples as its run has. Raises ValueError if they do not add up."""
    ends, at, run = [], 0, 0
    for chunk, offset in enumerate(offsets, start=1):
        if run + 1 < len(runs) and runs[run + 1][0] == chunk:
            run += 1
        count = runs[run][1]
        ends.append(offset + sum(sizes[at : at + count]))
        at += count
    if at != len(sizes):
        raise ValueError(f"the chunks have {at} samples, there are {len(sizes)}")
    return tuple(ends)


def _edit(file: BinaryIO, trak: Box) -> tuple[int, ...]:
    found = trak.find(file, b"edts", b"elst")
    if found is None:
        return ()
    data = found.read(file)
    rows = _rows(data, ">QqI" if data[0] else ">IiI")
    return (int(rows[0][0]), int(rows[0][1])) if len(rows) == 1 else ()


def _sound_problems(track: _Track, manifest: Manifest, size: int) -> Iterator[str]:
    if track.rate != manifest.audio.rate:
        yield f"Its sound counts in {track.rate} Hz, not in {manifest.audio.rate}"
    if track.edit != (manifest.audio.frames, ENCODER_DELAY):
        said = track.edit or "nothing"
        yield f"Its edit list says {said}, not {manifest.audio.frames} from {ENCODER_DELAY}"
    wanted = manifest.audio.frames // SAMPLES_PER_FRAME + 1
    if track.lengths != ((wanted, SAMPLES_PER_FRAME),) or len(track.sizes) != wanted:
        yield f"It has {len(track.sizes)} frames of sound, {wanted} were recorded"
    if any(end > size for end in track.ends):
        yield "Its sound ends before its tables say so"
    if any(after < before for before, after in zip(track.ends, track.offsets[1:], strict=False)):
        yield "Pieces of its sound lie over each other"


def _chapter_problems(file: BinaryIO, track: _Track, manifest: Manifest) -> Iterator[str]:
    """The text track against the sections."""
    if track.samples != len(manifest.sections) or len(track.offsets) != len(manifest.sections):
        yield f"Its text track has {track.samples} chapters, there are {len(manifest.sections)} sections"
        return
    lengths = [length for count, length in track.lengths for _ in range(count)]
    rows = zip(manifest.sections, lengths, track.offsets, strict=True)
    at = 0
    for number, (section, length, offset) in enumerate(rows, start=1):
        if (at, at + length) != (section.start_frame, section.end_frame):
            yield f"Chapter {number} of its text track is from frame {at} to {at + length}"
        at += length
        file.seek(offset)
        (count,) = struct.unpack(">H", file.read(2))
        title = file.read(count)
        if title != title_bytes(section.title, 65_535):
            yield f"Chapter {number} of its text track is called {title.decode('utf-8', 'replace')!r}"


def _nero_problems(file: BinaryIO, movie: Box, manifest: Manifest) -> Iterator[str]:
    found = movie.find(file, b"udta", b"chpl")
    if found is None:
        yield "It has no chapters in Nero's form"
        return
    data = found.read(file)
    sections = manifest.sections[:MOST_NERO]
    if data[8] != len(sections):
        yield f"Nero's list has {data[8]} chapters, there are {len(sections)} sections"
        return
    at = 9
    for number, section in enumerate(sections, start=1):
        start, count = struct.unpack_from(">QB", data, at)
        title = data[at + 9 : at + 9 + count]
        at += 9 + count
        if abs(start * manifest.audio.rate / _NERO_PER_S - section.start_frame) > 1:
            yield f"Chapter {number} of Nero's list starts at {start / _NERO_PER_S:.3f} s"
        if title != title_bytes(section.title, 255):
            yield f"Chapter {number} of Nero's list is called {title.decode('utf-8', 'replace')!r}"


def _tag_problems(file: BinaryIO, movie: Box, manifest: Manifest, suffix: str) -> Iterator[str]:
    tags = movie.find(file, b"udta", b"meta", b"ilst")
    if tags is None:
        yield "It has no tags"
        return
    found: dict[bytes, bytes] = {}
    for item in tags.inside(file):
        value = item.find(file, b"data")
        found[item.name] = b"" if value is None else value.read(file)[8:]
    title = found.get(b"\xa9nam", b"").decode("utf-8", "replace")
    if title != one_line(manifest.title).encode("utf-8", "replace").decode():
        yield f"Its title is {title!r}"
    if not found.get(b"covr"):
        yield "It has no cover"
    if suffix == ".m4b" and found.get(b"stik") != bytes([AUDIOBOOK]):
        yield "It is not marked as an audiobook"
