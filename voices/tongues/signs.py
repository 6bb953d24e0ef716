"""Signs that stand alone or inside a word, and initialisms that engines would read as words."""

import re
from collections.abc import Sequence

from voices.rule import Piece, core, lone_sign, touches
from voices.tongues.facts import Tongue
from voices.tongues.patterns import NUMBER
from voices.written import Token

_BOTH_SIDES = frozenset("&+=×÷<>≤≥≈~±→")
_INITIALS = re.compile(r"(?<![^\W_])[A-Z]{2,6}(?![^\W_])")
_COMPOUND = re.compile(rf"({NUMBER})-?([^\W\d_]{{1,4}}[²³]?|[%°€$£])-(\w.{{0,60}})")
_SCORED = re.compile(r"([0-9]{1,3}):([0-9]{1,3})-([^\W\d_].{0,60})")
_SLASHED = re.compile(r"[^\W\d_]{1,40}(?:/[^\W\d_]{1,40}){1,8}")


def say_sign(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """A token that is a sign."""
    token = tokens[at]
    before, following = core(tokens, at - 1), core(tokens, at + 1)
    numbers = before[-1:].isdigit() and following[:1].isdigit() and not tokens[at - 1].after
    if token.core in ("x", "X") and numbers:
        return [Piece(1, tongue.score_word if "x" in tongue.score_marks else tongue.signs["×"])]
    if token.core:
        return None
    sign = lone_sign(token)
    if sign in ("-", "–", "−") and numbers and not (tongue.score_dash and sign == "-"):
        sums = lone_sign(tokens[at + 2]) == "=" if at + 2 < len(tokens) else False
        return [Piece(1, tongue.signs["-"] if sums else tongue.range_word)]
    said = tongue.signs.get(sign)
    if not said or sign == "-" or (sign in _BOTH_SIDES and not (before and following)):
        return None
    return [Piece(1, said)]


def say_compound(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """100-m-Lauf, 20%-Marke, 5-€-Schein, 3:1-Sieg."""
    word = core(tokens, at)
    if match := _SCORED.fullmatch(word):
        return [Piece(1, f"{match[1]}-{tongue.score_word}-{match[2]}-{match[3]}")]
    match = _COMPOUND.fullmatch(word)
    noun = (tongue.units.get(match[2]) or tongue.currencies.get(match[2])) if match else None
    return [Piece(1, f"{match[1]}-{noun.one}-{match[3]}")] if match and noun else None


def say_word(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """Initialisms letter by letter; the signs inside a word: H&M, 50+, und/oder."""
    word = core(tokens, at)
    said = word
    if not _shouted(tokens, at):
        said = _INITIALS.sub(
            lambda match: ".".join(match[0]) if match[0] in tongue.letters else match[0], said
        )
    if _SLASHED.fullmatch(said):
        said = said.replace("/", " ")
    said = re.sub(r"(?<=\w)&(?=\w)", f" {tongue.signs['&']} ", said)
    said = re.sub(r"(?<=\w)\+$", f" {tongue.signs['+']}", said)
    said = re.sub(r"(?<=[\w )])([%€£°])", lambda match: f" {tongue.signs.get(match[1], '')} ", said)
    return [Piece(1, " ".join(said.split()))] if said != word else None


def _shouted(tokens: Sequence[Token], at: int) -> bool:
    """Whether it stands among other words in capitals, as in a headline."""
    near = [core(tokens, at - 1)] if touches(tokens, at - 1) else []
    near += [core(tokens, at + 1)] if touches(tokens, at) else []
    words = [word for word in near if word.isalpha() and len(word) > 1]
    return bool(words) and all(word.isupper() for word in words)
