"""What the words around each paragraph tell about a change of subject.

Conventions
-----------
A boundary is named by the number of the paragraph after it; boundary 0 is the start and carries nothing.
Words are compared by a crude stem, words that tie others together left out. A look takes in 80 words of
meaning or four paragraphs on either side, and nothing beyond: so what is measured at one place does not
change with an edit elsewhere.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scripts.words import FUNCTION_WORDS, word_set

REACH = 80
"""Words of meaning on either side that are compared: about 160 words of text."""
_RUN = 3
"""Paragraphs on either side in which a word comes again."""
_MOST = 20_000
"""Paragraphs of a library; the words of so many are not compared."""
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
    """How much the words on either side of a boundary have in common."""

    alike: float = 0.0
    """How much of what is said on either side is said on both, words counting less the farther they are: 0 to
    0.83."""
    wide: float = 0.0
    """Of the words that come again within three paragraphs on either side, the logarithm of how many run
    across for each that stays on one side (after the lexical chains of Galley and others 2003)."""
    dip: float = 0.0
    """By how much `alike` is greater than the mean of the boundaries beside it; negative where it dips."""
    begins: float = 0.0
    """The logarithm of one more than the words of the paragraph after the boundary that none of four before
    has, and one of the two after it has again."""
    ceases: float = 0.0
    """The same of the words of both paragraphs before the boundary that none of three after has."""
    near: float = 0.0
    """How alike the paragraphs on either side are: the cosine of their sets of words, 0 to 1."""


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
    return [stem_of(word) for word in words if len(word) > 2 and not is_idle(word)] + _WIDE.findall(text)


def is_idle(word: str) -> bool:
    """Whether a word, in lower case, ties others together or stands for any other."""
    return word in _IDLE


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """A word, in lower case, without its most usual English endings."""
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
    sets = [frozenset(some) for some in stems]
    likes = [_alike(run, place) for place in places]
    return [
        Shift(),
        *(
            Shift(like, _threads(sets, at), _dip(likes, at - 1), *_chains(sets, at))
            for at, like in enumerate(likes, 1)
        ),
    ]


def _chains(sets: Sequence[frozenset[str]], at: int) -> tuple[float, float, float]:
    """What begins, what ceases, and how near the paragraphs beside the boundary are."""
    last, here = sets[at - 1], sets[at]
    before = frozenset().union(*sets[max(0, at - 4) : at])
    after = frozenset().union(*sets[at + 1 : at + 3])
    begins = len((here & after) - before)
    ceases = len((last & sets[at - 2]) - here - after) if at > 1 else 0
    near = len(last & here) / math.sqrt(max(1, len(last) * len(here)))
    return math.log1p(begins), math.log1p(ceases), near


def _dip(likes: Sequence[float], at: int) -> float:
    beside = [*likes[max(0, at - 1) : at], *likes[at + 1 : at + 2]]
    return likes[at] - sum(beside) / len(beside) if beside else 0.0


def _alike(run: Sequence[str], at: int) -> float:
    """A word that stands on one side alone changes nothing, and none comes or goes at once at an edge: most
    edits of a word leave the likeness as it was."""
    left = _weights(reversed(run[max(0, at - REACH) : at]))
    right = _weights(run[at : at + REACH])
    shared = sum(math.sqrt(weight * right[stem]) for stem, weight in left.items() if stem in right)
    return math.sqrt(2 * shared / REACH)


def _weights(run: Iterable[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for distance, stem in enumerate(run):
        found.setdefault(stem, (1 - distance / REACH) ** 2)
    return found


def _threads(sets: Sequence[frozenset[str]], at: int) -> float:
    """Words count once a paragraph, and only those of two at least: so most words of an article do not."""
    left = Counter(itertools.chain.from_iterable(sets[max(0, at - _RUN) : at]))
    right = Counter(itertools.chain.from_iterable(sets[at : at + _RUN]))
    through = sum(count + right[stem] > 2 for stem, count in left.items() if stem in right)
    aside = sum(count > 1 for stem, count in left.items() if stem not in right)
    aside += sum(count > 1 for stem, count in right.items() if stem not in left)
    return math.log((through + 1) / (aside + 1))
