"""What the words around each paragraph tell about a change of subject.

Conventions
-----------
A boundary is named by the number of the paragraph after it; boundary 0 is the start and carries nothing.
Words are compared by a crude stem, words that tie others together left out. Looks to the left and right are
bounded in words of meaning, not in paragraphs: a word more or less shifts a window by one word, and nothing
beyond the window counts. So what is measured at one place does not change with an edit elsewhere.
"""

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scripts.words import FUNCTION_WORDS, word_set

NEAR = 50
FAR = 125
"""Words of meaning on either side that a look takes in: about 100 and 250 words of text."""
_BESIDE = 3
"""Boundaries on either side that a dip in likeness is measured against."""
_MOST = 20_000
"""Paragraphs of a library; the words of so many are not compared."""
_FULL = 0.5
"""Weight of a whole window, in parts of its width."""
_WORD = re.compile(r"[^\W_][\w’'-]*")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_IDLE = FUNCTION_WORDS | word_set(
    "one two three new other first last get got make made know think want going go way well own us me him"
    " them really lot thing things time year years day people use used using say says said don't it's that's"
    " i'm they're we're you're isn't doesn't didn't can't won't there's wouldn't couldn't"
)
_ENDINGS = (
    "ations", "ation", "ings", "ing", "edly", "ed", "ies", "ers", "er", "ly", "es", "s",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shift:
    """How alike the words on either side of a boundary are, 0 to 1."""

    near: float = 0.0
    """Within 50 words of meaning on either side."""
    far: float = 0.0
    """Within 125."""
    dip: float = 0.0
    """How much less `far` is than at the likest boundaries beside it, both added (Hearst 1997, "depth")."""


def count_words(text: str) -> int:
    """How many words are read: runs without space, two characters for one where nothing parts the words.

    >>> count_words("So he left."), count_words("我们明天回家")
    (3, 3)
    """
    apart, wide = _WIDE.subn(" ", text)
    return len(apart.split()) + wide // 2


def meaning(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order.

    >>> meaning("The boats were sailing to the farther islands.")
    ['boat', 'sail', 'farth', 'island']
    """
    words = (word.lower().replace("’", "'") for word in _WORD.findall(text))
    return [_stem(word) for word in words if len(word) > 2 and word not in _IDLE] + _WIDE.findall(text)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word


def shifts(texts: Sequence[str]) -> list[Shift]:
    """The shift at each boundary of these paragraphs; of very many, words are not looked at."""
    if len(texts) > _MOST:
        return [Shift() for _ in texts]
    stems = [meaning(text) for text in texts]
    run = list(itertools.chain.from_iterable(stems))
    places = list(itertools.accumulate(map(len, stems)))[:-1]
    near, far = ([_likeness(run, at, width) for at in places] for width in (NEAR, FAR))
    return [
        Shift(),
        *(Shift(near[at], far[at], _dip(far, at)) for at in range(len(places))),
    ]


def _likeness(run: Sequence[str], at: int, width: int) -> float:
    """What is said on both sides, of what could be; a word counts less the farther it is from the boundary.

    A word that stands on one side alone changes nothing, and none comes or goes at once at a window's edge:
    so most edits of a word leave the likeness as it was.
    """
    left = _weights(reversed(run[max(0, at - width) : at]), width)
    right = _weights(run[at : at + width], width)
    shared = sum(math.sqrt(weight * right[stem]) for stem, weight in left.items() if stem in right)
    return shared / (_FULL * width)


def _weights(run: Iterable[str], width: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for distance, stem in enumerate(run):
        found.setdefault(stem, 1 - distance / width)
    return found


def _dip(values: Sequence[float], at: int) -> float:
    left = max(values[max(0, at - _BESIDE) : at], default=values[at])
    right = max(values[at + 1 : at + 1 + _BESIDE], default=values[at])
    return left + right - 2 * values[at]
