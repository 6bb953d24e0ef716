"""German, French, Spanish, Italian, Dutch and Portuguese: one set of rules, with the facts of each language
in a file.

A rule looks at one place of a line's tokens and says it, alone or with tokens that follow, or passes, as in
English. But numbers stay figures wherever the engine reads them right: eSpeak NG and the systems' voices know
the numbers of their language, and a word is made only where the noun, the case or the place in a row decides
its form. What no rule says is said as it is written.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from voices.addresses import said_elsewhere
from voices.grouping import with_thousands
from voices.rule import Piece, core
from voices.tongues.agreeing import say_agreeing
from voices.tongues.amounts import say_amount
from voices.tongues.dates import say_date
from voices.tongues.facts import Tongue
from voices.tongues.fractions import say_fraction
from voices.tongues.loading import tongue_of
from voices.tongues.numbers import cardinal
from voices.tongues.ordinals import say_age, say_pointed_ordinal, say_written_ordinal
from voices.tongues.romans import say_roman
from voices.tongues.shortforms import say_short
from voices.tongues.signs import say_compound, say_sign, say_word
from voices.tongues.telephones import say_telephone
from voices.tongues.times import say_time
from voices.written import Token, is_note

__all__ = ["Tongue", "prepared", "say", "tongue_of"]

Rule = Callable[[Sequence[Token], int, Tongue], list[Piece] | None]


def _say_address(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    word = core(tokens, at)
    said = said_elsewhere(word, tongue.language)
    return [Piece(1, said)] if said != word else None


def _say_note(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """The mark of a footnote is not said."""
    return [Piece(1, "")] if is_note(tokens, at) else None


_SIGNS: tuple[Rule, ...] = (say_short, say_amount, say_sign)
_FIGURES: tuple[Rule, ...] = (
    _say_note,
    _say_address,
    say_short,
    say_age,
    say_written_ordinal,
    say_date,
    say_time,
    say_telephone,
    say_fraction,
    say_pointed_ordinal,
    say_compound,
    say_amount,
    say_agreeing,
    say_word,
)
_WORDS: tuple[Rule, ...] = (
    say_short,
    _say_address,
    say_date,
    say_written_ordinal,
    say_pointed_ordinal,
    say_roman,
    say_amount,
    say_sign,
    say_word,
)
"""By what a token holds: no letter and no figure, a figure, or letters only."""

_ELIDED = re.compile(r"([^\W\d_]{1,6}')([0-9IVX]|[^\W\d_]{1,8}\Z)")
_WHOLE = re.compile(r"(0|[1-9][0-9]{0,2})(?![0-9.])(,(?=[1-9]))?(?!,[0-9])")
_POINTED = re.compile(
    r"(?<![0-9.,])[0-9]{1,3}(?:(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,9})?|\.[0-9]{1,9})(?![0-9.,:/-])"
)
_SWAPPED = str.maketrans(".,", ",.")
_SWISS = re.compile(r"[0-9]{1,3}(?:'[0-9]{3}){1,5}")


def prepared(tokens: Sequence[Token], text: str, tongue: Tongue) -> list[Token]:
    """The tokens of `text` as the rules want them: the groups of a number are one, and what elides before a
    figure or a short form ("l'11", "l'avv.") is among the marks before it. Decimals have
    their comma."""
    return [_apart(token, tongue) for token in with_thousands(tokens, text, tongue.thousands)]


def _apart(token: Token, tongue: Tongue) -> Token:
    word = token.core
    if tongue.decimal_point and _POINTED.search(word):
        return replace(token, core=word.translate(_SWAPPED))
    if "'" not in word:
        return token
    if _SWISS.fullmatch(word):
        return replace(token, core=word.replace("'", tongue.thousands))
    elided = _ELIDED.match(word)
    if not elided or not (len(elided[2]) == 1 or _is_short(elided[2], tongue)):
        return token
    return replace(token, core=word[elided.end(1) :], before=token.before + elided[1])


def _is_short(word: str, tongue: Tongue) -> bool:
    return word in tongue.short or word in tongue.titles or word in tongue.before_number


def say(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """How the tokens from `at` on are said, as far as a rule knows; each piece says one or more."""
    token = tokens[at]
    word = token.core
    if word.isalpha() and word.islower() and len(word) > 4 and not token.after.startswith("."):
        return None  # most words: no figure, no sign, no short form
    rules = _SIGNS if not word else _FIGURES if any(map(str.isnumeric, word)) else _WORDS
    elided = _elided(token.before) if token.before.endswith("'") else ""
    for rule in rules:
        pieces = rule(tokens, at, tongue)
        if pieces and elided:
            return [replace(pieces[0], text=elided + _joined(pieces[0].text, tongue)), *pieces[1:]]
        if pieces:
            return pieces
    return [Piece(1, elided + _joined(word, tongue))] if elided else None


def _joined(said: str, tongue: Tongue) -> str:
    """What is said behind an elided word, with its number in words: engines spell "l'11"."""
    match = _WHOLE.match(said)
    if not match or (match[2] and not tongue.comma):
        return said
    rest = said[match.end() :]
    return cardinal(int(match[1]), tongue) + (f" {tongue.comma} " if match[2] else "") + rest


def _elided(before: str) -> str:
    """The elided word at the end of the marks before a figure."""
    match = re.search(r"[^\W\d_]{1,6}'\Z", before)
    return match[0] if match else ""
