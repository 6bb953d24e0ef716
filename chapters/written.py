"""Files as they are written: how many bytes, and their digest, without reading them again."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file as it was put in place."""

    name: str
    bytes: int
    sha256: str


class Hashing:
    """An open file that is written from its first byte to its last, part by part."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._digest, self._size = file, hashlib.sha256(), 0

    def write(self, part: bytes | memoryview) -> None:
        """Put `part` behind what was written. Errors of the file come out as they are."""
        self._file.write(part)
        self.passed(part)

    def passed(self, part: bytes | memoryview) -> None:
        """Count `part`, which somebody else puts there."""
        self._digest.update(part)
        self._size += len(part)

    def written(self, name: str) -> WrittenFile:
        """What was written by now, as the file `name`."""
        return WrittenFile(name, self._size, self._digest.hexdigest())


def digest_of(file: BinaryIO, name: str) -> WrittenFile:
    """What an open file holds by now."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type] # readable, all of them
    return WrittenFile(name, file.tell(), digest)
