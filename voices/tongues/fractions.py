"""Parts of one: 1/2, ¾, 2 1/2, 3½; figures around a slash that are none."""

import re
import unicodedata
from collections.abc import Sequence

from voices.rule import Piece, core, touches
from voices.tongues.facts import Noun, Tongue
from voices.tongues.numbers import cardinal, ended, ordinal, year
from voices.written import Token

_FRACTION = re.compile(r"(-?)([0-9]{1,3})/([0-9]{1,4})")
_WHOLE = re.compile(r"-?[0-9]{1,3}")
_SIGN = re.compile(r"([0-9]{0,3})([½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞])")
_SLASHED = re.compile(r"([0-9]{1,4})/([0-9]{1,4})(?:/([0-9]{1,4}))?")


def say_fraction(tokens: Sequence[Token], at: int, tongue: Tongue) -> list[Piece] | None:
    """A fraction, alone or behind a whole number; the season "2024/25", "24/7"."""
    word = core(tokens, at)
    if sign := _SIGN.fullmatch(word):
        above, _, below = unicodedata.normalize("NFKC", sign[2]).partition("⁄")
        half = not sign[1] and sign[2] == "½" and touches(tokens, at) and core(tokens, at + 1).isalpha()
        return [Piece(1, tongue.fractions.half_of if half else _mixed(sign[1], above, below, tongue))]
    following = _FRACTION.fullmatch(core(tokens, at + 1)) if _WHOLE.fullmatch(word) else None
    if following and touches(tokens, at) and _is_part(following) and not following[1]:
        minus = f"{tongue.signs['-']} " if word[0] == "-" else ""
        return [Piece(2, minus + _mixed(word.lstrip("-"), following[2], following[3], tongue))]
    match = _FRACTION.fullmatch(word)
    if match and _is_part(match):
        minus = f"{tongue.signs['-']} " if match[1] else ""
        return [Piece(1, minus + _said(match[2], match[3], tongue))]
    slashed = _SLASHED.fullmatch(word)
    return [Piece(1, " ".join(year(part, tongue) for part in slashed.groups() if part))] if slashed else None


def _is_part(match: re.Match[str]) -> bool:
    above, below = int(match[2]), int(match[3])
    return 0 < above < below <= 1000 and match[2][0] != "0" and (below <= 20 or above == 1 or below % 10 == 0)


def _mixed(whole: str, above: str, below: str, tongue: Tongue) -> str:
    if not whole or whole == "0":
        return _said(above, below, tongue)
    if (above, below) == ("1", "2"):
        number = cardinal(int(whole), tongue)
        return tongue.fractions.and_half.format(n=tongue.cardinals.one["m"] if whole == "1" else number)
    return f"{whole} {tongue.signs['&']} {_said(above, below, tongue)}"


def _said(above: str, below: str, tongue: Tongue) -> str:
    facts = tongue.fractions
    number = int(below)
    if (above, below) == ("1", "2"):
        return facts.half
    noun = facts.names.get(number) or _denominator(number, tongue)
    if noun is None:
        return f"{above} {facts.over} {below}"
    return f"{facts.one} {noun.one}" if above == "1" else f"{above} {noun.many}"


def _denominator(number: int, tongue: Tongue) -> Noun | None:
    facts = tongue.fractions
    if number >= 1000:
        return None
    if facts.endings and number % 100:
        name = ended(cardinal(number, tongue), facts.endings) if number < 100 else ""
        return Noun("m", name, ended(name, facts.plural)) if name else None
    place = ordinal(number, tongue) + facts.ordinal_ending
    return Noun("m", place, ended(place, facts.plural))
