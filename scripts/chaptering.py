"""What a producer decides about sections: their titles, and where one starts at any rate.

Conventions
-----------
A section is named by the words it starts with, never by its position, so that a title outlives edits of the
article: the words are found again by `finding`. Where they begin, a section starts, whatever else is found.
"""

from collections.abc import Sequence

from scripts.finding import Finder, Place
from scripts.model import Article
from scripts.settings import SectionDecision
from scripts.words import cut_short


def decided_sections(
    article: Article, decisions: Sequence[SectionDecision]
) -> tuple[dict[int, str], tuple[str, ...]]:
    """The title by the block that a decided section starts with, and a note for each decision that meets
    nothing. Of two for one block the later one counts."""
    if not decisions:
        return {}, ()
    finder = Finder([article.words(block.start, block.end) for block in article.blocks])
    found: dict[int, str] = {}
    notes: list[str] = []
    for decision in decisions:
        places = finder.find(decision.words)
        if places:
            found[min(places, key=_distance).stretches[0].text] = decision.title
        else:
            shown = cut_short(" ".join(decision.words.split()), 50)
            notes.append(f"{decision.place}: no section starts with “{shown}” any more")
    return found, tuple(notes)


def _distance(place: Place) -> int:
    """Characters of the block before the words: the words of a section's start stand at a block's start."""
    return place.stretches[0].start
