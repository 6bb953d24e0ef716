"""A quantity before the noun that it belongs to: "a $5 million plan", "the 10 lb turkey", "50 mph winds".

It is said in the singular: "a five million dollar plan". What tells is the word before it (an article, an
owner, a count) and the word after it, which must be a noun as far as a list of other words and the ending
show.
"""

import re
from collections.abc import Sequence

from voices.rule import core, touches, words
from voices.written import Token

_OWNERS = words("a an another every its his her their our your my whose this")
"""Words before a sum that stands before its noun."""
_COUNTS = words("two three four five six seven eight nine ten eleven twelve both several many")
_PRAISE = words(
    "new proposed planned controversial joint annual initial massive big major huge similar separate secret "
    "ambitious second third final failed record first last original estimated"
)
"""Adjectives between the article and the quantity: "a new $5 million plan"."""
_MOST_ADJECTIVES = 3
_NO_NOUN = words(
    "a an and as at by each every for from in is less more of off on or over per plus than the this to "
    "under was when which while who will with worth were are has had have would could should may might can "
    "did does do went goes came comes fell falls rose rises grew got gets back before after into if but or "
    "so than that until since because he she it we they you not no nor also across along ahead apart around "
    "away between beyond below above down up out outside inside through toward towards upstream downstream "
    "within without near north south east west northeast northwest southeast southwest today yesterday "
    "tomorrow tonight now then thus"
)
_DONE = words(
    "spent paid lost made owed sent given taken held left won put sold bought lent built said told saw "
    "sought kept stolen gone drawn set cut"
)
"""Forms of verbs: "the $5 million spent on it"."""
_DOES = words(
    "buys covers represents includes pays makes means gives takes adds brings helps seems remains needs sits "
    "lies stays awaits reflects depends belongs exceeds equals comprises flows has was does says always "
    "sounds looks feels reaches tops becomes allows lets ensures shows suggests follows keeps wins hits "
    "perhaps besides sometimes afterwards upwards downwards thanks dollars euros pounds cents pence minus "
    "drops"
)
"""No nouns in spite of their "s"."""
_ONE_OF_THEM = words(
    "takeover deal bid fine bill loan bailout lawsuit settlement acquisition merger contract fund package "
    "budget investment stimulus buyout jackpot mansion ransom prize grant gift donation penalty plan note "
    "wall fence bag bottle pipeline radius race run walk limit zone infrastructure"
)
"""Nouns that nothing need stand before: "$8.2bn takeover agreed", "paid £50 fine"."""


def attributive(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the quantity from one token to another stands before its noun: "a $5 million plan", "its new
    $2bn lab", "a five-year, £3bn contract", "two 2 lb. bags", "the 10 lb turkey", "$20 bills"."""
    following = core(tokens, last + 1)
    if following == "can" and core(tokens, last + 2) == "of":
        following = "tin"  # a 400g can of beans
    if not (touches(tokens, last) or _is_short(tokens, last)):
        return False
    before = core(tokens, first - 1).lower()
    if touches(tokens, first - 1) and (before in _COUNTS or before.isdigit()):
        return following.endswith("s") and is_noun(following)
    owner = _owner(tokens, first)
    if owner in ("the", "every", "this"):
        return _is_thing(tokens, last + 1)
    if owner:
        return is_noun(following) or (following[:2] != following[:2].lower() and following != "I")
    return is_noun(following) and (following in _ONE_OF_THEM or _is_several(following))


def _is_thing(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun is to be expected after "the $5 million": no verb, and nobody who did something."""
    word = core(tokens, at)
    if word[:1].isupper():
        return word != "I" and touches(tokens, at) and _is_thing_in_small(core(tokens, at + 1))
    return _is_thing_in_small(word)


def _is_thing_in_small(word: str) -> bool:
    is_past = word.endswith("ed") and len(word) > 4 and not word.endswith("eed")
    return is_noun(word) and word not in _DONE and word not in _DOES and not is_past


def _is_several(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3 and word not in _DOES


def _is_short(tokens: Sequence[Token], at: int) -> bool:
    """Whether the point of a short form, and no other mark, stands between a token and the next."""
    pointed = 0 <= at < len(tokens) - 1 and tokens[at].after == "." and not tokens[at + 1].before
    return pointed and tokens[at].core.isalpha()


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma after an adjective made of two words stands here: "a five-year, £3bn contract"."""
    adjective = 0 <= at < len(tokens) - 1 and "-" in tokens[at].core
    return adjective and tokens[at].after == "," and not tokens[at + 1].before


def _owner(tokens: Sequence[Token], first: int) -> str:
    """The article or owner that stands before, with nothing but adjectives between; empty if none does."""
    for back in range(first - 1, max(-1, first - 2 - _MOST_ADJECTIVES), -1):
        word = core(tokens, back).lower()
        if not touches(tokens, back) and not _joins(tokens, back):
            return ""
        if word in _OWNERS or word == "the" or (word.endswith("'s") and word[:-2].isalpha()):
            return word
        if word not in _PRAISE and "-" not in word:
            return ""
    return ""


def is_noun(word: str) -> bool:
    """Whether a word in small letters may be what a quantity counts.

    >>> is_noun("people"), is_noun("in"), is_noun("")
    (True, False, False)
    """
    return re.fullmatch(r"[a-z][a-z'-]+", word) is not None and word not in _NO_NOUN
