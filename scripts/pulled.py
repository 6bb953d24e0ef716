"""Pull quotes: words of the article that its page sets large once more. They are heard once.

Conventions
-----------
A block quotation is one if all its words stand in a paragraph as well, in the same order and with nothing
between them. Quotation marks, capitals and the last sign are not compared. What a colon announces is no pull
quote: the paragraph before would lead nowhere.
"""

import re
from collections.abc import Sequence

from scripts.model import Block, BlockKind

PULL_QUOTE = "pull quote"
_LEAST_CHARACTERS = 30
"""Shorter words may be a motto that comes back."""
_SIGNATURE = re.compile(r"\s*(?:[—–―]|--?)\s?[^\W\d_][^—–―.!?]{1,100}\Z")
_SIGNS = re.compile(r"[^\w\s]|_")


def pull_quotes(blocks: Sequence[Block], words: Sequence[str]) -> set[int]:
    """The blocks that repeat a paragraph's words, and their signatures; `words` are those of each block."""
    quotations = [number for number, block in enumerate(blocks) if block.kind is BlockKind.BLOCK_QUOTE]
    if not quotations:
        return set()
    paragraphs = [
        text for block, text in zip(blocks, words, strict=True) if block.kind is BlockKind.PARAGRAPH
    ]
    body = "\n".join(f" {_bare(text)} " for text in paragraphs)
    found: set[int] = set()
    for number in quotations:
        said = _bare(_SIGNATURE.sub("", words[number]))
        announced = number > 0 and words[number - 1].rstrip().endswith((":", "："))
        if len(said) >= _LEAST_CHARACTERS and not announced and f" {said} " in body:
            found.add(number)
    signed = {
        number + 1
        for number in found
        if number + 1 < len(blocks)
        and blocks[number + 1].kind in {BlockKind.BLOCK_QUOTE, BlockKind.CAPTION}
        and _SIGNATURE.fullmatch(words[number + 1])
    }
    return found | signed


def _bare(words: str) -> str:
    return " ".join(_SIGNS.sub(" ", words).casefold().split())
