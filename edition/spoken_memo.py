"""Spoken forms that earlier builds worked out: an edit works out those of the lines it touches."""

import hashlib
import json
from pathlib import Path

from edition.memo import StoredMemo
from voices.lexicon import Lexicon
from voices.model import Sound, Spoken, SpokenWord, Store
from voices.rows import Rows, numbers_of
from voices.spoken import spoken_form

KIND = "form"
"""Of these entries, in the store."""


class SpokenMemo:
    """Says how lines are said, in one language by one lexicon, for one edition."""

    def __init__(self, store: Store, folder: Path, program: str, language: str, lexicon: Lexicon) -> None:
        """`program` changes with every change of the rules."""
        self._language, self._lexicon = language, lexicon
        self._memo = StoredMemo(store, KIND, folder, (program, language, lexicon))

    def form(self, text: str) -> Spoken:
        """What `voices.spoken.spoken_form` gives for it."""
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        row = self._memo.get(key)
        if row is not None:
            return _parse(row, text)
        spoken = spoken_form(text, self._language, self._lexicon)
        self._memo.put(key, _row(spoken))
        return spoken

    def save(self) -> None:
        """Keep what was asked for since this was made, and nothing else. Raises what the store raises."""
        self._memo.save()


def _row(spoken: Spoken) -> str:
    """In ASCII on one line."""
    sounds = [[sound.start, sound.end, sound.ipa] for sound in spoken.sounds]
    return json.dumps([spoken.text, numbers_of(spoken.words), sounds], separators=(",", ":"))


def _parse(row: str, written: str) -> Spoken:
    text, numbers, sounds = json.loads(row)
    text = written if text == written else text  # most lines are said as they are written: one text for both
    return Spoken(text, Rows(SpokenWord, numbers), tuple(Sound(*sound) for sound in sounds))
