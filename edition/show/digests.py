"""What is in files, without reading again those that have not been touched since the last time.

A file counts as untouched if its size and its time of change, to the nanosecond, are as they were. The record
is a cache: without it everything is read once more.
"""

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from scripts.errors import PublishError
from scripts.files import write_atomic


@dataclass(frozen=True, slots=True)
class Digest:
    """The size of a file and the hash of its content."""

    bytes: int
    sha256: str
    """Hex."""


def digest_of(data: bytes) -> Digest:
    """The digest of bytes in hand."""
    return Digest(len(data), hashlib.sha256(data).hexdigest())


class Digests:
    """A record of digests, kept in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, tuple[int, int, str]] = {}
        self.asked: dict[str, tuple[int, int, str]] = {}
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
            content = json.loads(path.read_text(encoding="utf-8"))
            self.known = {
                name: (row[0], row[1], str(row[2])) for name, row in content.items() if len(row) == 3
            }

    def of(self, path: Path) -> Digest:
        """The digest of a file. Raises OSError if it cannot be read."""
        stat = path.stat()
        name = str(path)
        row = self.known.get(name)
        if row is None or row[:2] != (stat.st_size, stat.st_mtime_ns):
            with path.open("rb") as file:
                row = (stat.st_size, stat.st_mtime_ns, hashlib.file_digest(file, "sha256").hexdigest())
        self.asked[name] = row
        return Digest(row[0], row[2])

    def save(self) -> None:
        """Keep what was asked for; a disk that refuses costs time and nothing else."""
        if self.asked != self.known:
            with contextlib.suppress(PublishError):
                write_atomic(self.path, json.dumps(self.asked))
