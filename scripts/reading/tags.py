"""HTML inside of Markdown: tags, comments and entities as markup around the author's words."""

import html
import re

from scripts.model import Span
from scripts.words import word_set

_PIECE = re.compile(
    r"(?P<comment><!--)"
    r"|<(?P<close>/)?(?P<tag>[A-Za-z][A-Za-z0-9-]*+)[^<>]*+>"
    r"|<[!?][^<>]*+>"
    r"|&#?\w{1,32};"
)
_SILENT = word_set("script style template noscript svg math iframe object")
_INLINE = word_set(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub"
    " sup time tt u var wbr"
)


def tag_markup(text: str, start: int, end: int) -> list[Span]:
    """Everything in `text[start:end]` that HTML does not show, as spans in order.

    A comment or a script that is not closed stays but for its opening: its words are read rather than lost.
    """
    found: list[Span] = []
    unclosed: set[str] = set()
    at = start
    while match := _PIECE.search(text, at, end):
        at = match.end()
        if match["comment"]:
            at = _closed(text, at, end, "-->", unclosed) or at
            found.append(Span(match.start(), at))
        elif tag := (match["tag"] or "").lower():
            if tag in _SILENT and not match["close"]:
                closing = _closed(text, at, end, f"</{match['tag']}", unclosed)
                at = _tag_end(text, closing, end) if closing else at
            found.append(Span(match.start(), at, "" if tag in _INLINE else " "))
        elif match[0][0] == "<":
            found.append(Span(*match.span()))
        elif (read := html.unescape(match[0])) != match[0]:
            found.append(Span(*match.span(), read))
    return found


def _closed(text: str, at: int, end: int, closing: str, unclosed: set[str]) -> int:
    """The end of what closes an element; 0 if nothing does. Each is looked for in vain once at most."""
    if closing in unclosed:
        return 0
    found = text.find(closing, at, end)
    if found < 0:
        unclosed.add(closing)
        return 0
    return found + len(closing)


def _tag_end(text: str, at: int, end: int) -> int:
    found = text.find(">", at, end)
    return found + 1 if found >= 0 else end
