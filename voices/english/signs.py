"""Signs that stand alone, and pictures."""

import re
import unicodedata
from collections.abc import Sequence

from voices.english.rule import Piece, core, lone_sign
from voices.written import Token, is_picture

_SIGNS = {
    "&": "and",
    "+": "plus",
    "=": "equals",
    "%": "percent",
    "@": "at",
    "<": "less than",
    ">": "greater than",
    "×": "times",
    "÷": "divided by",
    "±": "plus or minus",
    "≈": "about",
    "~": "about",
    "≤": "at most",
    "≥": "at least",
    "≠": "does not equal",
    "§": "section",
    "°": "degrees",
    "№": "number",
    "€": "euro",
    "$": "dollar",
    "£": "pound",
    "¥": "yen",
    "→": "to",
    "∞": "infinity",
    "√": "square root of",
    "π": "pi",
}
_NEEDS_BOTH_SIDES = frozenset("<>+=~@&×→")
"""Between two words only: elsewhere they are ornament or the remains of markup."""

_RENAMED = {"❤": "red heart", "★": "star", "☆": "star", "⭐": "star", "♥": "heart", "☀": "sun"}
_YEAR = re.compile(r"1[1-9][0-9]{2}|20[0-9]{2}")
_UNSPOKEN = frozenset(range(0x1F3FB, 0x1F400)) | {0x20E3}
"""Skin tones and the frame of a key cap."""


def say_sign(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """A token that holds no letter and no digit."""
    token = tokens[at]
    if token.core:
        return None
    sign = lone_sign(token)
    if sign in ("-", "–") and _are_years(core(tokens, at - 1), core(tokens, at + 1)):
        return [Piece(1, "to")]
    if sign in _SIGNS:
        between = bool(core(tokens, at - 1)) and bool(core(tokens, at + 1))
        if between or sign not in _NEEDS_BOTH_SIDES:
            return [Piece(1, _SIGNS[sign])]
        return None
    if len(flag := [c for c in token.before if 0x1F1E6 <= ord(c) <= 0x1F1FF]) == 2:
        return [Piece(1, f"flag {' '.join(chr(ord(c) - 0x1F1E6 + ord('A')) for c in flag)}")]
    pictures = dict.fromkeys(character for character in token.before if is_picture(character))
    names = [name for name in map(_name, pictures) if name]
    return [Piece(1, " ".join(names))] if names else None


def _are_years(first: str, second: str) -> bool:
    """ "1974 - 1980"."""
    return bool(_YEAR.fullmatch(first) and _YEAR.fullmatch(second)) and first < second


def _name(picture: str) -> str:
    """Unicode's name of an emoji, in a form that can be said; empty for arrows, bullets, box drawings."""
    code = ord(picture)
    if picture in _RENAMED:
        return _RENAMED[picture]
    if code in _UNSPOKEN or not (code >= 0x1F000 or 0x2600 <= code < 0x2700):
        return ""
    name = unicodedata.name(picture, "").lower().replace("-", " ")
    return name.removeprefix("regional indicator symbol letter ")
