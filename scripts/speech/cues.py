"""Cues: the words of narration that say who speaks a quote.

Conventions
-----------
Positions are indexes into a page's tokens. A cue is looked for in the sentence of its quote only, at most `REACH`
tokens away and never beyond another quote, so that the search is linear however long a page is.
"""

from dataclasses import dataclass
from enum import Enum

from scripts.speech.lexicon import Lexicon
from scripts.speech.phrases import (
    Form,
    Phrase,
    is_pronoun,
    is_role,
    is_verb,
    read_phrase,
    speaks,
    starts_phrase,
)
from scripts.speech.tokens import Token

REACH = 45


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
    direct: bool
    """The cue's verb, colon or comma touches the quote."""
    certain: bool = True
    """A verb of speech was found; else the cue is a colon alone."""


def cue_after(tokens: list[Token], at: int, ending: str, lexicon: Lexicon) -> Cue | None:
    """The cue behind the quote at `at`; `ending` is the last character inside its marks."""
    first = at + 1
    if first >= len(tokens):
        return None
    comma = tokens[first].low in (",", "—", "–", "-", "--")
    dash = comma and tokens[first].low != ","
    if comma:
        first += 1
    if first >= len(tokens) or not tokens[first].word:
        return None
    if not comma and tokens[first].cap and ending == ".":
        return None
    stop = _limit(tokens, first)
    if dash:
        signed = _signature(tokens, first, stop, lexicon)
        if signed is not None:
            return signed
    begin = first
    while first < stop and tokens[first].low in lexicon.adverbs and not starts_phrase(tokens, first, lexicon):
        first += 1
    skip = _according(tokens, first, lexicon)
    if skip:
        phrase = read_phrase(tokens, first + skip, lexicon)
        return Cue(Place.AFTER, phrase, begin, phrase.end, True) if phrase else None
    touches = comma or ending in ",?!…—–-"
    verb = first
    while verb < stop and tokens[verb].low in lexicon.auxiliaries:
        verb += 1
    if verb < stop and (
        is_verb(tokens[verb], lexicon) or (touches and verb == first and _past(tokens[verb]))
    ):
        return _inverted(tokens, begin, verb, stop, touches, lexicon)
    if not starts_phrase(tokens, first, lexicon):
        return None
    return _subject_then_verb(tokens, begin, first, stop, touches, ending, lexicon)


def _limit(tokens: list[Token], first: int) -> int:
    stop = first
    while (
        stop < len(tokens)
        and stop < first + REACH
        and tokens[stop].quote < 0
        and tokens[stop].sentence == tokens[first].sentence
    ):
        stop += 1
    return stop


def _signature(tokens: list[Token], first: int, stop: int, lexicon: Lexicon) -> Cue | None:
    """A name behind a dash that ends the page or the sentence: `"..." - Maria Lopez`."""
    if not tokens[first].cap and tokens[first].low not in lexicon.determiners:
        return None
    phrase = read_phrase(tokens, first, lexicon)
    if phrase is None or phrase.form is Form.PRONOUN:
        return None
    if phrase.end < len(tokens) and tokens[phrase.end].word:
        return None
    dated = any(
        token.low in lexicon.times or token.text.isdigit() for token in tokens[phrase.end : phrase.end + 3]
    )
    return Cue(Place.SOURCE if dated else Place.AFTER, phrase, first, phrase.end, True)


def _according(tokens: list[Token], at: int, lexicon: Lexicon) -> int:
    low = tokens[at].low if at < len(tokens) else ""
    for phrase in lexicon.according:
        if phrase[0] == low and tuple(token.low for token in tokens[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _inverted(
    tokens: list[Token], begin: int, verb: int, stop: int, touches: bool, lexicon: Lexicon
) -> Cue | None:
    strong = tokens[verb].low in lexicon.say
    subject = verb + 1
    while subject < stop and tokens[subject].low in lexicon.adverbs:
        subject += 1
    if subject < stop and tokens[subject].low == "that":
        return None
    if subject >= stop or not starts_phrase(tokens, subject, lexicon) or not (strong or touches):
        if (
            subject < stop
            and tokens[subject].word
            and not tokens[subject].cap
            and tokens[subject].low not in lexicon.prepositions
        ):
            phrase = read_phrase(tokens, subject, lexicon)
            if phrase is not None and phrase.form is not Form.PRONOUN and touches and strong:
                return Cue(Place.AFTER, phrase, begin, phrase.end, True)
        return None
    phrase = read_phrase(tokens, subject, lexicon)
    if phrase is None or (
        phrase.form is Form.PRONOUN and phrase.head in ("him", "them", "me", "himself", "herself")
    ):
        return None
    return Cue(Place.AFTER, phrase, begin, phrase.end, True)


def _subject_then_verb(
    tokens: list[Token], begin: int, first: int, stop: int, touches: bool, ending: str, lexicon: Lexicon
) -> Cue | None:
    phrase = read_phrase(tokens, first, lexicon)
    if phrase is None:
        return None
    unknown = _unknown_verb(tokens, phrase.end, stop)
    if unknown and touches and ending and ending in ",?!" and phrase.form is not Form.NOUN:
        return Cue(Place.AFTER, phrase, begin, unknown, True)
    relative = False
    for verb in range(phrase.end, stop):
        token = tokens[verb]
        if token.low in (",", "—", "–", ")"):
            relative = False
        elif token.low in lexicon.relatives or token.low in ("while", "when", "because", "if"):
            relative = True
        elif (
            speaks(tokens, verb, lexicon)
            and not relative
            and tokens[verb - 1].low not in ("to", "the", "a", "an", "his", "her")
        ):
            near = verb - phrase.end <= 3
            if token.low not in lexicon.say and not (near and touches):
                continue
            if not touches and ending and ending in "?!" and _reports(tokens, verb, lexicon):
                return None
            named = _name_beside(tokens, first, verb, phrase, lexicon)
            return Cue(Place.AFTER, named, begin, verb + 1, True)
    return None


def _unknown_verb(tokens: list[Token], at: int, stop: int) -> int:
    """Index after a verb in the past tense that ends its clause ("he bluffed."), else 0."""
    if at >= stop or not _past(tokens[at]):
        return 0
    end = at + 1
    if end < stop and tokens[end].low.endswith("ly"):
        end += 1
    return end if end >= stop or tokens[end].low in (",", ".", ";", ":") else 0


def _reports(tokens: list[Token], verb: int, lexicon: Lexicon) -> bool:
    """Whether the verb goes on to report something else ("He said that ...")."""
    return verb + 1 < len(tokens) and (
        tokens[verb + 1].low == "that"
        or (starts_phrase(tokens, verb + 1, lexicon) and tokens[verb].low not in lexicon.addressing)
    )


def _name_beside(tokens: list[Token], first: int, verb: int, phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """`director of the agency Alia Salem said`: the name at the verb wins over the noun it explains."""
    if phrase.form is not Form.NOUN:
        return phrase
    end = verb
    while (end > first and tokens[end - 1].low in lexicon.adverbs) or (
        end > first and tokens[end - 1].low in lexicon.auxiliaries
    ):
        end -= 1
    if tokens[end - 1].low == ",":
        inner = read_phrase(tokens, phrase.end + 1, lexicon) if tokens[phrase.end].low == "," else None
        return inner if inner is not None and inner.form is Form.NAME and inner.end == end - 1 else phrase
    for at in range(end - 1, max(phrase.end - 1, end - 4), -1):
        if tokens[at - 1].low in lexicon.prepositions:
            break
        if tokens[at].cap and tokens[at].low in lexicon.given and at < end - 1:
            named = read_phrase(tokens, at, lexicon)
            if named is not None and named.form is Form.NAME and named.end == end:
                return named
    if not phrase.determiner and (is_role(phrase.head, lexicon) or phrase.head in lexicon.titles):
        after = next(
            (at + 1 for at in range(end - 2, phrase.end, -1) if tokens[at].low in lexicon.bodies), end
        )
        if end - after in (2, 3) and all(token.cap for token in tokens[after:end]):
            return read_phrase(tokens, after, lexicon) or phrase
    return phrase


def cue_before(tokens: list[Token], at: int, lexicon: Lexicon) -> Cue | None:
    """The cue in front of the quote at `at`."""
    low = at
    inert = 0
    while (
        low > 0
        and inert < 3
        and at - low < REACH
        and (tokens[low - 1].quote < 0 or tokens[low - 1].inert)
        and tokens[low - 1].sentence == tokens[at].sentence
    ):
        low -= 1
        inert += tokens[low].quote >= 0
    if low == at:
        return None
    sign = tokens[at - 1].low
    colon = sign == ":"
    last = at - 1 if sign in (":", ",", "—", "–", "-", "--", "...", "…") else at
    if last <= low:
        return None
    if colon:
        label = _label(tokens, low, last, lexicon)
        if label is not None:
            return label
    if (
        tokens[last - 1].low in lexicon.prepositions
        and last == at
        and tokens[last - 1].low not in lexicon.adverbs
    ):
        return None
    for start in range(max(low, last - 14), last):
        skip = _according(tokens, start, lexicon)
        phrase = read_phrase(tokens, start + skip, lexicon) if skip else None
        if phrase is not None and phrase.end <= last:
            return Cue(
                Place.BEFORE,
                _next_name(tokens, phrase, phrase.end, last, lexicon),
                start,
                phrase.end,
                sign == ",",
            )
    inverted = _opens_inverted(tokens, low, last, lexicon)
    if inverted:
        phrase = read_phrase(tokens, inverted, lexicon)
        if phrase is not None:
            return Cue(Place.BEFORE, phrase, low, last, True)
    for verb in range(last - 1, low - 1, -1):
        token = tokens[verb]
        if token.low in lexicon.calls and not token.poss:
            return None
        strong = token.low in lexicon.say
        taking = token.low in lexicon.participles
        if (token.cap and verb > low) or not (strong or taking or token.low in lexicon.manner):
            continue
        if (
            verb > low
            and tokens[verb - 1].low in ("the", "a", "an", "his", "her", "their", "its", "to")
            and not taking
            and tokens[verb - 1].low != "to"
        ):
            continue
        if token.low in lexicon.nouns and not speaks(tokens, verb, lexicon):
            continue
        near = last - verb <= 2
        if not strong and not taking and not (colon or near):
            continue
        if _asked_by_somebody(tokens, verb, lexicon):
            nobody = Phrase(verb, verb + 1, Form.PRONOUN, ("",), head="")
            return Cue(Place.BEFORE, nobody, max(low, verb - 1), last, colon or last < at, True)
        subject = _agent(tokens, verb, last, lexicon) or subject_before(tokens, low, verb, lexicon)
        if subject is None:
            continue
        return Cue(Place.BEFORE, subject, subject.start, last, colon or (last < at or near), strong or taking)
    if colon:
        subject = clause_subject(tokens, low, last, lexicon)
        if subject is not None:
            return Cue(Place.BEFORE, subject, subject.start, last, True, False)
    return None


def _opens_inverted(tokens: list[Token], low: int, last: int, lexicon: Lexicon) -> int:
    """Where the subject begins if the verb stands first: `Added Smith: "..."`, `"...," said Smith, "..."`; else 0."""
    verb = low
    if low > 0 and tokens[low - 1].quote >= 0:
        if tokens[verb].low == ",":
            verb += 1
        if verb + 1 < last and (is_verb(tokens[verb], lexicon) or _past(tokens[verb])):
            return (
                verb + 1 if starts_phrase(tokens, verb + 1, lexicon) and tokens[verb + 1].low != "that" else 0
            )
        return 0
    clear = all(token.low not in lexicon.say for token in tokens[low + 2 : last])
    found = (
        clear
        and tokens[low].cap
        and tokens[low].low not in lexicon.asked
        and tokens[low].low in lexicon.say
        and low + 1 < last
        and starts_phrase(tokens, low + 1, lexicon)
        and tokens[low].low not in lexicon.titles
    )
    return low + 1 if found else 0


def _past(token: Token) -> bool:
    """Whether an unknown word looks like a verb in the past tense."""
    return token.word and not token.cap and token.low.endswith("ed") and len(token.low) > 4


def _asked_by_somebody(tokens: list[Token], verb: int, lexicon: Lexicon) -> bool:
    """`Asked ..., "..."` and `he was asked, "..."`: the speaker is not named."""
    if tokens[verb].low not in lexicon.asked or (verb + 1 < len(tokens) and tokens[verb + 1].low == "by"):
        return False
    at = verb - 1
    while at > 0 and tokens[at].low in lexicon.adverbs:
        at -= 1
    return at >= 0 and tokens[at].low in lexicon.passive


def _agent(tokens: list[Token], verb: int, last: int, lexicon: Lexicon) -> Phrase | None:
    """`he was asked by Maria Lopez: "..."`: the one who asked."""
    if (
        verb + 2 < last
        and tokens[verb + 1].low == "by"
        and verb
        and tokens[verb - 1].low in lexicon.auxiliaries
    ):
        return read_phrase(tokens, verb + 2, lexicon)
    return None


def _label(tokens: list[Token], low: int, last: int, lexicon: Lexicon) -> Cue | None:
    """`Maria Lopez: "..."` at the beginning of a sentence."""
    for at in range(last - 1, max(low, last - 7), -1):
        dashed = tokens[at - 1].low in ("-", "—", "–")
        if dashed or (
            tokens[at - 1].low in ("from", "by") and (at - 1 == low or tokens[at - 2].low == "more")
        ):
            low = at
            break
    if last - low > 6 or not (tokens[low].cap or tokens[low].low in lexicon.determiners):
        return None
    phrase = read_phrase(tokens, low, lexicon)
    if phrase is None or phrase.end != last or phrase.form is Form.PRONOUN:
        return None
    return Cue(Place.LABEL, phrase, low, last, True)


def subject_before(
    tokens: list[Token], low: int, verb: int, lexicon: Lexicon, deep: bool = True
) -> Phrase | None:
    """The subject of the verb at `verb`, looked for from `low` on."""
    at = verb - 1
    while (
        at >= low
        and (tokens[at].low in lexicon.auxiliaries or tokens[at].low in lexicon.adverbs)
        and tokens[at].word
    ):
        at -= 1
    if at < low:
        return clause_subject(tokens, low, verb, lexicon)
    token = tokens[at]
    if tokens[verb].low in lexicon.participles and token.word and at == verb - 1:
        beside = _ending_at(tokens, max(low, at - 6), at + 1, lexicon)
        governed = (
            beside is not None and beside.start > low and tokens[beside.start - 1].low in lexicon.prepositions
        )
        if (
            beside is not None
            and beside.form is Form.NOUN
            and beside.end == at + 1
            and (not governed or tokens[beside.start - 1].low in lexicon.absolute)
        ):
            if is_role(beside.head, lexicon) or beside.head in lexicon.sources:
                return beside
    if tokens[verb].low in lexicon.participles:
        absolute = _absolute(tokens, low, verb, lexicon)
        if absolute is not None:
            return absolute
    if token.low in ("and", "but", "then", "or") and deep:
        for other in range(at - 1, low, -1):
            if tokens[other].low in lexicon.say and speaks(tokens, other, lexicon):
                return subject_before(tokens, low, other, lexicon, False)
    if (
        token.low in lexicon.participles
        or tokens[verb].low in lexicon.participles
        or token.low in ("to", "and", "but", "then", "or")
    ):
        return clause_subject(tokens, low, verb, lexicon)
    if token.low in ("who", "which", "that"):
        return _before(tokens, low, at, lexicon)
    if is_pronoun(token.low, lexicon):
        return read_phrase(tokens, at, lexicon)
    if token.low in (",", "—", "–", ")", "-"):
        return _bracketed(tokens, low, at, lexicon) or clause_subject(tokens, low, verb, lexicon)
    return _ending_at(tokens, low, at + 1, lexicon) or clause_subject(tokens, low, verb, lexicon)


def _absolute(tokens: list[Token], low: int, verb: int, lexicon: Lexicon) -> Phrase | None:
    """`..., with Maria Lopez asking, "..."`: the subject that "with" brings along."""
    for at in range(verb - 1, low, -1):
        if tokens[at - 1].low in lexicon.absolute and starts_phrase(tokens, at, lexicon):
            phrase = read_phrase(tokens, at, lexicon)
            if phrase is not None and phrase.end <= verb and tokens[phrase.end].low in lexicon.participles:
                return phrase
            return None
    return None


def _before(tokens: list[Token], low: int, at: int, lexicon: Lexicon) -> Phrase | None:
    while at > low and tokens[at - 1].low in (",", "—", "–"):
        at -= 1
    return _ending_at(tokens, low, at, lexicon)


def _ending_at(tokens: list[Token], low: int, end: int, lexicon: Lexicon) -> Phrase | None:
    """The phrase whose words, with the prepositional phrases behind it, end at `end`."""
    best: Phrase | None = None
    at = low
    while at < end:
        if starts_phrase(tokens, at, lexicon) or (at == low and _plain_start(tokens[at], lexicon)):
            phrase = read_phrase(tokens, at, lexicon)
            if phrase is not None:
                attached = best is not None and at > low and _attaches(tokens, best.end, at, lexicon)
                if not attached:
                    best = phrase
                at = max(phrase.end, at + 1)
                continue
        at += 1
    if best is None:
        return None
    inside = all(token.word or token.low in "'’&/()." for token in tokens[best.end : end])
    return _name_beside(tokens, best.start, end, best, lexicon) if inside else None


def _plain_start(token: Token, lexicon: Lexicon) -> bool:
    return token.word and token.low not in lexicon.starters and token.low not in lexicon.prepositions


def _attaches(tokens: list[Token], end: int, at: int, lexicon: Lexicon) -> bool:
    """Whether the phrase at `at` only explains the one that ended at `end`: "of the agency", "in Paris"."""
    between = tokens[end:at]
    return (
        0 < len(between) <= 2
        and between[0].low in lexicon.prepositions
        and between[0].low not in ("than", "like")
    )


def _bracketed(tokens: list[Token], low: int, close: int, lexicon: Lexicon) -> Phrase | None:
    """`X, who ..., said`: the first phrase that a comma follows and that no preposition or verb governs."""
    fallback: Phrase | None = None
    at = low
    while at < close:
        boundary = (
            at == low
            or not tokens[at - 1].word
            or tokens[at - 1].low in lexicon.conjunctions
            or tokens[at - 1].low in lexicon.adverbs
        )
        if boundary and starts_phrase(tokens, at, lexicon):
            phrase = read_phrase(tokens, at, lexicon)
            if phrase is not None and phrase.head not in lexicon.times:
                end = _with_attached(tokens, phrase.end, close, lexicon)
                if tokens[end].low in (",", "—", "–", "(", "-") and phrase.form is not Form.PRONOUN:
                    if (
                        phrase.form is Form.NAME
                        or is_role(phrase.head, lexicon)
                        or phrase.head in lexicon.titles
                    ):
                        return _next_name(tokens, phrase, end, close, lexicon)
                    fallback = fallback or phrase
                at = max(phrase.end, at + 1)
                continue
        at += 1
    return fallback


def _next_name(tokens: list[Token], phrase: Phrase, end: int, close: int, lexicon: Lexicon) -> Phrase:
    """`Malaysia's Prime Minister, Najib Razak, said`: the name in apposition is the better mention."""
    if phrase.form is Form.NAME or end >= len(tokens) or tokens[end].low != ",":
        return phrase
    after = read_phrase(tokens, end + 1, lexicon)
    return (
        after
        if after is not None
        and after.form is Form.NAME
        and (after.end == close or tokens[after.end].low == ",")
        else phrase
    )


def _with_attached(tokens: list[Token], end: int, close: int, lexicon: Lexicon) -> int:
    while end < close and tokens[end].low in lexicon.prepositions:
        phrase = read_phrase(tokens, end + 1, lexicon)
        if phrase is None or phrase.end > close:
            break
        end = phrase.end
    return min(end, close)


def clause_subject(tokens: list[Token], low: int, high: int, lexicon: Lexicon) -> Phrase | None:
    """The first phrase of a clause that is no part of an introduction ("In Paris, ...", "Asked about Y, ...")."""
    at = low
    while at < high and not tokens[at].word:
        at += 1
    governed = at < high and (
        tokens[at].low in lexicon.prepositions
        or tokens[at].low in ("when", "while", "if", "although", "though", "because", "as", "once", "asked")
        or tokens[at].low.endswith("ing")
    )
    if governed:
        comma = next((number for number in range(at, high) if tokens[number].low == ","), high)
        inner = clause_subject(tokens, comma + 1, high, lexicon) if comma + 1 < high else None
        if inner is not None:
            return inner
    while at < high:
        if starts_phrase(tokens, at, lexicon) and not (
            at > low and tokens[at - 1].low in lexicon.prepositions
        ):
            phrase = read_phrase(tokens, at, lexicon)
            if phrase is not None and phrase.head not in lexicon.times:
                return phrase
        at += 1
    return None
