"""Addresses on the web and of mail, handles, hashtags, names of files."""

import re
from collections.abc import Sequence

from voices.addresses import PARTS, is_address, tag_parts
from voices.english.short_forms import PLAIN
from voices.numbers import cardinal, spelled
from voices.rule import Piece, core, words
from voices.written import Token

_PATHS = re.compile(r"[A-Za-z]{2,}(?:/[A-Za-z]{2,}){1,8}")
_ROOTED = re.compile(r"[\w.-]{1,64}(?:/[\w.-]{1,64}){1,12}")
_DRIVE = re.compile(r"[A-Za-z]:(?:\\[\w .-]{1,64}){1,12}")
_MARKS = {
    ".": "dot",
    "\\": "backslash",
    "/": "slash",
    "@": "at",
    "-": "dash",
    "_": "underscore",
    ":": "colon",
    "?": "question mark",
    "=": "equals",
    "&": "ampersand",
    "#": "hash",
    "+": "plus",
    "%": "percent",
    "~": "tilde",
}
_LETTERS = words("www html htm php pdf png gif mp csv sdf txt https http ftp")
_WORDS = {"jpg": "jpeg", "docx": "doc X"}
_WORD_TOPS = frozenset({"co", "me", "ly"})
"""Top-level domains of two letters that are said as words."""


def say_address(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Each of these, its marks by their names."""
    word = core(tokens, at)
    if len(word) < 2:
        return None
    if is_address(word):
        return [Piece(1, by_marks(word))]
    if said := _path(tokens[at]):
        return [Piece(1, said)]
    if word[0] == "@":
        return [Piece(1, _handle(word))]
    if word[0] == "#" and not word[1:].isdigit():
        return [Piece(1, _ranked(word) or _hashtag(word))]
    return None


def _handle(word: str) -> str:
    """@marlow_ann; two figures are a number: "@12"."""
    name = word[1:].removesuffix("'s")
    said = cardinal(name) if re.fullmatch("[0-9]{1,2}", name) else by_marks(" ".join(tag_parts(name)))
    return f"at {said}{word[1 + len(name) :]}"


def _path(token: Token) -> str | None:
    """on/off, /usr/share, a path of Windows."""
    word, before = token.core, token.before
    if "/" in word and before.endswith("/") and not before.endswith("</") and _ROOTED.fullmatch(word):
        return f"slash {by_marks(word)}"
    if "/" in word and _PATHS.fullmatch(word) and word not in PLAIN:
        names = word.split("/")
        if all(name[0].isupper() for name in names):  # a Times/CBS poll; Wales/Ireland/Malta
            return (" " if len(names) == 2 else ", ").join(names)
        return " slash ".join(names)
    return by_marks(word) if "\\" in word and _DRIVE.fullmatch(word) else None


def _ranked(word: str) -> str | None:
    """#1-ranked, #2-4."""
    if several := re.fullmatch(r"#([0-9]{1,4})[-–]#?([0-9]{1,4})", word):
        return f"numbers {cardinal(several[1])} to {cardinal(several[2])}"
    ranked = re.fullmatch(r"#([0-9]{1,4})-([a-z-]{2,20})", word)
    return f"number {cardinal(ranked[1])} {ranked[2].replace('-', ' ')}" if ranked else None


def _hashtag(word: str) -> str:
    tag = word[1:].removesuffix("'s")
    return f"hashtag {_tag(tag)}{word[1 + len(tag) :]}"


def _tag(tag: str) -> str:
    """The words of a hashtag.

    >>> _tag("SaveTheWhales"), _tag("NYTimes2024")
    ('Save The Whales', 'NY Times twenty twenty four')
    """
    from voices.english.quantities import figures

    said = (figures(p) if p.isascii() and p.isdigit() else _MARKS.get(p, p) for p in tag_parts(tag))
    return " ".join(" ".join(said).split())


def by_marks(address: str) -> str:
    """The parts of an address, and its marks by their names; digits one by one.

    >>> by_marks("www.example.com/a_1")
    'WWW dot example dot com slash a underscore one'
    """
    is_loud = address.isupper() and ("." in address or "/" in address)
    parts = PARTS.findall(address.lower() if is_loud else address)
    said = []
    for at, part in enumerate(parts):
        if part.isascii() and part.isdigit():
            said.append(spelled(part))
        elif part in _MARKS:
            said.append(_MARKS[part])
        else:
            after_dot = at > 0 and parts[at - 1] == "."
            said.append(_word(part, after_dot))
    return " ".join(" ".join(said).split())


def _word(part: str, after_dot: bool) -> str:
    lower = part.lower()
    if lower in _WORDS:
        return _WORDS[lower]
    two = after_dot and len(part) == 2 and part.isascii() and lower not in _WORD_TOPS
    return part.upper() if two or lower in _LETTERS else part
