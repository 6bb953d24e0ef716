"""Streets and directions: 708 N. 1st St., Alder Rd, Alder Ave. NW, 12 km SW of Alder, N. Korea."""

import re
from collections.abc import Sequence

from voices.english.quantities import pairs, place
from voices.english.short_forms import DIRECTIONS, STREETS
from voices.rule import Piece, core, listed, touches, words
from voices.written import Token

_SIDES = {"N": "North", "S": "South", "E": "East", "W": "West"}
_SIDED = {"Va": "Virginia"} | {
    name: name
    for name in listed("Korea Africa Ireland Dakota Carolina Virginia Yorkshire Sudan Bank Wales London")
}


def say_compass(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """N. Korea, W. Va.; 12 km SW of Orr, Alder Ave. NW."""
    word, before = core(tokens, at), core(tokens, at - 1)
    if word in _POINTS and before.lower() in _LENGTHS and core(tokens, at + 1) == "of":
        return [Piece(1, _POINTS[word])]
    if word in _QUARTERS and before.lower() in STREETS and before[:1].isupper():
        return [Piece(1, _QUARTERS[word])]
    side = _SIDES.get(core(tokens, at))
    place_of = core(tokens, at + 1)
    if not side or tokens[at].after != "." or place_of not in _SIDED or tokens[at + 1].before:
        return None
    return [Piece(1, side, dot=True), Piece(1, _SIDED[place_of], dot=place_of != _SIDED[place_of])]


_LENGTHS = words("km mi m ft kilometers kilometres miles mile meters metres yards feet nm")
_POINTS = {
    **{point: name.lower() for point, name in zip(("N", "S", "E", "W"), _SIDES.values(), strict=True)},
    **{"NE": "northeast", "NW": "northwest", "SE": "southeast", "SW": "southwest"},
    **{
        "NNE": "north northeast",
        "NNW": "north northwest",
        "SSE": "south southeast",
        "SSW": "south southwest",
    },
    **{"ENE": "east northeast", "ESE": "east southeast", "WNW": "west northwest", "WSW": "west southwest"},
}
_QUARTERS = {point: DIRECTIONS[point.lower()] for point in ("NE", "NW", "SE", "SW")}


_STREET_ENDS = frozenset({"Sq", "Ave", "Rd", "Blvd", "Ln", "Pkwy", "Ct", "Pl"})


def street_alone(tokens: Sequence[Token], at: int) -> str | None:
    """Trafalgar Sq, Alder Rd: without a house's number."""
    if core(tokens, at) not in _STREET_ENDS or not touches(tokens, at - 1):
        return None
    return STREETS[core(tokens, at).lower()] if core(tokens, at - 1)[:1].isupper() else None


_MOST_OF_A_STREET = 4
"""Words between a house's number and "Street"."""


def say_street(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """708 N. 1st St., 123 Elm Ct: the number as a house's, directions and the end in full."""
    if not re.fullmatch(r"[1-9][0-9]{0,4}", core(tokens, at)) or not touches(tokens, at):
        return None
    said = [Piece(1, pairs(core(tokens, at)))]
    for step in range(1, _MOST_OF_A_STREET + 2):
        word = core(tokens, at + step)
        key = word.lower()
        if step > 1 and key in STREETS and _is_end(word, tokens, at + step):
            return [*said, Piece(1, STREETS[key], dot=True)]
        ordinal = re.fullmatch(r"([0-9]{1,3})(st|nd|rd|th)", word)
        if not (word[:1].isupper() or ordinal):
            return None
        direction = DIRECTIONS.get(key.replace(".", "")) if step == 1 or word.isupper() else None
        named = place(ordinal[1], ordinal[2]) if ordinal else word
        said.append(Piece(1, direction or named, dot=bool(direction)))
        after = tokens[at + step].after if at + step < len(tokens) else "?"
        if after not in ("", ".") or (after and not direction):
            return None
    return None


def _is_end(word: str, tokens: Sequence[Token], at: int) -> bool:
    """A short end before a capital may be a title or a saint: "12 Angry Dr. Smiths"."""
    following = core(tokens, at + 1)
    short = STREETS[word.lower()].lower() != word.lower()
    return (word[0].isupper() or short) and not (
        short
        and tokens[at].after in ("", ".")
        and following[:1].isupper()
        and following not in DIRECTIONS_AFTER
    )


DIRECTIONS_AFTER = frozenset({"N", "S", "E", "W", "NE", "NW", "SE", "SW", "NW.", "Suite", "Apt"})
