"""What an article on a web page is called: by what the page says of itself, and by its headings.

A page's own words for it can be those of the whole site, and the largest heading its banner. Two that agree
are believed before one: a heading that stands in the page's title is the article's. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from scripts.model import BlockKind
from scripts.reading.apart import APART
from scripts.reading.metadata import About
from scripts.reading.pieces import Piece

_DEEPEST = 3
"""Level of a heading that can be a headline."""
_LEAST = 10
"""Characters of a heading that stands in a page's title by more than chance; it has two words as well."""
_RELATED = 0.5
"""Share of the words of the shorter of two titles that the other one has, if they are about one thing."""


def headline(about: About, guessed: str, page_title: str, page: Sequence[Piece]) -> str:
    """The article's title: what the page says `about` it, what its reader `guessed`, or its own heading.
    Empty if nobody says one."""
    headings = [one.words for one in page if _may_head(one) and one.words != about.publisher]
    named, told = _named(page_title, headings), about.title
    if told and (not named or told in headings or _related(told, page_title)):
        return told
    if told or not guessed:
        return named or page_title
    larger = len(named) > len(guessed) or guessed.casefold() not in page_title.casefold()
    return named if named and larger and named.casefold() not in guessed.casefold() else guessed


def with_title(found: Sequence[Piece], title: str, page: Sequence[Piece]) -> list[Piece]:
    """The title as the first block: the article's own h1 if that is in it, else what the page says."""
    largest = [one.words for one in page if one.kind is BlockKind.HEADING and one.level == 1]
    shown = [
        words
        for number, words in enumerate(largest)
        if (words in title or title in words) and (not number or " " in words)
    ]
    words = shown[0] if shown else title
    pieces = [replace(piece, around="") for piece in found]
    if not words:
        return pieces
    names = {words.casefold(), title.casefold()}
    same = next((at for at, one in enumerate(pieces[:5]) if one.words.casefold() in names), None)
    if same is not None:
        return [Piece(BlockKind.TITLE, pieces[same].words), *pieces[:same], *pieces[same + 1 :]]
    return [Piece(BlockKind.TITLE, words), *pieces]


def writer(guessed: str, page: Sequence[Piece]) -> str:
    """Who a reader of the page takes for its author, without what stands behind the name on the page ("May"
    of a date): some block of it is the name alone."""
    short = (one.words.casefold() for one in page if len(one.words) < len(guessed) + 4)
    alone = {re.sub(r"\Aby\s+", "", words) for words in short}
    words = guessed.split()
    shorter = (" ".join(words[:count]) for count in range(2, len(words)))
    return next((name for name in shorter if name.casefold() in alone), guessed)


def _may_head(piece: Piece) -> bool:
    return piece.kind is BlockKind.HEADING and piece.level <= _DEEPEST and piece.around not in APART


def _named(page_title: str, headings: Sequence[str]) -> str:
    """The longest heading that stands in the page's title."""
    title = page_title.casefold()
    fitting = [words for words in headings if len(words) >= _LEAST and " " in words]
    return max((words for words in fitting if words.casefold() in title), key=len, default="")


def _related(one: str, other: str) -> bool:
    own, others = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return len(own & others) >= _RELATED * min(len(own), len(others))
