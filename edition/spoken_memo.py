"""Spoken forms that earlier builds worked out: an edit works out those of the lines it touches.

One entry of the store for each edition, a line of text for each spoken form. What it was worked out by
(program, language, lexicon) stands in the first line: with any other it counts for nothing.
"""

import hashlib
import json
from pathlib import Path

from edition.last import address
from voices.lexicon import Lexicon
from voices.model import Sound, Spoken, SpokenWord, Store
from voices.spoken import spoken_form

KIND = "form"
"""Of these entries, in the store."""

_MAGIC = "audio-edition spoken 1"


class SpokenMemo:
    """Says how lines are said, in one language by one lexicon, for one edition."""

    def __init__(self, store: Store, folder: Path, program: str, language: str, lexicon: Lexicon) -> None:
        """`program` changes with every change of the rules."""
        self._store, self._address = store, address(folder)
        self._language, self._lexicon = language, lexicon
        self._head = f"{_MAGIC} {_digest(repr((program, language, lexicon)))}"
        self._known = self._read()
        self._used: dict[str, str] = {}
        """By the digest of the text: the row of its spoken form."""

    def form(self, text: str) -> Spoken:
        """What `voices.spoken.spoken_form` gives for it."""
        key = _digest(text)
        row = self._used.get(key) or self._known.get(key)
        if row is not None:
            self._used[key] = row
            return _parse(row)
        spoken = spoken_form(text, self._language, self._lexicon)
        self._used[key] = _row(spoken)
        return spoken

    def save(self) -> None:
        """Keep what was asked for since this was made, and nothing else. Raises what the store raises."""
        if self._used == self._known:
            return
        body = "\n".join(f"{key} {row}" for key, row in self._used.items())
        data = f"{self._head} {_digest(body)}\n{body}".encode()
        self._store.write(KIND, self._address, data)

    def _read(self) -> dict[str, str]:
        """Rows by key; none from an entry that is damaged, or of another program, language or lexicon."""
        reader = self._store.open(KIND, self._address)
        if reader is None:
            return {}
        with reader:
            head, _, body = reader.read().decode("utf-8", "replace").partition("\n")
        if head != f"{self._head} {_digest(body)}":
            return {}
        return {key: row for key, _, row in (line.partition(" ") for line in body.split("\n"))}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _row(spoken: Spoken) -> str:
    """In ASCII on one line."""
    words = [n for w in spoken.words for n in (w.start, w.end, w.spoken_start, w.spoken_end)]
    sounds = [[sound.start, sound.end, sound.ipa] for sound in spoken.sounds]
    return json.dumps([spoken.text, words, sounds], separators=(",", ":"))


def _parse(row: str) -> Spoken:
    text, numbers, sounds = json.loads(row)
    fours = iter(numbers)
    words = tuple(map(SpokenWord, fours, fours, fours, fours))
    return Spoken(text, words, tuple(Sound(*sound) for sound in sounds))
