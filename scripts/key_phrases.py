"""What a stretch of English text keeps coming back to, in two to four words.

Conventions
-----------
A phrase is a run of words that carry meaning, as the author wrote it ("swap partition"), with "The" before it
where the author says so most often. Runs end at marks and at words that tie others together, as in RAKE (Rose
and others 2010); what counts of them here is how often they come again, since a phrase that comes again is
seldom a piece of a sentence.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scripts.topics import is_idle, stem_of
from scripts.words import FUNCTION_WORDS, word_set

_LONGEST = 4
_LEAST_ENGLISH = 0.2
"""The share of words that tie others together; in other languages they are not known, so runs are none."""
_MARKS = re.compile(r"[.…](?:\s|\Z)|[,;:!?()\[\]{}“”\"«»‹›—–|/\\<>=*_`~#]|\s-\s|\n")
_WORD = re.compile(r"[^\W_](?:[\w’'+.-]*[^\W_])?")
_ADDRESS = re.compile(r"\.\w|\A\d")
"""In a word of a file's name or of an address; or it begins with a number."""
_TYING = word_set(
    "across along around behind beside besides beyond despite except near off past toward towards"
    " underneath anything everything nothing something anyone everyone nobody somebody someone same"
    " another other others several many much few less least lots lot please today tomorrow yesterday"
    " tonight ago later soon often always never ever again already almost maybe perhaps quite rather"
    " really simply currently recently usually generally actually especially including included include"
    " includes etc let lets let's based able unable due sure cannot i've we've mr mrs ms dr year-old"
    " years-old per cent percent million billion thousand hundred dozen"
)
_BEFORE_VERBS = word_set(
    "to i you he she we they will would can could may might shall should must do does did don’t don't not"
    " never cannot please let’s let's and"
)
"""Where a run stands behind one of these as often as not, its first word may be a verb."""


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """A run of words that comes again."""

    text: str
    stems: tuple[str, ...]
    count: int
    """How often it comes; at least two."""

    @property
    def weight(self) -> int:
        """Words said with it: how often it comes, times its length."""
        return self.count * len(self.stems)


@dataclass(slots=True)
class _Seen:
    forms: Counter[str] = field(default_factory=Counter)
    definite: Counter[str] = field(default_factory=Counter)
    """Forms with "the" before them."""
    before: Counter[str] = field(default_factory=Counter)

    @property
    def form(self) -> str:
        """The one that comes most often, the first of equals."""
        return self.forms.most_common(1)[0][0]


def key_phrases(text: str) -> list[KeyPhrase]:
    """The phrases of `text`, those that it says most with first; none if it is not English.

    >>> text = "The swap partition is small. A swap partition is a place; what is in the swap partition?"
    >>> [phrase.text for phrase in key_phrases(text)]
    ['The swap partition']
    """
    seen: dict[tuple[str, ...], _Seen] = {}
    for before, run in _runs(text):
        stems = [stem_of(_low(word)) for word in run]
        for start in range(len(run)):
            for end in range(start + 2, min(start + _LONGEST, len(run)) + 1):
                one = seen.setdefault(tuple(stems[start:end]), _Seen())
                words, last = " ".join(run[start:end]), run[start - 1].lower() if start else before
                one.forms[words] += 1
                one.before[last] += 1
                one.definite[words] += last == "the"
    found = [
        KeyPhrase(_worded(one), stems, one.forms.total())
        for stems, one in seen.items()
        if one.forms.total() > 1 and _may_be_a_thing(one)
    ]
    return sorted(found, key=lambda phrase: -phrase.weight)


def _runs(text: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Runs of words that carry meaning, each with the word before it, empty behind a mark."""
    parts = [_WORD.findall(part) for part in _MARKS.split(text)]
    total = sum(map(len, parts))
    if sum(word.lower() in FUNCTION_WORDS for part in parts for word in part) < _LEAST_ENGLISH * total:
        return
    for part in parts:
        before = ""
        for ties, words in itertools.groupby(part, key=_ties):
            run = list(words)
            if ties:
                before = run[-1].lower()
            else:
                yield before, run


def _low(word: str) -> str:
    return word.lower().replace("’", "'")


def _ties(word: str) -> bool:
    low = _low(word)
    return len(word) < 2 or low in _TYING or is_idle(low) or _ADDRESS.search(low) is not None


def _may_be_a_thing(one: _Seen) -> bool:
    """Whether the first word is no verb, as far as what stands before it tells, and the last no adverb, no
    participle and nobody whose thing comes next ("the mill’s")."""
    first, *_, last = one.form.lower().split(" ")
    verbs = sum(one.before[word] for word in _BEFORE_VERBS)
    return (
        2 * verbs < one.forms.total()
        and not first.endswith("ly")
        and not last.endswith(("ly", "ing", "ed", "'s", "’s", "s'", "s’"))
    )


def _worded(one: _Seen) -> str:
    """Its form, with "The" where it mostly has it."""
    return f"The {one.form}" if 2 * one.definite[one.form] >= one.forms[one.form] else one.form
