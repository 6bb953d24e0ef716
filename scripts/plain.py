"""A stretch of an article as plain words, and the way back from a word to its place in the text.

Rules about language (where sentences end, who speaks) look at words without the file's markup; what they find
is said in offsets of the text.
"""

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter

from scripts.model import Article, Block
from scripts.words import fold

_end = attrgetter("end")


def folded(article: Article, block: Block) -> str:
    """A block's words on one line."""
    return fold(article.words(block.start, block.end))


def all_folded(article: Article) -> list[str]:
    """The words of each block, on one line each. Linear in blocks and markup together."""
    found, at, markup = [], 0, article.markup
    for block in article.blocks:
        while at < len(markup) and markup[at].end <= block.start:
            at += 1
        plain = at == len(markup) or markup[at].start >= block.end
        words = article.text[block.start : block.end] if plain else article.words(block.start, block.end)
        found.append(fold(words))
    return found


@dataclass(frozen=True, slots=True)
class Plain:
    """Words of an article in `start:end` of its text, markup left out."""

    words: str
    start: int
    end: int
    at: tuple[int, ...]
    """First character, in `words`, of each run that stands in the text as it is; ascending, first one 0."""
    source: tuple[int, ...]
    """Where each run starts in the text."""
    stop: tuple[int, ...]
    """Where each run ends in the text; what is read instead of the markup after it belongs to the markup."""

    def offset(self, index: int) -> int:
        """Offset into the text of the character `index` of `words`; the end of the stretch for their length.

        >>> from scripts.model import Span
        >>> view = plain(Article("a **b** c", (), markup=(Span(2, 4), Span(5, 7))), 0, 9)
        >>> view.words, [view.offset(index) for index in range(6)]
        ('a b c', [0, 1, 4, 7, 8, 9])
        """
        if index >= len(self.words):
            return self.end
        run = bisect_right(self.at, index) - 1
        found = self.source[run] + index - self.at[run]
        if found <= self.stop[run]:
            return found
        return self.source[run + 1] if run + 1 < len(self.source) else self.end

    def index(self, offset: int) -> int:
        """The first character of `words` that stands at `offset` of the text or after it."""
        run = bisect_right(self.source, offset) - 1
        if run < 0:
            return 0
        if offset < self.stop[run]:
            return self.at[run] + offset - self.source[run]
        return self.at[run + 1] if run + 1 < len(self.at) else len(self.words)


def plain(article: Article, start: int, end: int) -> Plain:
    """The words of `article.text[start:end]`.

    A mark that begins before `start` is read there and not again; one that ends after `end` is cut off.
    """
    marks, parts = article.markup, []
    at, source, stop = [0], [start], []
    length, position = 0, start
    for number in range(bisect_right(marks, start, key=_end), len(marks)):
        mark = marks[number]
        if mark.start >= end:
            break
        run = article.text[position : max(position, mark.start)]
        instead = mark.instead if mark.start >= start else ""
        parts += [run, instead]
        length += len(run) + len(instead)
        stop.append(max(position, mark.start))
        position = min(max(position, mark.end), end)
        at.append(length)
        source.append(position)
    parts.append(article.text[position:end])
    stop.append(end)
    return Plain("".join(parts), start, end, tuple(at), tuple(source), tuple(stop))
