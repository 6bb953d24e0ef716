"""Where what a reader found of an article stands on its page.

Readers rewrite what they find: they split a block at its line breaks, run two into one, and lose the words of
links. What was found is the page's own block again wherever the two can be told to be the same. Pure: pieces
in, pieces out.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from scripts.matching import anchors
from scripts.model import BlockKind
from scripts.reading.pieces import Piece

_LEAST_WORDS, _NEAR, _LONGER, _ALIKE = 8, 40, 1.5, 0.85
"""When a found paragraph is one of the page's that lost words: its least words, how many pieces of the page
are looked at, how much longer the page's may be, and how many of the words must be there."""
_LEAST_PART, _COVERED = 12, 0.5
"""Characters of a part of a block of the page, and the share of the block that its parts must be."""
_PARTED = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE))


def aligned(found: Sequence[Piece], page: Sequence[Piece]) -> tuple[list[Piece], list[int | None]]:
    """What was found, as it is on the page where it is there, and the number of each on the page, rising;
    None where it cannot be told.

    Parts of one block of the page become that block, if they are most of it; several blocks in one come apart
    again. Words that are on both sides once are settled first, so that a short block that the page has twice
    does not move the rest.
    """
    view = _Page(page)
    walk = _Walk(view)
    start = 0
    ends = (len(found), len(page))
    for end, bound in [*anchors([one.words for one in found], [one.words for one in page], ends), ends]:
        for piece in found[start:end]:
            walk.place(piece, bound)
        if end < len(found):
            walk.put(found[end], bound)
        start = end + 1
    return _joined(walk.placed, view)


def in_order(found: Sequence[Piece], page: Sequence[Piece]) -> list[Piece]:
    """What was found in the order of the page: readers put some blocks behind those that they found first. A
    piece that the page has not, or has twice, stays behind the one before it."""
    seen = Counter(piece.words for piece in found)
    there = Counter(piece.words for piece in page)
    numbers = {piece.words: number for number, piece in enumerate(page)}
    keys, at = [], -1
    for piece in found:
        if seen[piece.words] == 1 == there[piece.words]:
            at = numbers[piece.words]
        keys.append(at)
    return [piece for _, piece in sorted(zip(keys, found, strict=True), key=itemgetter(0))]


class _Page:
    """The blocks of a page, to look words up in."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.bare = [_bare(piece) for piece in pieces]
        self.numbers: dict[str, list[int]] = {}
        for number, piece in enumerate(pieces):
            self.numbers.setdefault(piece.words, []).append(number)


class _Walk:
    """Places one found piece after the other."""

    def __init__(self, view: _Page) -> None:
        self.view = view
        self.at = -1
        self.placed: list[tuple[Piece, int | None]] = []

    def put(self, piece: Piece, place: int | None) -> None:
        self.placed.append((piece, place))
        self.at = self.at if place is None else place

    def place(self, piece: Piece, bound: int) -> None:
        """Place a piece before the number `bound` of the page, if it is there."""
        same = self.view.numbers.get(piece.words, ())
        next_same = bisect_right(same, self.at)
        if next_same < len(same) and same[next_same] < bound:
            self.put(piece, same[next_same])
        elif run := self.run(_bare(piece), bound):
            for number in run:
                # What the page sets apart comes out of the words that a reader ran it into.
                if not self.view.pieces[number].around:
                    self.put(self.view.pieces[number], number)
        else:
            part = self.part_of(_bare(piece), bound)
            self.put(piece, self.like(piece, bound) if part is None else part)

    def run(self, words: str, bound: int) -> range:
        """The numbers of several neighbours on the page that a found piece is made of."""
        bare = self.view.bare
        for first in range(self.at + 1, min(self.at + 1 + _NEAR, bound)):
            at, number = 0, first
            while number < bound and bare[number] and words.startswith(bare[number], at):
                at += len(bare[number])
                number += 1
            if at == len(words) and number > first + 1:
                return range(first, number)
        return range(0)

    def part_of(self, words: str, bound: int) -> int | None:
        """The block of the page that a found piece is a part of."""
        opened = self.placed[-1][1] if self.placed else None
        if opened is not None and words in self.view.bare[opened]:
            return opened
        near = range(self.at + 1, min(self.at + 1 + _NEAR, bound)) if len(words) >= _LEAST_PART else ()
        return next(
            (
                number
                for number in near
                if self.view.pieces[number].kind in _PARTED and words in self.view.bare[number]
            ),
            None,
        )

    def like(self, piece: Piece, bound: int) -> int | None:
        """The block of the page that has all words of a found one and few more."""
        words = Counter(piece.words.split())
        if words.total() < _LEAST_WORDS:
            return None
        for number in range(self.at + 1, min(self.at + 1 + _NEAR, bound)):
            if self.view.pieces[number].kind is not piece.kind:
                continue
            own = Counter(self.view.pieces[number].words.split())
            longer = words.total() <= own.total() <= _LONGER * words.total()
            if longer and (words & own).total() >= _ALIKE * words.total():
                return number
        return None


def _joined(placed: Sequence[tuple[Piece, int | None]], view: _Page) -> tuple[list[Piece], list[int | None]]:
    """Each block of the page once. Parts that are too little of theirs stay as they are, without a place."""
    length: Counter[int] = Counter()
    for piece, place in placed:
        if place is not None:
            length[place] += len(_bare(piece))
    pieces: list[Piece] = []
    places: list[int | None] = []
    last = -1
    for piece, place in placed:
        if place is None or length[place] < _COVERED * len(view.bare[place]):
            pieces.append(piece)
            places.append(None)
        elif place != last:
            own = view.pieces[place]
            pieces.append(piece if piece.words == own.words else replace(own, around=""))
            places.append(place)
            last = place
    return pieces, places


def _bare(piece: Piece) -> str:
    """Its words without the spaces between them, which readers set as they like."""
    return "".join(piece.words.split())
