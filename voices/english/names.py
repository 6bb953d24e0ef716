"""Short forms of words and names: titles, initials, Roman numerals, addresses on the web, words joined by
hyphens."""

import re
from collections.abc import Sequence

from voices.english.quantities import number
from voices.english.rule import Piece, core, touches
from voices.numbers import cardinal, ordinal, roman, spelled, year
from voices.written import Token

_SHORT = {
    "mr": "Mister",
    "mrs": "Missus",
    "ms": "Miz",
    "dr": "Doctor",
    "prof": "Professor",
    "rev": "Reverend",
    "sen": "Senator",
    "sens": "Senators",
    "rep": "Representative",
    "reps": "Representatives",
    "gov": "Governor",
    "gen": "General",
    "lt": "Lieutenant",
    "col": "Colonel",
    "maj": "Major",
    "sgt": "Sergeant",
    "capt": "Captain",
    "cmdr": "Commander",
    "cpl": "Corporal",
    "adm": "Admiral",
    "hon": "Honorable",
    "pres": "President",
    "supt": "Superintendent",
    "messrs": "Messieurs",
    "mt": "Mount",
    "ft": "Fort",
}
"""Titles: with or without a point, before a name."""

_WORDS = {
    "jr": "Junior",
    "sr": "Senior",
    "inc": "Incorporated",
    "corp": "Corporation",
    "co": "Company",
    "ltd": "Limited",
    "bros": "Brothers",
    "dept": "Department",
    "univ": "University",
    "ave": "Avenue",
    "blvd": "Boulevard",
    "rd": "Road",
    "etc": "et cetera",
    "vs": "versus",
    "approx": "approximately",
    "est": "estimated",
    "fig": "figure",
    "vol": "volume",
    "pp": "pages",
    "ed": "editor",
    "e.g": "for example",
    "i.e": "that is",
    "cf": "compare",
    "ca": "circa",
    "al": "al",
    "calif": "California",
    "fla": "Florida",
    "conn": "Connecticut",
}
"""With a point only."""

_PLAIN = {
    "vs": "versus",
    "etc": "et cetera",
    "w/": "with",
    "w/o": "without",
    "Mr": "Mister",
    "Mrs": "Missus",
    "and/or": "and or",
    "he/she": "he or she",
    "his/her": "his or her",
    "him/her": "him or her",
    "a.k.a": "AKA",
}
"""With or without a point."""

_NUMBERED = frozenset(
    [
        "war",
        "part",
        "chapter",
        "act",
        "volume",
        "vol",
        "book",
        "phase",
        "type",
        "title",
        "article",
        "section",
        "bowl",
        "class",
        "level",
        "stage",
        "mark",
        "grade",
        "schedule",
        "appendix",
        "figure",
        "table",
        "unit",
        "olympiad",
        "games",
        "season",
        "episode",
        "round",
        "group",
        "region",
        "tier",
        "apollo",
    ]
)
_REGNAL = frozenset(
    [
        "henry",
        "elizabeth",
        "charles",
        "george",
        "louis",
        "pius",
        "paul",
        "john",
        "benedict",
        "william",
        "edward",
        "james",
        "richard",
        "philip",
        "felipe",
        "carlos",
        "francis",
        "napoleon",
        "nicholas",
        "alexander",
        "catherine",
        "leo",
        "gregory",
        "innocent",
        "clement",
        "urban",
        "ramses",
        "ivan",
        "peter",
        "frederick",
        "wilhelm",
        "otto",
        "umberto",
        "victor",
        "emmanuel",
        "gustav",
        "harald",
        "haakon",
        "christian",
        "margrethe",
        "carl",
        "robert",
        "david",
        "malcolm",
        "juan",
        "alfonso",
        "ferdinand",
        "leopold",
        "albert",
        "baudouin",
        "rama",
        "ptolemy",
        "cleopatra",
        "darius",
        "xerxes",
        "constantine",
        "mehmed",
        "selim",
        "mohammed",
        "hassan",
        "abdullah",
        "faisal",
        "sixtus",
        "julius",
        "boniface",
        "celestine",
        "queen",
        "king",
        "pope",
    ]
)
_DOTTED = re.compile(r"(?:[A-Za-z]\.){1,6}[A-Za-z]?('?s)?(?:-(.+))?")
_CAPITALS = re.compile(r"([A-Z]{2,6})('?s)")
_MIXED = re.compile(r"[A-Za-z]+[0-9]+[A-Za-z]?|[0-9]+[A-Za-z]+|(?:[A-Za-z]+[0-9]+){2,4}[A-Za-z]*")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_HOST = re.compile(
    r"(?:[\w-]{1,63}\.){1,8}(?:com|org|net|gov|edu|info|io|co|uk|de|fr|eu|us|ca|au|ru|ua|cn|tv|news|app|dev|ai)"
    r"(?:[/?#]\S*)?"
)
_MARKS = {
    ".": "dot",
    "/": "slash",
    "@": "at",
    "-": "dash",
    "_": "underscore",
    ":": "colon",
    "?": "question mark",
    "=": "equals",
    "&": "and",
    "#": "hash",
    "+": "plus",
    "%": "percent",
    "~": "tilde",
}
_UNSAYABLE = re.compile(r"[0-9]+|[^\W\d_]+|[\W_]")


def say_short(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Titles and other short words."""
    token = tokens[at]
    word, key = token.core, token.core.lower()
    pointed = token.after.startswith(".")
    named = touches(tokens, at) or token.after == "."
    following = core(tokens, at + 1) if named else ""
    if key == "no" and pointed and re.match(r"#?[0-9]", following):
        return [Piece(1, "number", dot=True)]
    if key == "st" and word[0].isupper():
        saint = following[:1].isupper() and not core(tokens, at - 1)[:1].isupper()
        return [Piece(1, "Saint" if saint else "Street", dot=True)] if saint or pointed else None
    if (
        key in _SHORT
        and word[0].isupper()
        and following[:1].isupper()
        and (pointed or key in ("mr", "mrs", "ms", "dr"))
    ):
        return [Piece(1, _SHORT[key], dot=True)]
    if word in _PLAIN:
        return [Piece(1, _PLAIN[word], dot=True)]
    return [Piece(1, _WORDS[key], dot=True)] if pointed and key in _WORDS else None


def say_initials(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """U.S., J. K., MPs, G7, 5G."""
    token = tokens[at]
    word = token.core
    dotted = _DOTTED.fullmatch(word + ("." if token.after.startswith(".") else ""))
    if dotted and "." in word + token.after[:1] and (word[0].isupper() or "." in word):
        letters = word.partition("-")[0].replace(".", "").removesuffix("'s")
        ending = "'s" if dotted[1] else ""
        rest = f" {_part(dotted[2])}" if dotted[2] else ""
        return [Piece(1, f"{letters.upper()}{ending}{rest}", dot=True)]
    plural = _CAPITALS.fullmatch(word)
    if plural:
        spelled_out = " ".join(plural[1])
        return [Piece(1, f"{plural[1] if plural[2].startswith(chr(39)) else spelled_out}'s")]
    return [Piece(1, _mixed(word))] if _MIXED.fullmatch(word) else None


def _mixed(word: str) -> str:
    """Letters and figures: A380, G7, MP3, H1N1, 5G."""
    parts = re.findall(r"[0-9]+|[A-Za-z]+", word)
    return " ".join(_figures(part) if part[0].isdigit() else part for part in parts)


def _figures(digits: str) -> str:
    if len(digits) == 3 and digits[0] != "0" and digits[1:] != "00":
        tail = f"oh {cardinal(digits[2])}" if digits[1] == "0" else cardinal(digits[1:])
        return f"{cardinal(digits[0])} {tail}"
    if len(digits) == 4 and digits[0] != "0":
        return year(digits)
    return spelled(digits) if digits[0] == "0" or len(digits) > 4 else cardinal(digits)


def say_roman(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """World War II, Henry VIII, Chapter IV."""
    word, before = core(tokens, at), core(tokens, at - 1)
    possessive = word.endswith("'s")
    value = roman(word.removesuffix("'s"))
    if not value or not before[:1].isupper() or (at and tokens[at - 1].after):
        return None
    ending = "'s" if possessive else ""
    if before.lower() in _REGNAL:
        return [Piece(1, f"the {ordinal(str(value))}{ending}")]
    if before.lower() in _NUMBERED:
        return [Piece(1, cardinal(str(value)) + ending)]
    return None


def say_address(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Addresses on the web, e-mail, handles, hashtags."""
    word = core(tokens, at)
    lower = word.lower()
    if lower.startswith(("http://", "https://")):
        return [Piece(1, _by_marks(word.partition("://")[2]))]
    if lower.startswith("www.") or _MAIL.fullmatch(word) or _HOST.fullmatch(lower):
        return [Piece(1, _by_marks(word))]
    if len(word) > 1 and word[0] == "@":
        return [Piece(1, f"at {_by_marks(word[1:])}")]
    if len(word) > 1 and word[0] == "#" and not word[1:].isdigit():
        return [Piece(1, f"hashtag {_by_marks(re.sub(r'(?<=[a-z])(?=[A-Z])', ' ', word[1:]))}")]
    return None


def _by_marks(address: str) -> str:
    """The parts of an address, and its marks by their names.

    >>> _by_marks("www.example.com/a_1")
    'www dot example dot com slash a underscore one'
    """
    parts = _UNSAYABLE.findall(address)
    said = (_figures(p) if p.isascii() and p.isdigit() else _MARKS.get(p, p) for p in parts)
    return " ".join(" ".join(said).split())


def say_hyphened(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """34-year-old, COVID-19, F-16, mid-1990s: each part for itself."""
    word = core(tokens, at)
    if "-" not in word or not any(character.isdigit() for character in word):
        return None
    return [Piece(1, " ".join(_part(part) for part in word.split("-") if part))]


_PART_NUMBER = re.compile(r"[0-9,]*\.?[0-9]+")


def _part(part: str) -> str:
    if _PART_NUMBER.fullmatch(part):
        return year(part) if len(part) == 4 and "1100" <= part < "2100" else number(part)
    from voices.english import say  # the rules again, for one word

    token = Token(0, len(part), part, "", "")
    pieces = say([token], 0) if any(character.isdigit() for character in part) and "-" not in part else None
    return pieces[0].text if pieces else part
