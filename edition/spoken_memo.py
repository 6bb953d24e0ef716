"""Spoken forms that earlier builds worked out: an edit works out those of the lines it touches."""

import hashlib
import json
from dataclasses import replace
from functools import partial
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
        spoken = _shared(spoken_form(text, self._language, self._lexicon), text)
        self._memo.put_later(key, partial(_row, spoken))
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
    return _shared(Spoken(text, Rows(SpokenWord, numbers), tuple(Sound(*sound) for sound in sounds)), written)


def _shared(spoken: Spoken, written: str) -> Spoken:
    """Most lines are said as they are written: then there is one text for both."""
    return replace(spoken, text=written) if spoken.text == written else spoken
