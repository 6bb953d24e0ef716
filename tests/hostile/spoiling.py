"""What files that are out to do harm are made of, whatever their format.

Conventions
-----------
A kind of file is a generator of names and bytes. The names are unique in it, and everything is the same on
every run. DEEP is how deep things are nested, MANY how often something small comes again, HUGE the length, in
characters, of what should be short.
"""

import io
import random
import zipfile
from collections.abc import Iterator, Mapping

from tests.scripts.books import TEXT

SENTENCE = TEXT
DEEP = 10_000
MANY = 100_000
HUGE = 5_000_000

Files = Iterator[tuple[str, bytes]]


def spoilt(data: bytes, pieces: int = 24) -> Files:
    """A file cut off at many places, and with bytes of it changed."""
    for number in range(1, pieces):
        yield f"cut off after {number}/{pieces}", data[: len(data) * number // pieces]
    chance = random.Random(1)
    for number in range(pieces):
        changed = bytearray(data)
        for _ in range(1 + number):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        yield f"changed {number + 1} bytes", bytes(changed)


def packed(files: Mapping[str, str | bytes], level: int = 6) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def bomb(name: str, first: bytes, fill: bytes, mebibytes: int, others: Mapping[str, str]) -> bytes:
    """An archive with one file that unpacks to much more."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, data in others.items():
            archive.writestr(other, data)
        with archive.open(name, "w", force_zip64=True) as file:
            file.write(first)
            block = fill * (2**20 // len(fill))
            for _ in range(mebibytes):
                file.write(block)
    return buffer.getvalue()


def entities(root: str) -> str:
    """XML that grows without end."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "b">{names}]><{root}>&a11;</{root}>'


def locked(data: bytes) -> bytes:
    """The archive, as if its files were encrypted."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := changed.find(mark, start)) >= 0:
            changed[start + at] |= 1
            start += 4
    return bytes(changed)
