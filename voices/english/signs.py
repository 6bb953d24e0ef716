"""Signs that stand alone, and pictures."""

import re
import unicodedata
from collections.abc import Sequence

from voices.english.dates import MONTHS, is_weekday
from voices.english.dimensions import say_dimensions
from voices.english.rule import NUMBER, SCORED, SIGNS, plural
from voices.numbers import cardinal
from voices.rule import Piece, core, lone_sign, words
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
    "+/-": "plus or minus",
    "≈": "about",
    "~": "about",
    "≤": "at most",
    "≥": "at least",
    "≠": "does not equal",
    "§": "section",
    "§§": "sections",
    "∆": "delta",
    "°": "degrees",
    "№": "number",
    "€": "euro",
    "$": "dollar",
    "£": "pound",
    "¥": "yen",
    "→": "to",
    "->": "to",
    "∞": "infinity",
    "√": "square root of",
    "π": "pi",
    "/": "slash",
}
_NEEDS_BOTH_SIDES = frozenset([*"<>+=~@×→", "->"])
"""Between two words only: elsewhere they are ornament or the remains of markup."""

_BEFORE = {"¶": "paragraph", "©": "copyright"}
"""Before what they belong to only."""
_PRESSED = words("press presses pressed pressing hit dial dialled dialed key")
_KEYS = {"#": "hash", "*": "star"}
"""Of a telephone."""
_RENAMED = {"❤": "red heart", "★": "star", "☆": "star", "⭐": "star", "♥": "heart", "☀": "sun"}
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_END = re.compile(rf"[-~$€£¥]?({NUMBER})(%|°?[CF]|[a-zA-Z]{{1,3}})?")
_SEASONS = words("season seasons campaign academic school fiscal financial winter term series")
_VOTED = words("vote decision ruling margin")
_AGAINST = words("on at in against over after to by with and before for but as when while")
_UNSPOKEN = frozenset(range(0x1F3FB, 0x1F400)) | {0x20E3}
"""Skin tones and the frame of a key cap."""


def say_sign(tokens: Sequence[Token], at: int) -> list[Piece] | None:  # noqa: PLR0911 - a table of patterns
    """A token that holds no letter and no digit."""
    token = tokens[at]
    if token.core:
        return None
    sign = lone_sign(token)
    if sign in ("-", "–") and 0 < at < len(tokens) - 1 and (said := _between(tokens, at)):
        return [Piece(1, said)]
    if sign in _KEYS and core(tokens, at - 1).lower() in _PRESSED:
        return [Piece(1, _KEYS[sign])]
    if pieces := _among_figures(tokens, at, sign):
        return pieces
    if sign == "#":
        return [Piece(1, "number")] if core(tokens, at + 1)[:1].isdigit() else None
    if sign == "/" and (_parts_names(tokens, at) or _parts_heats(tokens, at)):
        return None  # a pause
    if sign in _SIGNS:
        joined = core(tokens, at - 1) or (at > 0 and lone_sign(tokens[at - 1]) == "&")
        between = bool(joined) and bool(core(tokens, at + 1))
        of_a_number = sign in SIGNS and re.match(r"-?\.?[0-9]", core(tokens, at + 1))
        if of_a_number and not between:
            return [Piece(1, SIGNS[sign].strip())]
        if between or sign not in _NEEDS_BOTH_SIDES:
            return [Piece(1, _SIGNS[sign])]
        return None
    if stars := _stars(sign):
        return [Piece(1, stars)]
    if sign in _BEFORE and core(tokens, at + 1):
        is_said = core(tokens, at - 1).lower() == _BEFORE[sign]  # Copyright ©
        return [Piece(1, "" if is_said else _BEFORE[sign])]
    letters = [chr(ord(c) - 0x1F1E6 + ord("A")) for c in token.before if 0x1F1E6 <= ord(c) <= 0x1F1FF]
    if letters and len(letters) % 2 == 0:
        return [Piece(1, " ".join(f"flag {a} {b}" for a, b in zip(letters[::2], letters[1::2], strict=True)))]
    pictures = dict.fromkeys(character for character in token.before if is_picture(character))
    names = [name for name in map(_name, pictures) if name]
    return [Piece(1, " ".join(names))] if names else None


def _stars(sign: str) -> str | None:
    """What a critic gives: ★★★★☆."""
    full = sum(sign.count(star) for star in "★⭐")
    if len(sign) < 2 or full + sign.count("☆") != len(sign):
        return None
    stars = f"{cardinal(str(full))} {plural(str(full), 'star', 'stars')}"
    return stars if full == len(sign) else f"{stars} out of {cardinal(str(len(sign)))}"


def _between(tokens: Sequence[Token], at: int) -> str | None:
    """What a dash with a space on either side says: "10 - 12", "4:00 am – 8:12 pm", "May – June"."""
    first, second = core(tokens, at - 1), core(tokens, at + 1)
    if tokens[at - 1].after.strip(".") or tokens[at + 1].before or not first or not second:
        return None
    if _is_name(first) and _is_name(second):
        return "to"
    if not second[0].isdigit() and second[0] not in "$€£¥" and second.lower() not in MONTHS:
        return None
    if any(core(tokens, near) == "" and lone_sign(tokens[near]) == "=" for near in _near(tokens, at)):
        return "minus"
    return "to" if _spans(tokens, at, first, second) else None


def _near(tokens: Sequence[Token], at: int) -> range:
    return range(max(0, at - 4), min(len(tokens), at + 5))


def _is_name(word: str) -> bool:
    """Of a month or a day of the week."""
    return word[0].isupper() and (word.lower() in MONTHS or is_weekday(word))


def _spans(tokens: Sequence[Token], at: int, first: str, second: str) -> bool:
    """Whether the dash joins two ends of a span, or two sides of a score, and no two clauses."""
    if first.lower().replace(".", "") in ("am", "pm"):
        return True
    low = _END.fullmatch(first)
    if second.lower() in MONTHS:
        return low is not None and core(tokens, at + 2)[:1].isdigit()
    high = _END.match(second)
    if low is None or high is None:
        return first[0].isdigit() and ":" in first and ":" in second
    less, more = (float(end[1].replace(",", "")) for end in (low, high))
    following = core(tokens, at + 2)
    goes_on = (
        not following[:1].islower() or following in _AGAINST | SCORED | _VOTED or bool(tokens[at + 1].after)
    )
    if _YEAR.fullmatch(first) and second.isdigit() and len(second) == 2:
        ascends = int(second) > int(first) % 100 or second == "00"
        return ascends and (goes_on or following in _SEASONS)
    if low[2] and not high[2] and following != low[2]:
        return False
    return less < more or (less < 100 and goes_on)


def _among_figures(tokens: Sequence[Token], at: int, sign: str) -> list[Piece] | None:
    """2 * 3, 2A * 5V; 20cm × 30cm; I <3 NY."""
    if sign == "*" and _QUANTITY.fullmatch(core(tokens, at - 1)) and core(tokens, at + 1)[:1].isdigit():
        return [Piece(1, "times")]
    return say_dimensions(tokens, at) if sign == "×" else None


_QUANTITY = re.compile(r".*[0-9][A-Za-z]{0,2}")


def _parts_heats(tokens: Sequence[Token], at: int) -> bool:
    """25°F / -4°C: the same heat twice."""
    return core(tokens, at - 1).endswith(("°F", "°C")) and core(tokens, at + 1).endswith(("°F", "°C"))


_VERSE = 3
"""Words on either side that make a stroke the end of a verse rather than a choice."""


def _parts_names(tokens: Sequence[Token], at: int) -> bool:
    """Whether a stroke with spaces around it stands between two names ("Ann Orr / Alder News"), or two lines
    of a poem: no choice."""
    before, following = core(tokens, at - 1), core(tokens, at + 1)
    if not (following[:1].isupper() and following[1:].islower()):
        return False
    if before[:1].isupper() and before[1:].islower():
        return True
    around = [*tokens[max(0, at - _VERSE) : at - 1], *tokens[at + 1 : at + _VERSE]]
    is_verse = _VERSE <= at < len(tokens) - _VERSE
    return is_verse and all(token.core and not token.after for token in around)


def _name(picture: str) -> str:
    """Unicode's name of an emoji, in a form that can be said; empty for arrows, bullets, box drawings."""
    code = ord(picture)
    if picture in _RENAMED:
        return _RENAMED[picture]
    if code in _UNSPOKEN or not (code >= 0x1F000 or 0x2600 <= code < 0x2700):
        return ""
    name = unicodedata.name(picture, "").lower().replace("-", " ")
    return name.removeprefix("regional indicator symbol letter ")
