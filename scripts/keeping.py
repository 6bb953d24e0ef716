"""Sections that stay where they were: what an edit of the article leaves of those that it had before.

Where no heading makes them, sections are found by signs that an edited word can turn over, and a listener's
chapter would move for a comma. So sections that were found once are kept: each starts where the words that it
started with stand now. Only where paragraphs came or went is there anything to find anew.

Conventions
-----------
A paragraph is its words, white space folded. Paragraphs of the article as it is now have numbers, from 0.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.matching import gaps_between, in_order

_MOST_CHANGED = 2_000
"""Paragraphs between the first and the last that changed; of more, nothing is kept: it is another text."""
_LEAST_KEPT = 0.5
"""Of the sections, or nothing is kept."""


@dataclass(frozen=True, slots=True)
class EarlierSection:
    """A section as it was."""

    title: str
    paragraphs: tuple[str, ...]
    """Their words; none are known of a section in an edition that headings made."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The sections of an article as it was, in order, with what they were found by."""

    parted: str
    """As `SectionLengths.name` gives it: sections of another length are no measure for these. Empty if
    headings made them all."""
    sections: tuple[EarlierSection, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left of earlier sections."""

    titles: Mapping[int, str]
    """By the paragraph that a section starts with; the first one of the article is among them."""
    changed: frozenset[int]
    """Starts of sections in which any paragraph is not as it was."""


def keep(paragraphs: Sequence[str], earlier: Earlier, parted: str) -> Kept | None:
    """The sections of `earlier` that are found again in `paragraphs`; None if too little is left of them, or
    they were parted by something else than `parted`."""
    if not parted or earlier.parted != parted or not earlier.sections or not paragraphs:
        return None
    before = [words for section in earlier.sections for words in section.paragraphs]
    now = _places(before, paragraphs)
    if now is None:
        return None
    firsts = itertools.accumulate((len(one.paragraphs) for one in earlier.sections), initial=0)
    found = {0: earlier.sections[0]}
    for section, first in itertools.islice(zip(earlier.sections, firsts, strict=False), 1, None):
        place = now.get(first)
        if place is not None and place > max(found):
            found[place] = section
    if len(found) < _LEAST_KEPT * len(earlier.sections):
        return None
    ends = [*list(found)[1:], len(paragraphs)]
    return Kept(
        {start: section.title for start, section in found.items()},
        frozenset(
            start
            for (start, section), end in zip(found.items(), ends, strict=True)
            if tuple(paragraphs[start:end]) != section.paragraphs
        ),
    )


def _places(before: Sequence[str], now: Sequence[str]) -> dict[int, int] | None:
    """Where the paragraphs of `before` stand now: those with the same words, and as many others as stand
    between two such; None if it is another text."""
    same = list(in_order(before, now))
    places = dict(same)
    gaps = list(gaps_between(same, len(before), len(now)))
    changed = [last.stop - first.start for first, last in zip(gaps[0], gaps[-1], strict=True)] if gaps else []
    if max(changed, default=0) > _MOST_CHANGED:
        return None
    for old, new in gaps:
        if len(old) == len(new):
            places |= zip(old, new, strict=True)
    return places
