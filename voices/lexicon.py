"""How a producer wants words to be said: respellings for every engine, IPA for engines that can.

Conventions
-----------
An entry is written as one text: a respelling ("shee mon"), IPA between strokes ("/ˈʃimɔn/"), or both, IPA
first ("/ˈʃimɔn/ shee mon"); an engine that has no IPA then says the respelling, or the word as it is written.
IPA comes from a producer's lexicon only: no text of an article can be made into it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_ONLY_IPA = "ˈˌː"
"""Marks of stress and length: no language is spelled with them, so they would be read out as they stand."""
_IPA_FIRST = re.compile(r"\s*/([^/]*)/\s*(.*)", re.DOTALL)
_MARKS = frozenset("ˈˌːˑ.|‿ˀʰʱʲʷˠˤⁿˡ˞'‖ ")
"""Signs of IPA that are no letters; a plain apostrophe is taken for stress."""
MOST_CHARACTERS = 200
"""Of one pronunciation: it is a word or a phrase."""


@dataclass(frozen=True, slots=True)
class PronunciationFiles:
    """`[pronunciation]`: where more of it is."""

    pls: tuple[str, ...] = ()
    """W3C pronunciation lexicons, paths from the folder of `edition.toml`; of two that know a word the first
    counts, and `[lexicon]` before all of them."""


@dataclass(frozen=True, slots=True, order=True)
class Pronunciation:
    """How one word or phrase is said."""

    respelling: str = ""
    """In plain letters; empty: as it is written."""
    ipa: str = ""
    """In the International Phonetic Alphabet; empty if there is none."""

    @classmethod
    def of(cls, text: str) -> "Pronunciation":
        """Of a value in the lexicon; `problem` tells beforehand whether it is one.

        >>> Pronunciation.of("/ˈʃimɔn/ shee mon")
        Pronunciation(respelling='shee mon', ipa='ˈʃimɔn')
        """
        match = _IPA_FIRST.fullmatch(text)
        if not match:
            return cls(text.strip())
        ipa = " ".join(unicodedata.normalize("NFC", match[1]).replace("'", "ˈ").split())
        return cls(match[2].strip(), ipa.replace("g", "ɡ"))

    def __str__(self) -> str:
        """As it is written in the lexicon."""
        return " ".join(part for part in (f"/{self.ipa}/" if self.ipa else "", self.respelling) if part)


def problem(text: str) -> str:
    """What is wrong with a value of the lexicon, as what it must be; empty if nothing is.

    >>> problem("shee mon"), problem("/ˈʃimɔn/"), problem("/[[x]]/")
    ('', '', 'IPA between the strokes: "[" is no sign of it')
    """
    if len(text) > MOST_CHARACTERS:
        return f"at most {MOST_CHARACTERS} characters"
    match = _IPA_FIRST.fullmatch(text)
    if not match and (text.lstrip().startswith("/") or any(mark in text for mark in _ONLY_IPA)):
        return "IPA between two strokes, like /ˈʃimɔn/"
    if not match:
        return "" if any(map(str.isalnum, text)) else "words"
    for character in unicodedata.normalize("NFC", match[1]):
        if not (unicodedata.category(character)[0] in "LM" or character in _MARKS):
            return f'IPA between the strokes: "{character}" is no sign of it'
    if not any(character.isalpha() and character not in _MARKS for character in match[1]):
        return "IPA between the strokes"
    return "" if not match[2] or any(map(str.isalnum, match[2])) else "IPA, or IPA and words"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases, each with the way it is said."""

    entries: tuple[tuple[str, Pronunciation], ...] = ()
    """(written, how it is said), in the order of what is written: whole words or phrases, case-sensitive."""

    @classmethod
    def of(cls, entries: Mapping[str, str]) -> "Lexicon":
        """Of a mapping, whatever its order.

        >>> str(Lexicon.of({"Szymon": "shee mon"}).entries[0][1])
        'shee mon'
        """
        return cls(tuple(sorted((written, Pronunciation.of(said)) for written, said in entries.items())))

    def over(self, other: "Lexicon") -> "Lexicon":
        """This lexicon and what only the other one has."""
        return Lexicon(tuple(sorted((dict(other.entries) | dict(self.entries)).items())))


NO_LEXICON = Lexicon()
