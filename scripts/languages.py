"""Which paragraphs and quotes of an article are in another language than the article.

Conventions
-----------
What is looked at is a unit: what one speaker says in one paragraph before somebody else speaks. A unit
changes its language on confident evidence only; short ones keep the article's, unless they are in another
alphabet, or the same speaker says more in another language in the same paragraph. The identifier of
`scripts.detecting` is asked only about units that do not look like the article's language by their commonest
words, so an article in one language seldom loads it. A producer's decisions name words, as all of them do.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from scripts.detecting import (
    ALIKE,
    ALPHABETS,
    COMMON_WORDS,
    DOUBT,
    FEW_LETTERS,
    KNOWN,
    LEAST_LETTERS,
    LEAST_WORDS,
    SURE,
    SURER,
    USUAL,
    WRITTEN,
    by_letters,
    common_words,
    identified,
    words_of,
)
from scripts.finding import Finder
from scripts.model import BlockKind, Line, Tongue
from scripts.settings import LanguageSettings
from scripts.words import cut_short, fold, main_language

_OWN_SHARE = 0.15
"""Of the commonest words: what has so many of its own language's is in it."""
_MOSTLY = 0.6
"""Share of a unit that must stand in what the file says is in a language."""
_ENOUGH_WORDS = 8
"""So many words show whether they are the article's own language."""
_ALIKE_LETTERS = 120
_LONG_WORDS = 12
_SAMPLE, _ARTICLE_SAMPLE = 2_000, 20_000
"""Characters of a unit, and of an article, that are looked at."""


def with_languages(
    lines: Sequence[Line], language: str, settings: LanguageSettings, tongues: Sequence[Tongue] = ()
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines with the language of those that are in another than `language`, the article's; and a note for
    each decision that meets nothing. `tongues` is what the file says; it goes before what is found out."""
    own = [list(group) for _, group in groupby(range(len(lines)), key=lambda number: _unit(lines[number]))]
    texts = ["".join(lines[number].text for number in unit) for unit in own]
    found = _told(lines, own, texts, language) if settings.detect else [""] * len(own)
    if settings.detect and tongues:
        found = _said(found, [[lines[number] for number in unit] for unit in own], language, tongues)
    notes: list[str] = []

    def decide(number: int, decided: str) -> None:
        """For a unit, and for the others of the same speaker beside it that were taken to be as it is."""
        before, key = found[number], _unit(lines[own[number][0]])
        found[number] = decided
        for other, unit in enumerate(own):
            if before and found[other] == before and _unit(lines[unit[0]]) == key:
                found[other] = decided

    if settings.decisions:
        finder = Finder(texts)
        for decision in settings.decisions:
            places = finder.find(decision.words)
            if not places:
                shown = cut_short(fold(decision.words), 50)
                notes.append(f"{decision.place}: the words “{shown}” are not in this article any more")
            for stretch in places[0].stretches if places else ():
                decide(stretch.text, "" if _same(decision.language, language) else decision.language)
    told = list(lines)
    for unit, one in zip(own, found, strict=True):
        for number in unit if one else ():
            told[number] = replace(told[number], language=one)
    return tuple(told), tuple(notes)


def _said(
    found: Sequence[str], units: Sequence[Sequence[Line]], language: str, tongues: Sequence[Tongue]
) -> list[str]:
    """The language of each unit where the file says one of most of it, in its block; else what was found."""
    told = list(found)
    by_block = {start: list(those) for start, those in groupby(tongues, key=lambda one: one.start)}
    starts = sorted(by_block)
    for number, unit in enumerate(units):
        at = bisect_right(starts, unit[-1].end - 1) - 1
        words = fold("".join(line.text for line in unit))
        # The innermost element is heard last.
        for one in by_block[starts[at]] if at >= 0 else ():
            here = unit[0].start < one.end
            inside = one.words in words and len(one.words) >= _MOSTLY * len(words)
            most = inside or (words and words in one.words)
            if here and most and _believable(words, one.language, language):
                told[number] = "" if main_language(one.language) == main_language(language) else one.language
    return told


def _believable(text: str, said: str, own: str) -> bool:
    """Whether words can be in the language that the file says: tools write wrong ones into it."""
    words = words_of(text)
    alike = any(main_language(said) in group and main_language(own) in group for group in ALIKE)
    if main_language(said) == main_language(own) or alike or len(words) < _ENOUGH_WORDS:
        return True
    return _may_be_other(words, text, main_language(own))


def _unit(line: Line) -> tuple[int, str, str]:
    return line.block, line.speaker, line.kind.value


def _told(
    lines: Sequence[Line], units: Sequence[Sequence[int]], texts: Sequence[str], language: str
) -> list[str]:
    """The language of each unit; empty for the article's."""
    alphabet = _alphabet(fold("".join(texts)[:_ARTICLE_SAMPLE]))
    firsts = [lines[unit[0]] for unit in units]
    found = [
        "" if first.role is BlockKind.BYLINE else language_of(text, language, alphabet)
        for first, text in zip(firsts, texts, strict=True)
    ]
    more = {_unit(first): one for first, one in zip(firsts, found, strict=True) if one}
    if not more:
        return found
    return [
        one or _followed(text, language, more.get(_unit(first), ""))
        for first, text, one in zip(firsts, texts, found, strict=True)
    ]


def _followed(text: str, own: str, other: str) -> str:
    """`other`, which the same speaker speaks beside this text, unless it is long (it is then not surely in
    another language) or has more of the commonest words of `own`."""
    words = words_of(fold(text[:_SAMPLE])) if other else []
    if not words or len(words) > _LONG_WORDS:
        return ""
    common, others = common_words(main_language(own)), common_words(other)
    return "" if sum(word in common for word in words) > sum(word in others for word in words) else other


def language_of(text: str, own: str, own_alphabet: str = "Latin") -> str:
    """The language of a text that stands in an article in the language `own`, written in `own_alphabet`, if
    it is surely another one; else empty.

    >>> language_of("“Nous ne savons pas encore ce que nous allons faire demain.”", "en")
    'fr'
    >>> language_of("“We do not know.”", "en"), language_of("C'est la vie", "en")
    ('', '')
    """
    own = main_language(own)
    sample = fold(text[:_SAMPLE])
    if own_alphabet == "Latin" and sample.isascii() and not _may_be_other(words_of(sample), sample, own):
        return ""  # nearly all of an English article
    letters = sum(map(str.isalpha, sample))
    alphabet = _alphabet(sample)
    if alphabet and own_alphabet and alphabet != own_alphabet:
        found = _in_other_alphabet(sample, letters, alphabet)
        return "" if found == own else found
    words = words_of(sample)
    few = letters < LEAST_LETTERS or (len(words) < LEAST_WORDS and alphabet not in {"Han", "Thai"})
    if few or own not in KNOWN or not _may_be_other(words, sample, own):
        return ""
    best, sure, doubt = identified(sample, own)
    alike = any(best in group and own in group for group in ALIKE)
    wanted = SURER if alike or letters < FEW_LETTERS else SURE
    if best == own or sure < wanted or doubt > DOUBT or (alike and letters < _ALIKE_LETTERS):
        return ""
    return best


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _alphabet(sample: str) -> str:
    """The alphabet of most letters; empty if there is none."""
    letters = sum(map(str.isalpha, sample))
    if sample.isascii():
        return "Latin" if letters else ""
    counts = {name: len(pattern.findall(sample)) for name, pattern in ALPHABETS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if letters and counts[best] >= 0.6 * letters else ""


def _in_other_alphabet(sample: str, letters: int, alphabet: str) -> str:
    """The language of words in another alphabet than the article's; of fewer than two letters none."""
    if letters < 2:
        return ""
    if alphabet != "Latin" and (told := by_letters(alphabet, sample.lower(), letters)):
        return told
    best, sure, _ = identified(sample)
    if alphabet == "Latin":
        return best if letters >= LEAST_LETTERS and sure >= SURE else ""
    return best if sure >= 0.9 and best in WRITTEN[alphabet] else USUAL[alphabet]


@cache
def _common_elsewhere(own: str) -> frozenset[str]:
    """The commonest words of all other languages that are none of `own`."""
    others = frozenset[str]().union(*(those for code, those in COMMON_WORDS.items() if code != own))
    return others - common_words(own)


def _may_be_other(words: Sequence[str], sample: str, own: str) -> bool:
    """Whether it is worth asking: it lacks its own language's commonest words, and has some of another."""
    common = common_words(own)
    if not common:
        return True
    if sum(map(common.__contains__, words)) >= _OWN_SHARE * len(words):
        return False
    others = _common_elsewhere(own)
    foreign = any(word in others for word in words)
    accents = own == "en" and any(character.isalpha() and not character.isascii() for character in sample)
    return foreign or accents or len(words) >= _LONG_WORDS
