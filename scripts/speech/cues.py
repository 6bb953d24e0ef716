"""Cues: the words of narration that say who speaks a quote.

Conventions
-----------
Positions are indexes into a page's tokens. A cue is looked for in the sentence of its quote only, at most
`REACH` tokens away and never beyond another quote, so that the search is linear however long a page is.
`cue_after` is here, `cue_before` in `lead`.
"""

from dataclasses import dataclass
from enum import Enum

from scripts.speech.phrases import Form, Phrase, read_phrase
from scripts.speech.prose import COMMAS, Prose
from scripts.speech.subjects import name_beside, next_name

REACH = 45
"""Tokens between a quote and the farthest verb that can be its cue."""


class Place(Enum):
    """Where a cue stands, as it is told to the producer."""

    AFTER = "after"
    BEFORE = "before"
    LABEL = "label"
    SOURCE = "source"
    """Where something was published, with a date: what is quoted is a headline."""


@dataclass(slots=True)
class Cue:
    """A speaker named beside a quote."""

    place: Place
    phrase: Phrase
    start: int
    end: int
    direct: bool = True
    """The cue's verb, colon or comma touches the quote."""
    certain: bool = True
    """A verb of speech was found; else the cue is a colon alone."""


class Touch(Enum):
    """How a quote is joined to what follows it."""

    LOOSE = "loose"
    """By nothing: `the “new deal” said`."""
    APART = "apart"
    """By a question or exclamation mark before a capital: the next words may be a sentence of their own."""
    CLOSE = "close"
    """By a comma or a dash, inside or outside the marks."""


def cue_after(prose: Prose, at: int, ending: str) -> Cue | None:  # noqa: PLR0911 - a ladder of rules
    """The cue behind the quote at `at`; `ending` is the last character inside its marks."""
    lexicon = prose.lexicon
    comma = prose.low(at + 1) in COMMAS
    first = at + 2 if comma else at + 1
    if not prose.word(first) or (not comma and prose.tokens[first].cap and ending == "."):
        return None
    stop = limit(prose, first)
    if comma and prose.low(at + 1) != ",":
        signed = _signature(prose, first)
        if signed is not None:
            return signed
    begin = first
    while first < stop and prose.low(first) in lexicon.adverbs and not prose.starts_phrase(first):
        first += 1
    skip = according(prose, first)
    told = skip > 0 and lexicon.free_subjects and prose.low(first + skip) in lexicon.say
    first += skip if told else 0  # "según explicó la alcaldesa"
    if skip and not told:
        phrase = read_phrase(prose, first + skip)
        return Cue(Place.AFTER, phrase, begin, phrase.end) if phrase else None
    touch = _touch(prose, first, comma, ending)
    if touch is Touch.LOOSE and not prose.tokens[first].cap:
        trailing = _trailing(prose, first, stop)
        if trailing is not None:
            return trailing
    verb = first
    while verb < stop and prose.low(verb) in lexicon.auxiliaries:
        verb += 1
    if verb > first:
        verb = _behind_adverbs(prose, verb, stop)
    if verb > first and touch is not Touch.LOOSE and _is_bracket(prose, verb):
        return _subject_then_verb(prose, begin, verb, stop, touch)
    bare = all(low in lexicon.objects for low in prose.lows(first, verb))
    unknown = touch is not Touch.LOOSE and bare and prose.past(verb)
    if verb < stop and (prose.is_verb(verb) or unknown):
        own = _in_verb(prose, verb) if touch is not Touch.LOOSE else None
        return Cue(Place.AFTER, own, begin, own.end) if own else _inverted(prose, begin, verb, stop, touch)
    if not prose.starts_phrase(first) and not (touch is Touch.CLOSE and _named_anyway(prose, first)):
        return None
    return _subject_then_verb(prose, begin, first, stop, touch)


def _behind_adverbs(prose: Prose, at: int, stop: int) -> int:
    """`ha poi aggiunto la sindaca`: the participle behind adverbs, else where they would stand."""
    verb = at
    while verb < stop and prose.low(verb) in prose.lexicon.adverbs:
        verb += 1
    return verb if prose.is_verb(verb) else at


def _is_bracket(prose: Prose, subject: int) -> bool:
    """Whether a subject follows its auxiliary: `a-t-elle ajouté`, `hat die Wirtin am Montag gesagt`."""
    lexicon, low = prose.lexicon, prose.low(subject)
    if low in lexicon.pronouns:
        return low not in lexicon.objects and prose.is_verb(subject + 1)
    return lexicon.verb_brackets and prose.starts_phrase(subject)


def _trailing(prose: Prose, first: int, stop: int) -> Cue | None:
    """`"It will hold" if the rain ends, said Ana Ruiz`: the narrator ends the sentence before the cue."""
    lexicon = prose.lexicon
    for comma in range(first + 1, stop):
        if prose.low(comma) != ",":
            continue
        if prose.low(comma + 1) in lexicon.say and prose.starts_phrase(comma + 2):
            phrase = read_phrase(prose, comma + 2)
            if phrase is not None and phrase.form is not Form.PRONOUN:
                return Cue(Place.AFTER, phrase, comma + 1, phrase.end, direct=False)
        phrase = read_phrase(prose, comma + 1) if prose.starts_phrase(comma + 1) else None
        if phrase is not None and prose.low(phrase.end) in lexicon.say and prose.speaks(phrase.end):
            ends = phrase.end + 1 >= stop or not prose.word(phrase.end + 1)
            if ends:
                return Cue(Place.AFTER, phrase, comma + 1, phrase.end + 1, direct=False)
    return None


def _named_anyway(prose: Prose, first: int) -> bool:
    """`soft-spoken Ana Ruiz said`, `May said`: words that begin a phrase only beside a quote."""
    low = prose.low(first)
    if prose.tokens[first].cap:
        return prose.speaks(first + 1) and low not in prose.lexicon.closed
    if low in prose.lexicon.stops:
        return False
    phrase = read_phrase(prose, first)
    return phrase is not None and phrase.form is Form.NAME and prose.speaks(phrase.end)


def _touch(prose: Prose, first: int, comma: bool, ending: str) -> Touch:
    if comma or (ending and ending in ",—–-"):
        return Touch.CLOSE
    if ending and ending in "?!…":
        return Touch.APART if prose.tokens[first].cap else Touch.CLOSE
    return Touch.LOOSE


def limit(prose: Prose, first: int) -> int:
    """One after the last token that can belong to a cue which begins at `first`."""
    tokens, stop = prose.tokens, first
    last = min(len(tokens), first + REACH)
    while stop < last and tokens[stop].quote < 0 and tokens[stop].sentence == tokens[first].sentence:
        stop += 1
    return stop


def _signature(prose: Prose, first: int) -> Cue | None:
    """A name behind a dash that ends the page or the sentence: `"..." - Ana Ruiz`."""
    if not prose.tokens[first].cap and prose.low(first) not in prose.lexicon.determiners:
        return None
    phrase = read_phrase(prose, first)
    if phrase is None or phrase.form is Form.PRONOUN or prose.word(phrase.end):
        return None
    dated = any(low in prose.lexicon.times or low.isdigit() for low in prose.lows(phrase.end, phrase.end + 3))
    return Cue(Place.SOURCE if dated else Place.AFTER, phrase, first, phrase.end)


def according(prose: Prose, at: int) -> int:
    """How many words of "according to" stand here."""
    return _stand(prose, at, prose.lexicon.according)


def _stand(prose: Prose, at: int, phrases: tuple[tuple[str, ...], ...]) -> int:
    """How many words one of the phrases has that stands here; 0 if none does."""
    low = prose.low(at)
    for phrase in phrases:
        if phrase[0] == low and tuple(prose.lows(at, at + len(phrase))) == phrase:
            return len(phrase)
    return 0


def _inverted(prose: Prose, begin: int, verb: int, stop: int, touch: Touch) -> Cue | None:
    """`said the mayor`."""
    lexicon = prose.lexicon
    strong = prose.low(verb) in lexicon.say
    subject = verb + 1
    while subject < stop and prose.low(subject) in lexicon.adverbs:
        subject += 1
    subject += _stand(prose, subject, lexicon.asides)
    if lexicon.free_subjects:
        subject = _behind_adjunct(prose, subject, stop)
    if (
        subject >= stop
        or prose.low(subject) in lexicon.complementizers
        or prose.low(subject) in lexicon.objects
    ):
        return None
    named = prose.starts_phrase(subject)
    if not (strong or touch is not Touch.LOOSE) or (not named and not (strong and touch is not Touch.LOOSE)):
        return None
    if not named and (prose.tokens[subject].cap or prose.low(subject) in lexicon.prepositions):
        return None
    phrase = read_phrase(prose, subject)
    if phrase is None or (phrase.form is Form.PRONOUN and not named):
        return None
    end = phrase.end
    if phrase.form is Form.NOUN and phrase.owner:  # "said Ruiz's lawyer, Ana Lind."
        phrase = next_name(prose, phrase, phrase.end, stop)
    return Cue(Place.AFTER, phrase, begin, max(end, phrase.end))


def _in_verb(prose: Prose, verb: int) -> Phrase | None:
    """Whom a verb tells without a subject: "chiedo" the writer, "si legge in una nota" the note."""
    lexicon = prose.lexicon
    if prose.low(verb) in lexicon.firsts:
        me = min(lexicon.me)
        return Phrase(verb, verb + 1, Form.PRONOUN, (me,), head=me)
    if prose.low(verb) not in lexicon.written or prose.low(verb + 1) not in lexicon.prepositions:
        return None
    phrase = read_phrase(prose, verb + 2)
    return phrase if phrase is not None and phrase.head in lexicon.sources else None


def behind_time(prose: Prose, at: int) -> int:
    """`dijo el martes la alcaldesa`: the token behind a day that stands bare, else `at`."""
    first = at + 1 if prose.low(at) in prose.lexicon.determiners else at
    return first + 1 if prose.low(first) in prose.lexicon.times else at


def _behind_adjunct(prose: Prose, at: int, stop: int) -> int:
    """`disse à rádio a ministra`, `ha scritto, in una nota, il comune`: the subject behind when, where and to
    whom it was said, else `at`."""
    at = behind_time(prose, at)
    bracket = prose.low(at) == ","
    first = at + 1 if bracket else at
    if prose.low(first) not in prose.lexicon.prepositions:
        return at
    phrase = read_phrase(prose, first + 1)
    end = phrase.end if phrase is not None else stop
    if bracket:
        end = end + 1 if prose.low(end) == "," else stop
    return end if end < stop and prose.starts_phrase(end) else at


def _subject_then_verb(prose: Prose, begin: int, first: int, stop: int, touch: Touch) -> Cue | None:
    """`the mayor, who ..., said`."""
    phrase = read_phrase(prose, first)
    if phrase is None:
        return None
    lexicon = prose.lexicon
    unknown = _unknown_verb(prose, phrase.end, stop)
    if unknown and touch is not Touch.LOOSE and phrase.form is not Form.NOUN:
        return Cue(Place.AFTER, phrase, begin, unknown)
    aside = False
    for verb in range(phrase.end, stop):
        low = prose.low(verb)
        if low in COMMAS or low == ")":
            aside = False
        elif low in lexicon.relatives or (low in lexicon.subordinators and not _asks(prose, verb)):
            aside = True
        elif not aside and prose.speaks(verb) and not _is_noun(prose, verb):
            near = verb - phrase.end <= 3
            if low not in lexicon.say and not (near and touch is not Touch.LOOSE):
                continue
            if touch is Touch.APART and (_reports(prose, verb) or _goes_on(prose, verb, stop)):
                return None
            return Cue(Place.AFTER, name_beside(prose, phrase, verb), begin, verb + 1)
    return None


def _asks(prose: Prose, verb: int) -> bool:
    """`the nurse asked`, and neither `the nurse, asked about it,` nor `the nurse was asked`."""
    before = prose.low(verb - 1)
    return prose.low(verb) in prose.lexicon.asked and not (
        before in COMMAS or before in prose.lexicon.passive
    )


def _is_noun(prose: Prose, verb: int) -> bool:
    before = prose.low(verb - 1)
    return before in prose.lexicon.articles or before in prose.lexicon.infinitive


def _unknown_verb(prose: Prose, at: int, stop: int) -> int:
    """Index after a verb in the past tense that ends its clause ("he bluffed."), else 0."""
    if at >= stop or not prose.past(at):
        return 0
    end = at + 1
    if end < stop and prose.low(end).endswith(prose.lexicon.adverb_ends):
        end += 1
    return end if end >= stop or prose.low(end) in (",", ".", ";", ":") else 0


def _goes_on(prose: Prose, verb: int, stop: int) -> bool:
    """Whether a verb of manner tells a story of its own: `"No!" Ana Ruiz broke the seal with her knife.`"""
    if prose.low(verb) in prose.lexicon.say:
        return False
    end = verb + 1
    while end < stop and (
        prose.low(end).endswith(prose.lexicon.adverb_ends) or prose.low(end) in prose.lexicon.objects
    ):
        end += 1
    return end < stop and prose.word(end) and prose.low(end) not in prose.lexicon.prepositions


def _reports(prose: Prose, verb: int) -> bool:
    """Whether the verb goes on to report something else ("He said that ...")."""
    lexicon = prose.lexicon
    if prose.low(verb + 1) in lexicon.complementizers:
        return True
    return prose.starts_phrase(verb + 1) and prose.low(verb) not in lexicon.addressing
