"""What is written for the eye becomes what is said, word by word.

Conventions
-----------
The spoken form holds letters, digits (in languages whose numbers are left to the engine), spaces and the
marks `. , ; : ? ! ' -`, and a few signs that engines read by name. No engine's markup can be made of these,
so whatever a text holds (`[[`, `<speak>`, `{{`), engines get plain words. The time taken is linear in the
length of the text.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from voices.model import Spoken, SpokenWord
from voices.words import word_spans


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How words are respelled for every engine."""

    entries: tuple[tuple[str, str], ...] = ()
    """(written, respelling): whole words or phrases, case-sensitive."""

    @classmethod
    def of(cls, entries: Mapping[str, str]) -> "Lexicon":
        """Of a mapping, whatever its order.

        >>> Lexicon.of({"Shoigu": "shoy goo"}).entries
        (('Shoigu', 'shoy goo'),)
        """
        return cls(tuple(sorted(entries.items())))


NO_LEXICON = Lexicon()


def spoken_form(text: str, language: str = "en", lexicon: Lexicon = NO_LEXICON) -> Spoken:
    """How `text` is said in `language` (BCP 47), with the way back to each written word."""
    parts, words, at = [], [], 0
    for start, end in word_spans(text):
        parts.append(text[start:end])
        words.append(SpokenWord(start, end, at, at + end - start))
        at += end - start + 1
    return Spoken(" ".join(parts), tuple(words))
