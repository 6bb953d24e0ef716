"""Short words: titles, companies, states, Saint and Street, numbered things."""

import re
from collections.abc import Sequence
from functools import cache

from voices.english.quantities import number, pairs, place
from voices.english.rule import Piece, core, given_names, listed, touches, words
from voices.english.short_forms import (
    DIRECTIONS,
    NUMBERED,
    PLAIN,
    POSTAL,
    STATES,
    STREETS,
    TITLES,
    UNMISTAKEN_STATES,
    WITH_POINT,
    WITHOUT_POINT,
)
from voices.numbers import roman, spelled
from voices.written import Token


def say_short(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """The word that a short one stands for, where its neighbours say which."""
    token = tokens[at]
    word, key = token.core, token.core.lower()
    if not word or len(word) > 10:
        return None
    pointed = token.after.startswith(".")
    following = core(tokens, at + 1) if touches(tokens, at) or token.after == "." else ""
    if pieces := _compass(tokens, at):
        return pieces
    said = (
        _cut_short(tokens, at, pointed)
        or _numbered(word, pointed, following)
        or _saint(tokens, at, following)
        or _title(word, pointed, _titled(tokens, at, following))
        or _sister(tokens, at, pointed, following)
        or (TITLES.get(key) if pointed and len(tokens) == 1 and word[0].isupper() else None)
        or _grade(tokens, at)
        or _party(tokens, at)
        or _street_alone(tokens, at)
        or _state(tokens, at)
        or _versus(tokens, at)
        or PLAIN.get(word)
        or (WITH_POINT.get(key) if pointed and not (word.isupper() or word in ("Eg", "Ie")) else None)
    )
    if said:
        said = said.lower() if word.islower() and key in WITH_POINT else said
        return [Piece(1, said, dot=word not in POSTAL)]
    return _postcode(tokens, at) or _joined(word)


def _cut_short(tokens: Sequence[Token], at: int, pointed: bool) -> str | None:
    """w/, &c., the Hon."""
    token, before = tokens[at], core(tokens, at - 1)
    if token.core == "w" and token.after.startswith("/"):
        return "with"
    if token.core == "c" and token.before.endswith("&"):
        return "et cetera"
    is_honorable = token.core == "Hon" and (before == "Rt" or (pointed and before.lower() == "the"))
    return "Honorable" if is_honorable else None


_YEARLY = frozenset({"circa", "established", "born", "died"})
_GLUED = re.compile(r"([A-Za-z]{1,5})\.([0-9][0-9,]{0,11})")


def say_glued(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """p.204, c.1840, No.5: without the space."""
    match = _GLUED.fullmatch(core(tokens, at))
    name = NUMBERED.get(match[1].lower()) if match else None
    if not match or not name or (len(match[1]) == 1 and match[1].isupper()):
        return None
    return [Piece(1, f"{name} {pairs(match[2]) if name in _YEARLY else number(match[2])}")]


def _numbered(word: str, pointed: bool, following: str) -> str | None:
    """No. 5, pp. 3-7; No 10 as in Britain."""
    key = word.lower()
    plain = word in ("No", "Nos", "NO", "Nº", "nº") and re.fullmatch(r"[0-9]{1,3}", following)
    if not pointed and not plain and key not in ("vol", "vols"):
        return None
    if key in ("b", "d") and not (word.islower() and re.fullmatch(r"(?:1[0-9]|20)[0-9]{2}", following)):
        return None
    if key in ("c", "ca", "est") and not re.match(r"[1-9][0-9]{2}", following):
        return None
    if len(key) == 1 and word.isupper():
        return None  # an initial
    if re.match(r"#?[0-9]", following) or (
        key in _ROMAN_TOO and roman(following) and (key, following) != ("no", "I")
    ):
        return NUMBERED.get(key)
    return None


_ROMAN_TOO = words("vol vols ch chap sec sect fig art no")
"""Counted in Roman numerals too."""


def _saint(tokens: Sequence[Token], at: int, following: str) -> str | None:
    """St. Petersburg, Main St."""
    if core(tokens, at) not in ("St", "Ste", "Sts", "ST"):
        return None
    before = core(tokens, at - 1)
    street = (
        before[:1].isupper() and not (at and tokens[at - 1].after) and before.lower() not in _NO_STREET
    ) or (re.fullmatch(r"[0-9]+(?:st|nd|rd|th)", before) is not None)
    if street and following.lower() in _saints() and not _is_on_a_street(tokens, at):
        street = False  # Lord St. John, Glen St. Mary
    if following[:1].isupper() and not street and not (core(tokens, at) == "ST" and not following.isupper()):
        return {"Ste": "Sainte", "Sts": "Saints"}.get(core(tokens, at), "Saint")
    pointed = tokens[at].after.startswith(".")
    return "Street" if core(tokens, at) == "St" and (pointed or street) else None


_ON_STREETS = words("on at along down up off between")


def _is_on_a_street(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number or "on" stands before the name of a street: "on Main St. Mary waited"."""
    for back in range(at - 1, max(at - 4, -1), -1):
        word = core(tokens, back)
        if word[:1].isdigit() or word.lower() in _ON_STREETS:
            return True
        if not word[:1].isupper():
            return False
    return False


@cache
def _saints() -> frozenset[str]:
    """Given names, and saints whose names are given to places."""
    return given_names() | _PLACES


_PLACES = words(
    "paul louis lawrence vincent petersburg joseph george andrew andrews bernard kitts lucia croix moritz "
    "tropez denis germain pancras albans helens ives austell leonards mirren johnstone david patrick "
    "nicholas clair cloud pierre etienne nazaire malo gallen anthony augustine francis peter "
    "bartholomew swithin kilda"
)
_NO_STREET = words("the in at of and from to near a an on for by old new with see")


def _titled(tokens: Sequence[Token], at: int, following: str) -> str:
    """The name after a title: what follows, or what follows a second one ("Mr. and Mrs. Orr")."""
    if following == "and" and core(tokens, at + 2)[:1].isupper() and core(tokens, at + 2).lower() in TITLES:
        return core(tokens, at + 3)
    return core(tokens, at + 2) if following == "1st" else following


def _title(word: str, pointed: bool, following: str) -> str | None:
    key = word.lower()
    if key not in TITLES or not word[0].isupper() or not following[:1].isupper():
        return None
    if (word.isupper() and len(word) > 1 and not pointed) or (key == "gen" and following in _GENERATIONS):
        return None
    return TITLES[key] if pointed or key in WITHOUT_POINT else None


def _sister(tokens: Sequence[Token], at: int, pointed: bool, following: str) -> str | None:
    """Sr. Maria, a nun; after a name, "Sr." is Senior."""
    named = at > 0 and core(tokens, at - 1)[:1].isupper() and tokens[at - 1].after in ("", ",")
    called = following.lower() in given_names()
    return "Sister" if core(tokens, at) == "Sr" and pointed and called and not named else None


def _grade(tokens: Sequence[Token], at: int) -> str | None:
    """A B- in French, rated BBB-: unless another letter shares what follows the hyphen ("A- and B-roads")."""
    token = tokens[at]
    if not token.after.startswith("-") or not _GRADE.fullmatch(token.core):
        return None
    rest = token.after[1:]
    ends = at + 1 == len(tokens) or rest[:1] in (".", ",", ";", ")", "?", "!")
    given = core(tokens, at - 1).lower() in _GIVEN and core(tokens, at + 1).lower() not in ("and", "or", "to")
    return f"{' '.join(token.core)} minus" if ends or given else None


_GRADE = re.compile("[A-DF]|A{2,3}|B{2,3}|CCC")
_GIVEN = words("a an rated grade grades graded rating got earned")
_GENERATIONS = frozenset({"X", "Y", "Z", "Alpha", "AI"})
_SIDES = {"N": "North", "S": "South", "E": "East", "W": "West"}
_SIDED = {"Va": "Virginia"} | {
    name: name
    for name in listed("Korea Africa Ireland Dakota Carolina Virginia Yorkshire Sudan Bank Wales London")
}


def _compass(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """N. Korea, W. Va.; 12 km SW of Orr, Alder Ave. NW."""
    word, before = core(tokens, at), core(tokens, at - 1)
    if word in _POINTS and before.lower() in _LENGTHS and core(tokens, at + 1) == "of":
        return [Piece(1, _POINTS[word])]
    if word in _QUARTERS and before.lower() in STREETS and touches(tokens, at - 1) | (before[:1].isupper()):
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


def _street_alone(tokens: Sequence[Token], at: int) -> str | None:
    """Trafalgar Sq, Alder Rd: without a house's number."""
    if core(tokens, at) not in _STREET_ENDS or not touches(tokens, at - 1):
        return None
    return STREETS[core(tokens, at).lower()] if core(tokens, at - 1)[:1].isupper() else None


_PARTY = re.compile(r"([DRI])-([A-Z][A-Za-z.]{1,13})")


def _party(tokens: Sequence[Token], at: int) -> str | None:
    """(R-Tex.), (D-NY); Ann Hale, D-Ohio."""
    match = _PARTY.fullmatch(core(tokens, at))
    if not match:
        return None
    state = POSTAL.get(match[2]) or STATES.get(match[2].lower()) or match[2]
    placed = tokens[at].before.endswith("(") or (at > 0 and tokens[at - 1].after == "," and state in _STATES)
    return f"{_PARTIES[match[1]]} of {state}" if placed and "." not in state else None


_PARTIES = {"D": "Democrat", "R": "Republican", "I": "Independent"}
_STATES = frozenset([*POSTAL.values(), *STATES.values()])


def _state(tokens: Sequence[Token], at: int) -> str | None:
    """Austin, Tex.; Albany, N.Y.; Dover, DE."""
    token = tokens[at]
    before = core(tokens, at - 1)
    placed = at > 0 and tokens[at - 1].after == "," and before[:1].isupper() and not token.before
    if placed and token.core in POSTAL:
        return None if before.isupper() or _is_a_degree(tokens, at) else POSTAL[token.core]
    key = token.core.lower()
    if not token.after.startswith(".") or not token.core[0].isupper():
        return None
    return STATES[key] if key in STATES and (placed or key in UNMISTAKEN_STATES) else None


_DEGREES = frozenset({"MD", "MA", "PA", "SC", "MS", "CO", "ID", "AL", "ME", "IN", "OR", "OK", "HI"})
"""States that are also somebody's degree, or a word."""
_PLACED = frozenset(["in", "from", "near", "of", "to", "at", "outside", "around"])


def _is_a_degree(tokens: Sequence[Token], at: int) -> bool:
    """ "Tom Lee, MD, said" is a doctor; "in Bethesda, MD" and "Bethesda, MD 20814" are places."""
    if tokens[at].core not in _DEGREES or re.fullmatch(r"[0-9]{5}", core(tokens, at + 1)):
        return False
    first = at - 1
    while first > 0 and core(tokens, first - 1)[:1].isupper() and tokens[first - 1].after in ("", "."):
        first -= 1
    if core(tokens, first - 1).lower() in _PLACED or first == at - 1:
        return False
    name = core(tokens, first).lower()
    return name in given_names() or name in TITLES or len(name) == 1


def _postcode(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Portland, OR 97201."""
    before = core(tokens, at - 1)
    if not re.fullmatch(r"[0-9]{5}", core(tokens, at)) or not touches(tokens, at - 1) or before not in POSTAL:
        return None
    return [Piece(1, spelled(core(tokens, at)))]


def _versus(tokens: Sequence[Token], at: int) -> str | None:
    """Roe v. Wade."""
    if core(tokens, at) != "v" or tokens[at].after not in (".", ""):
        return None
    return "versus" if core(tokens, at - 1)[:1].isupper() and core(tokens, at + 1)[:1].isupper() else None


def _joined(word: str) -> list[Piece] | None:
    """Gov.-elect, ex-Sen."""
    first, mark, rest = word.partition(".-")
    if mark and first.lower() in TITLES and rest.isalpha():
        return [Piece(1, f"{TITLES[first.lower()]} {rest}")]
    return None


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
