"""What stands in the middle of an article and was not found: headings, items of lists, short paragraphs.

A reader that weighs blocks one by one loses the short ones. Here they are judged by where they stand: between
pieces of the article, or behind them in the same box of the page. Pure: pieces in, pieces out.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from scripts.cleaning import residue
from scripts.model import CELLS, BlockKind
from scripts.reading.layout import ends_sentence
from scripts.reading.pieces import Piece
from scripts.reading.placing import aligned
from scripts.reading.teasers import linked

_LINKED = 0.5
"""Share of a block's words that may be links; more is a teaser or a menu."""
_LEAD = 60
"""Characters of a sentence that an article can begin with; what stands before it is its head."""
_BOX = 0.2
"""Share of the article that a box must hold for the rest of it to be the article's."""
_MOST_HEADING = 160
_HEAD = 20
"""Blocks between a page's headline and its article's first paragraph, at most."""
_LEAST_SUMMARY, _LONGEST_SUMMARY, _ALIKE = 30, 60, 0.8
"""Words of a summary that is a lead and no second headline; the words of it that are compared, and
the share of them that the lead has."""
_LIVE = 3
"""So many times of day among an article's paragraphs are those of a live blog's entries."""
_OVER = 2
"""The time of an entry and its heading stand over it."""
_LEAST_ITEMS = 2
"""Of a list that sums an article up."""
_LEAST_SAID = 25
"""Characters; what is shorter stands in other words by chance."""
_PROSE = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE))
_CREDIT = re.compile(r"\(?(?:©|(?:image|photo|picture|credit|foto|bild|updated|published)\b)", re.IGNORECASE)


def filled(found: Sequence[Piece], page: Sequence[Piece], summary: str = "") -> list[Piece]:
    """`found` with the pieces of the page that belong between its own, before them as their lead, or behind
    them in the same box. `summary` is what the page says that it is about."""
    found, at = aligned(found, page)
    prose = (
        (number, place) for number, place in enumerate(at) if place is not None and _is_prose(found[number])
    )
    first, start = next(prose, (-1, -1))
    if first < 0:
        return list(found)
    ground = _Ground(found, at, page)
    lead = [
        piece
        for piece in _lead(page, start, summary)
        if (ground.is_moment(piece) if piece.moment else ground.lacks(piece))
    ]
    head = [_told(piece) if _alike(piece.words, summary) else piece for piece in found[:first]]
    result = [*head, *lead, found[first]]
    last = start
    for piece, place in zip(found[first + 1 :], at[first + 1 :], strict=True):
        if place is not None:
            result += ground.between(page, last, place)
            last = place
        result.append(piece)
    result += ground.behind(page, last)
    return result


def _lead(page: Sequence[Piece], start: int, summary: str) -> Iterator[Piece]:
    """What an article opens with before its first paragraph that was found: a standfirst, and sentences that
    stand in that paragraph's box."""
    head = next((at for at in range(start - 1, -1, -1) if _is_title(page[at])), None)
    for number in range(max(head + 1, start - _HEAD) if head is not None else start, start):
        piece = page[number]
        if piece.around or residue(piece.words) or _CREDIT.match(piece.words):
            continue
        if linked(piece) >= _LINKED and not piece.moment:
            continue
        if piece.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and _alike(piece.words, summary):
            yield _told(piece)
        elif _is_prose(piece) and piece.inside == page[start].inside:
            yield piece
        elif piece.moment and number >= start - _OVER:
            yield _told(piece)


def _told(piece: Piece) -> Piece:
    """A lead as a paragraph: it heads nothing, however the page writes it."""
    return replace(piece, kind=BlockKind.PARAGRAPH, level=0)


def _is_title(piece: Piece) -> bool:
    return piece.kind is BlockKind.HEADING and piece.level == 1


def _alike(words: str, summary: str) -> bool:
    """Whether words are what a page gives as its summary, which may be cut off."""
    own, told = (Counter(re.findall(r"\w+", one.casefold())) for one in (words, summary))
    return told.total() >= _LEAST_SUMMARY and (own & told).total() >= _ALIKE * max(
        told.total(), min(own.total(), _LONGEST_SUMMARY)
    )


def _is_prose(piece: Piece) -> bool:
    return piece.kind in _PROSE and len(piece.words) >= _LEAD and ends_sentence(piece.words)


class _Ground:
    """What tells whether a piece of the page is the article's: the boxes that hold it, and what it says."""

    def __init__(self, found: Sequence[Piece], at: Sequence[int | None], page: Sequence[Piece]) -> None:
        length: Counter[int] = Counter()
        self.prose: set[int] = set()
        """Boxes with a sentence of the article."""
        for piece, place in zip(found, at, strict=True):
            if place is not None:
                length[page[place].inside] += len(piece.words)
                if _is_prose(piece):
                    self.prose.add(page[place].inside)
        least = _BOX * length.total()
        self.large = {box for box, size in length.items() if size >= least}
        """Boxes with much of the article."""
        placed = [place for place in at if place is not None]
        moments = [
            one for one in page[max(0, min(placed) - _OVER) : max(placed)] if one.moment and not one.around
        ]
        self.live = len(moments) >= _LIVE
        self.own = {piece.words for piece in found}
        homes: dict[str, list[bool]] = {}
        for piece in page:
            homes.setdefault(piece.words, []).append(_is_prose(piece) and piece.inside in self.large)
        self.repeated = {words for words, home in homes.items() if len(home) > 1}
        self.refrains = {words for words, home in homes.items() if len(home) > 1 and all(home)}
        """Sentences that the article itself says more than once."""
        self.said = "\n".join((*self.own, *self.repeated))

    def lacks(self, piece: Piece) -> bool:
        """Whether the article does not say it yet. What the page has twice is the page's, not the article's,
        unless all of it stands in the article."""
        if piece.words in self.refrains:
            return True
        if piece.words in self.own or piece.words in self.repeated:
            return False
        return len(piece.words) < _LEAST_SAID or piece.words not in self.said

    def between(self, page: Sequence[Piece], before: int, after: int) -> list[Piece]:
        """What of the pieces between two of the article's is the article's as well."""
        gap = page[before + 1 : after]
        near = {page[before].inside, page[after].inside}
        boxes = self.large | (near & self.prose)
        if len(near) == 1:
            # Between two pieces of one box a table, or verse, is the article's in whatever box it stands; and
            # between two items of a list, an item's sentence.
            items = page[before].kind is BlockKind.LIST_ITEM is page[after].kind
            good = (piece for piece in gap if _is_set(piece) or (items and _is_prose(piece)))
            boxes |= {piece.inside for piece in good if _fits(piece, {piece.inside})}
        boxes |= _summaries(gap)
        kept: list[Piece] = []
        heads = True  # there is something for a heading to stand over
        for piece in reversed(gap):
            fits = self.is_moment(piece) or (self.lacks(piece) and _fits(piece, boxes))
            if fits and (heads or piece.kind is not BlockKind.HEADING):
                kept.append(_told(piece) if piece.moment else piece)
            heads = fits or piece.kind is BlockKind.IMAGE
        return kept[::-1]

    def is_moment(self, piece: Piece) -> bool:
        """Whether a piece is the time of a live blog's entry."""
        return self.live and piece.moment and not piece.around

    def behind(self, page: Sequence[Piece], last: int) -> list[Piece]:
        """The rest of the box that the article ends in, if that holds much of it."""
        box = page[last].inside
        rest = itertools.takewhile(lambda piece: piece.inside == box, page[last + 1 :])
        good = box in self.large
        return [piece for piece in rest if good and self.lacks(piece) and _fits(piece, {box})]


def _summaries(gap: Sequence[Piece]) -> set[int]:
    """Boxes that are a list with a heading over it and lead nowhere: what an article says in short."""
    found: dict[int, list[Piece]] = {}
    for piece in gap:
        found.setdefault(piece.inside, []).append(piece)
    return {
        box
        for box, own in found.items()
        if own[0].kind is BlockKind.HEADING
        and len(own) > _LEAST_ITEMS
        and all(piece.kind is BlockKind.LIST_ITEM for piece in own[1:])
        and not any(piece.links or piece.around or residue(piece.words) for piece in own)
    }


def _is_set(piece: Piece) -> bool:
    """Whether a piece is set as pages set nothing of their own: a table's row, lines of verse."""
    return piece.kind in CELLS or bool(piece.breaks)


def _fits(piece: Piece, boxes: Set[int]) -> bool:
    """Whether a piece is the article's, going by its own form and by the boxes that are the article's."""
    if piece.around or residue(piece.words) or piece.kind in (BlockKind.IMAGE, BlockKind.CAPTION):
        return False
    if piece.kind is BlockKind.HEADING:
        return len(piece.words) <= _MOST_HEADING and piece.level > 1 and linked(piece) < _LINKED
    return piece.inside in boxes and linked(piece) < _LINKED and not _CREDIT.match(piece.words)
