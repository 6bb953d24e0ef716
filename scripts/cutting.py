"""Where one line ends and the next begins inside a block.

A cut falls at the end of a sentence, where the voice changes, and inside sentences too long for one breath.
The cuts of a block are offsets into the article's text.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from scripts.model import CELLS, Article, Block, BlockKind, Boundary, Utterance
from scripts.plain import Plain, plain
from scripts.sentences import split_sentences
from scripts.words import sayable

LINE_CHARACTERS = 400
"""Longer lines are cut; engines lose their breath and their place in them."""
_EARLIEST = 160
_CLAUSES = (
    re.compile(r"[;:；：][\"'”’»)\]]*\s"),
    re.compile(r"\s[–—-]\s|[—―]|--"),
    re.compile(r"[,、，][\"'”’»)\]]*\s|[，、]"),
    re.compile(r"\s"),
)
_JOINS = re.compile("[\u0300-\u036f\u0900-\u0903\u093a-\u094d\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


_NEW_LINE = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*")

HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


def boundary_after(
    block: BlockKind, following: BlockKind, level: int = 0, following_level: int = 0
) -> Boundary:
    """What is over after a block of the one kind, if the other follows it in the same section.

    The levels tell cells of one row of a table from those of the next.

    >>> boundary_after(BlockKind.LIST_ITEM, BlockKind.LIST_ITEM)
    <Boundary.ITEM: 'item'>
    >>> boundary_after(BlockKind.CELL, BlockKind.CELL, 1, 2)
    <Boundary.PHRASE: 'phrase'>
    """
    if block in HEADINGS:
        return Boundary.HEADING
    if following in HEADINGS:
        return Boundary.PART
    if block in CELLS and following in CELLS:
        return Boundary.PHRASE if following_level > level else Boundary.ITEM
    return Boundary.ITEM if block is following is BlockKind.LIST_ITEM else Boundary.PARAGRAPH


_CLOSING = frozenset(",;:.?!…，。、；：？！")
"""What closes a stretch, even where it stands behind the quotation marks."""
_PAUSES = _CLOSING | frozenset("–—―-")
_AROUND = " \t\r\n\u00a0\"'“”„‘’‚«»‹›()[]*_"
"""What may stand between a mark and a cut."""


def boundary_within(before: str, after: str) -> Boundary:
    """What is over where a sentence is cut between two stretches: a phrase, if a mark stands there.

    >>> boundary_within("Then she", "“went”"), boundary_within("“Go,” ", "she said")
    (<Boundary.WORD: 'word'>, <Boundary.PHRASE: 'phrase'>)
    """
    last, first = before.rstrip(_AROUND)[-1:], after.lstrip(_AROUND)[:1]
    return Boundary.PHRASE if {last, first} & _PAUSES else Boundary.WORD


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block in one voice, at most one sentence; `said` is None for the narrator."""

    start: int
    end: int
    said: Utterance | None
    boundary: Boundary
    """WORD, PHRASE or SENTENCE; of a block's last piece, SENTENCE."""


def cut_block(article: Article, block: Block, said: Sequence[Utterance]) -> list[Piece]:
    """The pieces of one block, in order; they tile it. `said`: its utterances, sorted, not overlapping."""
    view = plain(article, block.start, block.end)
    ends = {view.offset(span.end) for span in split_sentences(view.words, language=article.language)}
    lines = _line_ends(view) - ends if block.kind is BlockKind.VERSE else frozenset()
    return _joined(article, list(_pieces(view, block, said, sorted(ends | lines), lines)))


def _line_ends(view: Plain) -> frozenset[int]:
    """Where the lines of verse end, the white space after them included."""
    return frozenset(view.offset(match.end()) for match in _NEW_LINE.finditer(view.words))


def _pieces(
    view: Plain, block: Block, said: Sequence[Utterance], sentences: list[int], lines: Set[int]
) -> Iterator[Piece]:
    """Voices and sentences laid over each other, long stretches cut; of `sentences` those in `lines` end a
    line of verse and no sentence."""
    number = 0
    for start, end, utterance in _voices(view, block, said):
        at = start
        while at < end:
            while number < len(sentences) - 1 and sentences[number] <= at:
                number += 1
            stop = min(end, sentences[number]) if sentences else end
            stop = stop if stop > at else end
            whole = bool(sentences) and stop == sentences[number]
            *parts, last = _breaths(view, at, stop)
            for a, b in parts:
                yield Piece(a, b, utterance, _within(view, b))
            over = Boundary.PHRASE if stop in lines else Boundary.SENTENCE
            yield Piece(*last, utterance, over if whole else _within(view, stop))
            at = stop


def _within(view: Plain, cut: int) -> Boundary:
    at = view.index(cut)
    return boundary_within(view.words[max(0, at - 12) : at], view.words[at : at + 12])


def _voices(
    view: Plain, block: Block, said: Sequence[Utterance]
) -> Iterator[tuple[int, int, Utterance | None]]:
    """Stretches of one voice each, without empty ones; the mark and the white space after an utterance belong
    to it: nobody begins with a comma."""
    at = block.start
    for one in said:
        start, end = max(one.start, at), _past_mark(view, min(one.end, block.end))
        if start > at:
            yield at, start, None
        if end > start:
            yield start, end, one
            at = end
    if at < block.end:
        yield at, block.end, None


def _past_mark(view: Plain, offset: int) -> int:
    index = view.index(offset)
    after = index
    while after < len(view.words) and view.words[after] in _CLOSING:
        after += 1
    while after < len(view.words) and view.words[after].isspace():
        after += 1
    return max(offset, view.offset(after)) if after > index else offset


def _breaths(view: Plain, start: int, end: int) -> list[tuple[int, int]]:
    """`start:end` cut where it is longer than a breath, at the best place before that."""
    words, parts = view.words, []
    index, last = view.index(start), view.index(end)
    at = start
    while last - index > LINE_CHARACTERS:
        index += _best_cut(words[index : index + LINE_CHARACTERS + 8], last - index)
        cut = view.offset(index)
        parts.append((at, cut))
        at = cut
    return [*parts, (at, end)]


def _best_cut(window: str, left: int) -> int:
    """How many characters of `window` to take: up to the last mark of the strongest kind that is in it."""
    latest = min(LINE_CHARACTERS, left - 40)
    for clause in _CLAUSES:
        cuts = [match.end() for match in clause.finditer(window, _EARLIEST, latest)]
        if cuts:
            return cuts[-1]
    cut = latest
    while cut > _EARLIEST and (_JOINS.match(window, cut) or window[cut - 1] == "\u200d"):
        cut -= 1
    return cut


def _joined(article: Article, pieces: list[Piece]) -> list[Piece]:
    """Pieces with something to say; what has nothing (a lost comma) goes to the one before, else after."""
    found: list[Piece] = []
    lost: int | None = None
    for piece in pieces:
        if not sayable(article.words(piece.start, piece.end)):
            if found:
                before = found[-1]
                found[-1] = Piece(before.start, piece.end, before.said, piece.boundary)
            elif lost is None:
                lost = piece.start
            continue
        found.append(piece if lost is None else Piece(lost, piece.end, piece.said, piece.boundary))
        lost = None
    return found or pieces[:1]
