"""Powers (10⁻⁶, x², 6×10^23, 1.5e-7) and places on a map (45°N, 40°42′46″N)."""

import re
import unicodedata
from collections.abc import Sequence

from voices.english.quantities import number
from voices.english.rule import NUMBER, SIGNS, plural
from voices.numbers import cardinal
from voices.rule import Piece, core
from voices.written import Token

_POWER = re.compile(rf"([-+]?)({NUMBER}|[A-Za-z]{{1,2}})([⁺⁻]?)([⁰¹²³⁴-⁹]{{1,4}})")
_TIMES_TEN = re.compile(
    rf"([-+<>~]?)({NUMBER})(?:[×x*·]10(?:\^([-+−]?[0-9]{{1,3}})|([⁺⁻]?[⁰¹²³⁴-⁹]{{1,3}}))|[eE]([-+][0-9]{{1,3}}))"
)
_PLACE = re.compile(rf"({NUMBER})°(?:({NUMBER})')?(?:({NUMBER})(?:\"|''))?([NSEW])?")
_SIDES = {"N": "north", "S": "south", "E": "east", "W": "west"}
_NAMED = {"2": "squared", "3": "cubed"}
_LONGEST_BASE = 3
"""Digits; after a longer number a small one is the mark of a footnote."""


def say_power(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """10⁶, 10⁻⁶, x², 6×10^23, 1.5e-7."""
    scaled = _TIMES_TEN.fullmatch(core(tokens, at))
    if scaled and scaled[2] != "0":  # 0x10 is a program's
        sign, digits, *exponents = scaled.groups()
        plain = next(unicodedata.normalize("NFKC", found) for found in exponents if found)
        return [Piece(1, f"{SIGNS[sign]}{number(digits)} times ten {_to_the(plain)}")]
    match = _POWER.fullmatch(core(tokens, at))
    if not match:
        return None
    sign, base, minus, small = match.groups()
    exponent = unicodedata.normalize("NFKC", small)
    if exponent == "1" and not minus:
        return None
    if len(base) > _LONGEST_BASE and exponent not in _NAMED:
        return None
    said = {"-": "minus ", "+": "plus "}.get(sign, "") + (number(base) if base[0].isdigit() else base)
    if not minus and exponent in _NAMED:
        return [Piece(1, f"{said} {_NAMED[exponent]}")]
    return [Piece(1, f"{said} {_to_the(minus + exponent)}")]


def _to_the(exponent: str) -> str:
    minus = "minus " if exponent[0] in "-−⁻" else ""
    return f"to the power of {minus}{cardinal(exponent.lstrip('-−⁻+⁺'))}"


def say_place(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """45°N, 40°42′46″N: degrees, minutes, seconds and the side."""
    match = _PLACE.fullmatch(core(tokens, at))
    if not match or not (match[2] or match[4]):
        return None
    degrees, minutes, seconds, side = match.groups()
    parts = ((degrees, "degree"), (minutes, "minute"), (seconds, "second"))
    said = [f"{number(n)} {plural(n, one, f'{one}s')}" for n, one in parts if n]
    return [Piece(1, " ".join([*said, *([_SIDES[side]] if side else [])]))]
