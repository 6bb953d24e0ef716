"""Sides of a thing, and the same quantity in two units: 2x4, 10 x 12 ft, 5'x7', a 9 x 13in tin, 20cm x 30cm,
200g/7oz, 8L/100km."""

import re
from collections.abc import Sequence

from voices.english.before_noun import is_noun
from voices.english.quantities import number
from voices.english.rule import NUMBER, plural, ungrouped
from voices.english.units import POINTED, forms_of
from voices.rule import Piece, core, lone_sign, touches, words
from voices.written import Token

_IN_FEET = re.compile(rf"({NUMBER})(['\"])[x×]({NUMBER})\2?")
_DIMENSIONS = re.compile(rf"({NUMBER})((?:[x×]{NUMBER})+)([a-z]+[²³]?)?")
_EACH = re.compile(rf"({NUMBER})(cm|mm|m|km|in|ft|yd|px)((?:[x×]{NUMBER}\2){{1,2}})")
_SIDE = re.compile(rf"(?:{NUMBER})(?:in|ft|m|cm|mm|km|yd|px|\"|')?")
_EITHER = re.compile(rf"({NUMBER})([^\W\d_]{{1,5}}[²³]?)/({NUMBER})([^\W\d_]{{1,5}}[²³]?)")
_PACKED = re.compile(rf"{NUMBER}(?:g|kg|ml|cl|l|L|oz|lb)")
"""What several tins hold: "2 x 400g tins"."""
_ROUND = frozenset({"100", "1000", "10000", "100000"})
"""What a rate is counted by: 8L/100km."""
_UNITS = frozenset({"in", "ft", "m", "cm", "mm", "km", "yd", "inches", "feet"})
_REACHING = words("long wide deep high tall thick across square open closed folded each total overall of")
"""No names of what has the sides: "10 x 12 ft wide"."""


def say_dimensions(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """The sides that a token holds, or what an x between two of them says; quantities with a stroke."""
    word = core(tokens, at)
    if match := _DIMENSIONS.fullmatch(word):
        return _glued(tokens, at, match)
    if match := _EACH.fullmatch(word):
        sides = [match[1], *re.split(r"[x×]", match[3].replace(match[2], ""))[1:]]
        forms = forms_of(match[2]) or ("", "")
        name = forms[0 if is_before_thing(tokens, at) else 1]
        return [Piece(1, f"{' by '.join(map(number, sides))} {name}")]
    if said := _sides(word) or _either(word):
        return [Piece(1, said)]
    if not _parts_sides(tokens, at):
        return None
    return [Piece(1, "times" if _PACKED.fullmatch(core(tokens, at + 1)) else "by")]


def is_side(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a quantity is the last side of a thing that is named behind it: the 13in of "9 x 13in tin"."""
    return _parts_sides(tokens, first - 1) and is_before_thing(tokens, last)


def is_before_thing(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun follows that may be what has the sides."""
    following = core(tokens, at + 1)
    is_thing = is_noun(following) and following not in _REACHING and not following.endswith("ly")
    return touches(tokens, at) and is_thing


def _glued(tokens: Sequence[Token], at: int, match: re.Match[str]) -> list[Piece] | None:
    """2x4, 10×12, 4x100m."""
    first, others, unit = match.groups()
    said = " by ".join([number(first), *(number(part) for part in re.split(r"[x×]", others[1:]))])
    if unit == "s" and others.count("x") == 1:
        return [Piece(1, f"{said}s".replace("xs", "xes"))]  # two 2x4s
    if unit:
        forms = forms_of(unit)
        return [Piece(1, f"{said} {forms[0 if is_before_thing(tokens, at) else 1]}")] if forms else None
    following = core(tokens, at + 1) if touches(tokens, at) else ""
    pointed = at + 1 < len(tokens) and tokens[at + 1].after.startswith(".")
    forms = ("inch", "inches") if following == "in" and pointed else forms_of(following, attached=False)
    if not forms:
        return [Piece(1, said)]
    one = is_before_thing(tokens, at + 1)
    return [Piece(1, said), Piece(1, forms[0 if one else 1], dot=following in POINTED)]


def _sides(word: str) -> str | None:
    """5'x7'."""
    match = _IN_FEET.fullmatch(word)
    if not match:
        return None
    return f"{number(match[1])} by {number(match[3])} {'feet' if match[2] == chr(39) else 'inches'}"


def _either(word: str) -> str | None:
    """200g/7oz is the same twice, 8L/100km a rate."""
    match = _EITHER.fullmatch(word)
    one, other = (forms_of(match[2]), forms_of(match[4])) if match else (None, None)
    if not match or not one or not other:
        return None
    between = " per " if ungrouped(match[3]) in _ROUND else ", "
    first = f"{number(match[1])} {plural(match[1], *one)}"
    return f"{first}{between}{number(match[3])} {plural(match[3], *other)}"


def _parts_sides(tokens: Sequence[Token], at: int) -> bool:
    """Whether an x stands between two sides: "10 x 12", "20cm × 30cm"."""
    if not 0 < at < len(tokens) - 1 or tokens[at - 1].after:
        return False
    before, following = core(tokens, at - 1), core(tokens, at + 1)
    by_unit = not before.isdigit() or not following.isdigit() or _measures(core(tokens, at + 2))
    is_by = core(tokens, at) == "x" or (lone_sign(tokens[at]) == "×" and by_unit)
    is_first = before[-1:].isnumeric() or before in _UNITS or _SIDE.fullmatch(before) is not None
    return is_by and is_first and following[:1].isdigit()


def _measures(word: str) -> bool:
    return word in _UNITS
