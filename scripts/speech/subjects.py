"""Subjects: who does what a verb in front of a quote says.

Conventions
-----------
Positions are indexes into a page's tokens. All searches stay between `low`, the first token of the clause,
and the verb, which `cues` keeps within its reach.
"""

from scripts.speech.phrases import Form, Phrase, read_phrase
from scripts.speech.prose import COMMAS, Prose


def subject_before(  # noqa: PLR0911, PLR0912 - a ladder of rules
    prose: Prose, low: int, verb: int, deep: bool = True
) -> Phrase | None:
    """The subject of the verb at `verb`, looked for from `low` on.

    With `deep`, a verb behind "and" takes the subject of the verb of speech before it.
    """
    lexicon = prose.lexicon
    at = verb - 1
    while (
        at >= low
        and prose.word(at)
        and (prose.low(at) in lexicon.auxiliaries or prose.low(at) in lexicon.adverbs)
    ):
        at -= 1
    if at < low:
        return None
    before, participle = prose.low(at), prose.low(verb) in lexicon.participles
    if participle:
        if before == "," and prose.speaks(at - 1) and deep:  # "They will meet, Ana Ruiz said, adding: ..."
            return subject_before(prose, low, at - 1, False)
        found = _of_participle(prose, low, verb, at) or _of_aside(prose, low, verb)
        if found is not None:
            return found
    if deep and before in lexicon.coordinators:
        for other in range(at - 1, low, -1):
            aside = prose.low(other - 1) in lexicon.subordinators  # "When told ..., she nodded and said"
            if prose.low(other) in lexicon.say and prose.speaks(other) and not aside:
                return subject_before(prose, low, other, False)
    if (
        participle
        or before in lexicon.participles
        or before in lexicon.coordinators
        or before in lexicon.infinitive
    ):
        return clause_subject(prose, low, verb)
    if before in lexicon.relatives:
        while at > low and prose.low(at - 1) in COMMAS:
            at -= 1
        return ending_at(prose, low, at)
    if before in lexicon.pronouns:
        return read_phrase(prose, at)
    if before in COMMAS or before == ")" or prose.tokens[at].quote >= 0:  # a comma stands inside its marks
        return _bracketed(prose, low, at) or clause_subject(prose, low, verb)
    return ending_at(prose, low, at + 1) or clause_subject(prose, low, verb)


def _of_participle(prose: Prose, low: int, verb: int, at: int) -> Phrase | None:
    """`a sign saying`, `with critics saying`: the noun right before, or the one behind "with"."""
    lexicon = prose.lexicon
    if at == verb - 1 and prose.word(at):
        beside = ending_at(prose, max(low, at - 6), at + 1)
        if beside is not None and beside.end == at + 1:
            governed = beside.start > low and prose.low(beside.start - 1) in lexicon.prepositions
            free = not governed or prose.low(beside.start - 1) in lexicon.absolute
            if (
                beside.form is Form.NOUN
                and free
                and (prose.is_role(beside.head) or beside.head in lexicon.sources)
            ):
                return beside
    for start in range(verb - 1, low, -1):
        if prose.low(start - 1) in lexicon.absolute and prose.starts_phrase(start):
            phrase = read_phrase(prose, start)
            if phrase is None:
                return None
            end = phrase.end
            while end < verb and prose.low(end) in lexicon.adverbs:
                end += 1
            return phrase if end <= verb and prose.low(end) in lexicon.participles else None
    return None


def _of_aside(prose: Prose, low: int, verb: int) -> Phrase | None:
    """`It ended there, when protesters came in, shouting`: the subject of the clause right before."""
    lexicon = prose.lexicon
    for at in range(verb - 1, low + 1, -1):
        if prose.low(at) in lexicon.subordinators and prose.low(at - 1) == ",":
            phrase = clause_phrase(prose, at + 1, verb)
            return phrase if phrase is not None and phrase.start == at + 1 else None
    return None


def joint(prose: Prose, phrase: Phrase) -> Phrase:
    """`Karl Weber and Ida Brandt said`: two names with "and" between them speak as one.

    `phrase` is the name at the verb: the second before it, the first behind it.
    """
    lexicon = prose.lexicon
    if phrase.form is not Form.NAME:
        return phrase
    first, second = phrase, None
    if prose.low(phrase.end) in lexicon.joins and prose.starts_phrase(phrase.end + 1):
        second = read_phrase(prose, phrase.end + 1)
        if second is None or prose.past(second.end) or prose.is_verb(second.end):
            return phrase  # the second name has a verb of its own
    elif prose.low(phrase.start - 1) in lexicon.joins:
        before = ending_at(prose, max(0, phrase.start - 8), phrase.start - 1)
        free = before is not None and (
            before.start == 0
            or prose.opens(before.start)
            or not prose.word(before.start - 1)
            or prose.low(before.start - 1) in lexicon.conjunctions
        )
        first, second = (before, phrase) if before is not None and free else (phrase, None)
    if second is None or first.form is not Form.NAME or second.form is not Form.NAME:
        return phrase
    name = f"{' '.join(first.words)} {prose.tokens[first.end].text} {' '.join(second.words)}"
    return Phrase(
        first.start, second.end, Form.NOUN, (name,), head=name.lower(), plural=True, parts=(first, second)
    )


def ending_at(prose: Prose, low: int, end: int) -> Phrase | None:
    """The phrase whose words, with the prepositional phrases behind it, end at `end`."""
    best: Phrase | None = None
    at = tail = low
    while at < end:
        phrase = (
            read_phrase(prose, at) if prose.starts_phrase(at) or (at == low and _plain(prose, at)) else None
        )
        if phrase is None:
            at += 1
            continue
        if best is None or not _attaches(prose, tail, at):
            best = phrase
        at = tail = phrase.end
    if best is None:
        return None
    inside = all(prose.word(number) or prose.low(number) in "'’&/()." for number in range(best.end, end))
    return name_beside(prose, best, end) if inside else None


def _plain(prose: Prose, at: int) -> bool:
    low = prose.low(at)
    return prose.word(at) and low not in prose.lexicon.starters and low not in prose.lexicon.prepositions


def _attaches(prose: Prose, end: int, at: int) -> bool:
    """Whether the phrase at `at` only explains the one that ended at `end`: "of the agency", "in Paris"."""
    return 0 < at - end <= 2 and prose.low(end) in prose.lexicon.prepositions


def name_beside(prose: Prose, phrase: Phrase, verb: int) -> Phrase:
    """`director of the agency Ana Ruiz said`: the name at the verb wins over the noun it explains."""
    if phrase.form is not Form.NOUN:
        return phrase
    lexicon, first = prose.lexicon, phrase.start
    end = verb
    while end > first and (
        prose.low(end - 1) in lexicon.adverbs or prose.low(end - 1) in lexicon.auxiliaries
    ):
        end -= 1
    if prose.low(end - 1) == ",":
        comma = _with_attached(prose, phrase.end, verb)
        inner = read_phrase(prose, comma + 1) if prose.low(comma) == "," else None
        return inner if inner is not None and inner.form is Form.NAME and inner.end == end - 1 else phrase
    for at in range(end - 2, max(phrase.end - 1, end - 4), -1):
        if prose.low(at) in lexicon.prepositions or prose.low(at - 1) in lexicon.prepositions:
            break
        if prose.tokens[at].cap and (prose.low(at) in lexicon.given or prose.low(at) in lexicon.titles):
            named = read_phrase(prose, at)
            if named is not None and named.form is Form.NAME and named.end == end:
                return named
    if not phrase.determiner and prose.is_person(phrase.head):
        start = next(
            (at + 1 for at in range(end - 2, phrase.end, -1) if prose.low(at) in lexicon.bodies), end
        )
        if end - start in (2, 3) and all(token.cap for token in prose.tokens[start:end]):
            return read_phrase(prose, start) or phrase
    return phrase


def _bracketed(prose: Prose, low: int, close: int) -> Phrase | None:
    """`X, who ..., said`: the first phrase that a comma follows and that no preposition or verb governs."""
    lexicon = prose.lexicon
    fallback: Phrase | None = None
    at = low
    while at < close:
        before = prose.low(at - 1)
        free = (
            at == low or not prose.word(at - 1) or before in lexicon.conjunctions or before in lexicon.adverbs
        )
        phrase = read_phrase(prose, at) if free and prose.starts_phrase(at) else None
        if phrase is None or phrase.head in lexicon.times:
            at += 1
            continue
        end = _with_attached(prose, phrase.end, close)
        if phrase.form is not Form.PRONOUN and (prose.low(end) in COMMAS or prose.low(end) == "("):
            if phrase.form is Form.NAME or prose.is_person(phrase.head):
                return next_name(prose, phrase, end, close)
            fallback = fallback or phrase
        at = phrase.end
    return fallback


def next_name(prose: Prose, phrase: Phrase, end: int, close: int) -> Phrase:
    """`Peru's prime minister, Ana Ruiz, said`: the name in apposition is the better mention."""
    if phrase.form is Form.NAME or prose.low(end) != ",":
        return phrase
    after = read_phrase(prose, end + 1)
    if after is None or after.form is not Form.NAME:
        return phrase
    return after if after.end == close or not prose.word(after.end) else phrase


def _with_attached(prose: Prose, end: int, close: int) -> int:
    while end < close and prose.low(end) in prose.lexicon.prepositions:
        phrase = read_phrase(prose, end + 1)
        if phrase is None or phrase.end > close:
            break
        end = phrase.end
    return min(end, close)


def clause_subject(prose: Prose, low: int, high: int) -> Phrase | None:
    """The first phrase of a clause that is no part of an introduction: "In Paris, ..."."""
    lexicon = prose.lexicon
    at = low
    while at < high and not prose.word(at):
        at += 1
    while at < high and _introduces(prose, at):
        comma = next((number for number in range(at, high) if prose.low(number) == ","), high)
        if clause_phrase(prose, comma + 1, high) is None:
            break
        at = comma + 1
    found = clause_phrase(prose, at, high)
    return found if found is None or found.head not in lexicon.times else None


def _introduces(prose: Prose, at: int) -> bool:
    lexicon, low = prose.lexicon, prose.low(at)
    return (
        low in lexicon.prepositions or low in lexicon.subordinators or low.endswith(lexicon.participle_ends)
    )


def clause_phrase(prose: Prose, at: int, high: int) -> Phrase | None:
    """The first phrase between two positions that no preposition governs and that is no date."""
    low, lexicon = at, prose.lexicon
    while at < high:
        if prose.starts_phrase(at) and not (at > low and prose.low(at - 1) in lexicon.prepositions):
            phrase = read_phrase(prose, at)
            if phrase is not None and phrase.head not in lexicon.times:
                return phrase
        at += 1
    return None
