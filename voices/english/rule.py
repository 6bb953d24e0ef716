"""What rules are made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from voices.written import Token


def listed(text: str) -> tuple[str, ...]:
    """Words of a table, in order."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """Words of a table."""
    return frozenset(listed(text))


NUMBER = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}|[0-9]*\.[0-9]+|[0-9]+)"
)
"""A number with commas between thousands, or as in India, and a decimal point: a part of other patterns."""
MAGNITUDES = {
    "k": "thousand",
    "K": "thousand",
    "m": "million",
    "M": "million",
    "mn": "million",
    "mln": "million",
    "mil": "million",
    "b": "billion",
    "B": "billion",
    "bn": "billion",
    "bln": "billion",
    "tn": "trillion",
    "trn": "trillion",
}
MAGNITUDE_WORDS = frozenset(
    {"hundred", "thousand", "million", "billion", "trillion", "lakh", "lakhs", "crore", "crores"}
)
SCORED = words(
    "win victory defeat loss draw lead thrashing hammering scoreline aggregate home away up down "
    "record score rout triumph tie"
)
"""Nouns after a score."""
SIGNS = {
    "": "",
    "-": "minus ",
    "+": "plus ",
    "~": "about ",
    "≈": "about ",
    "±": "plus or minus ",
    "#": "number ",
    "№": "number ",
    "<": "less than ",
    ">": "more than ",
    "≤": "at most ",
    "≥": "at least ",
    "=": "equals ",
    "§": "section ",
    "¶": "paragraph ",
}
"""Before a number."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is said for some written words."""

    tokens: int
    text: str
    dot: bool = False
    """The full stop after it belongs to a short form ("Dr."), and may not be the end of a sentence."""
    ipa: str = ""
    """How a producer's lexicon has it said, for engines that can; `text` is for the others."""


def core(tokens: Sequence[Token], at: int) -> str:
    """The core of a token; empty outside of the line."""
    return tokens[at].core if 0 <= at < len(tokens) else ""


def touches(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing but white space stands between a token and the next."""
    return 0 <= at < len(tokens) - 1 and not tokens[at].after and not tokens[at + 1].before


def lone_sign(token: Token) -> str:
    """The sign that a token without a core is, without the marks of the sentence around it: "%" of "%,"."""
    return "" if token.core else token.before.rstrip(".,;:!?)]").lstrip("([")


def plural(number: str, one: str, many: str) -> str:
    """The form of a noun after a number.

    >>> plural("1", "mile", "miles"), plural("1.0", "mile", "miles")
    ('mile', 'miles')
    """
    return one if number == "1" else many


def ungrouped(number: str) -> str:
    """A number without the commas between its thousands.

    >>> ungrouped("1,234.5")
    '1234.5'
    """
    return number.replace(",", "")


_OWNERS = words("a an another every its his her their our your my whose this")
"""Words before a sum that stands before its noun; "the $5 million went" is a sum alone."""
_COUNTS = words("two three four five six seven eight nine ten eleven twelve both several many")
_PRAISE = words(
    "new proposed planned controversial joint annual initial massive big major huge similar separate secret "
    "ambitious second third final failed record"
)
"""Adjectives between the article and the quantity: "a new $5 million plan"."""
_MOST_ADJECTIVES = 3
_NO_NOUN = words(
    "a an and as at by each every for from in is less more of off on or over per plus than the this to "
    "under was when which while who will with worth were are has had have would could should may might can "
    "did does do went goes came comes fell falls rose rises grew got gets back before after into if but or "
    "so than that until since because"
)


def attributive(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a quantity stands before the noun that it belongs to: "a $5 million plan", "a 10km run", "its
    new $2bn lab", "a five-year, £3bn contract", "two 2 lb. bags".

    It is then said in the singular. Told by an article or an owner before it and a word after it.
    """
    following = core(tokens, last + 1)
    if not (touches(tokens, last) or _is_short(tokens, last)) or not is_noun(following):
        return False
    before = core(tokens, first - 1).lower()
    if touches(tokens, first - 1) and (before in _COUNTS or before.isdigit()):
        return following.endswith("s")
    return _is_owned(tokens, first)


def _is_short(tokens: Sequence[Token], at: int) -> bool:
    """Whether the point of a short form, and no other mark, stands between a token and the next."""
    pointed = 0 <= at < len(tokens) - 1 and tokens[at].after == "." and not tokens[at + 1].before
    return pointed and tokens[at].core.isalpha()


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma after an adjective made of two words stands here: "a five-year, £3bn contract"."""
    adjective = 0 <= at < len(tokens) - 1 and "-" in tokens[at].core
    return adjective and tokens[at].after == "," and not tokens[at + 1].before


def _is_owned(tokens: Sequence[Token], first: int) -> bool:
    """Whether an article or an owner stands before, with nothing but adjectives between."""
    for back in range(first - 1, max(-1, first - 2 - _MOST_ADJECTIVES), -1):
        word = core(tokens, back).lower()
        if not touches(tokens, back) and not _joins(tokens, back):
            return False
        if word in _OWNERS or (word.endswith("'s") and word[:-2].isalpha()):
            return True
        if word not in _PRAISE and "-" not in word:
            return False
    return False


def is_noun(word: str) -> bool:
    """Whether a word in small letters may be what a quantity counts.

    >>> is_noun("people"), is_noun("in"), is_noun("")
    (True, False, False)
    """
    return re.fullmatch(r"[a-z][a-z'-]+", word) is not None and word not in _NO_NOUN


@cache
def given_names() -> frozenset[str]:
    """People's given names, in small letters."""
    from scripts.speech.lexicon import lexicon_for

    return frozenset(lexicon_for("en").given)
