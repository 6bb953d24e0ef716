"""How much an article may hold: what nobody listens to is refused before it costs minutes and gigabytes."""

import re

from scripts.errors import ArticleError

MAX_BLOCKS = 50_000
"""Paragraphs, notes, items and cells: the verses of the Bible, and half as many notes."""
_EMPTY_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t>]*+(?=[\r\n])")


_BEGINNING = re.compile(r"^[ \t>]*+(?:[-*+|]|#{1,6}|\d{1,9}[.)])[ \t]", re.MULTILINE)
"""A list's item, a heading or a table's row, in Markdown; in a block of code it is none."""
_MOST_BEGINNINGS = 2 * MAX_BLOCKS


def check_blocks(number: int, name: str) -> None:
    """Raises ArticleError if an article has too many."""
    if number > MAX_BLOCKS:
        raise ArticleError(
            f"{name} has more than {MAX_BLOCKS:,} paragraphs", "Give one article, or a part of it."
        )


def check_text(text: str, name: str, *, marked: bool) -> None:
    """Raises ArticleError if a text plainly has too many blocks, before it is parsed; `marked` if it is in
    Markdown."""
    check_blocks(parted_by_lines(text), name)
    if marked and sum(1 for _ in _BEGINNING.finditer(text)) > _MOST_BEGINNINGS:
        check_blocks(MAX_BLOCKS + 1, name)


def parted_by_lines(text: str) -> int:
    """How many paragraphs empty lines part in a text, told quickly.

    >>> parted_by_lines("One.\\n\\n\\nTwo.\\n > \\nThree.\\nIt goes on.")
    3
    """
    found, last = 1, -1
    for line in _EMPTY_LINE.finditer(text):
        found += line.start() > last
        last = line.end()
    return found
