"""Sections: the chapters of a script, by its headings or, without any, by sensible lengths.

Without headings, a section ends at the best paragraph boundary within a window of lengths. What makes a
boundary good is found in the text beside it, and the window starts where the section does: an edit moves the
boundaries near it and leaves the ones after it alone as soon as one of them falls on its old place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scripts.model import Article, Block, BlockKind, Section, Utterance
from scripts.titles import short_title
from scripts.words import fold

WORDS_PER_MINUTE = 160
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_LEANS = re.compile(
    r"[\"“„«‘']?(?:he|she|they|it|his|her|their|its|this|that|these|those|him|them|but|and|so|or|yet|then|thus|also"
    r"|instead|however|still|such|both)\b",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"[\W_]*(?:\w+\s)?(?:the\s)?(?:[ivxlc]{1,7}|\d{1,3}|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|first|second|third|last)[\W_]*\Z",
    re.IGNORECASE,
)
_FLAT = 0.18
"""A section may be shorter or longer than the target by this part without any worth lost."""


@dataclass(frozen=True, slots=True)
class SectionLengths:
    """How long sections without headings are, in seconds of speech at 160 words a minute."""

    target_s: float = 150.0
    single_s: float = 180.0
    """A script up to this length is one section."""


@dataclass(frozen=True, slots=True)
class _Start:
    block: int
    title: str


def find_sections(
    article: Article, utterances: Sequence[Utterance] = (), lengths: SectionLengths | None = None
) -> tuple[Section, ...]:
    """Sections of `article`, which has at least one block; they tile its text.

    A section starts at the first block of its own; what is dropped before that belongs to the one before. No
    two neighbours have the same title.
    """
    if any(block.kind is BlockKind.HEADING for block in article.blocks):
        starts = _by_headings(article)
    else:
        starts = _by_length(article, utterances, lengths or SectionLengths())
    titles = _apart(article, starts)
    cuts = [0, *(article.blocks[start.block].start for start in starts[1:]), len(article.text)]
    return tuple(
        Section(title, cut, following)
        for title, cut, following in zip(titles, cuts[:-1], cuts[1:], strict=True)
    )


def _words(article: Article, block: Block) -> str:
    return fold(article.words(block.start, block.end))


def _by_headings(article: Article) -> list[_Start]:
    """A section for each heading of the two topmost levels; headings with no text between go together."""
    blocks = article.blocks
    levels = sorted({block.level for block in blocks if block.kind is BlockKind.HEADING})[:2]
    starts: list[_Start] = []
    for number, block in enumerate(blocks):
        heads = block.kind is BlockKind.HEADING and block.level in levels
        if heads and number and blocks[number - 1].kind is BlockKind.HEADING and starts:
            last = _words(article, blocks[number - 1])
            starts[-1] = _joined(starts[-1], last, _words(article, block))
        elif heads:
            starts.append(_Start(number, _words(article, block)))
        elif not starts:
            starts.append(_Start(0, article.title or short_title(_words(article, block))))
    return starts


def _joined(start: _Start, last: str, words: str) -> _Start:
    """ "Chapter 2" and the name under it are one title; of two other headings the first one stands."""
    joins = _CHAPTER.match(last) and start.title.endswith(last)
    return replace(start, title=f"{start.title.rstrip('. :')}: {words}") if joins else start


def _by_length(article: Article, utterances: Sequence[Utterance], lengths: SectionLengths) -> list[_Start]:
    blocks = article.blocks
    counts = [len(_words(article, block).split()) for block in blocks]
    per_second = WORDS_PER_MINUTE / 60
    cuts = []
    if sum(counts) > lengths.single_s * per_second:
        cuts = _cuts(counts, _costs(article, utterances), lengths.target_s * per_second)
    starts = [0, *cuts]
    ends = [*cuts, len(blocks)]
    return [_Start(a, _own_title(article, a, b)) for a, b in zip(starts, ends, strict=True)]


def _own_title(article: Article, first: int, end: int) -> str:
    if first == 0 and article.title:
        return article.title
    told = [
        block
        for block in article.blocks[first:end]
        if block.kind not in {BlockKind.BYLINE, BlockKind.CAPTION}
    ]
    words = " ".join(_words(article, block) for block in (told or article.blocks[first:end])[:2])
    return short_title(words) or article.title


def _costs(article: Article, utterances: Sequence[Utterance]) -> list[float | None]:
    """What it costs to start a section at each block; None where none may start."""
    blocks = article.blocks
    by_block: list[list[Utterance]] = [[] for _ in blocks]
    number = 0
    for utterance in utterances:
        while number + 1 < len(blocks) and blocks[number].end <= utterance.start:
            number += 1
        by_block[number].append(utterance)
    costs: list[float | None] = [None]
    for block, before, said, earlier in zip(blocks[1:], blocks, by_block[1:], by_block, strict=False):
        costs.append(_cost(article, before, block, earlier, said))
    return costs


def _cost(
    article: Article, before: Block, block: Block, earlier: Sequence[Utterance], said: Sequence[Utterance]
) -> float | None:
    if any(one.continues for one in said[:1]) or before.kind in _HEADINGS | {BlockKind.BYLINE}:
        return None
    words = article.words(block.start, min(block.end, block.start + 80))
    cost = 0.5 if _LEANS.match(words.lstrip()) else 0.0
    if said and said[0].start <= block.start + 2:
        # Starting with a quote: worst within an exchange, where the paragraph before was one as well.
        cost += 0.9 if earlier else 0.35
    elif earlier and said and earlier[-1].speaker == said[0].speaker:
        cost += 0.3
    if block.kind is BlockKind.LIST_ITEM:
        cost += 0.6
    if before.kind is BlockKind.CAPTION or words.rstrip().endswith(":"):
        cost += 0.4
    return cost


def _cuts(counts: list[int], costs: list[float | None], target: float) -> list[int]:
    """Blocks that start a section, the first one left out: greedy, each the cheapest of its window."""
    cuts: list[int] = []
    start, left = 0, sum(counts)
    while left > 1.4 * target:
        length, best, least = 0, 0, float("inf")
        for number in range(start + 1, len(counts)):
            length += counts[number - 1]
            if length > 1.5 * target and best:
                break
            cost = costs[number]
            if length < 0.6 * target or cost is None or left - length < 0.35 * target:
                continue
            cost += 2 * max(0.0, abs(length / target - 1) - _FLAT)
            if cost < least:
                best, least = number, cost
        if not best:
            break
        left -= sum(counts[start:best])
        start = best
        cuts.append(best)
    return cuts


def _apart(article: Article, starts: list[_Start]) -> list[str]:
    """Titles in which no two neighbours are the same; a repeated one is told apart by the section's words."""
    titles: list[str] = []
    for number, start in enumerate(starts):
        title = start.title or f"Part {number + 1}"
        if titles and titles[-1] == title:
            body = article.blocks[start.block + (article.blocks[start.block].kind in _HEADINGS) :][:1]
            own = short_title(_words(article, body[0])) if body else ""
            title = own if own and own != title else f"{title} ({number + 1})"
        titles.append(title)
    return titles
