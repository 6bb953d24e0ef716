"""Words found again in an article that may have been edited since they were copied.

Conventions
-----------
Words are compared without case, accents, punctuation and white space, so that quotation marks and line breaks
never matter. Where they do not stand in the article as they are, the likeliest stretches are found by the
words they share, rarest first, and compared letter by letter (Ratcliff and Obershelp, as in `difflib`). The
index takes time in proportion to the texts; a search looks at a bounded number of places.
"""

import difflib
import itertools
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_ONE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
"""Characters that are words by themselves here: nothing stands between words of these scripts."""
_INSIDE = "\u00ad\u0300-\u036f\u200b-\u200d\u2060"
_WORD = re.compile(rf"[{_ONE}]|[^\W_{_ONE}](?:[^\W_{_ONE}]|[{_INSIDE}])*")

LIKENESS = 0.8
"""Share of the letters that must be the same, from 0 to 1."""
_PLACES = 40
"""Places looked at where the words stand more than once."""
_LONGEST = 60
"""Words compared of a stretch that has been edited: its beginning tells it from others."""
_COMMON = 5000
"""A word that stands more often than this leads nowhere."""
_BUCKET = 8
_CANDIDATES = 6
_DRIFT = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of one text; offsets of its first word's first character and after its last word's last."""

    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where words were found: a stretch of each text that they touch."""

    stretches: tuple[Stretch, ...]
    likeness: float
    """1 if the words stand there as they are."""


def folded(text: str) -> list[str]:
    """The words of a text, as they are compared.

    >>> folded("“Wé\u00a0WON’T go!”")
    ['we', 'won', 't', 'go']
    """
    return [_fold(word) for word in _WORD.findall(text)]


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in parts if one.isalnum()) or word


class Finder:
    """Finds words in several texts, read as one after the other.

    >>> [place.stretches for place in Finder(["We shall not go."]).find("we will not go")]
    [(Stretch(text=0, start=0, end=15),)]
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._words: list[str] = []
        self._spans: list[Stretch] = []
        for number, text in enumerate(texts):
            for found in _WORD.finditer(text):
                self._words.append(_fold(found.group()))
                self._spans.append(Stretch(number, *found.span()))
        self._joined = f" {' '.join(self._words)} "
        self._starts: list[int] = []
        at = 0
        for word in self._words:
            self._starts.append(at)
            at += len(word) + 1

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self._words):
            places.setdefault(word, []).append(at)
        return places

    def find(self, words: str) -> list[Place]:
        """Where `words` stand, in order; else where something much like them stands, the likest first."""
        wanted = folded(words)
        if not wanted:
            return []
        return self._exact(wanted) or self._like(wanted[:_LONGEST])

    def _exact(self, wanted: list[str]) -> list[Place]:
        found: list[Place] = []
        needle = f" {' '.join(wanted)} "
        at = self._joined.find(needle)
        while at >= 0 and len(found) < _PLACES:
            first = bisect_left(self._starts, at)
            found.append(self._place(first, first + len(wanted), 1.0))
            at = self._joined.find(needle, at + 1)
        return found

    def _like(self, wanted: list[str]) -> list[Place]:
        votes: Counter[int] = Counter()
        for number, word in enumerate(wanted):
            places = self._by_word.get(word, [])
            if len(places) > _COMMON:
                continue
            for at in places:
                bucket = (at - number) // _BUCKET
                votes[bucket] += 1
                votes[bucket + 1] += 1
        found = {}
        for bucket, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]:
            place = self._compared(wanted, max(0, (bucket - 2) * _BUCKET))
            if place is not None:
                found[place.stretches] = place
        best = max((place.likeness for place in found.values()), default=0.0)
        return sorted(
            (place for place in found.values() if place.likeness > best - 0.02),
            key=lambda place: -place.likeness,
        )

    def _compared(self, wanted: list[str], begin: int) -> Place | None:
        """The stretch near `begin` that is like the words, if one is."""
        window = self._words[begin : begin + len(wanted) + 4 * _BUCKET]
        matcher = difflib.SequenceMatcher(None, window, wanted, autojunk=False)
        blocks = _aligned([(one.a, one.b, one.size) for one in matcher.get_matching_blocks() if one.size])
        if 2 * sum(size for _, _, size in blocks) < len(wanted):
            return None
        (a, b, _), (c, d, size) = blocks[0], blocks[-1]
        before, after = b, len(wanted) - d - size
        best = (LIKENESS, 0, 0)
        letters = difflib.SequenceMatcher(None, "", " ".join(wanted), autojunk=False)
        for first, end in itertools.product(_around(begin + a, -before), _around(begin + c + size, after)):
            letters.set_seq1(" ".join(self._words[max(0, first) : end]))
            if letters.quick_ratio() >= best[0]:
                best = max(best, (letters.ratio(), max(0, first), min(end, len(self._words))))
        return self._place(best[1], best[2], best[0]) if best[2] else None

    def _place(self, first: int, end: int, likeness: float) -> Place:
        stretches: list[Stretch] = []
        for span in self._spans[first:end]:
            if stretches and stretches[-1].text == span.text:
                stretches[-1] = Stretch(span.text, stretches[-1].start, span.end)
            else:
                stretches.append(span)
        return Place(tuple(stretches), likeness)


def _around(at: int, missing: int) -> list[int]:
    """Where a stretch can end if `missing` words beyond `at` are not the same: one more or less may."""
    return [at + missing + more for more in (-1, 0, 1) if missing * (missing + more) > 0] if missing else [at]


def _aligned(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Blocks less the stray single words at either end: they belong to a sentence nearby."""
    while len(blocks) > 1 and blocks[0][2] == 1 and _shift(blocks[0], blocks[1]) > _DRIFT:
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1][2] == 1 and _shift(blocks[-1], blocks[-2]) > _DRIFT:
        blocks = blocks[:-1]
    return blocks


def _shift(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return abs((one[0] - one[1]) - (other[0] - other[1]))
