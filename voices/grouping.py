"""Numbers whose thousands are parted by spaces: "10 000", as in science and in much of Europe.

A space that does not break (also a thin one) parts thousands wherever figures stand in threes. A plain one is
taken so only where little else can be meant: before "000", or in a number of three groups and more. A
telephone number is none.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from voices.rule import core, touches
from voices.written import Token

_FIRST = re.compile(r"(?:.*[^0-9.,:/+-]|[-~±]?)[1-9][0-9]{0,2}")
_NEXT = re.compile(r"[0-9]{3}(?![0-9])")
_UNBROKEN = frozenset("\u00a0\u2009\u202f")
_MOST_GROUPS = 5
_FREE = frozenset(["800", "888", "877", "866", "855", "844", "833"])
"""After 1, numbers that cost the caller nothing."""


def with_thousands(tokens: Sequence[Token], text: str, mark: str = ",") -> list[Token]:
    """The tokens of `text`, those of one number made one, with `mark` between thousands.

    >>> from voices.written import tokens
    >>> [token.core for token in with_thousands(tokens("over 10 000 in 2019"), "over 10 000 in 2019")]
    ['over', '10,000', 'in', '2019']
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        groups = _groups(tokens, at, text)
        run = tokens[at : at + groups]
        whole = mark.join(token.core for token in run)
        found.append(
            replace(run[0], end=run[-1].end, core=whole, after=run[-1].after) if groups > 1 else run[0]
        )
        at += groups
    return found


def _groups(tokens: Sequence[Token], at: int, text: str) -> int:
    """How many tokens are one number from `at` on."""
    if not _FIRST.fullmatch(tokens[at].core) or _goes_on(tokens, at):
        return 1
    last, unbroken = at, True
    while last - at < _MOST_GROUPS and _NEXT.match(core(tokens, last + 1)) and touches(tokens, last):
        unbroken = unbroken and text[tokens[last].end : tokens[last + 1].start] in _UNBROKEN
        last += 1
        if not tokens[last].core.isdigit():
            break
    if last == at or _figures(tokens, last):
        return 1
    groups = 1 + last - at
    called = tokens[at].core == "1" and tokens[at + 1].core in _FREE
    meant = unbroken or groups > 2 or tokens[last].core.startswith("000")
    return groups if meant and not called else 1


def _figures(tokens: Sequence[Token], at: int) -> bool:
    """Whether figures stand on both sides of the space after a token."""
    return touches(tokens, at) and tokens[at].core[-1:].isdigit() and tokens[at + 1].core[:1].isdigit()


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether figures before belong to it; those of a year do not."""
    return _figures(tokens, at - 1) and not re.fullmatch(r"[12][0-9]{3}", core(tokens, at - 1))
