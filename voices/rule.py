"""What rules that say a line's tokens are made of, in every language that has rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from voices.written import Token


def listed(text: str) -> tuple[str, ...]:
    """Words of a table, in order."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """Words of a table."""
    return frozenset(listed(text))


@dataclass(frozen=True, slots=True)
class Piece:
    """What is said for some written words."""

    tokens: int
    text: str
    dot: bool = False
    """The full stop after it belongs to a short form ("Dr."), and may not be the end of a sentence; or the
    bracket after it to the word, and is no pause."""
    goes_on: bool = False
    """That full stop ends no sentence, whatever follows."""
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
