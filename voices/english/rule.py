"""What rules are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from voices.written import Token


@dataclass(frozen=True, slots=True)
class Piece:
    """What is said for some written words."""

    tokens: int
    text: str
    dot: bool = False
    """The full stop after it belongs to a short form ("Dr."), and may not be the end of a sentence."""


def core(tokens: Sequence[Token], at: int) -> str:
    """The core of a token; empty outside of the line."""
    return tokens[at].core if 0 <= at < len(tokens) else ""


def touches(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing but white space stands between a token and the next."""
    return at + 1 < len(tokens) and not tokens[at].after and not tokens[at + 1].before


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
