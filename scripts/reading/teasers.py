"""Teasers: links to other articles that readers take for the article's own blocks. Pure: pieces in, pieces
out."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from scripts.model import BlockKind
from scripts.reading.pieces import Piece
from scripts.reading.placing import aligned

_ALL_LINK, _MOST_LINK, _TEASER_WORDS, _FEW_LINKS = 0.9, 0.6, 4, 0.3
"""Share of a teaser's words that are its link, or its links; its least words; what a run may be of the
article."""
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{2}[.!][”\"’]?(?=[A-ZÀ-Ý]|\Z)|[.。]\Z")
"""The end of a sentence, perhaps with the words of a button run into it; headlines have none."""
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


def is_teaser(piece: Piece) -> bool:
    """Whether a paragraph is a link and nothing else, or links that make no sentence."""
    if piece.kind is not BlockKind.PARAGRAPH or len(piece.words.split()) < _TEASER_WORDS:
        return False
    if _SENTENCE_ENDS.search(piece.words):
        return False
    each = sum(len(link.words.split()) for link in piece.links) / max(1, len(piece.links))
    return each >= _TEASER_WORDS and linked(piece) >= (_MOST_LINK if len(piece.links) > 1 else _ALL_LINK)


def without_teasers(found: list[Piece], page: Sequence[Piece]) -> list[Piece]:
    """Without paragraphs of links, and without runs of items or headings that are links and nothing else: few
    ones are teasers."""
    own = {piece.words: piece for piece in page if piece.links}
    total = sum(len(piece.words) for piece in found)
    gone: set[int] = set()
    for kind, run in itertools.groupby(enumerate(found), key=lambda one: _teases(own.get(one[1].words))):
        members = list(run)
        length = sum(len(piece.words) for _, piece in members)
        told = all(piece.words.endswith((".", "!")) for _, piece in members)
        several = len(members) > 1 or kind is BlockKind.PARAGRAPH
        if kind and not told and several and length <= _FEW_LINKS * total:
            gone |= {number for number, _ in members}
    return [piece for number, piece in enumerate(found) if number not in gone]


def _teases(piece: Piece | None) -> BlockKind | None:
    """What a block of links is, which alone or among its like may be a teaser."""
    if piece is None or is_teaser(piece):
        return piece.kind if piece else None
    all_link = len(piece.words.split()) >= _TEASER_WORDS and linked(piece) >= _ALL_LINK
    return piece.kind if all_link and piece.kind in (BlockKind.LIST_ITEM, BlockKind.HEADING) else None


def without_related(found: Sequence[Piece], page: Sequence[Piece]) -> list[Piece]:
    """`found` without what stands under a heading such as "You may also like", in boxes of its own."""
    found, at = aligned(found, page)
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


def linked(piece: Piece) -> float:
    """Share of a block's characters that are words of links."""
    return sum(len(link.words) for link in piece.links) / len(piece.words)
