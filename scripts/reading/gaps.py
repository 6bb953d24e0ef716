"""What stands in the middle of an article and was not found: headings, items of lists, short paragraphs.

A reader that weighs blocks one by one loses the short ones. Here they are judged by where they stand: between
pieces of the article, or behind them in the same box of the page. Pure: pieces in, pieces out.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from scripts.cleaning import residue
from scripts.model import BlockKind
from scripts.reading.layout import ends_sentence
from scripts.reading.pieces import Piece

_LINKED = 0.5
"""Share of a block's words that may be links; more is a teaser or a menu."""
_LEAD = 60
"""Characters of a sentence that an article can begin with; what stands before it is its head."""
_BOX = 0.2
"""Share of the article that a box must hold for the rest of it to be the article's."""
_ALL_LINK, _TEASER_WORDS, _FEW_LINKS = 0.9, 4, 0.3
"""Share of a teaser's words that are its link; its least words; what a run may be of the article."""
_MOST_RELATED = 60
_GOES_ON = 4
"""So many blocks in one box are no teaser."""
_ENOUGH = 300
"""Characters of prose that an article has before such a heading, at least."""
_RELATED = re.compile(
    rf"""(?:{
        "|".join(
            (
                r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|what to read next|up next",
                r"related(?: (?:articles?|stor(?:y|ies)|posts?|news|content|links?|reading))?",
                r"recommended(?: for you| stories| reading)?|read (?:more|next|also)|more (?:from|in) .+",
                r"(?:(?:our )?(?:latest|top|popular|recent)|more) (?:stories|posts|news|articles)",
                r"most (?:read|popular|viewed)",
                r"mehr zum thema|das könnte (?:sie|dich) auch interessieren|lesen sie auch|auch interessant",
                r"(?:à )?lire aussi|sur le même (?:sujet|thème)|vous (?:aimerez|pourriez aimer) aussi",
                r"(?:te|le) puede interesar|lea también|noticias relacionadas",
                r"(?:você )?pode(?: também)? (?:gostar|se interessar)|leia (?:também|mais)|veja também",
                r"(?:ti )?potrebbe(?:ro)? interessar(?:ti|e)|leggi anche|lees ook",
                r"zobacz (?:także|też|również)|czytaj (?:także|też|również)|läs (?:också|även|mer)",
            )
        )
    })[ .…:!]{{0,4}}\Z""",
    re.IGNORECASE,
)
"""Headings of what is not the article any more."""
_MOST_HEADING = 160
_LEAST_WORDS, _NEAR, _LONGER, _ALIKE = 8, 40, 1.5, 0.85
"""When a found paragraph is one of the page's that lost words: its least words, how many pieces of the page
are looked at, how much longer the page's may be, and how many of the words must be there."""
_CREDIT = re.compile(r"\(?(?:©|(?:image|photo|picture|credit|foto|bild|updated|published)\b)", re.IGNORECASE)


def filled(found: Sequence[Piece], page: Sequence[Piece]) -> list[Piece]:
    """`found` with the pieces of the page that belong between its own, or behind them in the same box."""
    found, at = _placed(found, page)
    first = next((number for number, piece in enumerate(found) if _is_prose(piece)), None)
    if first is None or at[first] is None:
        return list(found)
    boxes = _boxes(found, at, page)
    seen = Counter(piece.words for piece in page)
    said = "\n".join(
        [*(piece.words for piece in found), *(words for words, times in seen.items() if times > 1)]
    )
    main = boxes.most_common(1)[0][0] if boxes else -1
    result = list(found[: first + 1])
    before = (at[first] or 0) + 1
    for piece, place in zip(found[first + 1 :], at[first + 1 :], strict=True):
        if place is not None:
            result += _fitting(page[before:place], boxes, said)
            before = place + 1
        result.append(piece)
    result += _fitting(_same_box(page[before:], main), boxes, said)
    return _without_lists_of_links(result, page)


def _without_lists_of_links(found: list[Piece], page: Sequence[Piece]) -> list[Piece]:
    """Without runs of items or headings that are links and nothing else; few ones are teasers."""
    linked = {piece.words for piece in page if piece.links and _linked(piece) >= _ALL_LINK}
    total = sum(len(piece.words) for piece in found)
    gone: set[int] = set()
    for (teaser, _), run in groupby(enumerate(found), key=lambda one: _run_of(one[1], linked)):
        members = list(run)
        length = sum(len(piece.words) for _, piece in members)
        if teaser and len(members) > 1 and length <= _FEW_LINKS * total:
            gone |= {number for number, _ in members}
    return [piece for number, piece in enumerate(found) if number not in gone]


def _run_of(piece: Piece, linked: set[str]) -> tuple[bool, BlockKind]:
    kinds = (BlockKind.LIST_ITEM, BlockKind.HEADING)
    words = len(piece.words.split())
    return piece.kind in kinds and piece.words in linked and words >= _TEASER_WORDS, piece.kind


def without_related(found: Sequence[Piece], page: Sequence[Piece]) -> list[Piece]:
    """`found` without what stands under a heading such as "You may also like", in boxes of its own."""
    _, at = _placed(found, page)
    gone: set[int] = set()
    for number, heading in enumerate(page):
        if heading.around or len(heading.words) > _MOST_RELATED or not _RELATED.match(heading.words):
            continue
        before = [place for place in at if place is not None and place < number]
        if (
            sum(len(page[place].words) for place in before if page[place].kind is BlockKind.PARAGRAPH)
            < _ENOUGH
        ):
            continue
        own = {page[place].inside for place in before}
        after = [place for place in at if place is not None and place > number]
        in_boxes = Counter(page[place].inside for place in after)
        # An article that goes on does so in its box, or with several paragraphs in the next.
        if after and own.isdisjoint(in_boxes) and max(in_boxes.values()) < _GOES_ON:
            gone |= set(after)
    return [piece for piece, place in zip(found, at, strict=True) if place not in gone]


def _is_prose(piece: Piece) -> bool:
    return piece.kind is BlockKind.PARAGRAPH and len(piece.words) >= _LEAD and ends_sentence(piece.words)


def _placed(found: Sequence[Piece], page: Sequence[Piece]) -> tuple[list[Piece], list[int | None]]:
    """Where each found piece stands on the page, in the order of the page; None where it cannot be told.

    A paragraph that lost some words, those of a link, say, is the page's again.
    """
    numbers: dict[str, list[int]] = {}
    for number, piece in enumerate(page):
        numbers.setdefault(piece.words, []).append(number)
    whole: list[Piece] = []
    places: list[int | None] = []
    at = -1
    for piece in found:
        place = next((number for number in numbers.get(piece.words, ()) if number > at), None)
        if place is None and piece.words not in numbers:
            place = _like(piece, page, at + 1)
        whole.append(piece if place is None else _as_on_page(piece, page[place]))
        places.append(place)
        at = place if place is not None else at
    return whole, places


def _as_on_page(piece: Piece, own: Piece) -> Piece:
    return piece if piece.words == own.words else replace(piece, words=own.words, breaks=own.breaks)


def _like(piece: Piece, page: Sequence[Piece], start: int) -> int | None:
    """The piece of the page, not far behind `start`, that has all words of a found one and few more."""
    words = Counter(piece.words.split())
    if words.total() < _LEAST_WORDS:
        return None
    for number in range(start, min(start + _NEAR, len(page))):
        own = Counter(page[number].words.split())
        if (
            words.total() <= own.total() <= _LONGER * words.total()
            and (words & own).total() >= _ALIKE * words.total()
            and page[number].kind is piece.kind
        ):
            return number
    return None


def _boxes(found: Sequence[Piece], at: Sequence[int | None], page: Sequence[Piece]) -> Counter[int]:
    """How many characters of the article stand in each box that holds much of it."""
    boxes: Counter[int] = Counter()
    for piece, place in zip(found, at, strict=True):
        if place is not None:
            boxes[page[place].inside] += len(piece.words)
    least = _BOX * boxes.total()
    return Counter({box: length for box, length in boxes.items() if length >= least})


def _same_box(rest: Sequence[Piece], box: int) -> Sequence[Piece]:
    end = next((number for number, piece in enumerate(rest) if piece.inside != box), len(rest))
    return rest[:end]


def _fitting(gap: Sequence[Piece], boxes: Counter[int], said: str) -> list[Piece]:
    """What of the pieces between two of the article's is the article's as well."""
    fit = [piece.words not in said and _fits(piece, boxes) for piece in gap]
    return [piece for piece, good in zip(gap, fit, strict=True) if good]


def _fits(piece: Piece, boxes: Counter[int]) -> bool:
    if piece.around or residue(piece.words) or piece.kind in (BlockKind.IMAGE, BlockKind.CAPTION):
        return False
    if piece.kind is BlockKind.HEADING:
        return len(piece.words) <= _MOST_HEADING and piece.level > 1 and _linked(piece) < _LINKED
    return piece.inside in boxes and _linked(piece) < _LINKED and not _CREDIT.match(piece.words)


def _linked(piece: Piece) -> float:
    """Share of a block's characters that are words of links."""
    return sum(len(link.words) for link in piece.links) / len(piece.words)
