"""Sections: the chapters of a script, by its headings or, without any, by what the text is about.

Without headings, sections start where the odds for a new subject (`boundaries`) and the lengths that this
leaves let one expect the fewest errors (`parting`). Odds are local, and lengths bind neighbours only as far
as it is doubtful where they part: what an edit changes seldom reaches beyond the sections beside it. Where
headings part the article (`headings`), theirs count, and long sections under a heading are parted in the same
way on request.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from scripts.boundaries import odds, places
from scripts.headings import Start, by_headings, is_headed
from scripts.keeping import Earlier, Kept, keep
from scripts.letters import Part, letter_parts, without_greeting
from scripts.model import ASIDES, Article, BlockKind, Section, Speaker, Utterance
from scripts.parting import Parting
from scripts.plain import all_folded, folded
from scripts.section_titles import Titles
from scripts.settings import SectionLengths
from scripts.titles import plain_title, short_title
from scripts.topics import count_words

WORDS_PER_MINUTE = 160
_USUAL, _LESS = 70, 0.7
"""A paragraph of the first many words counts for its words, others for their words to the power of the
second: sections of long paragraphs are longer in words, and fewer paragraphs, than those of short ones. So
are authors'."""
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_UNTOLD = ASIDES | {BlockKind.BYLINE}
_SLACK = 1.2
"""A section that was there before an edit may be longer than any found anew, or shorter, by this factor: else
a word more would part one that was just short enough."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is settled before sections are found."""

    titles: Mapping[int, str] = field(default_factory=dict)
    """The titles of sections that start at these blocks by the producer's choice, whatever else is found."""
    earlier: Earlier | None = None
    """The sections that the article had before an edit; those that no heading makes are kept."""
    parted: str | None = None
    """What `parted_by` says of them; None if nobody has asked it yet."""


def find_sections(
    article: Article,
    utterances: Sequence[Utterance] = (),
    lengths: SectionLengths | None = None,
    *,
    speakers: Sequence[Speaker] = (),
    settled: Settled | None = None,
) -> tuple[Section, ...]:
    """Sections of `article`, which has at least one block; they tile its text.

    A section starts at the first block of its own; what is dropped before that belongs to the one before. No
    two neighbours have the same title.
    """
    lengths, settled = lengths or SectionLengths(), settled or Settled()
    given = {start.block: start.title for start in by_headings(article)} | dict(settled.titles)
    named = settled.parted
    if parted_by(article, lengths, settled.earlier) if named is None else named:
        subjects = _Subjects(article, utterances, speakers, lengths)
        kept = keep(subjects.words, settled.earlier, lengths.name) if settled.earlier else None
        parted = subjects.kept(kept, set(given)) if kept else subjects.parted(set(given))
        given |= {block: title for block, title in parted.items() if not given.get(block)}
    starts = [Start(block, title) for block, title in sorted(given.items())]
    titles = _titles(article, starts, speakers)
    cuts = [0, *(article.blocks[start.block].start for start in starts[1:]), len(article.text)]
    return tuple(
        Section(title, cut, following)
        for title, cut, following in zip(titles, cuts[:-1], cuts[1:], strict=True)
    )


def parted_by(article: Article, lengths: SectionLengths | None = None, earlier: Earlier | None = None) -> str:
    """The lengths by which what no heading parts is parted (`SectionLengths.name`); empty if headings alone
    make its sections. `earlier`: the sections that the article had before an edit."""
    lengths = lengths or SectionLengths()
    headed = is_headed(article, by_headings(article), _words(lengths.target_s), earlier)
    return "" if headed and not lengths.split else lengths.name


def measure(words: int) -> float:
    """What a paragraph of so many words counts for in a section's length.

    >>> round(measure(70)), round(measure(25)), round(measure(150))
    (70, 34, 119)
    """
    return float(_USUAL ** (1 - _LESS) * words**_LESS)


def _words(seconds: float) -> float:
    return seconds * WORDS_PER_MINUTE / 60


class _Subjects:
    """Sections by what the text is about: the blocks that they start with, and their titles, empty where one
    is to be made."""

    def __init__(
        self,
        article: Article,
        utterances: Sequence[Utterance],
        speakers: Sequence[Speaker],
        lengths: SectionLengths,
    ) -> None:
        self.words = all_folded(article)
        self._headings = {at for at, block in enumerate(article.blocks) if block.kind in _HEADINGS}
        counts = [count_words(words) for words in self.words]
        self._alone = sum(counts) <= _words(lengths.single_s)
        self._parting = Parting(
            places(article, utterances),
            partial(odds, article, utterances, speakers),
            list(itertools.accumulate(map(measure, counts), initial=0.0)),
            _words(lengths.target_s),
        )

    def parted(self, pinned: set[int]) -> dict[int, str]:
        """Found anew, beside those at `pinned`."""
        if self._alone:
            return {}
        runs = list(itertools.pairwise([*sorted(pinned | {0}), len(self.words)]))
        return {cut: "" for run in runs for cut in self._parting.cuts(*run, given=len(runs) > 1)}

    def kept(self, kept: Kept, pinned: set[int]) -> dict[int, str]:
        """Those of before, and what an edit makes necessary."""
        if self._alone:
            return {}
        whole = dict(itertools.pairwise([*sorted(kept.titles), len(self.words)]))
        starts = {at for at in kept.titles if not at or self._may_start(at)} | pinned
        starts -= self._too_short(starts, kept.changed - pinned)
        found: dict[int, str] = {}
        for first, end in itertools.pairwise([*sorted(starts), len(self.words)]):
            title = kept.titles.get(first, "")
            found[first] = title if title[1:] in " ".join(self.words[first:end]) else ""
            if first in kept.changed or whole.get(first) != end:
                found |= dict.fromkeys(self._parting.halves(first, end, _SLACK), "")
        return found

    def _may_start(self, at: int) -> bool:
        return at not in self._headings and self._parting.may_start[at]

    def _too_short(self, starts: set[int], changed: set[int] | frozenset[int]) -> set[int]:
        """Sections of which an edit has left too little to stand alone."""
        bounds = itertools.pairwise([*sorted(starts), len(self.words)])
        return {a for a, b in bounds if a and a in changed and self._parting.is_short(a, b, _SLACK)}


def _titles(article: Article, starts: Sequence[Start], speakers: Sequence[Speaker]) -> list[str]:
    """A title for each start, no two neighbours' the same."""
    made = Titles(speakers, article.language)
    titles: list[str] = []
    ends = [*(start.block for start in starts[1:]), len(article.blocks)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        told, greeting = _told(article, start.block, end)
        title = start.title or made.title(told, greeting) or article.title
        title = title or f"Part {number + 1}"
        if titles and titles[-1] == title:
            title = _apart(article, start, title, number)
        made.taken(title)
        titles.append(title)
    return titles


def _told(article: Article, first: int, end: int) -> tuple[list[str], str]:
    """The words that a section's title is made from, and how it greets if it is a letter."""
    blocks = article.blocks[first:end]
    told = [block for block in blocks if block.kind not in _UNTOLD]
    parts = list(letter_parts(article.words(block.start, block.end) for block in told))
    body = [block for block, part in zip(told, parts, strict=True) if part is Part.BODY]
    greeting = next((block for block, part in zip(told, parts, strict=True) if part is Part.SALUTATION), None)
    words = plain_title(folded(article, greeting)) if greeting else ""
    return [without_greeting(folded(article, block)) for block in body or told or blocks], words


def _apart(article: Article, start: Start, title: str, number: int) -> str:
    """A repeated title, told apart by the section's words."""
    first = start.block + (article.blocks[start.block].kind in _HEADINGS)
    body = article.blocks[first : first + 1]
    own = short_title(folded(article, body[0])) if body else ""
    return own if own and own != title else f"{title} ({number + 1})"
