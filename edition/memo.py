"""What earlier builds of an edition worked out, kept in the store between builds.

One entry for each kind and edition, a line of text for each thing kept. What all of it was worked out by (the
program, settings) stands in the first line with a digest of the rest: with any other, or a damaged one, it
counts for nothing. What a build did not ask for is forgotten when it is saved.
"""

import base64
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from edition.addresses import address
from voices.model import Store

DERIVED = "derived"
"""Kind of the entries, in the store, that hold what `chapters` works out of a manifest."""


class StoredMemo:
    """Texts by their keys, for one edition; implements `chapters.memo.Memo`."""

    def __init__(self, store: Store, kind: str, folder: Path, worked_out_by: object) -> None:
        """`worked_out_by` is all that the texts follow from besides their keys; the program belongs to it."""
        self._store, self._kind, self._address = store, kind, address(folder)
        self._head = f"{_MAGIC} {_digest(repr(worked_out_by))}"
        self._known = self._read()
        self._used: dict[bytes, bytes | Callable[[], str]] = {}

    def get(self, key: str) -> str | None:
        """What was put in under the key."""
        name = key.encode()
        text = self._used.get(name) or self._known.get(name)
        if text is None or callable(text):
            return text and text()
        self._used[name] = text
        return _unpacked(text)

    def has(self, key: str) -> bool:
        """Whether there is something under the key; that is no use of it."""
        return key.encode() in self._known or key.encode() in self._used

    def put(self, key: str, text: str) -> None:
        """Keep a text, not empty and without a line feed, under a key without a space."""
        self._used[key.encode()] = _packed(text)

    def put_later(self, key: str, text: Callable[[], str]) -> None:
        """Keep what `text` gives whenever it is asked: until then it takes no room."""
        self._used[key.encode()] = text

    def save(self) -> None:
        """Keep what was asked for and put in since this was made, and nothing else. Raises what the store
        raises."""
        if self._used == self._known:
            return
        digest, entry = hashlib.sha256(), io.BytesIO()
        entry.write(self._first_line(digest.hexdigest()))  # as long as the one that will stand there
        for row in self._rows():  # a book's are not held twice
            digest.update(row)
            entry.write(row)
        entry.seek(0)
        entry.write(self._first_line(digest.hexdigest()))
        self._store.write(self._kind, self._address, entry.getvalue())

    def _first_line(self, digest: str) -> bytes:
        return f"{self._head} {digest}\n".encode()

    def _rows(self) -> Iterator[bytes]:
        for key, text in self._used.items():
            yield b"%s %s\n" % (key, _packed(text()) if callable(text) else text)

    def _read(self) -> dict[bytes, bytes]:
        """Texts by key; none from an entry that is damaged, or was worked out by something else."""
        reader = self._store.open(self._kind, self._address)
        if reader is None:
            return {}
        known: dict[bytes, bytes] = {}
        digest = hashlib.sha256()
        with reader:
            head, _, wanted = reader.readline().rstrip(b"\n").rpartition(b" ")
            if head != self._head.encode():
                return {}
            for row in reader:  # of a book there are thousands: never all of them and their text at once
                digest.update(row)
                key, _, text = row.rstrip(b"\n").partition(b" ")
                known[key] = text
        return known if digest.hexdigest().encode() == wanted else {}


_MAGIC = "audio-edition memo 2"
_LONG_BYTES = 4096
_PACKED = b"="


def _packed(text: str) -> bytes:
    """As it is kept: what is long (the cues of a section) in a fifth of the room."""
    data = text.encode()
    if len(data) < _LONG_BYTES and not data.startswith(_PACKED):
        return data
    return _PACKED + base64.b64encode(zlib.compress(data, 1))


def _unpacked(data: bytes) -> str:
    if data.startswith(_PACKED):
        data = zlib.decompress(base64.b64decode(data.removeprefix(_PACKED)))
    return data.decode()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
