"""What a producer decides about quotes and speakers, laid over what was found.

Conventions
-----------
Decisions are about words and names, never about positions, so that they outlive edits of the article: words
are found again by `finding`, people by any name the article has for them. `decide` changes the attribution,
before lines are cut from it; so lines and drops tile the text as ever. A decision that meets nothing changes
nothing and leaves a note.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from scripts.finding import Finder, Place, Stretch
from scripts.model import NARRATOR, Article, Span, Speaker, Utterance
from scripts.sentences import split_sentences
from scripts.settings import Decisions, QuoteDecision, SpeakerDecision
from scripts.speech import Attribution
from scripts.speech.lexicon import lexicon_for
from scripts.speech.quotes import Quoted, find_quoted
from scripts.speech.view import Page, pages
from scripts.words import cut_short, perhaps

EVIDENCE = "decided in edition.toml"


def decide(
    article: Article, attribution: Attribution, decisions: Decisions
) -> tuple[Attribution, tuple[str, ...]]:
    """The attribution as decided, and a note for each decision that meets nothing or more than one thing."""
    if not decisions.quotes and not decisions.speakers:
        return attribution, ()
    notes: list[str] = []
    utterances, speakers = attribution.utterances, attribution.speakers
    if decisions.quotes:
        quotes = _Quotes(article, attribution, frozenset(name_key(one.name) for one in decisions.speakers))
        for quote in decisions.quotes:
            notes += quotes.decide(quote)
        utterances, speakers = tuple(quotes.utterances), _speaking(quotes.utterances, speakers)
    if decisions.speakers:
        names = _Names(speakers, lexicon_for(article.language).determiners)
        for speaker in decisions.speakers:
            notes += names.decide(speaker)
        utterances = tuple(names.renamed(one) for one in utterances)
        speakers = tuple(names.speakers.values())
    utterances = tuple(one for one in utterances if one.speaker != NARRATOR)
    return Attribution(utterances, _speaking(utterances, speakers)), tuple(notes)


def name_key(name: str) -> str:
    """A name as it is compared: without regard to capitals and spaces."""
    return " ".join(name.split()).casefold()


def _speaking(utterances: Sequence[Utterance], known: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """Everybody who still says something, in the order of their first words."""
    by_name = {one.name: one for one in known}
    order = dict.fromkeys(one.speaker for one in utterances)
    return tuple(by_name.get(name) or Speaker(name, evidence=EVIDENCE) for name in order)


def find_meant(name: str, speakers: Sequence[Speaker], articles: Container[str] = ()) -> list[Speaker]:
    """Everybody whom a name may mean: who is shown under it, else who is called so somewhere.

    Names are known without their article: "the mayor" as "mayor".
    """
    key = name_key(name)
    exact = [one for one in speakers if name_key(one.name) == key]
    first, _, rest = key.partition(" ")
    keys = {key, rest} if rest and first in articles else {key}
    return exact or [one for one in speakers if not keys.isdisjoint(map(name_key, (one.name, *one.aliases)))]


def _shown(words: str) -> str:
    words = " ".join(words.split()).strip('“”"')
    return f"“{cut_short(words, 50)}”"


def _start(one: Utterance) -> int:
    return one.start


def _end(one: Utterance) -> int:
    return one.end


class _Quotes:
    """The utterances of an article while quotes are decided, always sorted and without overlap."""

    def __init__(self, article: Article, attribution: Attribution, own_names: frozenset[str]) -> None:
        self.text = article.text
        self.pages: list[Page] = pages(article)
        self.finder = Finder([page.text for page in self.pages])
        self.speakers = attribution.speakers
        self.articles = lexicon_for(article.language).determiners
        self.own_names = own_names
        """Names that have a decision of their own."""
        self.utterances = list(attribution.utterances)

    @cached_property
    def quoted(self) -> list[list[Quoted]]:
        """What stands between quotation marks, by page."""
        return find_quoted([page.text for page in self.pages])

    def decide(self, decision: QuoteDecision) -> Iterator[str]:
        """Carry out one decision; yields what the producer should know."""
        places = self.finder.find(decision.words)
        if not places:
            yield f"{decision.place}: the words {_shown(decision.words)} are not in this article any more"
            return
        rank = min(map(self._rank, places))
        places = [place for place in places if self._rank(place) == rank]
        if len(places) > 1:
            yield (
                f"{decision.place}: the words {_shown(decision.words)} stand at {len(places)} places; "
                "the first is taken, give more words to mean another"
            )
        speaker = self._speaker(decision.speaker)
        if hint := self._slip(speaker):
            yield f"{decision.place}: nobody else here is called {speaker!r}{hint}"
        said = self._said(places[0])
        if said:
            self._give(said, speaker)
        elif speaker != NARRATOR:
            for stretch in places[0].stretches:
                self._voice(stretch, speaker)

    def _speaker(self, name: str) -> str:
        if name_key(name) == name_key(NARRATOR):
            return NARRATOR
        meant = [] if name_key(name) in self.own_names else find_meant(name, self.speakers, self.articles)
        return meant[0].name if len(meant) == 1 else " ".join(name.split())

    def _slip(self, speaker: str) -> str:
        """The end of a note on a new speaker whose name is nearly that of another."""
        names = [NARRATOR, *(one.name for one in self.speakers)]
        if speaker in names or name_key(speaker) in self.own_names:
            return ""
        return perhaps(speaker, names)

    def _rank(self, place: Place) -> int:
        """Quotes come before what merely stands in marks, and that before narration."""
        if self._said(place):
            return 0
        return 1 if any(self._marked(stretch) for stretch in place.stretches) else 2

    def _said(self, place: Place) -> list[int]:
        """The utterances that a place touches, all parts of a quote over several paragraphs included."""
        found: list[int] = []
        for stretch in place.stretches:
            found += self._touched(self.pages[stretch.text].span(stretch.start, stretch.end))
        if not found:
            return []
        first, last = found[0], found[-1]
        while first > 0 and self.utterances[first].continues:
            first -= 1
        while last + 1 < len(self.utterances) and self.utterances[last + 1].continues:
            last += 1
        return [*range(first, found[0]), *found, *range(found[-1] + 1, last + 1)]

    def _touched(self, span: Span) -> range:
        first = bisect_right(self.utterances, span.start, key=_end)
        return range(first, max(first, bisect_left(self.utterances, span.end, key=_start)))

    def _give(self, said: list[int], speaker: str) -> None:
        if speaker == NARRATOR:
            gone = set(said)
            self.utterances = [one for number, one in enumerate(self.utterances) if number not in gone]
            return
        for number in said:
            self.utterances[number] = replace(
                self.utterances[number], speaker=speaker, evidence=EVIDENCE, confidence=1.0
            )

    def _marked(self, stretch: Stretch) -> list[tuple[int, int]]:
        """What stands in quotation marks where most of the stretch stands."""
        quoted = [
            (max(stretch.start, one.start), min(stretch.end, one.end), one)
            for one in self.quoted[stretch.text]
            if one.start < stretch.end and stretch.start < one.end
        ]
        most = 2 * sum(end - start for start, end, _ in quoted) >= stretch.end - stretch.start
        return [(one.start, one.end) for _, _, one in quoted] if most else []

    def _voice(self, stretch: Stretch, speaker: str) -> None:
        """Make narration a quote: what stands in marks, else the sentences that the words stand in."""
        page = self.pages[stretch.text]
        for start, end in self._marked(stretch) or [self._sentences(page, stretch)]:
            self._insert(page.span(start, end), page.span(stretch.start, stretch.end), speaker)

    def _sentences(self, page: Page, stretch: Stretch) -> tuple[int, int]:
        touched = [
            one for one in split_sentences(page.text) if one.start < stretch.end and stretch.start < one.end
        ]
        return touched[0].start, touched[-1].end

    def _insert(self, span: Span, kernel: Span, speaker: str) -> None:
        """A new utterance; it ends where the ones around the words begin."""
        number = bisect_left(self.utterances, kernel.end, key=_start)
        start = max(span.start, self.utterances[number - 1].end if number else 0)
        end = min(span.end, self.utterances[number].start) if number < len(self.utterances) else span.end
        words = self.text[start:end]
        start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if start < end and not self._touched(Span(start, end)):
            insort(self.utterances, Utterance(start, end, speaker, EVIDENCE, 1.0), key=_start)


class _Names:
    """Who is whom, while speakers are decided."""

    def __init__(self, speakers: Sequence[Speaker], articles: Container[str]) -> None:
        self.known = speakers
        self.articles = articles
        self.now: dict[str, str] = {}
        """Name as found to name as decided."""
        self.speakers: dict[str, Speaker] = {one.name: one for one in speakers}

    def decide(self, decision: SpeakerDecision) -> Iterator[str]:
        """Carry out one decision; yields what the producer should know."""
        name = NARRATOR if name_key(decision.name) == name_key(NARRATOR) else " ".join(decision.name.split())
        merged: dict[str, Speaker] = {}
        problems = []
        for called in (name, *decision.also):
            meant = find_meant(called, [one for one in self.known if one.name not in self.now], self.articles)
            if len(meant) == 1:
                merged[meant[0].name] = meant[0]
            elif meant:
                names = " and ".join(one.name for one in meant)
                problems.append(f"{decision.place}: {called!r} may mean {names}; give the full name")
            elif called != name and not find_meant(called, list(merged.values()), self.articles):
                problems.append(
                    f"{decision.place}: nobody called {called!r} is quoted here{self._near(called)}"
                )
        if not merged:
            hint = self._near(name)
            yield f"{decision.place}: nobody called {name!r} is quoted here, by this or another name{hint}"
            return
        yield from problems
        for one in merged:
            self.now[one] = name
            self.speakers.pop(one, None)
        self.speakers[name] = _merged(name, list(merged.values()), decision)

    def _near(self, name: str) -> str:
        return perhaps(name, [one.name for one in self.known if one.name not in self.now])

    def renamed(self, said: Utterance) -> Utterance:
        """An utterance under its speaker's decided name."""
        name = self.now.get(said.speaker, said.speaker)
        if name == said.speaker:
            return said
        told = "" if said.evidence == EVIDENCE else f"{said.evidence}; "
        return replace(said, speaker=name, evidence=f"{told}{said.speaker} is {name}: {EVIDENCE}")


def _merged(name: str, parts: list[Speaker], decision: SpeakerDecision) -> Speaker:
    """One speaker out of several; their genders and ages count only if they agree."""
    called = dict.fromkeys(alias for one in parts for alias in (one.name, *one.aliases) if alias != name)
    genders = {one.gender for one in parts if one.gender}
    gender = decision.gender or (genders.pop() if len(genders) == 1 else None)
    ages = {one.age for one in parts if one.age}
    age = decision.age or (ages.pop() if len(ages) == 1 else None)
    return Speaker(name, tuple(called), gender, EVIDENCE, age)
