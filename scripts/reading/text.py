"""Plain text files (`.txt`) as articles."""

from scripts.model import Article, Block, BlockKind
from scripts.reading import fields
from scripts.reading.layout import TextBlock, text_blocks
from scripts.reading.structure import describe
from scripts.words import lines_of, trim


def read_text(text: str, source: str = "") -> Article:
    """The article in a plain text; its offsets are those of the file."""
    blocks = tuple(
        Block(BlockKind.LIST_ITEM if block.item else BlockKind.PARAGRAPH, block.start, block.end)
        for block in _with_head(text, text_blocks(text))
    )
    return describe(Article(text, blocks, language=fields.language(text), source=source))


def _with_head(text: str, blocks: list[TextBlock]) -> list[TextBlock]:
    """Part a title, byline and date from each other where they stand on consecutive lines."""
    if not blocks or blocks[0].item:
        return blocks
    first = blocks[0]
    lines = [trim(text, first.start + a, first.start + b) for a, b in lines_of(text[first.start : first.end])]
    count = _head_lines([text[start:end] for start, end in lines])
    if not count:
        return blocks
    rest = [TextBlock(lines[count][0], first.end)] if count < len(lines) else []
    return [*(TextBlock(start, end) for start, end in lines[:count]), *rest, *blocks[1:]]


def _head_lines(lines: list[str]) -> int:
    """How many of the first block's lines stand for themselves; 0 if it is one paragraph."""
    if len(lines) < 2:
        return 0
    heads = 0
    while heads < len(lines) - 1 and (fields.byline(lines[heads + 1]) or fields.date_line(lines[heads + 1])):
        heads += 1
    if heads and fields.is_title(lines[0]):
        return heads + 1
    # A title over a wrapped paragraph: the line breaks off long before the margin.
    margin = max(map(len, lines[1:]))
    return int(len(lines) > 2 and len(lines[0]) < 0.75 * margin and fields.is_title(lines[0]) and margin > 50)
