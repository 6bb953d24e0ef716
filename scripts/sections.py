"""Sections: the chapters of a script, by its headings or, without any, by what the text is about.

Without headings, sections start where the odds for a new subject (`boundaries`) and the lengths that this
leaves are worth most together (`Parting`). Odds are local, and lengths bind neighbours only as far as it is
doubtful where they part: what an edit changes seldom reaches beyond the sections beside it. Where headings
part the article (`headings`), theirs count, and long sections under a heading are parted in the same way on
request.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scripts.boundaries import odds
from scripts.headings import PARTED, Start, by_headings, is_headed
from scripts.keeping import Earlier, Kept, keep
from scripts.letters import Part, letter_parts, without_greeting
from scripts.model import ASIDES, Article, BlockKind, Section, Speaker, Utterance
from scripts.plain import all_folded, folded
from scripts.section_titles import Titles
from scripts.titles import plain_title, short_title
from scripts.topics import count_words

WORDS_PER_MINUTE = 160
_USUAL, _LESS = 70, 0.7
"""A paragraph of the first many words counts for its words, others for their words to the power of the
second: sections of long paragraphs are longer in words, and fewer paragraphs, than those of short ones. So
are authors'."""
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_UNTOLD = ASIDES | {BlockKind.BYLINE}
# In parts of the target length, but for worths; chosen on the texts that the weights were learned from.
_TYPICAL, _UNLIKE = 0.72, 1.0
"""A part is as long as the first; another length costs the second times the square of the logarithm of how
many times as long it is, or as short."""
_WORTH = 1.1
"""What a start is worth beside its odds."""
_MOST = 2.0
"""No part is longer than this, if there is any place to part it."""
_LONGEST = 4.0
"""Nor is any longer than this weighed."""
_SHORT = 0.35
"""No part is shorter than this."""
_SLACK = 1.2
"""A section that was there before an edit may be longer than `_MOST`, or shorter than `_SHORT`, by this
factor: else a word more would part one that was just short enough."""
_EVEN = 0.5
"""What an uneven split costs: this times the logarithm of how uneven it is."""


@dataclass(frozen=True, slots=True)
class SectionLengths:
    """How long sections are that no heading makes, in seconds of speech at 160 words a minute."""

    target_s: float = 75.0
    single_s: float = 150.0
    """A script up to this length is one section."""
    split: bool = False
    """Whether a section under a heading is parted too if it is long."""

    @property
    def name(self) -> str:
        """Tells lengths apart: "75/150 s"."""
        return f"{self.target_s:g}/{self.single_s:g} s{', split' if self.split else ''}"


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
        subjects = _Subjects(article, odds(article, utterances, speakers), lengths)
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

    def __init__(self, article: Article, found: Sequence[float | None], lengths: SectionLengths) -> None:
        self.words = all_folded(article)
        self._headings = {at for at, block in enumerate(article.blocks) if block.kind in _HEADINGS}
        counts = [count_words(words) for words in self.words]
        self._alone = sum(counts) <= _words(lengths.single_s)
        self._target = _words(lengths.target_s)
        self._ends = list(itertools.accumulate(map(measure, counts), initial=0.0))
        self._parting = Parting(found, self._ends, self._target)

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
        return at not in self._headings and self._parting.may_start(at)

    def _too_short(self, starts: set[int], changed: set[int] | frozenset[int]) -> set[int]:
        """Sections of which an edit has left too little to stand alone."""
        bounds = itertools.pairwise([*sorted(starts), len(self.words)])
        least = _SHORT * self._target / _SLACK
        return {a for a, b in bounds if a and a in changed and self._ends[b] - self._ends[a] < least}


class Parting:
    """Parts runs of blocks where a new subject begins."""

    def __init__(self, odds: Sequence[float | None], ends: Sequence[float], target: float) -> None:
        self.odds = [-math.inf if one is None else one for one in odds]
        self.ends = ends
        """What stands before each block, measured as `measure` does."""
        self.target = target

    def cuts(self, first: int, end: int, *, given: bool = False) -> list[int]:
        """Blocks between `first` and `end` at which a part starts. What is `given`, by a heading or a
        producer, is parted only if it is too long for one part."""
        if given and self.ends[end] - self.ends[first] <= PARTED * self.target:
            return []
        best = self._best(first, end)
        bounds = itertools.pairwise([first, *best, end])
        return sorted([*best, *(cut for a, b in bounds for cut in self.halves(a, b))])

    def may_start(self, at: int) -> bool:
        """Whether a part may start at a block at all."""
        return self.odds[at] > -math.inf

    def halves(self, first: int, end: int, slack: float = 1.0) -> list[int]:
        """Blocks at which a part starts because there is more than one part may have; where there is not
        `slack` times as much, none."""
        found: list[int] = []
        if self.ends[end] - self.ends[first] <= slack * _MOST * self.target:
            return found
        runs = [(first, end)]
        while runs:
            a, b = runs.pop()
            if self.ends[b] - self.ends[a] > _MOST * self.target and (open_ := self._open(a, b)):
                cut = max(open_, key=lambda at: self._worth(a, at, b))
                found.append(cut)
                runs += [(a, cut), (cut, b)]
        return sorted(found)

    def _open(self, first: int, end: int) -> list[int]:
        """Where a part may start without one that is too short."""
        least = _SHORT * self.target
        return [
            at
            for at in range(first + 1, end)
            if self.may_start(at)
            and self.ends[at] - self.ends[first] >= least
            and self.ends[end] - self.ends[at] >= least
        ]

    def _best(self, first: int, end: int) -> list[int]:
        """Those starts whose odds, and the lengths that they leave, are worth most together."""
        places = [first, *self._open(first, end), end]
        least = _SHORT * self.target
        worth, back = [0.0], [0]
        for number in range(1, len(places)):
            at = places[number]
            own = self.odds[at] + _WORTH if at < end else 0.0
            best, where = -math.inf, 0
            for before in range(number - 1, -1, -1):
                length = self.ends[at] - self.ends[places[before]]
                if length > _LONGEST * self.target and before + 1 < number:
                    break
                if length >= least or before == 0:
                    value = worth[before] - self._unlike(length)
                    if value > best:
                        best, where = value, before
            worth.append(best + own)
            back.append(where)
        found = []
        number = back[-1]
        while number:
            found.append(places[number])
            number = back[number]
        return found[::-1]

    def _unlike(self, length: float) -> float:
        """What a part costs for being longer or shorter than usual."""
        return _UNLIKE * math.log(max(1.0, length) / (_TYPICAL * self.target)) ** 2

    def _worth(self, first: int, at: int, end: int) -> tuple[float, float]:
        left, right = self.ends[at] - self.ends[first], self.ends[end] - self.ends[at]
        uneven = abs(math.log(left / right))
        return self.odds[at] - _EVEN * uneven, -uneven


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
