"""Making any text fit for a tag, a cover or a message."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn around what other people's text follows them in a list; marks that join letters are kept."""


def one_line(text: str) -> str:
    r"""`text` on one line: white space of any length becomes one space, control characters vanish, and so do
    bidirectional overrides and code points that are not for interchange.

    >>> one_line("  A\x00 title\r\n in\ttwo\x85 lines\u202e ")
    'A title in two lines'
    """
    text = text.strip()
    if text.isprintable() and "  " not in text:  # nearly all texts; a space is the only white space in them
        return text
    spaced = re.sub(r"\s+", " ", text)
    if spaced.isprintable():  # what is unfit is not
        return spaced.strip()
    # What vanishes may have stood between two spaces.
    return re.sub(" {2,}", " ", "".join(filter(_fit, spaced))).strip()


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a space where there is one, with an ellipsis.

    >>> shortened("one two three", 9)
    'one two…'
    """
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut).rstrip() + "…"


def between(separator: str, parts: Iterable[str]) -> Iterator[str]:
    """What `separator.join(parts)` is made of, part by part.

    >>> list(between(", ", ["one", "two"]))
    ['one', ', two']
    """
    opening = ""
    for part in parts:
        yield f"{opening}{part}"
        opening = separator


def many_lines(text: str) -> str:
    r"""`text` with its line ends kept, each line as `one_line` makes it, and no two empty lines in a row.

    >>> many_lines("One\r\ntwo\x07.\n\n\n\nThree ")
    'One\ntwo.\n\nThree'
    """
    lines = [one_line(line) for line in re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def within_bytes(text: str, limit: int) -> str:
    """At most `limit` bytes of UTF-8, cut at a space where there is one, with an ellipsis.

    >>> within_bytes("one two three", 11)
    'one two…'
    """
    if len(text.encode()) <= limit:
        return text
    cut = text.encode()[: limit - len("…".encode())].decode(errors="ignore")
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > len(cut) // 2 else cut).rstrip() + "…"


def _fit(character: str) -> bool:
    point = ord(character)
    nonchar = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return character not in _OVERRIDES and not nonchar and unicodedata.category(character) not in ("Cc", "Cs")
