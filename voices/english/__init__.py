"""English: rules that say what is written in figures, signs and short forms.

A rule looks at one place of a line's tokens and says it, alone or with tokens that follow, or passes. The
first rule that says something wins. What no rule says is said as it is written. American style ("one hundred
twenty", the month first) unless the language's tag says otherwise (`british`).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from voices.english.british import anglicised, say_british
from voices.english.capitals import spelled_out
from voices.english.codes import (
    say_code,
    say_compared,
    say_hyphened,
    say_noted,
    say_owner,
    say_span,
    say_sum,
)
from voices.english.dates import MONTHS, say_date, say_decade
from voices.english.identifiers import say_identifier, say_version
from voices.english.initials import say_initials
from voices.english.measures import say_fraction_of_unit, say_quantity
from voices.english.money import say_money
from voices.english.quantities import say_number
from voices.english.roman import say_roman
from voices.english.science import say_place, say_power
from voices.english.scores import say_score
from voices.english.short import say_glued, say_short
from voices.english.short_forms import PLAIN
from voices.english.signs import say_sign
from voices.english.streets import say_street
from voices.english.telephones import say_telephone
from voices.english.times import say_time
from voices.english.web import say_address
from voices.rule import Piece
from voices.written import Token

Rule = Callable[[Sequence[Token], int], list[Piece] | None]

_SIGNS: tuple[Rule, ...] = (say_money, say_sign)
_FIGURES: tuple[Rule, ...] = (
    say_power,
    say_noted,
    say_address,
    say_short,
    say_glued,
    say_identifier,
    say_street,
    say_date,
    say_decade,
    say_time,
    say_telephone,
    say_money,
    say_place,
    say_quantity,
    say_fraction_of_unit,
    say_version,
    say_score,
    say_number,
    say_sum,
    say_compared,
    say_span,
    say_initials,
    say_hyphened,
    say_owner,
    say_code,
)
_WORDS: tuple[Rule, ...] = (
    say_noted,
    say_address,
    say_short,
    say_date,
    say_money,
    say_quantity,
    say_fraction_of_unit,
    say_number,
    say_roman,
    say_initials,
)
"""By what a token holds: no letter and no figure, a figure, or letters only."""


def say(tokens: Sequence[Token], at: int, british: bool = False) -> list[Piece] | None:
    """How the tokens from `at` on are said in English, as far as a rule knows; each piece says one or
    more."""
    pieces = (say_british(tokens, at) if british else None) or _by_rules(tokens, at) or []
    pieces = [replace(piece, text=spelled_out(piece.text)) for piece in pieces]
    return (anglicised(pieces) if british else pieces) or None


def _by_rules(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    token = tokens[at]
    if (
        token.core.islower()
        and token.core.isalpha()
        and not token.after.startswith(".")
        and len(token.core) > 4
        and token.core not in MONTHS
        and token.core not in PLAIN
    ):
        return None  # most words: no figure, no sign, no short form
    rules = _WORDS if token.core else _SIGNS
    if any(map(str.isdigit, token.core)):
        rules = _FIGURES
    for rule in rules:
        pieces = rule(tokens, at)
        if pieces:
            return pieces
    return None
