"""Boxes, of which an MP4 file is made: writing them, and finding them again.

Conventions
-----------
A box is its length (32 bits, big endian; 64 bits behind its name where that is 1), its name (four characters)
and its content; a "full" box opens its content with a version and 24 flags.

Source: ISO/IEC 14496-12, 4.2.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

CONTAINERS = frozenset(
    (b"moov", b"trak", b"edts", b"mdia", b"minf", b"dinf", b"stbl", b"udta", b"tref", b"gmhd", b"ilst")
)
MOST_BYTES = 1 << 28
"""Of a box that is read into memory: the tables of a book of 24 hours have 15 MB, a cover may have more."""
_LONG = 1 << 32


def box(name: bytes, *parts: bytes) -> bytes:
    """A box.

    >>> box(b"free", b"xy").hex()
    '0000000a667265657879'
    """
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), name) + content


def full_box(name: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    """A box with a version and flags."""
    return box(name, struct.pack(">I", version << 24 | flags), *parts)


def long_header(name: bytes, content_bytes: int) -> bytes:
    """The header of a box whose content follows later; of 16 bytes where the length needs them."""
    if content_bytes + 8 < _LONG:
        return struct.pack(">I4s", content_bytes + 8, name)
    return struct.pack(">I4sQ", 1, name, content_bytes + 16)


@dataclass(frozen=True, slots=True)
class Box:
    """A box in a file."""

    name: bytes
    start: int
    """First byte of its content."""
    end: int

    def read(self, file: BinaryIO) -> bytes:
        """The content. Raises ValueError if it is too much to hold or cut off."""
        size = self.end - self.start
        if size > MOST_BYTES:
            raise ValueError(f"the box {_shown(self.name)} has {size} bytes")
        file.seek(self.start)
        data = file.read(size)
        if len(data) != size:
            raise ValueError(f"the box {_shown(self.name)} is cut off")
        return data

    def inside(self, file: BinaryIO, skip: int = 0) -> Iterator["Box"]:
        """The boxes in it, behind `skip` bytes."""
        return boxes(file, self.start + skip, self.end)

    def find(self, file: BinaryIO, *path: bytes) -> "Box | None":
        """The first box down a path of names, below this one."""
        found = self
        for name in path:
            skip = 4 if found.name == b"meta" else 0
            following = next((inner for inner in found.inside(file, skip) if inner.name == name), None)
            if following is None:
                return None
            found = following
        return found


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places. Raises ValueError where a length cannot be right."""
    at = start
    while at < end:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            raise ValueError(f"a box at byte {at} is cut off")
        size, name = struct.unpack_from(">I4s", head)
        skip = 8
        if size == 1 and len(head) == 16:
            size, skip = struct.unpack_from(">Q", head, 8)[0], 16
        if size == 0:
            size = end - at
        if size < skip or at + size > end:
            raise ValueError(f"the box {_shown(name)} at byte {at} has a length of {size}")
        yield Box(name, at + skip, at + size)
        at += size


def _shown(name: bytes) -> str:
    return repr(name.decode("latin-1"))
