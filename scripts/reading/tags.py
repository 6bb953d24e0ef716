"""HTML inside of Markdown: tags, comments and entities as markup around the author's words."""

import html
import re
from collections.abc import Iterator

from scripts.model import BlockKind, Span
from scripts.words import trim, word_set

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


_IMAGE = re.compile(r"<img\b[^<>]*+>", re.IGNORECASE)
_ALT = re.compile(
    r"\salt\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<plain>[^\s\"'<>`=]++))", re.IGNORECASE
)
_CAPTION = re.compile(r"<figcaption\b[^<>]*+>.{0,4000}?</figcaption\s*+>", re.IGNORECASE | re.DOTALL)


def alt_of(tag: str) -> str:
    """The alternative text of a picture's tag; empty for other tags.

    >>> alt_of('<img src="a.png" alt="A &amp; B">'), alt_of("<b>")
    ('A & B', '')
    """
    found = _ALT.search(tag) if _IMAGE.match(tag) else None
    return html.unescape(found[found.lastgroup or 0]) if found else ""


def html_parts(text: str, start: int, end: int) -> Iterator[tuple[BlockKind, int, int, list[Span]]]:
    """A stretch of HTML as kind, place and markup of its parts: pictures by their alternative texts,
    captions, and what is between."""
    found = sorted(
        (*_IMAGE.finditer(text, start, end), *_CAPTION.finditer(text, start, end)), key=re.Match.start
    )
    at = start
    for one in found:
        alt = _ALT.search(one[0]) if _IMAGE.match(one[0]) else None
        if one.start() < at or (alt is None and _IMAGE.match(one[0])):
            continue
        yield from _rest(text, at, one.start())
        at = one.end()
        if alt is None:
            yield BlockKind.CAPTION, one.start(), at, tag_markup(text, one.start(), at)
            continue
        first, last = (one.start() + place for place in alt.span(alt.lastgroup or 0))
        inner = [] if first == last else tag_markup(text, first, last)
        marks = [Span(one.start(), first), *inner, Span(last, at)]
        yield BlockKind.IMAGE, one.start(), at, marks
    yield from _rest(text, at, end)


def _rest(text: str, start: int, end: int) -> Iterator[tuple[BlockKind, int, int, list[Span]]]:
    start, end = trim(text, start, end)
    if start < end:
        yield BlockKind.PARAGRAPH, start, end, tag_markup(text, start, end)


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
