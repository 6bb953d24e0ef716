"""Stores that stand before another one: to see what was damaged in it, or to leave it as it is."""

from dataclasses import dataclass, field
from typing import BinaryIO

from voices.model import Store


@dataclass(frozen=True, slots=True)
class WatchedStore:
    """Passes everything on and notes what is discarded."""

    inner: Store
    discarded: set[str] = field(default_factory=set)
    """Keys of entries that turned out to be damaged."""

    def open(self, kind: str, key: str) -> BinaryIO | None:
        return self.inner.open(kind, key)

    def write(self, kind: str, key: str, data: bytes) -> None:
        self.inner.write(kind, key, data)

    def discard(self, kind: str, key: str) -> None:
        self.discarded.add(key)
        self.inner.discard(kind, key)


@dataclass(frozen=True, slots=True)
class ReadOnlyStore:
    """Reads and nothing else, for looking what a build would do."""

    inner: Store

    def open(self, kind: str, key: str) -> BinaryIO | None:
        return self.inner.open(kind, key)

    def write(self, kind: str, key: str, data: bytes) -> None:
        """Nothing is made."""

    def discard(self, kind: str, key: str) -> None:
        """A damaged entry is left for the build that makes it again."""
