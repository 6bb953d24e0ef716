"""Short words: titles, companies, states, Saint and Street, numbered things."""

import re
from collections.abc import Sequence
from functools import cache

from voices.english.quantities import number, pairs
from voices.english.rule import given_names
from voices.english.short_forms import (
    NUMBERED,
    PLAIN,
    POSTAL,
    STATES,
    TITLES,
    UNMISTAKEN_STATES,
    WITH_POINT,
    WITHOUT_POINT,
)
from voices.english.streets import say_compass, street_alone
from voices.numbers import roman, spelled
from voices.rule import Piece, core, touches, words
from voices.written import Token


def say_short(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """The word that a short one stands for, where its neighbours say which."""
    token = tokens[at]
    word, key = token.core, token.core.lower()
    if not word or len(word) > 10:
        return _joined(word) if len(word) < _LONGEST_JOINED else None
    pointed = token.after.startswith(".")
    following = core(tokens, at + 1) if touches(tokens, at) or token.after == "." else ""
    if pieces := say_compass(tokens, at):
        return pieces
    said = (
        ("et cetera" if word == "c" and token.before.endswith("&") else None)
        or _cut_short(tokens, at, pointed)
        or _numbered(word, _is_pointed(tokens, at), following)
        or _saint(tokens, at, following)
        or _title(word, pointed, _titled(tokens, at, following))
        or _sister(tokens, at, pointed, following)
        or (TITLES.get(key) if pointed and len(tokens) == 1 and word[0].isupper() else None)
        or _grade(tokens, at)
        or _party(tokens, at)
        or street_alone(tokens, at)
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
    """w/, Hwy 1, Assoc. Prof., Co. Durham, the Hon., the 19th C."""
    token, before = tokens[at], core(tokens, at - 1)
    joined = token.after not in ("", ".") or (at > 0 and not before) or before[:1].isupper()
    if token.core == "w" and token.after.startswith("/"):
        return "with"
    if token.core in ("Hwy", "Rte") and re.match("[0-9]", core(tokens, at + 1)) and touches(tokens, at):
        return {"Hwy": "Highway", "Rte": "Route"}[token.core]
    if token.core == "Assoc" and core(tokens, at + 1) in ("Prof", "Professor", "Justice", "Dean"):
        return "Associate"
    if token.core == "Co" and core(tokens, at + 1) in _COUNTIES and not joined:
        return "County"
    if token.core == "Hon" and (before == "Rt" or (pointed and before.lower() == "the")):
        return "Honorable"
    is_placed = _PLACE.fullmatch(before) and not core(tokens, at + 1)[:1].isupper()
    return {"Fl": "Floor", "C": "century"}.get(token.core) if is_placed else None


_PLACE = re.compile("[0-9]{1,3}(?:st|nd|rd|th)")
_COUNTIES = words(
    "Antrim Armagh Carlow Cavan Clare Cork Derry Donegal Down Dublin Durham Fermanagh Galway Kerry Kildare "
    "Kilkenny Laois Leitrim Limerick Londonderry Longford Louth Mayo Meath Monaghan Offaly Roscommon Sligo "
    "Tipperary Tyrone Waterford Westmeath Wexford Wicklow"
)
"""Of Ireland, and Durham."""
_YEARLY = frozenset({"circa", "established", "born", "died", "flourished", "reigned"})
_GLUED = re.compile(r"([A-Za-z]{1,5})\.([0-9][0-9,]{0,11})|(c)(1[0-9]{3})")


def say_glued(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """p.204, c.1840, No.5, c1840: without the space."""
    match = _GLUED.fullmatch(core(tokens, at))
    short, digits = (match[1] or match[3], match[2] or match[4]) if match else ("", "")
    name = NUMBERED.get(short.lower())
    if not name or (len(short) == 1 and short.isupper()):
        return None
    return [Piece(1, f"{name} {pairs(digits) if name in _YEARLY else number(digits)}")]


def _numbered(word: str, pointed: bool, following: str) -> str | None:
    """No. 5, pp. 3-7; No 10 as in Britain."""
    key = word.lower()
    plain = word in ("No", "Nos", "NO", "Nº", "nº") and re.fullmatch(r"[0-9]{1,3}", following)
    if not pointed and not plain and key not in ("vol", "vols") and word not in ("Mk", "MK", "pp"):
        return None
    lived = word.islower() and re.match(r"(?:1[0-9]|20)[0-9]{2}(?![0-9])", following)
    if key in ("b", "d", "r", "fl") and not lived:
        return None
    if key in ("c", "ca", "est") and not re.match(r"[1-9][0-9]{2}", following):
        return None
    if len(key) == 1 and word.isupper():
        return None  # an initial
    if re.match(r"#?[0-9]", following) or (
        key in _ROMAN_TOO and roman(re.split("[-–]", following)[0]) and (key, following) != ("no", "I")
    ):
        return NUMBERED.get(key)
    return None


def _is_pointed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a point, or what stands for it, makes a short form; "10 s. 6 d." is old money."""
    if core(tokens, at) == "s" and core(tokens, at - 1)[-1:].isdigit():
        return False
    return tokens[at].after.startswith(".") or _is_of_a_life(tokens, at)


def _is_of_a_life(tokens: Sequence[Token], at: int) -> bool:
    """Whether "b" or "d" stands before a year in brackets, without a point: "(b 1931, d 1999)"."""
    token, following = tokens[at], core(tokens, at + 1)
    alone = (
        token.core in ("b", "d") and touches(tokens, at) and re.fullmatch("1[0-9]{3}|20[0-9]{2}", following)
    )
    return bool(alone) and (token.before.endswith("(") or core(tokens, at - 2) in ("b", "d"))


_ROMAN_TOO = words("vol vols ch chap sec sect fig art no mk")
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
    if key == "sec" and pointed and word[0] == "S" and following == "of":
        return TITLES[key]  # Sec. of State
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


_PARTY = re.compile(r"([DRI])-([A-Z][A-Za-z.]{1,13})")


def _party(tokens: Sequence[Token], at: int) -> str | None:
    """(R-Tex.), (D-NY); Ann Hale, D-Ohio."""
    match = _PARTY.fullmatch(core(tokens, at))
    if not match:
        return _party_apart(tokens, at)
    state = POSTAL.get(match[2]) or STATES.get(match[2].lower()) or match[2]
    placed = tokens[at].before.endswith("(") or (at > 0 and tokens[at - 1].after == "," and state in _STATES)
    return f"{_PARTIES[match[1]]} of {state}" if placed and "." not in state else None


def _party_apart(tokens: Sequence[Token], at: int) -> str | None:
    """(D., Conn.), where the state is said for itself; Sen. Ann Orr (D)."""
    token, state = tokens[at], core(tokens, at + 1)
    named = token.before == "(" and token.after == ".," and (state.lower() in STATES or state in _STATES)
    alone = token.before == "(" and token.after[:1] == ")" and _is_in_office(tokens, at)
    return _PARTIES.get(token.core) if named or alone else None


def _is_in_office(tokens: Sequence[Token], at: int) -> bool:
    """Whether a politician is named before: "Gov. Ann Orr (R)"."""
    return any(core(tokens, back).lower() in _OFFICES for back in range(max(0, at - _LONGEST_NAME), at))


_LONGEST_NAME = 4
_OFFICES = words("gov governor sen senator rep representative congressman congresswoman mayor")


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
    titled = core(tokens, at + 1).lower() in TITLES and core(tokens, at + 2)[:1].isupper()
    placed = placed or (titled and token.after == "." and not token.before)
    placed = placed or (token.before == "(" and token.after.startswith(".)") and before[:1].isupper())
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
    """EH1 2NG; Portland, OR 97201; Salem, Ore. 97301; Washington, D.C. 20500-0003; Dover, DE, 19901."""
    inward = _INWARD.fullmatch(core(tokens, at))
    if inward and touches(tokens, at - 1) and _OUTWARD.fullmatch(core(tokens, at - 1)):
        return [Piece(1, f"{number(inward[1])} {' '.join(inward[2])}")]
    match = _ZIP.fullmatch(core(tokens, at))
    if not match or at == 0 or tokens[at].before or tokens[at - 1].after not in ("", ".", ","):
        return None
    before = core(tokens, at - 1)
    pointed = tokens[at - 1].after == "." and before.lower() in STATES
    if not pointed and before not in POSTAL and before not in ("DC", "D.C"):
        return None
    return [Piece(1, ", ".join(spelled(group) for group in match.groups() if group))]


_OUTWARD = re.compile("[A-Z]{1,2}[0-9][0-9A-Z]?")
_INWARD = re.compile("([0-9])([A-Z]{2})")
"""Of Britain's postcodes."""
_ZIP = re.compile("([0-9]{5})(?:-([0-9]{4}))?")


def _versus(tokens: Sequence[Token], at: int) -> str | None:
    """Roe v. Wade."""
    if core(tokens, at) != "v" or tokens[at].after not in (".", ""):
        return None
    return "versus" if core(tokens, at - 1)[:1].isupper() and core(tokens, at + 1)[:1].isupper() else None


_LONGEST_JOINED = 20
_ONCE = re.compile("(ex|then|now|former)-(Gov|Sen|Rep|Gen|Col|Lt|Capt|Sgt|Prof|Dr|Sec|Pres|Det|Maj|Cpl)")
"""Then-Gov. Orr."""


def _joined(word: str) -> list[Piece] | None:
    """Gov.-elect, Lt.-Gov., Calif.-based."""
    if once := _ONCE.fullmatch(word):
        return (
            [Piece(1, f"{once[1]} {TITLES[once[2].lower()]}", dot=True)]
            if once[2].lower() in TITLES
            else None
        )
    first, mark, rest = word.partition(".-")
    name = TITLES.get(first.lower()) or (STATES.get(first.lower()) if rest in ("based", "born") else None)
    if mark and name and first[0].isupper() and rest.isalpha():
        later = TITLES.get(rest.lower()) if rest[0].isupper() else None
        return [Piece(1, f"{name} {later or rest}", dot=bool(later))]
    return None
