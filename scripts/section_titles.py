"""Titles for sections that have none: short, from the section's own words, each about something else.

Conventions
-----------
A title is a run of the author's words as they stand, but for its first letter. What it can be is found in the
first sentences of the section: somebody who is introduced there, a main clause that is short enough, or the
beginning of one up to a place where it is whole (`clauses`); or what the section keeps coming back to
(`key_phrases`). The words that the section repeats decide between them. Only the section itself and the
titles before it count, so an edit changes no other section's title.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.clauses import Clause, capital, clauses
from scripts.key_phrases import key_phrases
from scripts.model import Speaker
from scripts.sentences import split_sentences
from scripts.titles import TITLE_CHARACTERS, short_title
from scripts.topics import meaning
from scripts.words import fold, sayable

_SENTENCES = 16
_LATE = 8
"""Sentences after which being later costs no more."""
_SIGHT = 4000
"""Characters of a section that titles are made from."""
_PHRASES = 6
"""So many of what the section comes back to most are weighed."""
_KEY, _REPEATED, _MOST = -0.2, 0.1, 10
"""What such a phrase is worth: this, and so much for each word said with it, up to so many. Of three bases
(-0.4, -0.2, 0.0) the one whose titles share most with authors' headings, on half of the texts that
`benchmarks/sections.py` was built on."""
_TELLING = 18
"""Characters below which a title tells little."""
_BEFORE_PERSON = re.compile(r"(?:\b(?:[Aa]n?|[Tt]he|[Aa]nother|[Oo]ne)\s)(?:[\w’'-]+\s){0,3}\Z")
_AGED = re.compile(
    r"\b[Aa]n?\s(?:[\w’'-]{1,40}\s){0,3}[\w’'-]{1,40}-year-old\s(?:[\w’'-]{1,40}\s){0,2}?[\w’'-]{1,40}"
    r"(?=[,.;]|\s(?:who|from|in|at|of|was|is|had|has|told|said)\b)"
)
_WHO = re.compile(
    r"\b[Aa]n?\s(?:[\w’'-]{1,40}\s){0,3}[\w’'-]{1,40}"
    r"(?:\s(?:from|in|at|of)\s(?:the\s)?[^\W_][\w’'-]{0,40}(?:\s[A-Z][\w’'-]{0,40})*)?(?=,?\swho\b)"
)
"""Somebody who is introduced by what they do: "a weaver from Upper Sarn, who"."""
_FROM = re.compile(
    r"\s(?:from|in|at|of)\s(?:the\s)?[^\W_][\w’'-]*(?:\s[A-Z][\w’'-]+)*"
    r"(?=[,.;:]|\s(?:who|was|is|has|had)\b|\Z)"
)
_APPOSITION = re.compile(r",\s(?:an?|the)\s[\w’'-]{1,40}(?:\s[\w’'-]{1,40}){0,4}(?=[,.;])")


class Titles:
    """Makes titles for the sections of one article, in order."""

    def __init__(self, speakers: Sequence[Speaker] = (), language: str = "en") -> None:
        self.language = language
        """The article's, as a BCP 47 tag: sentences end by its short forms."""
        self.names = [_names(one) for one in speakers]
        self.sought = [[f" {name.casefold()}" for name in names] for names in self.names]
        """The same as they are looked for in titles."""
        self.stems: list[frozenset[str]] = []
        self.shown: set[int] = set()
        """Speakers who are in a title already."""
        self.used: set[str] = set()

    def taken(self, title: str) -> None:
        """Take note of the title that a section has got."""
        self.used.add(title.casefold())
        self.stems.append(frozenset(meaning(title)))
        self.shown |= {number for number, names in enumerate(self.sought) if _named(title, names)}

    def title(self, paragraphs: Sequence[str], greeting: str = "") -> str:
        """A title for the section of these paragraphs; empty if nothing in it can be said. A letter is called
        by its `greeting`, if that names somebody, rather than by what is worth little."""
        text = "\n\n".join(paragraphs)[:_SIGHT]
        spans = split_sentences(text, language=self.language)[:_SENTENCES]
        sentences = [fold(text[span.start : span.end]) for span in spans]
        sentences = [one for one in sentences if sayable(one)]
        counts = Counter(meaning(text))
        found = [
            Clause(one.text, one.worth + self._worth(one.text, counts) - 0.2 * min(_LATE, number))
            for number, sentence in enumerate(sentences)
            for one in (*self._people(sentence), *clauses(sentence))
        ]
        found += [
            Clause(title, _KEY + _REPEATED * min(_MOST, one.weight) + self._worth(title, counts))
            for one in key_phrases(text)[:_PHRASES]
            if len(title := capital(one.text)) <= TITLE_CHARACTERS
        ]
        best = self._best([one for one in found if one.text.casefold() not in self.used])
        if " " in greeting and (best is None or best.worth < 0):
            return greeting
        return best.text if best else short_title(" ".join(paragraphs[:2]))

    def _worth(self, title: str, counts: Counter[str]) -> float:
        stems = frozenset(meaning(title))
        worth = sum(min(3, counts[stem]) - 0.5 for stem in stems) / 4
        return min(1.6, worth) - 1.5 * (len(stems) < 2) - 0.5 * (len(title) < _TELLING)

    def _best(self, free: Sequence[Clause]) -> Clause | None:
        """The first of those that are worth most, less what they repeat of earlier titles. That is only
        looked for where it can matter: an article may have thousands of titles."""
        best: tuple[float, int] | None = None
        for at in sorted(range(len(free)), key=lambda at: -free[at].worth):
            if best and free[at].worth < best[0]:
                break
            worth = free[at].worth - self._repeats(free[at].text)
            if best is None or (worth, -at) > (best[0], -best[1]):
                best = worth, at
        return replace(free[best[1]], worth=best[0]) if best else None

    def _repeats(self, title: str) -> float:
        """What it costs to speak of what an earlier title speaks of, or of somebody who is in one."""
        stems = frozenset(meaning(title))
        same = any(
            len(stems & other) > 0.5 * min(len(stems), len(other)) for other in self.stems if stems and other
        )
        return 2.0 * same + 2.0 * any(_named(title, self.sought[number]) for number in self.shown)

    def _people(self, sentence: str) -> Iterator[Clause]:
        """Somebody who is introduced in a sentence and is in no title yet."""
        bare = _unquoted(sentence)
        for number, names in enumerate(self.names):
            if number in self.shown:
                continue
            for name in names:
                if name not in bare:
                    continue
                found = re.search(rf"(?<![\w’'-]){re.escape(name)}(?![\w’'-])", bare)
                if found and (title := _person(bare, *found.span())):
                    yield Clause(title, 2.0)
                    break
        for found in itertools.chain(_AGED.finditer(bare), _WHO.finditer(bare)):
            title = _fitting(bare, *found.span())
            if title and not any(_named(title, self.sought[number]) for number in self.shown):
                yield Clause(title, 1.8)


def _names(speaker: Speaker) -> tuple[str, ...]:
    """The longest first; of two as long, the one that is known first."""
    return tuple(sorted(dict.fromkeys((speaker.name, *speaker.aliases)), key=len, reverse=True))


def _named(title: str, names: Sequence[str]) -> bool:
    folded = f" {title.casefold()} "
    return any(name in folded for name in names)


def _unquoted(sentence: str) -> str:
    """The sentence with what is between quotation marks blanked, so that offsets stay."""
    return re.sub(r"[“\"«„][^“”\"«»„]*(?:[”\"»“]|\Z)", lambda found: ";" * len(found[0]), sentence)


def _person(sentence: str, start: int, end: int) -> str:
    """Somebody's name, with what follows it ("Ann Lee, a potter"), or description, with its article."""
    if sentence[start].isupper():
        more = _APPOSITION.match(sentence, end)
        whole = sentence[start : more.end()].rstrip() if more else ""
        if whole and len(whole) <= TITLE_CHARACTERS:
            return whole
        return sentence[start:end] if " " in sentence[start:end] else ""
    before = _BEFORE_PERSON.search(sentence[:start])
    return _fitting(sentence, before.start(), end) if before else ""


def _fitting(sentence: str, start: int, end: int) -> str:
    """A description with where somebody is from, if it fits."""
    more = _FROM.match(sentence, end)
    longest = sentence[start : more.end()] if more else ""
    title = longest if 0 < len(longest) <= TITLE_CHARACTERS else sentence[start:end]
    return capital(title) if len(title) <= TITLE_CHARACTERS else ""
