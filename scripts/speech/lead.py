"""The cue in front of a quote: `Ana Ruiz told reporters: "..."`.

Conventions
-----------
Positions are indexes into a page's tokens. `low` is the first token of the sentence's part that can hold
the cue, `last` one after its last word (the comma or colon in front of the quote left out).
"""

from dataclasses import replace

from scripts.speech.cues import REACH, Cue, Place, according
from scripts.speech.phrases import Form, Phrase, read_phrase
from scripts.speech.prose import COMMAS, Prose
from scripts.speech.subjects import clause_subject, ending_at, next_name, subject_before

_JOINTS = COMMAS | {":", "...", "…"}
_NOBODY = ""
"""Head of a phrase for somebody whom the text does not name."""


def cue_before(prose: Prose, at: int) -> Cue | None:
    """The cue in front of the quote at `at`."""
    low = _reach_back(prose, at)
    sign = prose.low(at - 1)
    last = at - 1 if sign in _JOINTS else at
    if last <= low:
        return None
    if last == at and _governed(prose, last - 1):
        return None
    if sign == ":" and _is_nobodys(prose, low, last):
        return None
    letters = prose.lexicon.questions | prose.lexicon.answers
    lettered = last == at and last - low == 1 and prose.low(low) in letters  # "Q. ..."
    return (
        (_label(prose, low, last) if sign == ":" or lettered else None)
        or _according_to(prose, low, last, sign)
        or _verb_first(prose, low, last)
        or _by_verb(prose, low, last, at)
    )


def _reach_back(prose: Prose, at: int) -> int:
    """Where the sentence begins, or the quote before ends; a few fragments are read over."""
    tokens, low, inert = prose.tokens, at, 0
    while low > 0 and at - low < REACH and inert < 3 and tokens[low - 1].sentence == tokens[at].sentence:
        if tokens[low - 1].quote >= 0:
            if not tokens[low - 1].inert:
                break
            inert += 1
        low -= 1
    return low


def _governed(prose: Prose, at: int) -> bool:
    """Whether a preposition stands right before the quote, which is then part of the narrator's sentence."""
    return prose.low(at) in prose.lexicon.prepositions and prose.low(at) not in prose.lexicon.adverbs


def _is_nobodys(prose: Prose, low: int, last: int) -> bool:
    """`Third: "..."`, `Editor's note: "..."`: what stands before the colon is nobody's name."""
    lexicon, word = prose.lexicon, prose.low(last - 1)
    alone = last - low == 1 or (last - low == 2 and prose.tokens[low].poss)
    speaks = word in lexicon.given or word in lexicon.titles or word in lexicon.questions | lexicon.answers
    if speaks or not alone:
        return False
    return word in lexicon.labels or word in lexicon.times


def _label(prose: Prose, low: int, last: int) -> Cue | None:
    """`Ana Ruiz: "..."` at the beginning of a sentence or behind a dash; `From the report: "..."`."""
    lexicon = prose.lexicon
    for at in range(last - 1, max(low, last - 7), -1):
        before = prose.low(at - 1)
        leads = before in lexicon.origins and (at - 1 == low or prose.low(at - 2) in lexicon.more)
        if before in ("-", "—", "–") or leads:
            low = at
            break
    if last - low == 1 and len(prose.tokens[low].text) == 1 and prose.tokens[low].cap:
        letter = (prose.tokens[low].text,)  # Q and A
        return Cue(Place.LABEL, Phrase(low, last, Form.NAME, letter, letter, head=prose.low(low)), low, last)
    if last - low > 6 or not (prose.tokens[low].cap or prose.low(low) in lexicon.determiners):
        return None
    phrase = read_phrase(prose, low)
    if phrase is None or phrase.end != last or phrase.form is Form.PRONOUN or _is_thing(prose, phrase):
        return None
    return Cue(Place.LABEL, _without_rank(prose, phrase), low, last)


def _without_rank(prose: Prose, phrase: Phrase) -> Phrase:
    """`KEANE J: ...`, a judge in a record: the name without what stands behind it."""
    words = phrase.name
    if phrase.form is not Form.NAME or len(words) < 2 or words[-1].lower() not in prose.lexicon.ranks:
        return phrase
    if not all(word.isupper() for word in words):
        return phrase  # "Ana J: ..." has a surname
    return replace(phrase, words=words[:-1], name=words[:-1], head=words[-2].lower())


def _according_to(prose: Prose, low: int, last: int, sign: str) -> Cue | None:
    for start in range(max(low, last - 14), last):
        skip = according(prose, start)
        phrase = read_phrase(prose, start + skip) if skip else None
        if phrase is not None and phrase.end <= last:
            return Cue(
                Place.BEFORE, next_name(prose, phrase, phrase.end, last), start, phrase.end, sign == ","
            )
    return None


def _verb_first(prose: Prose, low: int, last: int) -> Cue | None:
    """`Added Ana Ruiz: "..."` and the middle of `"...," said Ana Ruiz, "..."`."""
    lexicon = prose.lexicon
    if low > 0 and prose.tokens[low - 1].quote >= 0:
        verb = low + 1 if prose.low(low) == "," else low
        found = prose.is_verb(verb) or prose.past(verb)
    else:
        verb = low
        first = prose.low(low)
        found = prose.tokens[low].cap and first in lexicon.say and first not in lexicon.asked
        found = found and first not in lexicon.titles
        found = found and all(word not in lexicon.say for word in prose.lows(low + 2, last))
    subject = verb + 1
    if not found or subject >= last or prose.low(subject) in lexicon.complementizers:
        return None
    phrase = read_phrase(prose, subject) if prose.starts_phrase(subject) else None
    return Cue(Place.BEFORE, phrase, low, last) if phrase is not None else None


def _by_verb(prose: Prose, low: int, last: int, at: int) -> Cue | None:
    """The subject of the verb of speech that is nearest to the quote."""
    lexicon = prose.lexicon
    colon, joined = prose.low(at - 1) == ":", last < at
    for verb in range(last - 1, low - 1, -1):
        word = prose.low(verb)
        near = last - verb <= 2
        if word in lexicon.calls and not prose.tokens[verb].poss:
            if colon and any(low in lexicon.relatives for low in prose.lows(verb - 2, verb)):
                continue  # "...Ana Ruiz, whom he called a friend: ..."
            return None
        if not _can_cue(prose, low, verb, colon or near or prose.low(verb + 1) in lexicon.phrasal):
            continue
        if _asked_by_nobody(prose, verb):
            nobody = Phrase(verb, verb + 1, Form.PRONOUN, ("",), head=_NOBODY)
            return Cue(Place.BEFORE, nobody, max(low, verb - 1), last, joined)
        subject = _agent(prose, verb, last) or subject_before(prose, low, verb)
        if colon:
            subject = _behind(prose, low, verb, last, subject) or subject
        if subject is None:
            continue
        certain = word in lexicon.say or word in lexicon.participles
        if not certain and (_is_thing(prose, subject) or _is_reported(prose, low, verb)):
            continue
        return Cue(Place.BEFORE, subject, subject.start, last, joined or near, certain)
    subject = _of_colon(prose, low, last) if colon else None
    return Cue(Place.BEFORE, subject, subject.start, last, True, False) if subject is not None else None


def _behind(prose: Prose, low: int, verb: int, last: int, before: Phrase | None) -> Phrase | None:
    """`It saves a tenth, says the adviser Ana Ruiz: "..."`: the subject between its verb and the colon.

    Not in `Ana Ruiz, the mayor, thanked Bo Holm: "..."`, whose subject `before` the verb has a comma.
    """
    lexicon, word = prose.lexicon, prose.low(verb)
    if verb <= low or prose.low(verb - 1) not in COMMAS or word not in lexicon.say or word in lexicon.asked:
        return None
    if before is not None and before.form is not Form.PRONOUN and prose.low(before.end) in COMMAS:
        return None
    if not prose.starts_phrase(verb + 1):
        return None
    phrase = ending_at(prose, verb + 1, last)
    if phrase is None or phrase.form is Form.PRONOUN or not _can_speak(prose, phrase):
        return None
    return phrase if phrase.end == last or prose.low(phrase.end) in COMMAS else None


def _is_thing(prose: Prose, phrase: Phrase) -> bool:
    """`when the story broke, "..."`: nobody who could speak."""
    return not _can_speak(prose, phrase) and phrase.head not in prose.lexicon.lone


def _can_speak(prose: Prose, phrase: Phrase) -> bool:
    """Whether a phrase means a person, or a document or a body through which somebody speaks."""
    lexicon, head = prose.lexicon, phrase.head
    known = prose.is_person(head) or head in lexicon.sources or head in lexicon.utterings
    return phrase.form is not Form.NOUN or known


def _is_reported(prose: Prose, low: int, verb: int) -> bool:
    """`Ana Ruiz said that they learned a lesson: "..."`: a verb inside what somebody is said to have said."""
    lexicon = prose.lexicon
    that = next((at for at in range(verb - 1, low, -1) if prose.low(at) in lexicon.complementizers), low)
    return any(prose.low(at) in lexicon.say and prose.speaks(at) for at in range(low, that))


def _of_colon(prose: Prose, low: int, last: int) -> Phrase | None:
    """Who speaks behind a colon without a verb of speech: the clause's subject, or the name right before it.

    In `The result does not surprise the pollster Ana Ruiz: "..."` the subject is nobody who could speak.
    """
    subject = clause_subject(prose, low, last)
    if subject is not None and _can_speak(prose, subject):
        return subject
    name = ending_at(prose, max(low, last - 6), last)
    return name if name is not None and name.form is Form.NAME and name.end == last else subject


def _can_cue(prose: Prose, low: int, verb: int, close: bool) -> bool:
    """Whether the word is a verb that can announce a quote; verbs of manner only close to it."""
    lexicon, word = prose.lexicon, prose.low(verb)
    if prose.tokens[verb].cap and verb > low:
        return False
    if word in lexicon.participles:
        return True
    if word not in lexicon.say and not (word in lexicon.manner and close):
        return False
    if verb > low and prose.low(verb - 1) in lexicon.articles:
        return False
    return word not in lexicon.nouns or prose.speaks(verb)


def _asked_by_nobody(prose: Prose, verb: int) -> bool:
    """`When asked ..., "..."` and `he was asked, "..."`: the speaker is not named."""
    lexicon = prose.lexicon
    if prose.low(verb) not in lexicon.asked or prose.low(verb + 1) in lexicon.agents:
        return False
    at = verb - 1
    while at > 0 and prose.low(at) in lexicon.adverbs:
        at -= 1
    return at >= 0 and prose.low(at) in lexicon.passive


def _agent(prose: Prose, verb: int, last: int) -> Phrase | None:
    """`he was asked by Ana Ruiz: "..."`: the one who asked."""
    lexicon = prose.lexicon
    if (
        verb + 2 < last
        and prose.low(verb + 1) in lexicon.agents
        and prose.low(verb - 1) in lexicon.auxiliaries
    ):
        return read_phrase(prose, verb + 2)
    return None
