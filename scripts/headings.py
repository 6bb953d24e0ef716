"""Sections that an article's headings make, and whether the headings part it at all.

Headings make the sections where they part an article: there are at least two, not all in its first or last
tenth, and no part that they leave holds most of a long article. A single heading ("Notes", a caption that
looks like one) or the heads of a list in one corner leave the rest as long as without headings. There they
start sections of their own, and what is long between them is parted by what it is about.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scripts.keeping import Earlier, keep
from scripts.model import Article, BlockKind
from scripts.plain import all_folded, folded
from scripts.titles import short_title
from scripts.topics import count_words

_CHAPTER = re.compile(
    r"[\W_]*(?:\w+\s)?(?:the\s)?(?:[ivxlc]{1,7}|\d{1,3}|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|first|second|third|last)[\W_]*\Z",
    re.IGNORECASE,
)
PARTED = 1.5
"""What no heading parts is parted if it is longer than this, in parts of a section's length."""
_EDGE = 0.1
"""Share of the article at its start, and at its end: headings that all stand there part nothing."""
_MOST, _MOST_SUPPOSED = 2 / 3, 1 / 2
"""A part with more of the article than this is too much of it; the second where headings were told by their
look, which overlooks some and takes lines for headings that are none."""
_LONG = 3.0
"""Such a part is long if it is longer than this, in parts of a section's length."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a section starts."""

    block: int
    title: str
    """Empty: to be made from the section's own words."""


def by_headings(article: Article) -> list[Start]:
    """A section for each heading of the two topmost levels, and one for what stands before them; headings
    with no text between go together."""
    blocks = article.blocks
    levels = sorted({block.level for block in blocks if block.kind is BlockKind.HEADING})[:2]
    if not levels:
        return [Start(0, article.title)]
    starts: list[Start] = []
    for number, block in enumerate(blocks):
        heads = block.kind is BlockKind.HEADING and block.level in levels
        if heads and number and blocks[number - 1].kind is BlockKind.HEADING and starts:
            last = folded(article, blocks[number - 1])
            starts[-1] = _joined(starts[-1], last, folded(article, block))
        elif heads:
            starts.append(Start(number, folded(article, block)))
        elif not starts:
            starts.append(Start(0, article.title or short_title(folded(article, block))))
    return starts


def _joined(start: Start, last: str, words: str) -> Start:
    """ "Chapter 2" and the name under it are one title; of two other headings the first one stands."""
    joins = _CHAPTER.match(last) and start.title.endswith(last)
    return replace(start, title=f"{start.title.rstrip('. :')}: {words}") if joins else start


def is_headed(article: Article, starts: Sequence[Start], target: float, earlier: Earlier | None) -> bool:
    """Whether headings make its sections: `starts` as `by_headings` gives them, `target` words long if no
    heading makes them.

    An edition that was built stays as it is in this, whatever an edit makes of the shares, until a heading is
    written that it did not have; where nothing is long enough to be parted, there is nothing to keep.
    """
    heads = [start.block for start in starts if article.blocks[start.block].kind is BlockKind.HEADING]
    if not heads:
        return False
    counts = [count_words(article.words(block.start, block.end)) for block in article.blocks]
    ends = list(itertools.accumulate(counts, initial=0))
    longest = max(ends[end] - ends[first] for first, end in itertools.pairwise([0, *heads, len(counts)]))
    before = _as_before(article, starts, earlier) if longest > PARTED * target else None
    if before is not None:
        return before
    most = _MOST_SUPPOSED if article.headings_supposed else _MOST
    return _stand_inside(ends, heads) and longest <= max(most * ends[-1], _LONG * target)


def _as_before(article: Article, starts: Sequence[Start], earlier: Earlier | None) -> bool | None:
    """Whether headings made the sections of the edition that stands; None if there is none of this article
    with these headings."""
    if earlier is None or not earlier.sections:
        return None
    if not earlier.parted:
        same = {start.title for start in starts} <= {section.title for section in earlier.sections}
        return True if same else None
    words = all_folded(article)
    known = {words for section in earlier.sections for words in section.paragraphs}
    same = all(words[start.block] in known for start in starts if start.block)
    return False if same and keep(words, earlier, earlier.parted) else None


def _stand_inside(ends: Sequence[int], heads: Sequence[int]) -> bool:
    """Whether there are several headings, not all at one edge; `ends` are the words before each block."""
    low, high = _EDGE * ends[-1], (1 - _EDGE) * ends[-1]
    return len(heads) > 1 and any(low <= ends[head] <= high for head in heads)
