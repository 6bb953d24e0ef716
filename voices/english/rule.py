"""What English rules are made of, beside `voices.rule`."""

from functools import cache

from voices.rule import words

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
    {
        *("hundred", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"),
        *("lakh", "lakhs", "crore", "crores", "zillion", "gazillion"),
    }
)
SCORED = words(
    "win victory defeat loss draw lead thrashing hammering scoreline aggregate home away up down "
    "record score rout triumph tie"
)
"""Nouns after a score."""
TAKING = words(
    "took takes take taking for after within is was last lasts lasted wait waits waited pause paused than "
    "only least every about nearly almost"
)
"""Words before a time that something takes: "took 70s"."""
SIGNS = {
    "": "",
    "-": "minus ",
    "+": "plus ",
    "~": "about ",
    "≈": "about ",
    "±": "plus or minus ",
    "#": "number ",
    "№": "number ",
    "√": "square root of ",
    "<": "less than ",
    ">": "more than ",
    "≤": "at most ",
    "≥": "at least ",
    "=": "equals ",
    "§": "section ",
    "¶": "paragraph ",
}
"""Before a number."""


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


@cache
def given_names() -> frozenset[str]:
    """People's given names, in small letters."""
    from scripts.speech.lexicon import lexicon_for

    return frozenset(lexicon_for("en").given)
