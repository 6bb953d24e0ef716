"""Runs: the lines of a manifest section by section, and what tells whether a section is heard as it was.

Conventions
-----------
The content of a run is a hash of all that is in its lines but their places: frames and blocks are counted
from the run's own beginning, and where a line stands in the article is left out. So a section that only
moved, because something before it became longer, has the content it had.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import groupby

from chapters.manifest import ManifestLine
from voices.rows import bytes_of


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of one section, one behind the other."""

    first: int
    """Index of the first one in the manifest."""
    lines: Sequence[ManifestLine]
    at: int
    """First frame of the first one."""
    content: str


def runs_of(lines: Sequence[ManifestLine]) -> list[Run]:
    """All lines, in order."""
    runs: list[Run] = []
    first = 0
    for _, group in groupby(lines, key=lambda line: line.section):
        own = list(group)
        runs.append(Run(first, own, own[0].start_frame, _content(own)))
        first += len(own)
    return runs


_PLACES = ("section", "block", "start", "end", "start_frame", "end_frame", "words")
_OTHERS = tuple(field.name for field in fields(ManifestLine) if field.name not in _PLACES)
"""All that is in a line whatever its place, also what nobody asks a run for yet."""


def _content(lines: Sequence[ManifestLine]) -> str:
    at, block = lines[0].start_frame, lines[0].block
    digest = hashlib.sha256()
    for line in lines:
        words = bytes_of(line.words, line.start_frame)
        places = line.block - block, line.start_frame - at, line.end_frame - at, len(words)
        others = [getattr(line, name) for name in _OTHERS]
        digest.update(repr((places, others)).encode("utf-8", "surrogatepass"))
        digest.update(words)
    return digest.hexdigest()
