"""Blocks as a reader finds them, and how they become one text."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from scripts.letters import is_closing
from scripts.model import CELLS, Article, Block, BlockKind, Dropped, Link, Span, Tongue
from scripts.reading.layout import LINE_OF_VERSE, ends_sentence
from scripts.reading.notes import Marker
from scripts.reading.ordered import before
from scripts.words import fold

LINE = "\u2028"
"""Stands for a line break among the words; Unicode's own, which is white space as well."""
MAY_BE_VERSE = frozenset({BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTE})
_LEAST_LINES = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a page."""

    kind: BlockKind
    words: str
    """White space folded; never empty. Of a table's row, its cells with tabs between them."""
    level: int = 0
    """1 to 6 for headings; of a picture, 1 if it stands in an article, a figure or the like."""
    around: str = ""
    """What it stands in, if that is no part of an article: a reason to drop it."""
    apart: tuple[tuple[int, str], ...] = field(default=(), compare=False)
    """All such elements that are open here, from the outermost: a number for each, and its reason."""
    label: str = ""
    """Of a footnote: what marks that refer to it are called."""
    marks: tuple[tuple[int, int, str], ...] = ()
    """Marks of footnotes in it: start, end and label."""
    links: tuple[Link, ...] = field(default=(), compare=False)
    """Where its words lead."""
    tongues: tuple[Tongue, ...] = field(default=(), compare=False)
    """What the page says of the language of its words."""
    inside: int = field(default=0, compare=False)
    """Number of the box  that it stands in; pieces of one page with the same are neighbours."""
    moment: bool = field(default=False, compare=False)
    """Whether its words are a time of day and nothing else, and the page says so."""
    breaks: tuple[int, ...] = field(default=(), compare=False)
    """The spaces of its words at which a line of verse ends."""
    number: str = field(default="", compare=False)
    """What a reader sees before the item of an ordered list, and its words lack ("3.", say)."""

    @property
    def laid(self) -> str:
        """Its words, those of verse in lines."""
        if not self.breaks:
            return self.words
        bounds = itertools.pairwise([-1, *self.breaks, len(self.words)])
        return "\n".join(self.words[start + 1 : end] for start, end in bounds)

    @property
    def unmarked(self) -> str:
        """Its words without marks of footnotes."""
        bounds = itertools.chain([0], *((start, end) for start, end, _ in self.marks), [len(self.words)])
        return "".join(self.words[start:end] for start, end in zip(*2 * [iter(bounds)], strict=True))


@dataclass(frozen=True, slots=True)
class Laid:
    """Pieces as one text."""

    text: str
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...]
    markup: tuple[Span, ...]
    links: tuple[Link, ...]
    tongues: tuple[Tongue, ...] = ()

    @property
    def words(self) -> str:
        """What is read of it."""
        return " ".join(self.text[block.start : block.end] for block in self.blocks)

    def article(self) -> Article:
        """An article of which nothing else is known yet."""
        return Article(
            self.text, self.blocks, self.dropped, self.markup, links=self.links, tongues=self.tongues
        )


def laid_out(parts: Sequence[tuple[Piece, str]]) -> Laid:
    """Pieces, each with the reason to leave it out or with none, as one text.

    Neighbours that are left out for one reason are one drop.
    """
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    markup: list[Span] = []
    tongues: list[Tongue] = []
    at = 0
    parts = [(piece if reason else _numbered(piece), reason) for piece, reason in parts]
    for reason, run in itertools.groupby(parts, key=_reason_of):
        start = at
        for piece, _ in run:
            end = at + len(piece.words)
            if not reason:
                blocks += _blocks(piece, at)
                tongues += (replace(one, start=at, end=end) for one in piece.tongues)
                markup += (Span(at + first, at + last, note=label) for first, last, label in piece.marks)
            at = end + 2
        if reason:
            dropped.append(Dropped(start, at - 2, reason))
    text = "\n\n".join(piece.laid for piece, _ in parts) + "\n"
    links = tuple(link for piece, reason in parts if not reason for link in piece.links)
    return Laid(text, tuple(blocks), tuple(dropped), tuple(markup), links, tuple(tongues))


def _numbered(piece: Piece) -> Piece:
    """An item with its number among its words."""
    lead = before(piece.number, piece.words) if piece.kind is BlockKind.LIST_ITEM else ""
    if not lead:
        return piece
    marks = tuple((start + len(lead), end + len(lead), label) for start, end, label in piece.marks)
    return replace(piece, words=lead + piece.words, marks=marks, number="")


def _blocks(piece: Piece, at: int) -> Iterator[Block]:
    """One, or one for each cell of a table's row that has words."""
    if piece.kind not in CELLS:
        level = 0 if piece.kind is BlockKind.IMAGE else piece.level
        kind = BlockKind.VERSE if piece.breaks else piece.kind
        yield Block(kind, at, at + len(piece.words), level, label=piece.label)
        return
    for column, words in enumerate(piece.words.split("\t"), 1):
        if words:
            yield Block(piece.kind, at, at + len(words), column)
        at += len(words) + 1


def _reason_of(part: tuple[Piece, str]) -> str:
    return part[1]


def with_marks(piece: Piece, marker: Marker) -> Piece:
    """A piece with the marks of notes that are in its words as readers know them, its lines kept."""
    words, marks = marker.taken(piece.words)
    if words == piece.words:
        return piece
    links = tuple(replace(one, words=marker.without(one.words)) for one in piece.links)
    tongues = tuple(replace(one, words=marker.without(one.words)) for one in piece.tongues)
    breaks = piece.breaks
    if breaks:
        lines = [marker.taken(line)[0] for line in piece.laid.split("\n")]
        breaks = breaks_between(lines) if " ".join(lines) == words else ()
    return replace(piece, words=words, marks=marks, breaks=breaks, links=links, tongues=tongues)


def parted(written: str) -> list[tuple[str, tuple[int, ...]]]:
    """The parts of a block whose lines are parted by `LINE`, an empty line between two parts: the words of
    each, folded, and where the lines of verse end in them. Verse is one thing or none: stanzas of two lines
    are verse if the whole is.

    >>> parted("The lamp goes round,\u2028the sea goes out,\u2028\u2028I count the ships")
    [('The lamp goes round, the sea goes out,', (20,)), ('I count the ships', ())]
    """
    parts: list[list[str]] = [[]]
    for line in map(fold, written.split(LINE)):
        if line:
            parts[-1].append(line)
        elif parts[-1]:
            parts.append([])
    parts = [lines for lines in parts if lines]
    verse = is_verse(list(itertools.chain.from_iterable(parts)))
    return [(" ".join(lines), breaks_between(lines) if verse else ()) for lines in parts]


def is_verse(lines: Sequence[str]) -> bool:
    """Whether lines that break on purpose are verse or an address: three or more, short, and no sentences
    each; or how a letter ends."""
    if len(lines) > 1 and is_closing(lines):
        return True
    if len(lines) < _LEAST_LINES or any(len(line) > LINE_OF_VERSE for line in lines):
        return False
    return 2 * sum(map(ends_sentence, lines[:-1])) <= len(lines) - 1


def breaks_between(lines: Sequence[str]) -> tuple[int, ...]:
    """Where lines end that are joined by spaces.

    >>> breaks_between(["ab", "c", "d"])
    (2, 4)
    """
    ends = itertools.accumulate((len(line) + 1 for line in lines[:-1]), initial=-1)
    return tuple(itertools.islice(ends, 1, None))
