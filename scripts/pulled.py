"""Pull quotes: words of the article that its page sets large once more. They are heard once.

Conventions
-----------
A block quotation is one if all its words stand in a paragraph as well, in the same order and with nothing
between them. Quotation marks, capitals and the last sign are not compared. What a colon announces is no pull
quote: the paragraph before would lead nowhere.
"""

import re
from collections.abc import Sequence, Set

from scripts.model import Block, BlockKind
from scripts.signatures import is_signature, without_signature

PULL_QUOTE = "pull quote"
_LEAST_CHARACTERS = 30
"""Shorter words may be a motto that comes back."""
_KEY = 4
"""Words by which the places are found that a quotation may be from."""
_MOST_PLACES = 20
_SIGNS = re.compile(r"[^\w\s]|_")


def pull_quotes(blocks: Sequence[Block], words: Sequence[str]) -> set[int]:
    """The blocks that repeat a paragraph's words, and their signatures; `words` are those of each block."""
    quotations = [number for number, block in enumerate(blocks) if block.kind is BlockKind.BLOCK_QUOTE]
    if not quotations:
        return set()
    bare = {number: _bare(without_signature(words[number])) for number in quotations}
    said = {
        number: text.split()
        for number, text in bare.items()
        if len(text) >= _LEAST_CHARACTERS and not (number and _announces(words[number - 1]))
    }
    paragraphs = [
        _bare(text).split()
        for block, text in zip(blocks, words, strict=True)
        if block.kind is BlockKind.PARAGRAPH
    ]
    places = _places({tuple(run[:_KEY]) for run in said.values()}, paragraphs)
    found = {
        number
        for number, run in said.items()
        if any(
            paragraphs[at][first : first + len(run)] == run for at, first in places.get(tuple(run[:_KEY]), ())
        )
    }
    signed = {
        number + 1
        for number in found
        if number + 1 < len(blocks)
        and blocks[number + 1].kind in {BlockKind.BLOCK_QUOTE, BlockKind.CAPTION}
        and is_signature(words[number + 1])
    }
    return found | signed


def _places(
    keys: Set[tuple[str, ...]], paragraphs: Sequence[Sequence[str]]
) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """Where the words that a quotation begins with stand, paragraph and word; of what comes very often, the
    first places."""
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    lengths = {len(key) for key in keys}
    for at, run in enumerate(paragraphs):
        for length in lengths:
            for first in range(len(run) - length + 1):
                key = tuple(run[first : first + length])
                if key in keys and len(known := found.setdefault(key, [])) < _MOST_PLACES:
                    known.append((at, first))
    return found


def _announces(words: str) -> bool:
    return words.rstrip().endswith((":", "："))


def _bare(words: str) -> str:
    return " ".join(_SIGNS.sub(" ", words).casefold().split())
