"""Addresses on the web and of mail, handles, hashtags, names of files."""

import re
from collections.abc import Sequence

from voices.english.rule import Piece, core, words
from voices.english.short_forms import PLAIN
from voices.numbers import spelled
from voices.written import Token

_MAIL = re.compile(r"[\w.+&-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:/\S*)?")
_TOP = (
    "com|org|net|gov|edu|info|io|co|uk|de|fr|eu|us|ca|au|ru|ua|cn|tv|news|app|dev|ai|mil|int|biz|it|es|nl|ch|at|be"
    "|se|no|dk|fi|pl|cz|ie|in|jp|kr|br|mx|za|nz|sm|me|ly|gg|xyz|tech|online|site|html|htm|php|pdf|jpg|jpeg|png|gif"
    "|mp3|mp4|zip|exe|txt|csv|docx?|xlsx?"
)
_HOST = re.compile(rf"(?:[\w-]{{1,63}}\.){{1,8}}(?:{_TOP})(?::[0-9]{{1,5}})?(?:[/?#]\S*)?")
_SCHEME = re.compile(r"(https?|ftp|file)://", re.IGNORECASE)
_PATHS = re.compile(r"[A-Za-z]{2,}(?:/[A-Za-z]{2,}){1,8}")
_MARKS = {
    ".": "dot",
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
_PARTS = re.compile(r"[0-9]+|[^\W\d_]+|[\W_]")


def say_address(tokens: Sequence[Token], at: int) -> list[Piece] | None:
    """Each of these, its marks by their names."""
    word = core(tokens, at)
    if len(word) < 2:
        return None
    lower = word.lower()
    if "." in word or "/" in word:
        if (
            lower.startswith("www.")
            or _SCHEME.match(lower)
            or _MAIL.fullmatch(word)
            or _HOST.fullmatch(lower)
        ):
            return [Piece(1, by_marks(word))]
        if _PATHS.fullmatch(word) and word not in PLAIN:
            return [Piece(1, word.replace("/", " slash "))]
    if word[0] == "@":
        return [Piece(1, f"at {by_marks(word[1:])}")]
    if word[0] == "#" and not word[1:].isdigit():
        return [Piece(1, f"hashtag {_camel(word[1:])}")]
    return None


def _camel(tag: str) -> str:
    """The words of a hashtag.

    >>> _camel("SaveTheWhales"), _camel("NYTimes2024")
    ('Save The Whales', 'NY Times twenty twenty four')
    """
    from voices.english.quantities import figures

    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", tag)
    parts = _PARTS.findall(apart)
    said = (figures(p) if p.isascii() and p.isdigit() else _MARKS.get(p, p) for p in parts)
    return " ".join(" ".join(said).split())


def by_marks(address: str) -> str:
    """The parts of an address, and its marks by their names; digits one by one.

    >>> by_marks("www.example.com/a_1")
    'WWW dot example dot com slash a underscore one'
    """
    parts = _PARTS.findall(address.lower() if address.isupper() else address)
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
