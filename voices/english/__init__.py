"""English: rules that say what is written in figures, signs and short forms.

A rule looks at one place of a line's tokens and says it, alone or with tokens that follow, or passes. The
first rule that says something wins. What no rule says is said as it is written.
"""

from collections.abc import Callable, Sequence

from voices.english.dates import say_date, say_decade, say_time
from voices.english.names import say_address, say_hyphened, say_initials, say_roman, say_short
from voices.english.quantities import say_money, say_number, say_quantity
from voices.english.rule import Piece
from voices.english.signs import say_sign
from voices.written import Token

Rule = Callable[[Sequence[Token], int], list[Piece] | None]

RULES: tuple[Rule, ...] = (
    say_sign,
    say_address,
    say_short,
    say_date,
    say_decade,
    say_time,
    say_money,
    say_quantity,
    say_number,
    say_roman,
    say_initials,
    say_hyphened,
)


def say(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """How the tokens from `at` on are said in English, as far as a rule knows; each piece says one or
    more."""
    token = tokens[at]
    if (
        token.core.islower()
        and token.core.isalpha()
        and not token.after.startswith(".")
        and len(token.core) > 3
    ):
        return None  # most words: no figure, no sign, no short form
    for rule in RULES:
        pieces = rule(tokens, at)
        if pieces:
            return pieces
    return None
