"""Titles for sections that have none: short, from the section's own words, each about something else.

Conventions
-----------
A title is a run of the author's words as they stand, but for its first letter. What it can be is found in the
first sentences of the section: somebody who is introduced there, a main clause that is short enough, or the
beginning of one up to a place where it is whole. The words that the section repeats decide between them. Only
the section itself and the titles before it count, so an edit changes no other section's title.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.model import Speaker
from scripts.sentences import split_sentences
from scripts.titles import TITLE_CHARACTERS, plain_title, short_title
from scripts.topics import meaning
from scripts.words import FUNCTION_WORDS, fold, sayable, word_set

_SENTENCES = 16
_LATE = 8
"""Sentences after which being later costs no more."""
_SIGHT = 4000
"""Characters of a section that titles are made from."""
_LEAST = 10
_TELLING = 18
"""Characters below which a title tells little."""
_WEAK = word_set(
    "he she it they this that these those his her their its him them i we you my our your there here what who"
    " such many most some others both one"
)
"""First words that lean on what was said before, or say nothing yet."""
_POINTING = word_set("latter former same such following another above aforementioned other others")
"""Words that do so a little later as well."""
_BEFORE_VERB = word_set(
    "to i you he she it we they who that which what will would can could may might shall should must do does"
    " did don't don’t not never cannot didn't didn’t doesn't doesn’t"
)
"""What stands after these is a verb, which wants its object."""
_SUBORDINATE = word_set(
    "in on at by for from with as after before during since until among amid under over despite according"
    " like unlike although though while when whenever if because once where whereas given without unless"
    " whether having being besides instead to into through across along around behind beside between beyond"
    " within of than thus so and but or nor yet then that which whose due based faced given compared followed"
)
"""First words of what is no main clause."""
_LEAD = re.compile(
    r"(?:but|and|so|then|thus|yet|or|still|now|first|second|third|instead|however|also|meanwhile|eventually"
    r"|later|finally|moreover|besides|therefore|nevertheless|indeed|well|after all|of course|for example"
    r"|for instance|in fact|in addition|as a result)\b,?\s+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,:](?!\d)\s?|[;—–!?()]\s?|\s[-–—]\s|--|…|[“”\"«»„]")
_BREAK = re.compile(
    r"\s(?=(?:who|which|whose|where|when|while|because|after|before|since|until|although|though|but|if|unless"
    r"|in|on|at|from|with|by|during|under|over|through|across|against|was|were|is|are|had|has|have|will"
    r"|would|could|can|may|did|does|and\s(?:an?|the|his|her|their|its|our|is|are|was|were|will|has|had))\b)"
)
_FINITE = word_set("was were is are had has have will would could can may did does")
_OPEN_END = re.compile(
    r"(?:ed|ing|ly|n’t|n't|\b(?:told|made|given|taken|seen|known|done|written|found|built|held|kept|left|sent|set"
    r"|put|shown|brought|got|felt|lost|led|come|came|went|go|goes|lies|lie|lay|stands|stood|begins|began|become|becomes|became|ago|later|earlier))\Z"
)
"""A word that seldom ends a phrase: what it needs comes after it."""
_GERUND = re.compile(r"\b(?:by|of|for|without|from|in|at|on|to)\s\w+ing\Z")
_NUMBER = re.compile(r"\A(?:\(?\d{1,3}[.)]|[-*•])\s+")
_SAYING = re.compile(r"\b(?:said|says|told|asked|added|wrote|explained|replied)\b")
_QUOTES = re.compile(r"[“”\"«»„]")
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    worth: float


class Titles:
    """Makes titles for the sections of one article, in order."""

    def __init__(self, speakers: Sequence[Speaker] = ()) -> None:
        self.names = [_names(one) for one in speakers]
        self.stems: list[frozenset[str]] = []
        self.shown: set[int] = set()
        """Speakers who are in a title already."""
        self.used: set[str] = set()

    def taken(self, title: str) -> None:
        """Take note of the title that a section has got."""
        self.used.add(title.casefold())
        self.stems.append(frozenset(meaning(title)))
        self.shown |= {number for number, names in enumerate(self.names) if _named(title, names)}

    def title(self, paragraphs: Sequence[str]) -> str:
        """A title for the section of these paragraphs; empty if nothing in it can be said."""
        text = "\n\n".join(paragraphs)[:_SIGHT]
        sentences = [fold(text[span.start : span.end]) for span in split_sentences(text)][:_SENTENCES]
        sentences = [one for one in sentences if sayable(one)]
        counts = Counter(meaning(text))
        found = [
            _Candidate(one.text, one.worth + self._worth(one.text, counts) - 0.2 * min(_LATE, number))
            for number, sentence in enumerate(sentences)
            for one in (*self._people(sentence), *_clauses(sentence))
        ]
        free = [one for one in found if one.text.casefold() not in self.used]
        best = max(free, key=lambda one: one.worth, default=None)
        return best.text if best else short_title(" ".join(paragraphs[:2]))

    def _worth(self, title: str, counts: Counter[str]) -> float:
        stems = frozenset(meaning(title))
        worth = sum(min(3, counts[stem]) - 0.5 for stem in stems) / 4
        worth = min(1.6, worth) - 1.5 * (len(stems) < 2) - 0.5 * (len(title) < _TELLING)
        if any(
            len(stems & other) > 0.5 * min(len(stems), len(other)) for other in self.stems if stems and other
        ):
            worth -= 2.0
        if any(_named(title, self.names[number]) for number in self.shown):
            worth -= 2.0
        return worth

    def _people(self, sentence: str) -> Iterator[_Candidate]:
        """Somebody who is introduced in a sentence and is in no title yet."""
        bare = _unquoted(sentence)
        for number, names in enumerate(self.names):
            if number in self.shown:
                continue
            for name in names:
                found = re.search(rf"(?<![\w’'-]){re.escape(name)}(?![\w’'-])", bare)
                if found and (title := _person(bare, *found.span())):
                    yield _Candidate(title, 2.0)
                    break
        for found in itertools.chain(_AGED.finditer(bare), _WHO.finditer(bare)):
            title = _fitting(bare, *found.span())
            if title and not any(_named(title, self.names[number]) for number in self.shown):
                yield _Candidate(title, 1.8)


def _names(speaker: Speaker) -> tuple[str, ...]:
    """The longest first; of two as long, the one that is known first."""
    return tuple(sorted(dict.fromkeys((speaker.name, *speaker.aliases)), key=len, reverse=True))


def _named(title: str, names: Sequence[str]) -> bool:
    folded = f" {title.casefold()} "
    return any(f" {name.casefold()}" in folded for name in names)


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
    return _capital(title) if len(title) <= TITLE_CHARACTERS else ""


def _clauses(sentence: str) -> Iterator[_Candidate]:
    """The main clause of a sentence, whole or up to where it may end."""
    main = _main(sentence)
    words = main.text.split(" ", 2)
    if len(words) < 2 or not sayable(main.text):
        return
    weak = 1.6 * (re.split("[’']", words[0].lower())[0] in _WEAK)
    weak += 1.0 * (not _POINTING.isdisjoint(main.text.lower().split(" ", 3)[:3]))
    for end, worth in _ends(main.text):
        title = plain_title(main.text[:end])
        parts = title.split(" ")
        if not _LEAST <= len(title) <= TITLE_CHARACTERS or len(parts) < 2:
            continue
        if _dangles(parts, whole=end == len(main.text)) or _unpaired(title):
            continue
        yield _Candidate(_capital(title), main.worth + worth - weak)


def _main(sentence: str) -> _Candidate:
    """The sentence from its main clause on; worth less if somebody says it."""
    said = -0.5 if _QUOTES.match(sentence) else 0.0
    text = _NUMBER.sub("", sentence.lstrip("“\"«„‘'([ "))
    if lead := _LEAD.match(text):
        text = text[lead.end() :]
    first = text.split(" ", 1)[0].lower().strip(",")
    if first in _SUBORDINATE or first.endswith("ing"):
        comma = re.search(r",\s", text)
        rest = text[comma.end() :] if comma and comma.start() <= 80 else ""
        start = rest.split(" ", 1)[0].lower()
        if not rest or start in _SUBORDINATE or start.endswith("ing"):
            return _Candidate("", 0)
        return _Candidate(rest, said - 0.4)
    return _Candidate(text, said)


def _ends(text: str) -> Iterator[tuple[int, float]]:
    """Where a clause may be cut, and what that is worth: at its end best, before a new phrase less."""
    limit = TITLE_CHARACTERS + 1
    stop = next((found.start() for found in _CLAUSE.finditer(text)), len(text))
    head = text[:stop]
    if stop <= limit:
        verbless = not _BREAK.search(head) and stop < len(text) and text[stop] == ","
        yield stop, 0.2 if verbless else 0.8 - 1.0 * (_SAYING.search(head) is not None)
    for found in _BREAK.finditer(head[: limit + 1]):
        before = head[: found.start()].rsplit(" ", 1)[-1]
        following = head[found.end() :].split(" ", 1)[0]
        noun = text.split(" ", 1)[0].lower() in {"a", "an", "the"} or text[:1].isupper()
        if _OPEN_END.search(before) or (following in _FINITE and not noun):
            continue
        yield found.start(), 0.0 if following in _FINITE else 0.2


def _dangles(parts: Sequence[str], *, whole: bool) -> bool:
    """Whether the last word leans on a next one."""
    last = parts[-1].lower()
    if last in FUNCTION_WORDS or last in _SUBORDINATE:
        return True
    if _GERUND.search(" ".join(parts[-2:]).lower()):
        return True
    return not whole and parts[-2].lower() in _BEFORE_VERB


def _unpaired(title: str) -> bool:
    half = "‘" in title and title.count("‘") != title.count("’")
    return half or any(mark in title for mark in '()[]{}"“”«»„')


def _capital(title: str) -> str:
    """With a capital, unless the word has one of its own ("iPhone")."""
    first = title.split(" ", 1)[0]
    return title if first != first.lower() else title[:1].upper() + title[1:]
