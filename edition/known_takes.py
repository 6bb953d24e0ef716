"""What is known of an edition's takes: a build reads of thousands of small files those that are new.

A row holds what `voices.takes.read_info` said of a take, the stamp of its entry in the store at that time,
and a digest of the words that it was said for. It counts as long as the entry has that stamp and the line has
those words; so a take that is lost, damaged or made again is noticed as ever. A store without stamps is read.
"""

import hashlib
import json
from array import array
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Protocol, runtime_checkable

from edition.memo import StoredMemo
from voices.model import Spoken, Store, TakeInfo, TakeRequest, Word
from voices.rows import Rows, numbers_of
from voices.takes import KIND as TAKE
from voices.takes import read_info

KIND = "known"
"""Of these entries, in the store."""


@runtime_checkable
class StampingStore(Protocol):
    """What a store can besides: tell without reading it whether an entry was written anew."""

    def stamp(self, kind: str, key: str) -> tuple[str, str] | None:
        """The entry's stamp as it was, and as it is from now on, since this counts as a use of it; None if
        there is no such entry."""


class KnownTakes:
    """The takes of one edition."""

    def __init__(self, store: Store, folder: Path, program: str) -> None:
        """`program` changes with every change of what is known of a take."""
        self._stamps = store if isinstance(store, StampingStore) else None
        self._memo = StoredMemo(store, KIND, folder, program) if self._stamps else None

    def info(self, request: TakeRequest, store: Store) -> TakeInfo | None:
        """What `read_info` gives for it, which reads and discards by `store`."""
        if not (self._stamps and self._memo):
            return read_info(store, request)
        row, stamp = self._memo.get(request.key), self._stamps.stamp(TAKE, request.key)
        if row and stamp and (info := _parse(row, request, stamp[0])):
            if stamp[0] != stamp[1]:
                self._remember(request, info, stamp[1])
            return info
        info = read_info(store, request)
        if info:
            self.learn(request, info)
        return info

    def knows(self, key: str) -> bool:
        """Whether an earlier build told of this take."""
        return self._memo is not None and self._memo.has(key)

    def learn(self, request: TakeRequest, info: TakeInfo) -> None:
        """Remember what a take turned out to be; of lines that share it, the last one told counts."""
        if self._stamps and self._memo and (stamp := self._stamps.stamp(TAKE, request.key)):
            self._remember(request, info, stamp[1])

    def _remember(self, request: TakeRequest, info: TakeInfo, stamp: str) -> None:
        if self._memo:
            self._memo.put_later(request.key, partial(_row, info, request, stamp))

    def save(self) -> None:
        """Keep it for the next build. Raises what the store raises."""
        if self._memo:
            self._memo.save()


_FIELDS = tuple(field.name for field in fields(TakeInfo) if field.name not in ("key", "words"))
"""What is known of a take besides: numbers, texts and truth values."""


def _row(info: TakeInfo, request: TakeRequest, stamp: str) -> str:
    others = [getattr(info, name) for name in _FIELDS]
    return json.dumps(
        [stamp, _words_of(request.spoken), numbers_of(info.words), others], separators=(",", ":")
    )


def _parse(row: str, request: TakeRequest, stamp: str) -> TakeInfo | None:
    had, spoken, numbers, others = json.loads(row)
    if had != stamp or spoken != _words_of(request.spoken):
        return None
    return TakeInfo(key=request.key, words=Rows(Word, numbers), **dict(zip(_FIELDS, others, strict=True)))


def _words_of(spoken: Spoken) -> str:
    """Digest of what the times of a line's words follow from, besides its take."""
    numbers = array("q", [len(spoken.text), *numbers_of(spoken.words)])
    return hashlib.sha256(numbers.tobytes()).hexdigest()
