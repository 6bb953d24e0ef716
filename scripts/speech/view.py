"""What a reader sees of an article: its blocks without markup, and the way back to the source.

Conventions
-----------
A `Page` is one block. Its `text` holds the author's characters only; positions in it are "page offsets".
`source` leads from a page offset to an offset into `Article.text`.
"""

from bisect import bisect_right
from dataclasses import dataclass

from scripts.model import Article, Block, BlockKind, Span


@dataclass(frozen=True, slots=True)
class Page:
    """One block as it is read."""

    kind: BlockKind
    text: str
    pieces: tuple[tuple[int, int], ...]
    """(page offset, source offset) where each stretch without markup begins, ascending; never empty."""

    def source(self, offset: int) -> int:
        """Offset into the article's text of the character at a page offset.

        >>> Page(BlockKind.PARAGRAPH, "ab", ((0, 10), (1, 13))).source(1)
        13
        """
        if len(self.pieces) == 1:
            return self.pieces[0][1] + offset
        at = bisect_right(self.pieces, (offset, 1 << 62)) - 1
        page_start, source_start = self.pieces[at]
        return source_start + offset - page_start

    def span(self, start: int, end: int) -> Span:
        """The source span of the page's characters `start:end` (at least one character)."""
        return Span(self.source(start), self.source(end - 1) + 1)


def pages(article: Article) -> list[Page]:
    """The article's blocks, in order, without their markup. Linear in blocks and markup together."""
    result, at = [], 0
    markup = article.markup
    for block in article.blocks:
        while at < len(markup) and markup[at].end <= block.start:
            at += 1
        result.append(_page(article.text, block, markup, at))
    return result


def _page(text: str, block: Block, markup: tuple[Span, ...], first: int) -> Page:
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    length, start = 0, block.start
    at = first
    while start < block.end:
        stop = min(markup[at].start, block.end) if at < len(markup) else block.end
        if stop > start:
            parts.append(text[start:stop])
            pieces.append((length, start))
            length += stop - start
        if stop >= block.end:
            break
        start = max(start, markup[at].end)
        at += 1
    return Page(block.kind, "".join(parts), tuple(pieces) or ((0, block.start),))
